//! What has been handled once already: Slack delivers an event again when it was not answered in time.

use sqlx::AnyConnection;

use super::{Error, Store, Tx};

const SEE: &str = "INSERT INTO seen (seen_key, at_ms) VALUES ($1, $2) ON CONFLICT (seen_key) DO NOTHING";

const PURGE: &str = "DELETE FROM seen WHERE seen_key IN (SELECT seen_key FROM seen WHERE at_ms < $1 LIMIT $2)";

impl Store {
    /// Whether `key` comes for the first time. Of any number of calls one is told so.
    pub async fn first_time(&self, key: &str, now_ms: i64) -> Result<bool, Error> {
        see(self.writer().await?.connection(), key, now_ms).await
    }

    /// Takes one of `most` uses of something called `name`; says whether there was one left. A use that was taken is
    /// never given back, so whoever dies using it has used it.
    pub async fn take_use(&self, name: &str, most: u32, now_ms: i64) -> Result<bool, Error> {
        for number in 1..=most {
            if self.first_time(&format!("use {number} of {name}"), now_ms).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Forgets keys seen before `before_ms`; says how many.
    pub async fn purge_seen(&self, before_ms: i64) -> Result<u64, Error> {
        self.purge(PURGE, before_ms).await
    }
}

impl Tx {
    /// As [`Store::first_time`], but only true for good when the transaction is committed.
    pub async fn first_time(&mut self, key: &str, now_ms: i64) -> Result<bool, Error> {
        see(self.connection(), key, now_ms).await
    }
}

async fn see(connection: &mut AnyConnection, key: &str, now_ms: i64) -> Result<bool, Error> {
    let done = sqlx::query(SEE).bind(key).bind(now_ms).execute(connection).await?;
    Ok(done.rows_affected() > 0)
}
