//! People as Slack knows them, for rooms that do not know Slack: what they are called and what they read.

use std::sync::Arc;

use async_trait::async_trait;
use dashmap::DashMap;

use crate::audit::Names;
use crate::clock::Clock;
use crate::domain::ids::UserId;
use crate::domain::lang::Lang;
use crate::shadow::Languages;
use crate::slack::client::{Client, Person};

/// How long what was learnt is taken for true, in milliseconds.
const FRESH_MS: i64 = 60 * 60 * 1000;
/// How long a failure is, in milliseconds.
const RETRY_MS: i64 = 60 * 1000;
/// How many people are remembered.
const MOST: usize = 10_000;

/// People, remembered for an hour.
pub struct SlackPeople {
    client: Arc<Client>,
    clock: Arc<dyn Clock>,
    known: DashMap<UserId, (Option<Person>, i64)>,
}

impl SlackPeople {
    /// Nobody is known yet.
    pub fn new(client: Arc<Client>, clock: Arc<dyn Clock>) -> Self {
        Self { client, clock, known: DashMap::new() }
    }

    async fn person(&self, user: &UserId) -> Option<Person> {
        let now_ms = self.clock.now_ms();
        if let Some(known) = self.known.get(user).filter(|known| now_ms < known.1) {
            return known.0.clone();
        }
        let person = self.client.user(user).await.ok();
        if self.known.len() >= MOST {
            self.known.clear();
        }
        let until_ms = now_ms + if person.is_some() { FRESH_MS } else { RETRY_MS };
        self.known.insert(user.clone(), (person.clone(), until_ms));
        person
    }
}

#[async_trait]
impl Names for SlackPeople {
    async fn name(&self, user: &UserId) -> Option<String> {
        Some(self.person(user).await?.name)
    }
}

#[async_trait]
impl Languages for SlackPeople {
    async fn language(&self, user: &UserId) -> Option<Lang> {
        let locale = self.person(user).await?.locale?;
        Some(Lang::from_locale(&locale).unwrap_or(Lang::En))
    }
}
