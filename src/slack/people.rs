//! How to speak to people: their language and time zone, remembered for an hour.
//!
//! Owns the cache and its bounds. Nobody waits long for it: where Slack is slow, the defaults serve and the lookup goes
//! on for the next time. Must not know what is said.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use dashmap::DashMap;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::domain::actor::Actor;
use crate::domain::ids::{TeamId, UserId};
use crate::domain::lang::Lang;

use super::client::{Client, Error, Person};

/// How long what is known is taken for true.
const FRESH_MS: i64 = 60 * 60 * 1000;

/// How long a failed lookup is not repeated.
const RETRY_MS: i64 = 30 * 1000;

/// People remembered.
const MAX_PEOPLE: usize = 10_000;

/// The zone of those whose zone is unknown.
const UTC: &str = "UTC";

/// Where people are looked up.
#[async_trait]
pub trait LookUp: Send + Sync {
    /// A person, with language and time zone.
    async fn person(&self, user: &UserId) -> Result<Person, Error>;
}

#[async_trait]
impl LookUp for Client {
    async fn person(&self, user: &UserId) -> Result<Person, Error> {
        self.user(user).await
    }
}

/// What is known about people. Cheap to clone; clones share it.
#[derive(Clone)]
pub struct People {
    known: Arc<DashMap<Key, Entry>>,
    look_up: Arc<dyn LookUp>,
    clock: Arc<dyn Clock>,
    default_lang: Lang,
    tracker: TaskTracker,
}

type Key = (TeamId, UserId);

#[derive(Debug, Clone)]
struct Entry {
    /// What was last learnt, `None` where every lookup failed.
    manner: Option<Manner>,
    /// Until when no new lookup is made, in epoch milliseconds.
    until_ms: i64,
    /// The lookup that is under way; it closes when it is over.
    under_way: Option<watch::Receiver<()>>,
}

#[derive(Debug, Clone)]
struct Manner {
    lang: Lang,
    zone: String,
}

impl People {
    /// Nobody is known yet. `default_lang` is for those whose language cannot be learnt; `tracker` knows of lookups.
    pub fn new(look_up: Arc<dyn LookUp>, clock: Arc<dyn Clock>, default_lang: Lang, tracker: TaskTracker) -> Self {
        Self { known: Arc::new(DashMap::new()), look_up, clock, default_lang, tracker }
    }

    /// How to speak to a person. Waits at most `max_wait`, on the clock, for what is not known yet.
    pub async fn actor(&self, team: &TeamId, user: &UserId, max_wait: Duration) -> Actor {
        let key = (team.clone(), user.clone());
        let entry = self.entry(&key);
        if let Some(mut under_way) = entry.under_way {
            // An hour-old language is better than a wait.
            if entry.manner.is_none() {
                tokio::select! {
                    // It closes without ever sending: an error is what is waited for.
                    _ = under_way.changed() => {}
                    () = self.clock.sleep(max_wait) => {}
                }
            }
        }
        let manner = self.known.get(&key).and_then(|entry| entry.manner.clone());
        let Manner { lang, zone } = manner.unwrap_or_else(|| Manner { lang: self.default_lang, zone: UTC.to_owned() });
        Actor { team: team.clone(), user: user.clone(), lang, zone }
    }

    /// Takes what is known from elsewhere for fresh.
    pub fn remember(&self, actor: &Actor) {
        self.make_room();
        let manner = Manner { lang: actor.lang, zone: actor.zone.clone() };
        self.learn((actor.team.clone(), actor.user.clone()), Some(manner), FRESH_MS);
    }

    /// How many are remembered.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nobody is.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// What is known now; starts a lookup where that is nothing or old, and none is under way.
    fn entry(&self, key: &Key) -> Entry {
        if !self.known.contains_key(key) {
            self.make_room();
        }
        let now_ms = self.clock.now_ms();
        let mut entry =
            self.known.entry(key.clone()).or_insert(Entry { manner: None, until_ms: i64::MIN, under_way: None });
        // A lookup whose task died has closed its channel too, and must not block the next one.
        let is_under_way = entry.under_way.as_ref().is_some_and(|under_way| under_way.has_changed().is_ok());
        if !is_under_way && entry.until_ms <= now_ms {
            let (over, under_way) = watch::channel(());
            entry.under_way = Some(under_way);
            self.start(key.clone(), over);
        } else if !is_under_way {
            entry.under_way = None;
        }
        entry.clone()
    }

    fn start(&self, key: Key, over: watch::Sender<()>) {
        let people = self.clone();
        self.tracker.spawn(async move {
            match people.look_up.person(&key.1).await {
                Ok(person) => people.learn(key, Some(people.manner(&person)), FRESH_MS),
                Err(error) => {
                    tracing::warn!(error = %error, "language and time zone of a person are unknown");
                    people.learn(key, None, RETRY_MS);
                }
            }
            drop(over);
        });
    }

    fn manner(&self, person: &Person) -> Manner {
        let lang = match &person.locale {
            Some(locale) => Lang::from_locale(locale).unwrap_or(Lang::En),
            None => self.default_lang,
        };
        Manner { lang, zone: person.zone.clone().unwrap_or_else(|| UTC.to_owned()) }
    }

    /// Keeps what was learnt, or what was known before where nothing was.
    fn learn(&self, key: Key, manner: Option<Manner>, for_ms: i64) {
        let until_ms = self.clock.now_ms().saturating_add(for_ms);
        let mut entry = self.known.entry(key).or_insert(Entry { manner: None, until_ms, under_way: None });
        entry.manner = manner.or_else(|| entry.manner.take());
        entry.until_ms = until_ms;
        entry.under_way = None;
    }

    /// Forgets the half that was learnt first when there are too many.
    fn make_room(&self) {
        if self.known.len() < MAX_PEOPLE {
            return;
        }
        let mut ages: Vec<i64> = self.known.iter().map(|entry| entry.until_ms).collect();
        let middle = ages.len() / 2;
        let (_, median, _) = ages.select_nth_unstable(middle);
        let median = *median;
        self.known.retain(|_, entry| entry.until_ms > median);
    }
}

impl std::fmt::Debug for People {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("People").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
