//! Opening a store: the URL, the file and its folder, the pool, the schema.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Executor};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::prompts::GroupWriter;
use super::signal::Bell;
use super::{Error, Gate, Inner, Kind, Store, tx};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// On every SQLite connection, the wait for another process's lock first of all. FULL, because what was promised in
/// Slack must survive a power cut and not only a crash of ours.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                       PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864;";

const SQLITE_CONNECTIONS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

impl Store {
    /// Opens the database at `url` and brings its schema up to date. Must be called within a tokio runtime, where the
    /// writer of prompts then lives until the last clone is dropped or [`Store::close`] is called.
    ///
    /// `sqlite:path`, `sqlite://path` or `sqlite:///absolute/path`: the path is taken as it is written, the file and its
    /// folder are made. `postgres://…` or `postgresql://…`: as libpq reads it; the database must exist.
    ///
    /// # Errors
    /// [`Error::Url`], [`Error::Folder`], [`Error::Unavailable`] or [`Error::Schema`]; none of them repeats the URL.
    pub async fn open(url: &str) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let (kind, pool) = match Address::parse(url)? {
            Address::File(path) => (Kind::Sqlite, open_file(&path).await?),
            Address::Server(url) => (Kind::Postgres, open_server(url).await?),
        };
        migrate(kind, &pool).await?;

        let gate: Gate = (kind == Kind::Sqlite).then(|| Arc::new(Mutex::new(())));
        let closing = CancellationToken::new();
        let tasks = TaskTracker::new();
        let prompts = GroupWriter::start(kind, pool.clone(), gate.clone(), closing.clone(), &tasks);
        let inner =
            Inner { kind, pool, gate, prompts, jobs_bell: Bell::new(), outbox_bell: Bell::new(), closing, tasks };
        Ok(Self(Arc::new(inner)))
    }
}

impl Store {
    /// As [`Store::open`], for a database that must be there already.
    ///
    /// # Errors
    /// As [`Store::open`]; [`Error::Url`] where the file does not exist.
    pub async fn open_existing(url: &str) -> Result<Self, Error> {
        match Address::parse(url)? {
            Address::File(path) if !path.exists() => Err(Error::Url(Cow::Borrowed("there is no such file"))),
            _ => Self::open(url).await,
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Address<'a> {
    File(PathBuf),
    Server(&'a str),
}

impl<'a> Address<'a> {
    fn parse(url: &'a str) -> Result<Self, Error> {
        const KNOWN: &str = "it starts with neither sqlite: nor postgres://";
        let (scheme, rest) = url.split_once(':').ok_or(Error::Url(Cow::Borrowed(KNOWN)))?;
        match scheme {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                let path = path.split_once('?').map_or(path, |(path, _)| path);
                if path.is_empty() || path == ":memory:" {
                    return Err(Error::Url(Cow::Borrowed("it names no file, and a store must survive a restart")));
                }
                Ok(Self::File(PathBuf::from(path)))
            }
            "postgres" | "postgresql" => Ok(Self::Server(url)),
            _ => Err(Error::Url(Cow::Borrowed(KNOWN))),
        }
    }
}

async fn open_file(path: &Path) -> Result<AnyPool, Error> {
    let path = std::path::absolute(path).map_err(|error| Error::Folder(error.to_string()))?;
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(|error| Error::Folder(error.to_string()))?;
    }
    // The driver wants the path percent-encoded, or a `?` or `%` in it would end or change the name.
    let encoded = url::Url::from_file_path(&path)
        .map_err(|()| Error::Url(Cow::Borrowed("its path does not work as a file's name")))?;
    let options = connect_options(&format!("sqlite://{}?mode=rwc", encoded.path()))?;
    let pool = AnyPoolOptions::new()
        .max_connections(SQLITE_CONNECTIONS)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A file does not hang up; the check would cost a hop to the connection's thread before each statement.
        .test_before_acquire(false)
        .after_connect(|connection, _| Box::pin(async move { connection.execute(PRAGMAS).await.map(drop) }))
        .connect_with(options)
        .await?;
    Ok(pool)
}

async fn open_server(url: &str) -> Result<AnyPool, Error> {
    let pool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(connect_options(url)?)
        .await?;
    Ok(pool)
}

fn connect_options(url: &str) -> Result<AnyConnectOptions, Error> {
    let options: AnyConnectOptions =
        url.parse().map_err(|_: sqlx::Error| Error::Url(Cow::Borrowed("it is not a well-formed URL")))?;
    Ok(options.disable_statement_logging())
}

/// Two processes may start at once on an empty database. PostgreSQL's migrator locks by itself; SQLite's does not, so
/// there all of it happens under the write lock.
async fn migrate(kind: Kind, pool: &AnyPool) -> Result<(), Error> {
    match kind {
        Kind::Sqlite => {
            let mut transaction = pool.begin_with(tx::BEGIN_SQLITE).await?;
            run_migrations(&mut transaction).await?;
            transaction.commit().await?;
        }
        Kind::Postgres => run_migrations(&mut *pool.acquire().await?).await?,
    }
    Ok(())
}

/// Not `Migrator::run`, whose generic way to a connection makes the future of [`Store::open`] impossible to spawn.
async fn run_migrations(connection: &mut AnyConnection) -> Result<(), Error> {
    Ok(MIGRATIONS.run_direct(None, connection, false).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_in_any_of_the_usual_ways() {
        for (url, path) in [
            ("sqlite:data/bot.db", "data/bot.db"),
            ("sqlite://data/bot.db", "data/bot.db"),
            ("sqlite://./data/bot.db?mode=rwc", "./data/bot.db"),
            ("sqlite:///var/lib/bot.db", "/var/lib/bot.db"),
        ] {
            assert_eq!(Address::parse(url), Ok(Address::File(PathBuf::from(path))), "{url}");
        }
    }

    #[test]
    fn what_is_no_durable_database_is_refused() {
        for url in ["", "bot.db", "sqlite:", "sqlite::memory:", "sqlite://:memory:", "mysql://u:pass@h/db"] {
            let error = Address::parse(url).unwrap_err();
            assert!(matches!(error, Error::Url(_)), "{url}");
            assert!(!error.to_string().contains("pass"), "{error}");
        }
    }

    #[tokio::test]
    async fn a_server_that_cannot_be_used_is_reported_without_its_password() {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        tokio::spawn(async move { while listener.accept().await.is_ok() {} });
        for port in [&*port, "99999"] {
            let error = Store::open(&format!("postgres://bot:hunter2@127.0.0.1:{port}/db")).await.unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
        }
    }
}
