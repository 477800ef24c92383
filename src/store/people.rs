//! What was last known about people: language, zone, a private conversation. Kept as its caller writes it.

use serde_json::Value;

use super::{Error, Snapshot, Store, json, snapshots};
use crate::domain::ids::{TeamId, UserId};

const PUT: &str = "INSERT INTO people (team_id, user_id, body, at_ms) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (team_id, user_id) DO UPDATE SET body = excluded.body, at_ms = excluded.at_ms \
    WHERE people.at_ms <= excluded.at_ms";

const FIND: &str = "SELECT body, at_ms FROM people WHERE team_id = $1 AND user_id = $2";

impl Store {
    /// Keeps what is known about a person, in place of what was known before.
    pub async fn put_person(&self, team: &TeamId, user: &UserId, body: &Value, at_ms: i64) -> Result<(), Error> {
        let body = json("person", body)?;
        let mut writer = self.writer().await?;
        let query = sqlx::query(PUT).bind(team.as_str()).bind(user.as_str()).bind(body).bind(at_ms);
        query.execute(writer.connection()).await?;
        Ok(())
    }

    /// What is known about a person, and since when.
    pub async fn person(&self, team: &TeamId, user: &UserId) -> Result<Option<Snapshot>, Error> {
        let row: Option<(String, i64)> =
            sqlx::query_as(FIND).bind(team.as_str()).bind(user.as_str()).fetch_optional(self.pool()).await?;
        row.map(|(body, at_ms)| snapshots::read(&body, at_ms)).transpose()
    }
}
