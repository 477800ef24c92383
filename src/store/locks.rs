//! Locks: what a risky change holds from its first call to its end.
//!
//! Who takes some first takes a turn, one after the other whatever they want, so that a whole site and a single
//! environment of it exclude each other without having a row in common. A row is as alive as its operation: that of one
//! which has ended counts for nothing.

use super::{Error, Store, Tx};
use crate::domain::hold::{Hold, overlap};
use crate::domain::ids::OperationId;

/// The row that everybody locks who takes locks.
const TURN: &str = "locks";

/// Something that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// What.
    pub hold: Hold,
    /// By which operation.
    pub operation: OperationId,
    /// Since when, in epoch milliseconds.
    pub since_ms: i64,
}

const HELD: &str = "SELECT l.lock_key, l.operation_id, l.since_ms FROM locks AS l \
    JOIN operations AS o ON o.id = l.operation_id WHERE o.state IN ('accepted', 'running') \
    ORDER BY l.since_ms, l.lock_key";

const CLEAR: &str = "DELETE FROM locks WHERE operation_id IN \
    (SELECT id FROM operations WHERE state NOT IN ('accepted', 'running'))";

const TAKE: &str = "INSERT INTO locks (lock_key, operation_id, since_ms) VALUES ($1, $2, $3) \
    ON CONFLICT (lock_key) DO NOTHING";

const RELEASE: &str = "DELETE FROM locks WHERE operation_id = $1";

type Row = (String, String, i64);

impl Store {
    /// What is held, the longest held first.
    pub async fn locks(&self) -> Result<Vec<Lock>, Error> {
        let rows: Vec<Row> = sqlx::query_as(HELD).fetch_all(self.pool()).await?;
        Ok(read(rows))
    }
}

impl Tx {
    /// Takes all of `holds` for an operation, or none; says whether it has them now. What it has already it keeps. To be
    /// called before the operation itself is read for update: the turn comes first, for everybody.
    pub async fn take_locks(&mut self, operation: &OperationId, holds: &[Hold], now_ms: i64) -> Result<bool, Error> {
        self.snapshot_for_update(TURN).await?;
        sqlx::query(CLEAR).execute(self.connection()).await?;
        let held = read(sqlx::query_as(HELD).fetch_all(self.connection()).await?);
        let (own, others): (Vec<Lock>, Vec<Lock>) = held.into_iter().partition(|lock| lock.operation == *operation);
        let others: Vec<Hold> = others.into_iter().map(|lock| lock.hold).collect();
        if overlap(holds, &others) {
            return Ok(false);
        }
        for hold in holds.iter().filter(|hold| !own.iter().any(|lock| lock.hold == **hold)) {
            let query = sqlx::query(TAKE).bind(hold.key()).bind(operation.as_str()).bind(now_ms);
            if query.execute(self.connection()).await?.rows_affected() == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Lets go of everything an operation holds.
    pub async fn release_locks(&mut self, operation: &OperationId) -> Result<(), Error> {
        sqlx::query(RELEASE).bind(operation.as_str()).execute(self.connection()).await?;
        Ok(())
    }
}

fn read(rows: Vec<Row>) -> Vec<Lock> {
    let keep = |(key, operation, since_ms): Row| {
        let hold = Hold::read(&key);
        if hold.is_none() {
            tracing::error!(key, "a stored lock is none");
        }
        Some(Lock { hold: hold?, operation: OperationId::new(operation), since_ms })
    };
    rows.into_iter().filter_map(keep).collect()
}
