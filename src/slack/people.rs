//! How to speak to people: their language and time zone, remembered for an hour.
//!
//! Owns the cache and its bounds. Nobody waits long for it: where Slack is slow, the defaults serve and the lookup goes
//! on for the next time. Must not know what is said.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use dashmap::DashMap;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::domain::actor::{Actor, Kind};
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

    /// The bot's own workspace.
    async fn home(&self) -> Result<TeamId, Error>;
}

#[async_trait]
impl LookUp for Client {
    async fn person(&self, user: &UserId) -> Result<Person, Error> {
        self.user(user).await
    }

    async fn home(&self) -> Result<TeamId, Error> {
        Ok(self.auth_test().await?.team)
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
    /// The bot's own workspace, once it is known.
    home: Arc<OnceLock<TeamId>>,
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
    kind: Kind,
    /// The whole name, where it is known, and what people call them.
    names: Vec<String>,
}

impl People {
    /// Nobody is known yet. `default_lang` is for those whose language cannot be learnt; `tracker` knows of lookups.
    pub fn new(look_up: Arc<dyn LookUp>, clock: Arc<dyn Clock>, default_lang: Lang, tracker: TaskTracker) -> Self {
        Self { known: Arc::new(DashMap::new()), look_up, clock, default_lang, tracker, home: Arc::default() }
    }

    /// How to speak to a person. Waits at most `max_wait`, on the clock, for what is not known yet.
    pub async fn actor(&self, team: &TeamId, user: &UserId, max_wait: Duration) -> Actor {
        let key = (team.clone(), user.clone());
        let manner = self.manner_of(&key, async { self.clock.sleep(max_wait).await }).await;
        let Manner { lang, zone, kind, .. } = manner.unwrap_or_else(|| Manner {
            lang: self.default_lang,
            zone: UTC.to_owned(),
            kind: Kind::Unknown,
            names: Vec::new(),
        });
        Actor { team: team.clone(), user: user.clone(), lang, zone, kind }
    }

    /// What somebody is called, as far as it is known: by their whole name, and by what people call them.
    pub fn names(&self, team: &TeamId, user: &UserId) -> Vec<String> {
        let known = self.known.get(&(team.clone(), user.clone()));
        known.and_then(|entry| Some(entry.manner.as_ref()?.names.clone())).unwrap_or_default()
    }

    /// What somebody of the bot's own workspace is called by the others; `None` where it cannot be learnt now.
    pub async fn name(&self, user: &UserId) -> Option<String> {
        self.learnt(user).await?.names.pop()
    }

    /// What somebody of the bot's own workspace reads; `None` where it cannot be learnt now.
    pub async fn lang(&self, user: &UserId) -> Option<Lang> {
        Some(self.learnt(user).await?.lang)
    }

    async fn learnt(&self, user: &UserId) -> Option<Manner> {
        let key = (self.home().await?, user.clone());
        self.manner_of(&key, std::future::pending()).await
    }

    /// What is known about a person. What is not known yet is waited for, until it is `late`.
    async fn manner_of(&self, key: &Key, late: impl Future<Output = ()>) -> Option<Manner> {
        let entry = self.entry(key);
        // An hour-old language is better than a wait.
        if let (None, Some(mut under_way)) = (entry.manner, entry.under_way) {
            tokio::select! {
                // It closes without ever sending: an error is what is waited for.
                _ = under_way.changed() => {}
                () = late => {}
            }
        }
        self.known.get(key).and_then(|entry| entry.manner.clone())
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
                Ok(person) => {
                    let manner = people.manner(&person).await;
                    let for_ms = if manner.kind == Kind::Unknown { RETRY_MS } else { FRESH_MS };
                    people.learn(key, Some(manner), for_ms);
                }
                Err(error) => {
                    tracing::warn!(error = %error, "language and time zone of a person are unknown");
                    people.learn(key, None, RETRY_MS);
                }
            }
            drop(over);
        });
    }

    async fn manner(&self, person: &Person) -> Manner {
        let lang = match &person.locale {
            Some(locale) => Lang::from_locale(locale).unwrap_or(Lang::En),
            None => self.default_lang,
        };
        let zone = person.zone.clone().unwrap_or_else(|| UTC.to_owned());
        let names = person.real_name.iter().chain([&person.name]).cloned().collect();
        Manner { lang, zone, kind: self.kind(person).await, names }
    }

    /// How somebody belongs to the bot's own workspace. Where that is not known, neither is this.
    async fn kind(&self, person: &Person) -> Kind {
        if person.is_stranger {
            return Kind::Foreign;
        }
        if person.is_restricted || person.is_deleted || person.is_bot {
            return Kind::Guest;
        }
        let Some(home) = self.home().await else { return Kind::Unknown };
        match person.teams.as_slice() {
            [] => Kind::Unknown,
            teams if teams.contains(&home) => Kind::Member,
            _ => Kind::Foreign,
        }
    }

    async fn home(&self) -> Option<TeamId> {
        if let Some(home) = self.home.get() {
            return Some(home.clone());
        }
        match self.look_up.home().await {
            Ok(home) => Some(self.home.get_or_init(|| home).clone()),
            Err(error) => {
                tracing::warn!(error = %error, "the bot's own workspace is unknown");
                None
            }
        }
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
