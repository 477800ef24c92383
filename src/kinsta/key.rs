//! What Kinsta says about the API key, asked once and remembered.
//!
//! Must not know who needs the company's id.

use jiff::Timestamp;
use tokio::sync::Mutex;

use super::api::validate;
use super::budget::Lane;
use super::client::Client;
use super::error::Error;
use crate::domain::ids::CompanyId;

/// What Kinsta says about the API key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFacts {
    /// The name it was given in MyKinsta.
    pub name: String,
    /// The company it belongs to.
    pub company: CompanyId,
    /// When it stops working; `None` is never, or not told.
    pub expires_at: Option<Timestamp>,
    /// Kinsta's word for its condition, `active` in most cases.
    pub status: String,
}

/// Remembers the facts; asking at the same time asks once.
#[derive(Debug, Default)]
pub(super) struct KeyCache(Mutex<Option<KeyFacts>>);

impl Client {
    /// The facts about the key, asked of Kinsta the first time. Concurrent callers share one request.
    ///
    /// # Errors
    /// Those of a read. A failure is not remembered.
    pub async fn key(&self, lane: Lane) -> Result<KeyFacts, Error> {
        let mut known = self.key_cache().0.lock().await;
        if let Some(facts) = known.as_ref() {
            return Ok(facts.clone());
        }
        let facts = KeyFacts::from(self.read(&validate::Validate, lane).await?);
        *known = Some(facts.clone());
        Ok(facts)
    }

    /// Asks Kinsta again and remembers the new facts; what was known stays on a failure.
    ///
    /// # Errors
    /// Those of a read.
    pub async fn refresh_key(&self, lane: Lane) -> Result<KeyFacts, Error> {
        let mut known = self.key_cache().0.lock().await;
        let facts = KeyFacts::from(self.read(&validate::Validate, lane).await?);
        *known = Some(facts.clone());
        Ok(facts)
    }

    /// The company the key belongs to.
    ///
    /// # Errors
    /// Those of a read.
    pub async fn company(&self, lane: Lane) -> Result<CompanyId, Error> {
        Ok(self.key(lane).await?.company)
    }
}
