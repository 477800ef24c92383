//! Keeps what is in force up to date: loaded at the start, looked at again in the background, on every replica.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::difference::{difference, summary};
use super::file::{self, Known};
use super::policy::{GroupId, Policy};
use super::{Access, GroupBook, GroupList, Switch};
use crate::clock::Clock;
use crate::domain::audit::{Entry, Kind, arguments};
use crate::domain::ids::{TeamId, UserId};
use crate::domain::text::hex;
use crate::store::{self, Store};

/// The stored policy.
pub const POLICY: &str = "policy";
/// The stored switch.
pub const SWITCH: &str = "readonly";
/// The stored copy of the policy that the file held last, whoever read it.
const FILE: &str = "access-file";
/// The stored copy of who is in the user groups.
const GROUPS: &str = "user-groups";

/// How often the store and the file are looked at, in milliseconds.
const LOOK_MS: i64 = 3_000;
/// How often Slack is asked who is in the user groups, in milliseconds.
const GROUPS_MS: i64 = 60_000;
/// How long one replica has to ask, in milliseconds.
const ASK_MS: i64 = 15_000;

/// Where the policy comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The store: it is edited from Slack.
    Store,
    /// A file: it is edited there and nowhere else.
    File(PathBuf),
}

/// Why a policy cannot be used.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// The file cannot be read.
    #[error("ACCESS_FILE names a file that cannot be read ({0})")]
    File(std::io::ErrorKind),
    /// There are mistakes in the file.
    #[error("in the file of ACCESS_FILE, {0}")]
    Mistakes(file::Mistakes),
    /// What is stored was not written by this version, or by a newer one.
    #[error("the stored {what} cannot be read by this version: {why}")]
    Stored {
        /// What.
        what: &'static str,
        /// Where and why.
        why: String,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Brings [`Access`] up to date.
pub struct Keeper {
    access: Access,
    source: Source,
    store: Store,
    clock: Arc<dyn Clock>,
    list: Arc<dyn GroupList>,
    owner: String,
    /// Every verb as noun and name, to compare a file with.
    verbs: Vec<(&'static str, &'static str)>,
    admins: Vec<UserId>,
    next_ms: AtomicI64,
    seen: Mutex<Seen>,
}

/// What was looked at last, so that only what changed is read.
#[derive(Debug, Default)]
struct Seen {
    policy: Option<Value>,
    text: Option<String>,
    asked_groups_ms: i64,
}

impl Keeper {
    /// A keeper that has looked at nothing yet.
    #[expect(clippy::too_many_arguments, reason = "the composition root calls it once")]
    pub fn new(
        access: Access,
        source: Source,
        store: Store,
        clock: Arc<dyn Clock>,
        list: Arc<dyn GroupList>,
        owner: &str,
        verbs: Vec<(&'static str, &'static str)>,
        admins: Vec<UserId>,
    ) -> Self {
        Self {
            access,
            source,
            store,
            clock,
            list,
            owner: owner.to_owned(),
            verbs,
            admins,
            next_ms: AtomicI64::new(0),
            seen: Mutex::default(),
        }
    }

    /// Puts in force what there is. A policy that cannot be read is no reason to go on without it.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub async fn load(&self) -> Result<(), Unreadable> {
        self.look_at_the_policy().await?;
        self.look_at_the_switch().await?;
        if let Some(book) = self.stored::<GroupBook>(GROUPS).await? {
            self.access.learn_groups(book);
        }
        Ok(())
    }

    /// Looks again where it is time. Says whether anything changed. What cannot be read stays as it was.
    pub async fn tick(&self) -> bool {
        let now_ms = self.clock.now_ms();
        if now_ms < self.next_ms.load(Ordering::SeqCst) {
            return false;
        }
        self.next_ms.store(now_ms + LOOK_MS, Ordering::SeqCst);
        let policy = self.look_at_the_policy().await;
        let switch = self.look_at_the_switch().await;
        let groups = self.look_at_the_groups().await;
        let mut changed = false;
        for looked in [policy, switch, groups] {
            match looked {
                Ok(has_changed) => changed |= has_changed,
                Err(error) => {
                    metrics::counter!("access_look_failures_total").increment(1);
                    tracing::error!(error = %error, "the policy stays as it was");
                }
            }
        }
        changed
    }

    async fn look_at_the_policy(&self) -> Result<bool, Unreadable> {
        let policy = match &self.source {
            Source::File(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| Unreadable::File(error.kind()))?;
                if self.seen().text.as_ref() == Some(&text) {
                    return Ok(false);
                }
                let known = Known { verbs: &self.verbs, admins: &self.admins };
                let policy = file::read(&text, &known).map_err(Unreadable::Mistakes)?;
                self.note_file(&text, &policy).await?;
                self.seen().text = Some(text);
                policy
            }
            Source::Store => {
                let body = self.store.snapshot(POLICY).await?.map(|copy| copy.body).filter(|body| !body.is_null());
                if self.seen().policy == body {
                    return Ok(false);
                }
                let policy = read(POLICY, body.clone())?.unwrap_or_default();
                self.seen().policy = body;
                policy
            }
        };
        self.access.replace(policy);
        tracing::info!("another policy is in force");
        Ok(true)
    }

    /// Writes down that another content of the file comes into force: once for each, whichever replica reads it first.
    async fn note_file(&self, text: &str, policy: &Policy) -> Result<(), Unreadable> {
        let hash = hash(text);
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        let stored = tx.snapshot_for_update(FILE).await?;
        let known: Option<FileCopy> = serde_json::from_value(stored.body).unwrap_or_default();
        if known.as_ref().is_some_and(|known| known.hash == hash) {
            return Ok(());
        }
        let before = known.as_ref().and_then(|known| serde_json::from_value(known.policy.clone()).ok());
        let told = difference(&before.unwrap_or_else(nothing), policy);
        let copy = FileCopy { hash: hash.clone(), policy: serde_json::to_value(policy).unwrap_or_default() };
        let body = serde_json::to_value(&copy).unwrap_or_default();
        tx.save_snapshot(FILE, &body, now_ms.max(stored.at_ms + 1)).await?;
        let nobody = (TeamId::new(""), UserId::new(""));
        tx.record(&Entry {
            // A hash looks like a secret, and is none.
            arguments: json!({ "sha256": hash, "changed": arguments(told.clone(), &[]) }),
            outcome: Some(summary(&told)).filter(|summary| !summary.is_empty()),
            ..Entry::new(Kind::EDITED, now_ms, &nobody.0, &nobody.1).verb("access file")
        });
        Ok(tx.commit().await?)
    }

    async fn look_at_the_switch(&self) -> Result<bool, Unreadable> {
        let switch: Switch = self.stored(SWITCH).await?.unwrap_or_default();
        let has_changed = self.access.read_only() != switch.read_only;
        if has_changed {
            self.access.switch(switch.read_only);
        }
        Ok(has_changed)
    }

    /// Takes over what another replica was told, or asks Slack.
    async fn look_at_the_groups(&self) -> Result<bool, Unreadable> {
        let policy = self.access.policy();
        let named = policy.groups();
        let now_ms = self.clock.now_ms();
        if named.is_empty() {
            return Ok(false);
        }
        let mut known = self.access.groups();
        let is_due = |book: &GroupBook| !book.has(&named) || now_ms - book.at_ms >= GROUPS_MS;
        if is_due(&known)
            && let Some(stored) = self.stored::<GroupBook>(GROUPS).await?.filter(|stored| stored.at_ms > known.at_ms)
        {
            self.access.learn_groups(stored);
            known = self.access.groups();
        }
        // After a failure Slack is left alone for as long as one replica has to ask.
        if !is_due(&known) || now_ms - self.seen().asked_groups_ms < ASK_MS {
            return Ok(false);
        }
        if !self.store.try_lease(GROUPS, &self.owner, now_ms, ASK_MS).await? {
            return Ok(false);
        }
        self.seen().asked_groups_ms = now_ms;
        let mut listed = match self.list.groups().await {
            Ok(listed) => listed,
            Err(error) => {
                tracing::warn!(error = %error, "who is in the user groups is not known");
                return Ok(false);
            }
        };
        let of = |group: &&GroupId| ((*group).clone(), listed.remove(*group).unwrap_or_default());
        let book = GroupBook { members: named.iter().map(of).collect(), at_ms: now_ms };
        let body = serde_json::to_value(&book).unwrap_or_default();
        self.store.put_snapshot(GROUPS, &body, now_ms).await?;
        self.access.learn_groups(book);
        Ok(true)
    }

    async fn stored<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, Unreadable> {
        read(name, self.store.snapshot(name).await?.map(|copy| copy.body))
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file's policy as it is kept to say later what changed.
#[derive(Serialize, Deserialize)]
struct FileCopy {
    hash: String,
    policy: Value,
}

/// What is compared with where no file was read before.
fn nothing() -> Policy {
    Policy { second_person: Vec::new(), ..Policy::default() }
}

fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn read<T: DeserializeOwned>(what: &'static str, body: Option<Value>) -> Result<Option<T>, Unreadable> {
    let body = body.filter(|body| !body.is_null());
    body.map(serde_json::from_value).transpose().map_err(|error| Unreadable::Stored { what, why: error.to_string() })
}

/// Reads the policy from its file, compared with every verb as noun and name.
///
/// # Errors
/// Why it cannot be used.
pub fn read_file(path: &Path, verbs: &[(&str, &str)], admins: &[UserId]) -> Result<Policy, Unreadable> {
    let text = std::fs::read_to_string(path).map_err(|error| Unreadable::File(error.kind()))?;
    file::read(&text, &Known { verbs, admins }).map_err(Unreadable::Mistakes)
}

/// The policy as it is stored.
///
/// # Errors
/// Why this version cannot use it.
pub fn stored_policy(body: Value) -> Result<Policy, Unreadable> {
    Ok(read(POLICY, Some(body))?.unwrap_or_default())
}
