//! Last good copies of things that are slow to fetch, such as the site directory.

use serde_json::Value;

use super::{Error, Kind, Store, Tx, json};

/// A copy and its age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// What was kept.
    pub body: Value,
    /// When it was true, in epoch milliseconds.
    pub at_ms: i64,
}

// An older copy never replaces a newer one, whoever of two replicas is slower.
const PUT: &str = "INSERT INTO snapshots (name, body, at_ms) VALUES ($1, $2, $3) \
    ON CONFLICT (name) DO UPDATE SET body = excluded.body, at_ms = excluded.at_ms \
    WHERE snapshots.at_ms <= excluded.at_ms";

const FIND: &str = "SELECT body, at_ms FROM snapshots WHERE name = $1";

// So that there is a row to lock, whoever comes first.
const MAKE: &str = "INSERT INTO snapshots (name, body, at_ms) VALUES ($1, 'null', 0) ON CONFLICT (name) DO NOTHING";

const FIND_FOR_UPDATE: &str = "SELECT body, at_ms FROM snapshots WHERE name = $1 FOR UPDATE";

const SAVE: &str = "UPDATE snapshots SET body = $1, at_ms = $2 WHERE name = $3";

impl Tx {
    /// The copy of that name, which nobody else can change before this transaction ends; null where there was none.
    pub async fn snapshot_for_update(&mut self, name: &str) -> Result<Snapshot, Error> {
        sqlx::query(MAKE).bind(name).execute(self.connection()).await?;
        let statement = match self.kind() {
            Kind::Sqlite => FIND,
            Kind::Postgres => FIND_FOR_UPDATE,
        };
        let (body, at_ms): (String, i64) = sqlx::query_as(statement).bind(name).fetch_one(self.connection()).await?;
        read(&body, at_ms)
    }

    /// Saves what was read for update before.
    pub async fn save_snapshot(&mut self, name: &str, body: &Value, at_ms: i64) -> Result<(), Error> {
        let body = json("snapshot", body)?;
        sqlx::query(SAVE).bind(body).bind(at_ms).bind(name).execute(self.connection()).await?;
        Ok(())
    }
}

impl Store {
    /// Keeps a copy under a name, in place of an older one.
    pub async fn put_snapshot(&self, name: &str, body: &Value, at_ms: i64) -> Result<(), Error> {
        let body = json("snapshot", body)?;
        let mut writer = self.writer().await?;
        sqlx::query(PUT).bind(name).bind(body).bind(at_ms).execute(writer.connection()).await?;
        Ok(())
    }

    /// The copy of that name.
    pub async fn snapshot(&self, name: &str) -> Result<Option<Snapshot>, Error> {
        let row: Option<(String, i64)> = sqlx::query_as(FIND).bind(name).fetch_optional(self.pool()).await?;
        row.map(|(body, at_ms)| read(&body, at_ms)).transpose()
    }
}

pub(super) fn read(body: &str, at_ms: i64) -> Result<Snapshot, Error> {
    let body = serde_json::from_str(body).map_err(|error| Error::unreadable("snapshot", &error))?;
    Ok(Snapshot { body, at_ms })
}
