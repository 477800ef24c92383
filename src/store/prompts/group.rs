//! Group commit: prompts that are put down at the same time become durable together, with their rows of the audit log.
//!
//! One task takes what has queued up while its last commit was on its way to the disk, and what those who are ready to run
//! add to it, without waiting for anybody, and writes it in one transaction. A lone prompt pays nothing for it; a hundred
//! at once pay one disk flush. Rows of the audit log that nobody waits for travel along.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::store::audit::{self, Draft};
use crate::store::together::Together;
use crate::store::{Error, Gate, Kind, tx};

/// The most rows of one statement.
const LARGEST: usize = 64;

/// A prompt as its table has it.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) body: String,
    pub(crate) expires_at_ms: i64,
}

/// What is to be written together, and who waits for it.
struct Put {
    row: Option<Row>,
    record: Option<Draft>,
    answer: Answer,
}

/// Who hears what became of it.
enum Answer {
    Waiting(oneshot::Sender<Result<(), Error>>),
    /// Nobody but who counts the rows that are on their way.
    Soon(OnItsWay),
}

/// Counted as settled once it is dropped, whatever became of it.
struct OnItsWay(watch::Sender<usize>);

impl Drop for OnItsWay {
    fn drop(&mut self) {
        self.0.send_modify(|settled| *settled += 1);
    }
}

impl Put {
    fn answer(self, written: Result<(), Error>) {
        match self.answer {
            // Who no longer listens has been written all the same.
            Answer::Waiting(answer) => drop(answer.send(written)),
            Answer::Soon(on_its_way) => {
                if let Err(error) = written {
                    audit::lost(&error);
                }
                drop(on_its_way);
            }
        }
    }
}

/// The way to the writing task.
pub(crate) struct GroupWriter {
    puts: mpsc::Sender<Put>,
    /// How many rows that nobody waits for were handed over,
    told: AtomicUsize,
    /// and of how many it is known what became of them.
    settled: watch::Sender<usize>,
}

impl GroupWriter {
    /// Starts the task; it ends when the writer is dropped, or, having written what was queued, when `closing` says so.
    pub(crate) fn start(
        kind: Kind,
        pool: AnyPool,
        gate: Gate,
        closing: CancellationToken,
        tasks: &TaskTracker,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(8 * LARGEST);
        tasks.spawn(Task { kind, pool, gate, closing, kept: None }.run(receiver));
        Self { puts: sender, told: AtomicUsize::new(0), settled: watch::Sender::new(0) }
    }

    pub(crate) async fn put(&self, row: Row, record: Option<Draft>) -> Result<(), Error> {
        let (answer, answered) = oneshot::channel();
        let put = Put { row: Some(row), record, answer: Answer::Waiting(answer) };
        self.puts.send(put).await.map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }

    /// Hands over a row of the audit log that nobody waits for.
    pub(crate) fn record(&self, record: Draft, tasks: &TaskTracker) {
        self.told.fetch_add(1, Ordering::SeqCst);
        let put = Put { row: None, record: Some(record), answer: Answer::Soon(OnItsWay(self.settled.clone())) };
        match self.puts.try_send(put) {
            Ok(()) => {}
            Err(TrySendError::Full(put)) => {
                let sender = self.puts.clone();
                // Only so many requests are served at a time, so there are never more of these than that.
                tasks.spawn(async move {
                    if let Err(closed) = sender.send(put).await {
                        closed.0.answer(Err(Error::Closed));
                    }
                });
            }
            Err(TrySendError::Closed(put)) => put.answer(Err(Error::Closed)),
        }
    }

    /// Waits until as many rows as were handed over by [`GroupWriter::record`] are written, or told to be lost.
    pub(crate) async fn recorded(&self) {
        let told = self.told.load(Ordering::SeqCst);
        // The sender is ours, so there is always somebody to wait for.
        let _ = self.settled.subscribe().wait_for(|settled| *settled >= told).await;
    }
}

struct Task {
    kind: Kind,
    pool: AnyPool,
    gate: Gate,
    closing: CancellationToken,
    /// SQLite's connection, kept from batch to batch: another one would have to read anew what this one wrote last.
    kept: Option<PoolConnection<Any>>,
}

impl Task {
    async fn run(mut self, mut puts: mpsc::Receiver<Put>) {
        let mut batch = Vec::with_capacity(LARGEST);
        loop {
            let count = tokio::select! {
                biased;
                () = self.closing.cancelled(), if !puts.is_closed() => {
                    // Nothing new comes in; what is queued is still written.
                    puts.close();
                    continue;
                }
                count = puts.recv_many(&mut batch, LARGEST) => count,
            };
            if count == 0 {
                return;
            }
            gather(&mut puts, &mut batch).await;
            self.write(&mut batch).await;
        }
    }

    /// Writes the batch and answers everyone in it. A row that the database refuses must not take the others with it.
    async fn write(&mut self, batch: &mut Vec<Put>) {
        let together = self.insert(batch).await;
        if batch.len() > 1 && matches!(together, Err(Error::Refused { .. })) {
            for put in batch.drain(..) {
                let alone = self.insert(std::slice::from_ref(&put)).await;
                put.answer(alone);
            }
        } else {
            for put in batch.drain(..) {
                put.answer(together.clone());
            }
        }
    }

    async fn insert(&mut self, batch: &[Put]) -> Result<(), Error> {
        let _turn = tx::turn(&self.gate).await?;
        let mut connection = match self.kept.take() {
            Some(kept) => kept,
            None => self.pool.acquire().await?,
        };
        write(self.kind, &mut connection, batch).await?;
        // A server may hang up between two batches; the pool looks after that.
        self.kept = (self.kind == Kind::Sqlite).then_some(connection);
        Ok(())
    }
}

/// Lets whoever is ready to run hand over what they have, as long as that brings more: a commit costs the same for one as
/// for many. Where nobody is ready nothing is waited for.
async fn gather(puts: &mut mpsc::Receiver<Put>, batch: &mut Vec<Put>) {
    loop {
        tokio::task::yield_now().await;
        let before = batch.len();
        while batch.len() < LARGEST
            && let Ok(put) = puts.try_recv()
        {
            batch.push(put);
        }
        if batch.len() == before || batch.len() == LARGEST {
            return;
        }
    }
}

/// Writes a batch of at most [`LARGEST`]. Prompts alone are one statement, which is its own transaction: no BEGIN, no
/// COMMIT, and so one hop to the connection's thread and back instead of several.
async fn write(kind: Kind, connection: &mut AnyConnection, batch: &[Put]) -> Result<(), Error> {
    let rows = insert(kind, batch)?;
    let records: Vec<&Draft> = batch.iter().filter_map(|put| put.record.as_ref()).collect();
    if records.is_empty() {
        return rows.execute(connection).await;
    }
    let mut transaction = connection.begin_with(tx::begin_statement(kind)).await?;
    audit::append_behind(kind, &mut transaction, rows, &records).await?;
    Ok(transaction.commit().await?)
}

/// What inserts the rows, if there are any. There is a text for each number of them, so that each stays prepared.
fn insert(kind: Kind, batch: &[Put]) -> Result<Together, Error> {
    let mut together = Together::new(kind);
    let rows: Vec<&Row> = batch.iter().filter_map(|put| put.row.as_ref()).collect();
    let Some(last) = rows.len().checked_sub(1) else { return Ok(together) };
    let texts = match kind {
        Kind::Sqlite => &*INSERTS_SQLITE,
        Kind::Postgres => &*INSERTS_POSTGRES,
    };
    together.statement(texts.get(last).ok_or(Error::Unwritable { what: "batch of prompts" })?);
    for row in rows {
        together.bind(&*row.id)?;
        together.bind(&*row.user)?;
        together.bind(&*row.body)?;
        together.bind(row.expires_at_ms)?;
    }
    Ok(together)
}

type Texts = [String; LARGEST];

// SQLite finds a numbered placeholder by walking a list of all of them, once for each: with a thousand it shows.
static INSERTS_SQLITE: LazyLock<Texts> = LazyLock::new(|| texts(|_| "(?,?,?,?)".to_owned()));

static INSERTS_POSTGRES: LazyLock<Texts> =
    LazyLock::new(|| texts(|row| format!("(${},${},${},${})", 4 * row + 1, 4 * row + 2, 4 * row + 3, 4 * row + 4)));

fn texts(placeholders: impl Fn(usize) -> String) -> Texts {
    std::array::from_fn(|index| {
        let rows: Vec<String> = (0..=index).map(&placeholders).collect();
        format!("INSERT INTO prompts (id, user_id, body, expires_at_ms) VALUES {}", rows.join(","))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_of_a_batch_has_its_text() {
        assert_eq!(INSERTS_POSTGRES[1].split("VALUES").nth(1), Some(" ($1,$2,$3,$4),($5,$6,$7,$8)"));
        assert_eq!(INSERTS_SQLITE[LARGEST - 1].matches("(?,?,?,?)").count(), LARGEST);
    }
}
