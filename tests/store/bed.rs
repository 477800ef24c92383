//! Where a test of the store runs: the same body on a SQLite file and on a PostgreSQL database, both its own.

use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use kinsta_slack::store::{Kind, Store};

use crate::postgres;

/// One test's database.
#[derive(Clone, Debug)]
pub struct Bed {
    pub kind: Kind,
    pub url: String,
}

impl Bed {
    /// A store on it; each call is another process for all the database knows.
    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// Runs `body` on a fresh database of that kind and clears up behind it, also when it fails.
pub fn run<F>(kind: Kind, body: impl FnOnce(Bed) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async move {
        let outcome = match kind {
            Kind::Sqlite => {
                let folder = fresh_folder();
                let url = format!("sqlite://{}", folder.join("nested/store.db").display());
                let outcome = tokio::spawn(body(Bed { kind, url })).await;
                let _ = std::fs::remove_dir_all(&folder);
                outcome
            }
            Kind::Postgres => {
                let Some(database) = postgres::database().await else { return };
                let outcome = tokio::spawn(body(Bed { kind, url: database.url.clone() })).await;
                database.remove().await;
                outcome
            }
        };
        if let Err(failure) = outcome {
            std::panic::resume_unwind(failure.into_panic());
        }
    });
}

fn fresh_folder() -> PathBuf {
    let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("kinsta-slack-store-{}-{number}", std::process::id()))
}

/// Makes a test on each database of every named function.
macro_rules! on_both {
    ($($body:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $body() { $crate::bed::run(kinsta_slack::store::Kind::Sqlite, super::$body); })+
        }
        mod on_postgres {
            $(#[test] fn $body() { $crate::bed::run(kinsta_slack::store::Kind::Postgres, super::$body); })+
        }
    };
}
pub(crate) use on_both;
