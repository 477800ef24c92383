//! Operations: each one whole as JSON, with columns for what is searched, and a version that refuses a stale save.

use sqlx::AnyConnection;

use super::{Error, Kind, Store, Tx, json};
use crate::domain::ids::{EnvId, KinstaOperationId, OperationId, SiteId, TeamId, UserId};
use crate::domain::operation::{Operation, State, StepState};

/// What [`Store::recent_operations`] lists; what is `None` does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationFilter {
    /// Only this workspace's.
    pub team: Option<TeamId>,
    /// Only what this person confirmed.
    pub user: Option<UserId>,
    /// Only on this site.
    pub site: Option<SiteId>,
    /// Only on this environment.
    pub env: Option<EnvId>,
    /// Only in this state.
    pub state: Option<State>,
}

/// An operation's body, and who joined it.
pub(super) type Row = (String, String);

const INSERT: &str = "INSERT INTO operations \
    (id, body, state, act_name, team_id, user_id, site_id, env_id, created_at_ms, ended_at_ms, version) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const SAVE: &str = "UPDATE operations SET body = $1, state = $2, ended_at_ms = $3, version = $4 \
    WHERE id = $5 AND version = $6";

const CALL: &str = "INSERT INTO operation_calls (call_id, operation_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";

const FIND: &str = "SELECT body, joined FROM operations WHERE id = $1";
const FIND_FOR_UPDATE: &str = "SELECT body, joined FROM operations WHERE id = $1 FOR UPDATE";

const BY_CALL: &str = "SELECT o.body, o.joined FROM operation_calls AS c JOIN operations AS o ON o.id = c.operation_id \
    WHERE c.call_id = $1 ORDER BY o.created_at_ms DESC, o.id DESC LIMIT 1";

const UNFINISHED: &str =
    "SELECT body, joined FROM operations WHERE state IN ('accepted', 'running') ORDER BY created_at_ms, id";

const UNFINISHED_FOR_ENV: &str = "SELECT body, joined FROM operations \
    WHERE env_id = $1 AND state IN ('accepted', 'running') ORDER BY created_at_ms, id";

// An empty text stands for "any": PostgreSQL cannot guess the type of a bare NULL.
const RECENT: &str = "SELECT body, joined FROM operations \
    WHERE ($1 = '' OR team_id = $1) AND ($2 = '' OR user_id = $2) AND ($3 = '' OR site_id = $3) \
    AND ($4 = '' OR env_id = $4) AND ($5 = '' OR state = $5) \
    ORDER BY created_at_ms DESC, id DESC LIMIT $6";

const PURGE_CARDS: &str = "DELETE FROM cards WHERE operation_id IN (SELECT id FROM operations \
    WHERE state NOT IN ('waiting', 'accepted', 'running') AND COALESCE(ended_at_ms, created_at_ms) < $1 \
    AND EXISTS (SELECT 1 FROM cards WHERE cards.operation_id = operations.id) LIMIT $2)";

const PURGE: &str = "DELETE FROM operations WHERE id IN (SELECT id FROM operations \
    WHERE state NOT IN ('waiting', 'accepted', 'running') AND COALESCE(ended_at_ms, created_at_ms) < $1 LIMIT $2)";

impl Store {
    /// The operation of that id.
    pub async fn operation(&self, id: &OperationId) -> Result<Option<Operation>, Error> {
        let row: Option<Row> = sqlx::query_as(FIND).bind(id.as_str()).fetch_optional(self.pool()).await?;
        row.map(read).transpose()
    }

    /// The newest operation one of whose calls Kinsta gave this name, also long after it ended.
    pub async fn operation_by_call(&self, call: &KinstaOperationId) -> Result<Option<Operation>, Error> {
        let row: Option<Row> = sqlx::query_as(BY_CALL).bind(call.as_str()).fetch_optional(self.pool()).await?;
        row.map(read).transpose()
    }

    /// What is not in a final state, oldest first.
    pub async fn unfinished_operations(&self) -> Result<Vec<Operation>, Error> {
        let rows: Vec<Row> = sqlx::query_as(UNFINISHED).fetch_all(self.pool()).await?;
        Ok(readable(rows))
    }

    /// What is not in a final state on one environment, oldest first.
    pub async fn unfinished_for_env(&self, env: &EnvId) -> Result<Vec<Operation>, Error> {
        let rows: Vec<Row> = sqlx::query_as(UNFINISHED_FOR_ENV).bind(env.as_str()).fetch_all(self.pool()).await?;
        Ok(readable(rows))
    }

    /// The newest operations that `filter` lets through, newest first.
    pub async fn recent_operations(&self, limit: u32, filter: &OperationFilter) -> Result<Vec<Operation>, Error> {
        let rows: Vec<Row> = sqlx::query_as(RECENT)
            .bind(filter.team.as_ref().map_or("", TeamId::as_str))
            .bind(filter.user.as_ref().map_or("", UserId::as_str))
            .bind(filter.site.as_ref().map_or("", SiteId::as_str))
            .bind(filter.env.as_ref().map_or("", EnvId::as_str))
            .bind(filter.state.map_or("", State::as_str))
            .bind(i64::from(limit))
            .fetch_all(self.pool())
            .await?;
        Ok(readable(rows))
    }

    /// Clears away what ended before `before_ms`, with its calls and its card's whereabouts; says how many there were.
    pub async fn purge_operations(&self, before_ms: i64) -> Result<u64, Error> {
        self.purge(PURGE_CARDS, before_ms).await?;
        self.purge(PURGE, before_ms).await
    }
}

impl Tx {
    /// Writes a new operation down.
    pub async fn insert_operation(&mut self, operation: &Operation) -> Result<(), Error> {
        sqlx::query(INSERT)
            .bind(operation.id.as_str())
            .bind(write(operation)?)
            .bind(operation.state.as_str())
            .bind(&*operation.act_name)
            .bind(operation.team.as_str())
            .bind(operation.user.as_str())
            .bind(operation.target.site_id.as_ref().map_or("", SiteId::as_str))
            .bind(operation.target.env_id.as_ref().map_or("", EnvId::as_str))
            .bind(operation.created_at_ms)
            .bind(operation.ended_at_ms)
            .bind(operation.version)
            .execute(self.connection())
            .await?;
        keep_calls(self.connection(), operation).await
    }

    /// Saves an operation that was read before, and counts its version up.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was saved by somebody else since, or is gone. After any error, and after a rollback, the
    /// operation in hand must be read anew.
    pub async fn save_operation(&mut self, operation: &mut Operation) -> Result<(), Error> {
        let before = operation.version;
        operation.version = before + 1;
        let saved = save(self.connection(), operation, before).await;
        if saved.is_err() {
            operation.version = before;
        }
        saved
    }

    /// The operation of that id, which nobody else can change before this transaction ends.
    pub async fn operation_for_update(&mut self, id: &OperationId) -> Result<Option<Operation>, Error> {
        let statement = match self.kind() {
            Kind::Sqlite => FIND,
            Kind::Postgres => FIND_FOR_UPDATE,
        };
        let row: Option<Row> = sqlx::query_as(statement).bind(id.as_str()).fetch_optional(self.connection()).await?;
        row.map(read).transpose()
    }
}

async fn save(connection: &mut AnyConnection, operation: &Operation, before: i64) -> Result<(), Error> {
    let done = sqlx::query(SAVE)
        .bind(write(operation)?)
        .bind(operation.state.as_str())
        .bind(operation.ended_at_ms)
        .bind(operation.version)
        .bind(operation.id.as_str())
        .bind(before)
        .execute(&mut *connection)
        .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    keep_calls(connection, operation).await
}

async fn keep_calls(connection: &mut AnyConnection, operation: &Operation) -> Result<(), Error> {
    for step in &operation.steps {
        if let StepState::Accepted { operation_id: call, .. } | StepState::Unknown { operation_id: Some(call), .. } =
            &step.state
        {
            sqlx::query(CALL).bind(call.as_str()).bind(operation.id.as_str()).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

fn write(operation: &Operation) -> Result<String, Error> {
    json("operation", operation)
}

pub(super) fn read((body, joined): Row) -> Result<Operation, Error> {
    let unreadable = |error| Error::unreadable("operation", &error);
    let operation: Operation = serde_json::from_str(&body).map_err(unreadable)?;
    let joined = serde_json::from_str(&joined).map_err(unreadable)?;
    Ok(Operation { joined, ..operation })
}

/// One unreadable document must not hide all others.
pub(super) fn readable(rows: Vec<Row>) -> Vec<Operation> {
    let keep = |row| read(row).inspect_err(|error| tracing::error!(%error, "stored operation left out")).ok();
    rows.into_iter().filter_map(keep).collect()
}
