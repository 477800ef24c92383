//! Writing: a whole transaction, or one statement that is its own.

use std::ops::DerefMut;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::audit::{self, Draft};
use super::{Error, Gate, Kind, Store};

pub(super) const BEGIN_SQLITE: &str = "BEGIN IMMEDIATE";
const BEGIN_POSTGRES: &str = "BEGIN";

/// Longer than any honest transaction of ours; a writer that hangs must not hang all others with it.
const GATE_TIMEOUT: Duration = Duration::from_secs(10);

/// A transaction that may write. What its calls read it holds until [`Tx::commit`]; dropped without, nothing happened.
pub struct Tx {
    // In this order: the transaction ends before the gate opens.
    transaction: Transaction<'static, Any>,
    _turn: Option<OwnedMutexGuard<()>>,
    store: Store,
    rings_jobs: bool,
    rings_outbox: bool,
    records: Result<Vec<Draft>, Error>,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("kind", &self.kind()).finish_non_exhaustive()
    }
}

/// A connection for a single writing statement.
pub(super) struct Writer {
    connection: PoolConnection<Any>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Store {
    /// Begins a transaction that may write: `BEGIN IMMEDIATE` on SQLite. Do not await anything but the store in it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection or no turn was to be had within ten seconds.
    pub async fn write_tx(&self) -> Result<Tx, Error> {
        let (transaction, turn) = begin(self.kind(), &self.0.pool, &self.0.gate).await?;
        Ok(Tx {
            transaction,
            _turn: turn,
            store: self.clone(),
            rings_jobs: false,
            rings_outbox: false,
            records: Ok(Vec::new()),
        })
    }

    pub(super) async fn writer(&self) -> Result<Writer, Error> {
        writer(&self.0.pool, &self.0.gate).await
    }
}

/// The one place that begins a transaction after start-up.
pub(super) async fn begin(
    kind: Kind,
    pool: &AnyPool,
    gate: &Gate,
) -> Result<(Transaction<'static, Any>, Option<OwnedMutexGuard<()>>), Error> {
    let turn = turn(gate).await?;
    Ok((pool.begin_with(begin_statement(kind)).await?, turn))
}

/// What begins a transaction that may write.
pub(super) fn begin_statement(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => BEGIN_SQLITE,
        Kind::Postgres => BEGIN_POSTGRES,
    }
}

pub(super) async fn writer(pool: &AnyPool, gate: &Gate) -> Result<Writer, Error> {
    let turn = turn(gate).await?;
    Ok(Writer { connection: pool.acquire().await?, _turn: turn })
}

pub(super) async fn turn(gate: &Gate) -> Result<Option<OwnedMutexGuard<()>>, Error> {
    let Some(gate) = gate else { return Ok(None) };
    match tokio::time::timeout(GATE_TIMEOUT, Mutex::lock_owned(Arc::clone(gate))).await {
        Ok(turn) => Ok(Some(turn)),
        Err(_) => Err(Error::Unavailable("another write is taking too long".to_owned())),
    }
}

impl Writer {
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

impl Tx {
    /// Makes everything since [`Store::write_tx`] true at once, then wakes those who wait for it.
    pub async fn commit(self) -> Result<(), Error> {
        let Self { mut transaction, _turn, store, rings_jobs, rings_outbox, records } = self;
        audit::append(store.kind(), &mut transaction, &records?).await?;
        transaction.commit().await?;
        drop(_turn);
        if rings_jobs {
            store.0.jobs_bell.ring();
        }
        if rings_outbox {
            store.0.outbox_bell.ring();
        }
        Ok(())
    }

    /// Takes everything back. Dropping does the same a moment later.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }

    pub(super) fn kind(&self) -> Kind {
        self.store.kind()
    }

    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        self.transaction.deref_mut()
    }

    /// Keeps a row of the audit log for the end of the transaction; one that cannot be written makes all of it fail.
    pub(super) fn push_record(&mut self, draft: Result<Draft, Error>) {
        match (&mut self.records, draft) {
            (Ok(records), Ok(draft)) => records.push(draft),
            (records @ Ok(_), Err(error)) => *records = Err(error),
            (Err(_), _) => {}
        }
    }

    pub(super) fn rings_jobs(&mut self) {
        self.rings_jobs = true;
    }

    pub(super) fn rings_outbox(&mut self) {
        self.rings_outbox = true;
    }
}
