//! Group commit: prompts that are put down at the same time become durable together.
//!
//! One task takes what has queued up while its last commit was on its way to the disk, without waiting for more, and
//! writes it in one transaction. A lone prompt pays nothing for it; a hundred at once pay one disk flush.

use std::sync::LazyLock;

use sqlx::{Any, AnyConnection, AnyPool};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::store::{Error, Gate, Kind, tx};

/// The most rows of one statement and of one transaction.
const LARGEST: usize = 256;

/// A prompt as its table has it.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) body: String,
    pub(crate) expires_at_ms: i64,
}

struct Put {
    row: Row,
    answer: oneshot::Sender<Result<(), Error>>,
}

/// The way to the writing task.
pub(crate) struct GroupWriter(mpsc::Sender<Put>);

impl GroupWriter {
    /// Starts the task; it ends when the writer is dropped, or, having written what was queued, when `closing` says so.
    pub(crate) fn start(
        kind: Kind,
        pool: AnyPool,
        gate: Gate,
        closing: CancellationToken,
        tasks: &TaskTracker,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(4 * LARGEST);
        tasks.spawn(Task { kind, pool, gate, closing }.run(receiver));
        Self(sender)
    }

    pub(crate) async fn put(&self, row: Row) -> Result<(), Error> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Put { row, answer }).await.map_err(|_| Error::Closed)?;
        answered.await.map_err(|_| Error::Closed)?
    }
}

struct Task {
    kind: Kind,
    pool: AnyPool,
    gate: Gate,
    closing: CancellationToken,
}

impl Task {
    async fn run(self, mut puts: mpsc::Receiver<Put>) {
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
            self.write(&mut batch).await;
        }
    }

    /// Writes the batch and answers everyone in it. A row that the database refuses must not take the others with it.
    async fn write(&self, batch: &mut Vec<Put>) {
        let together = self.insert(batch).await;
        if batch.len() > 1 && matches!(together, Err(Error::Refused { .. })) {
            for put in batch.drain(..) {
                let alone = self.insert(std::slice::from_ref(&put)).await;
                let _ = put.answer.send(alone);
            }
        } else {
            for put in batch.drain(..) {
                // Who no longer listens has been written all the same.
                let _ = put.answer.send(together.clone());
            }
        }
    }

    async fn insert(&self, batch: &[Put]) -> Result<(), Error> {
        if batch.len().is_power_of_two() {
            // One statement is its own transaction: no BEGIN, no COMMIT.
            let mut writer = tx::writer(&self.pool, &self.gate).await?;
            return insert_rows(self.kind, writer.connection(), batch).await;
        }
        let (mut transaction, _turn) = tx::begin(self.kind, &self.pool, &self.gate).await?;
        let mut rest = batch;
        while !rest.is_empty() {
            let (rows, more) = rest.split_at(largest_power_of_two(rest.len()));
            insert_rows(self.kind, &mut transaction, rows).await?;
            rest = more;
        }
        Ok(transaction.commit().await?)
    }
}

/// Inserts a power of two of rows, so that nine texts cover all sizes and each stays prepared on its connection.
async fn insert_rows(kind: Kind, connection: &mut AnyConnection, rows: &[Put]) -> Result<(), Error> {
    let texts = match kind {
        Kind::Sqlite => &*INSERTS_SQLITE,
        Kind::Postgres => &*INSERTS_POSTGRES,
    };
    let text: &'static str = &texts[rows.len().ilog2() as usize];
    let mut insert = sqlx::query::<Any>(text);
    for Put { row, .. } in rows {
        insert = insert.bind(&*row.id).bind(&*row.user).bind(&*row.body).bind(row.expires_at_ms);
    }
    insert.execute(connection).await?;
    Ok(())
}

fn largest_power_of_two(count: usize) -> usize {
    1 << count.clamp(1, LARGEST).ilog2()
}

type Texts = [String; LARGEST.ilog2() as usize + 1];

// SQLite finds a numbered placeholder by walking a list of all of them, once for each: with a thousand it shows.
static INSERTS_SQLITE: LazyLock<Texts> = LazyLock::new(|| texts(|_| "(?,?,?,?)".to_owned()));

static INSERTS_POSTGRES: LazyLock<Texts> =
    LazyLock::new(|| texts(|row| format!("(${},${},${},${})", 4 * row + 1, 4 * row + 2, 4 * row + 3, 4 * row + 4)));

fn texts(placeholders: impl Fn(usize) -> String) -> Texts {
    std::array::from_fn(|power| {
        let rows: Vec<String> = (0..1_usize << power).map(&placeholders).collect();
        format!("INSERT INTO prompts (id, user_id, body, expires_at_ms) VALUES {}", rows.join(","))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_split_into_sizes_that_have_a_text() {
        assert_eq!([1, 2, 3, 255, 256, 1000].map(largest_power_of_two), [1, 2, 2, 128, 256, 256]);
        assert_eq!(INSERTS_POSTGRES[1].split("VALUES").nth(1), Some(" ($1,$2,$3,$4),($5,$6,$7,$8)"));
        assert_eq!(INSERTS_SQLITE[8].matches("(?,?,?,?)").count(), LARGEST);
    }
}
