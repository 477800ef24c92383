//! Duplicate changes: the one that is under way already, and who joined it.
//!
//! Who joined is a column of its own. Whoever carries the operation never writes it, and joining does not make their
//! next save a stale one: a call to Kinsta may be under way between two saves.

use super::operations::{Row, readable};
use super::{Error, Tx, json};
use crate::domain::ids::{OperationId, TeamId};
use crate::domain::operation::Operation;
use crate::domain::waiting::Joined;

/// The row that everybody locks who looks for a change like their own.
const TURN: &str = "merging";

const ALIKE: &str = "SELECT body, joined FROM operations WHERE team_id = $1 AND act_name = $2 AND created_at_ms > $3 \
    AND state IN ('accepted', 'running') ORDER BY created_at_ms, id";

const JOIN: &str = "UPDATE operations SET joined = $1 WHERE id = $2";

impl Tx {
    /// What a workspace confirmed of one kind since `after_ms` and is not over, oldest first. Nobody else confirms any
    /// before this transaction ends.
    pub async fn alike(&mut self, team: &TeamId, act_name: &str, after_ms: i64) -> Result<Vec<Operation>, Error> {
        self.snapshot_for_update(TURN).await?;
        let query = sqlx::query_as(ALIKE).bind(team.as_str()).bind(act_name).bind(after_ms);
        let rows: Vec<Row> = query.fetch_all(self.connection()).await?;
        Ok(readable(rows))
    }

    /// Keeps who joined an operation that was read for update before.
    pub async fn join_operation(&mut self, id: &OperationId, joined: &[Joined]) -> Result<(), Error> {
        let joined = json("operation", joined)?;
        sqlx::query(JOIN).bind(joined).bind(id.as_str()).execute(self.connection()).await?;
        Ok(())
    }
}
