//! Forgetting a workspace: what was kept for its people, its questions and its changes.

use super::{Error, Tx, json};
use crate::domain::ids::{OperationId, TeamId};

/// How much was forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Questions.
    pub prompts: u64,
    /// Confirmed changes.
    pub operations: u64,
    /// What of these was still under way. It is followed no further.
    pub unfinished: Vec<OperationId>,
    /// People.
    pub people: u64,
}

const UNFINISHED: &str = "SELECT id FROM operations WHERE team_id = $1 AND state IN ('waiting', 'accepted', 'running') ORDER BY created_at_ms, id";

// Lanes are named after the operation or the prompt they belong to; a prompt's workspace is the first thing of its body.
const OUTBOX: &str = "DELETE FROM outbox WHERE lane IN (SELECT id FROM operations WHERE team_id = $1) \
    OR lane IN (SELECT id || ':request' FROM operations WHERE team_id = $1) \
    OR lane IN (SELECT id FROM prompts WHERE substr(body, 1, length($2)) = $2)";
const LANES: &str = "DELETE FROM outbox_lanes WHERE lane IN (SELECT id FROM operations WHERE team_id = $1) \
    OR lane IN (SELECT id || ':request' FROM operations WHERE team_id = $1) \
    OR lane IN (SELECT id FROM prompts WHERE substr(body, 1, length($2)) = $2)";
const CARDS: &str = "DELETE FROM cards WHERE operation_id IN (SELECT id FROM operations WHERE team_id = $1)";
const OPERATIONS: &str = "DELETE FROM operations WHERE team_id = $1";
const PROMPTS: &str = "DELETE FROM prompts WHERE substr(body, 1, length($1)) = $1";
const PEOPLE: &str = "DELETE FROM people WHERE team_id = $1";

impl Tx {
    /// Forgets everything of a workspace but the audit log. What stands alone in the outbox names no workspace and goes
    /// as it always does, once it is delivered or given up and a week old; a job finds its operation gone and ends.
    pub async fn forget_team(&mut self, team: &TeamId) -> Result<Forgotten, Error> {
        let name = team.as_str();
        let begins = json("workspace", team)?;
        let begins = format!("{{\"team\":{begins},");
        let connection = self.connection();
        let unfinished: Vec<(String,)> = sqlx::query_as(UNFINISHED).bind(name).fetch_all(&mut *connection).await?;
        for statement in [OUTBOX, LANES] {
            sqlx::query(statement).bind(name).bind(&*begins).execute(&mut *connection).await?;
        }
        sqlx::query(CARDS).bind(name).execute(&mut *connection).await?;
        let operations = sqlx::query(OPERATIONS).bind(name).execute(&mut *connection).await?.rows_affected();
        let prompts = sqlx::query(PROMPTS).bind(&*begins).execute(&mut *connection).await?.rows_affected();
        let people = sqlx::query(PEOPLE).bind(name).execute(connection).await?.rows_affected();
        let unfinished = unfinished.into_iter().map(|(id,)| OperationId::from(id)).collect();
        Ok(Forgotten { prompts, operations, unfinished, people })
    }
}
