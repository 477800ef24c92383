//! What must survive being killed: prompts, operations, jobs, outgoing messages and a few small tables, in SQLite or
//! PostgreSQL behind one set of calls.
//!
//! Owns every SQL statement of the crate, the schema in `migrations/`, the pool, transactions, and the fencing of the
//! two queues. Knows the nouns of [`crate::domain`] and nothing of Slack, Kinsta, HTTP or the clock: every call that
//! depends on time takes it as epoch milliseconds.
//!
//! House rules, each of which was measured:
//!
//! - Columns are `BIGINT` (flags, epoch milliseconds) and `TEXT` (ids, JSON); `sqlx::Any` reads nothing richer on both.
//! - Every statement is one text with `$n` placeholders that both databases take. The only differences are the row
//!   locks of PostgreSQL, kept beside the statement they belong to, and the placeholders of the hand-built inserts and
//!   of what goes to SQLite in one text with them (`together`).
//! - Whoever reads and then writes does it in a [`Tx`] from [`Store::write_tx`], which on SQLite is `BEGIN IMMEDIATE`
//!   and on PostgreSQL locks what it reads for writing. A plain `begin()` is forbidden everywhere: on SQLite it fails
//!   with "database is locked" once somebody else wrote, on PostgreSQL it loses updates.
//! - Inside a [`Tx`] nothing is awaited but the store: on SQLite it holds up every other writer.
//! - A statement with `RETURNING` is read to its end, because on SQLite it is committed only then.
//! - In one process SQLite's writers queue at a gate before they take the lock, so that the busy handler, which sleeps
//!   and knows no queue, is only needed between processes.

mod audit;
mod cards;
mod error;
mod forget;
mod jobs;
mod joined;
mod leases;
mod locks;
mod open;
mod operations;
mod outbox;
mod people;
mod prompts;
mod purge;
mod seen;
mod signal;
mod snapshots;
mod together;
mod tx;

use std::sync::Arc;

use serde::Serialize;
use sqlx::AnyPool;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use cards::CardHome;
pub use error::Error;
pub use forget::Forgotten;
pub use jobs::{DeadJob, Job, NewJob};
pub use locks::Lock;
pub use operations::OperationFilter;
pub use outbox::OutgoingRow;
pub use prompts::{Answer, Prompt, PromptRow, PromptState, Taken};
pub use signal::Signal;
pub use snapshots::Snapshot;
pub use tx::Tx;

use prompts::GroupWriter;
use signal::Bell;

/// Which database is behind a [`Store`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One file, one machine.
    Sqlite,
    /// A server, several replicas.
    Postgres,
}

/// The durable store. A clone is another handle on the same pool.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    kind: Kind,
    pool: AnyPool,
    gate: Gate,
    prompts: GroupWriter,
    jobs_bell: Bell,
    outbox_bell: Bell,
    closing: CancellationToken,
    tasks: TaskTracker,
}

/// SQLite's queue of writers; PostgreSQL needs none.
type Gate = Option<Arc<Mutex<()>>>;

/// Most rows' bodies take no more bytes.
const BODY: usize = 1024;

/// What is kept as JSON.
fn json(what: &'static str, value: &(impl Serialize + ?Sized)) -> Result<String, Error> {
    let mut body = Vec::with_capacity(BODY);
    serde_json::to_writer(&mut body, value).map_err(|_| Error::Unwritable { what })?;
    String::from_utf8(body).map_err(|_| Error::Unwritable { what })
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("kind", &self.0.kind).finish_non_exhaustive()
    }
}

impl Store {
    /// Which database this is.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(self.pool()).await?;
        Ok(())
    }

    /// Writes what was handed over, then closes every connection. Later calls fail with [`Error::Closed`].
    pub async fn close(&self) {
        self.0.closing.cancel();
        self.0.tasks.close();
        self.0.tasks.wait().await;
        self.0.pool.close().await;
    }

    /// Word that jobs were enqueued or rescheduled by this process.
    pub fn jobs_changed(&self) -> Signal {
        self.0.jobs_bell.listen()
    }

    /// Word that messages were put into the outbox, or that a lane moved on, by this process.
    pub fn outbox_changed(&self) -> Signal {
        self.0.outbox_bell.listen()
    }

    fn pool(&self) -> &AnyPool {
        &self.0.pool
    }
}
