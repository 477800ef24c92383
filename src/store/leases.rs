//! Leases: work that one replica at a time may do, and the tokens that fence the queues.

use sqlx::any::AnyQueryResult;

use super::{Error, Store};

const TRY: &str = "INSERT INTO leases (name, owner, until_ms) VALUES ($1, $2, $3) \
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until_ms = excluded.until_ms \
    WHERE leases.owner = excluded.owner OR leases.until_ms <= $4";

const RELEASE: &str = "DELETE FROM leases WHERE name = $1 AND owner = $2";

impl Store {
    /// Whether `owner` may do the work called `name` for the next `ttl_ms`: nobody else holds it. Also renews.
    pub async fn try_lease(&self, name: &str, owner: &str, now_ms: i64, ttl_ms: i64) -> Result<bool, Error> {
        let mut writer = self.writer().await?;
        let query = sqlx::query(TRY).bind(name).bind(owner).bind(now_ms.saturating_add(ttl_ms)).bind(now_ms);
        Ok(query.execute(writer.connection()).await?.rows_affected() > 0)
    }

    /// Gives the work up before its time, so that the next replica need not wait.
    pub async fn release_lease(&self, name: &str, owner: &str) -> Result<(), Error> {
        let mut writer = self.writer().await?;
        sqlx::query(RELEASE).bind(name).bind(owner).execute(writer.connection()).await?;
        Ok(())
    }
}

/// A token nobody has had before. Random rather than counted, because a finished job's row is gone and its key may
/// have come back, while an old holder still shows the old token.
pub(super) fn new_token() -> Result<i64, Error> {
    let random = getrandom::u64().map_err(|error| Error::Unavailable(format!("no entropy: {error}")))?;
    Ok(random.cast_signed())
}

/// Reads the result of a fenced statement.
pub(super) fn held(result: &AnyQueryResult) -> Result<(), Error> {
    if result.rows_affected() == 0 { Err(Error::LeaseLost) } else { Ok(()) }
}
