//! Clearing old rows away a few at a time, so that nobody waits long behind it for a turn to write.

use super::{Error, Store};

const ROWS_AT_A_TIME: i64 = 500;

impl Store {
    /// Runs `statement` (`$1` is the age limit, `$2` the most rows) until it finds no more; says how many there were.
    pub(super) async fn purge(&self, statement: &'static str, before_ms: i64) -> Result<u64, Error> {
        let mut total = 0;
        loop {
            let mut writer = self.writer().await?;
            let query = sqlx::query(statement).bind(before_ms).bind(ROWS_AT_A_TIME);
            let gone = query.execute(writer.connection()).await?.rows_affected();
            total += gone;
            if gone < ROWS_AT_A_TIME.unsigned_abs() {
                return Ok(total);
            }
        }
    }
}
