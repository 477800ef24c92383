//! What was done elsewhere: the company's activity log, compared with the audit log.
//!
//! Risky actions that were not made here are told in the channels bound to their site; what was made with the bot's own
//! key and not by the bot raises an alarm to admins. How far the log was read, what is to be said and its rows of the
//! audit log are saved together. Must not know Slack or HTTP: what is said goes into the outbox.

mod calls;
mod compare;
mod own_key;
mod read;
mod risk;
mod round;
mod say;
mod state;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use thiserror::Error;

use crate::access::Access;
use crate::clock::Clock;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::lang::Lang;
use crate::kinsta;
use crate::sites::{Directory, Index};
use crate::store::{self, Store};
use own_key::OwnKey;
use state::State;

/// How far the log was read.
const STATE: &str = "shadow-activity";
/// How often it is read, in milliseconds.
const ROUND_MS: i64 = 5 * 60 * 1000;
/// How long one replica has to do so, in milliseconds.
const LEASE_MS: i64 = 60_000;
/// How soon it is tried again after a failure, or where another replica is at it, in milliseconds.
const AGAIN_MS: i64 = 30_000;
/// For how long the bot's own key is taken to be what it was, in milliseconds.
const KEY_MS: i64 = 60 * 60 * 1000;
/// How many lists of sites are kept from rounds before: a site that is gone is still named by them.
const LISTS: usize = 3;

/// What people read.
#[async_trait]
pub trait Languages: Send + Sync {
    /// Somebody's language; `None` where it cannot be learnt now.
    async fn language(&self, user: &UserId) -> Option<Lang>;
}

/// Why a round came to nothing.
#[derive(Debug, Error)]
enum Trouble {
    #[error(transparent)]
    Kinsta(#[from] kinsta::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The watcher.
pub struct Shadow {
    store: Store,
    clock: Arc<dyn Clock>,
    kinsta: kinsta::Client,
    access: Access,
    directory: Arc<Directory>,
    languages: Arc<dyn Languages>,
    lang: Lang,
    audit_channel: Option<ChannelId>,
    owner: String,
    next_ms: AtomicI64,
    memory: Mutex<Memory>,
}

/// What one process remembers from round to round; without it less is known, and nothing is lost.
#[derive(Debug, Default)]
struct Memory {
    key: Option<(OwnKey, i64)>,
    /// The oldest first.
    lists: VecDeque<Arc<Index>>,
}

impl Shadow {
    /// A watcher with everything it needs, in the process called `owner`. `lang` is what channels read.
    #[expect(clippy::too_many_arguments, reason = "the composition root calls it once")]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        kinsta: kinsta::Client,
        access: Access,
        directory: Arc<Directory>,
        languages: Arc<dyn Languages>,
        lang: Lang,
        audit_channel: Option<ChannelId>,
        owner: &str,
    ) -> Self {
        Self {
            store,
            clock,
            kinsta,
            access,
            directory,
            languages,
            lang,
            audit_channel,
            owner: owner.to_owned(),
            next_ms: AtomicI64::new(0),
            memory: Mutex::default(),
        }
    }

    /// Reads the log where it is time. Says whether there was anything to say.
    pub async fn tick(&self) -> bool {
        let now_ms = self.clock.now_ms();
        if now_ms < self.next_ms.load(Ordering::SeqCst) {
            return false;
        }
        let (said, next_ms) = match self.turn(now_ms).await {
            Ok(turn) => turn,
            // Somebody waits for the budget; nobody for this.
            Err(Trouble::Kinsta(kinsta::Error::RateLimited { until })) => (false, until.as_millisecond()),
            Err(error) => {
                metrics::counter!("shadow_failures_total").increment(1);
                tracing::warn!(error = %error, "the activity log could not be compared with the audit log");
                (false, now_ms + AGAIN_MS)
            }
        };
        self.next_ms.store(next_ms.max(now_ms + 1), Ordering::SeqCst);
        said
    }

    async fn turn(&self, now_ms: i64) -> Result<(bool, i64), Trouble> {
        let stored = self.store.snapshot(STATE).await?;
        if let Some(stored) = stored.as_ref().filter(|stored| now_ms < stored.at_ms + ROUND_MS) {
            return Ok((false, stored.at_ms + ROUND_MS));
        }
        if !self.store.try_lease(STATE, &self.owner, now_ms, LEASE_MS).await? {
            self.remember_sites();
            return Ok((false, now_ms + AGAIN_MS));
        }
        let body = stored.map(|stored| stored.body).filter(|body| !body.is_null());
        let before: State = match body.clone().map(serde_json::from_value).transpose() {
            Ok(before) => before.unwrap_or_default(),
            Err(error) => {
                tracing::error!(error = %error, "how far the activity log was read cannot be read; it begins anew");
                State::default()
            }
        };
        let said = self.round(before, body, now_ms).await?;
        self.remember_sites();
        Ok((said, now_ms + ROUND_MS))
    }

    fn remember_sites(&self) {
        let index = self.directory.full().index.clone();
        let lists = &mut self.memory().lists;
        if index.is_empty() || lists.back().is_some_and(|last| Arc::ptr_eq(last, &index)) {
            return;
        }
        if lists.len() == LISTS {
            lists.pop_front();
        }
        lists.push_back(index);
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
