//! Who holds what, and who waits for it.
//!
//! The store decides; what is kept in memory is for the questions put to people, which cost no query, and may be a few
//! seconds old.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::Value;

use super::Operations;
use crate::act::Act;
use crate::domain::hold::{Hold, overlap};
use crate::domain::ids::OperationId;
use crate::domain::operation::{Operation, State};
use crate::domain::risk::Risk;
use crate::domain::waiting::Ahead;
use crate::sites::Directory;
use crate::store::{self, Lock};

/// How old what is kept in memory may grow, in milliseconds.
const OLD_MS: i64 = 2_000;

/// A change that holds something, or wants to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// As it is told to those behind it.
    pub ahead: Ahead,
    /// What.
    pub holds: Vec<Hold>,
    /// Its place among those that wait: when it was confirmed.
    pub place: (i64, OperationId),
    /// The act, as it is stored.
    act: Value,
}

/// What a question says of a change that comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The change.
    pub ahead: Ahead,
    /// It is the very same, and a yes would join it.
    pub is_same: bool,
}

/// Those that hold something, then those that wait, first confirmed first. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Board {
    entries: Arc<RwLock<Arc<Vec<Entry>>>>,
    is_outdated: Arc<AtomicBool>,
    read_at_ms: Arc<AtomicI64>,
}

impl Board {
    /// Who would come first, if this were confirmed now: the same change, where it was confirmed after `since_ms`; else
    /// whoever holds some of what it wants, else the first who waits for it.
    pub fn notice(&self, act: &dyn Act, directory: &Directory, since_ms: i64) -> Option<Notice> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner).clone();
        if entries.is_empty() {
            return None;
        }
        let wanted = holds(act, directory);
        let stored = act.to_json();
        let overlapping = || entries.iter().filter(|entry| overlap(&entry.holds, &wanted));
        let is_same = |entry: &&Entry| {
            entry.ahead.act_name == act.name()
                && entry.act == stored
                && entry.place.0 > since_ms
                && act.sealed().is_none()
        };
        let same = overlapping().find(is_same);
        let first = same.or_else(|| overlapping().next())?;
        Some(Notice { ahead: first.ahead.clone(), is_same: same.is_some() })
    }

    /// Takes note that something has changed.
    pub(super) fn outdate(&self) {
        self.is_outdated.store(true, Ordering::SeqCst);
    }

    fn is_due(&self, now_ms: i64) -> bool {
        let is_old = now_ms - self.read_at_ms.load(Ordering::SeqCst) >= OLD_MS;
        self.is_outdated.swap(false, Ordering::SeqCst) || is_old
    }

    fn replace(&self, entries: Vec<Entry>, now_ms: i64) {
        let holding = entries.iter().filter(|entry| entry.ahead.has_begun).count();
        metrics::gauge!("operations_holding").set(holding as f64);
        metrics::gauge!("operations_waiting").set((entries.len() - holding) as f64);
        self.read_at_ms.store(now_ms, Ordering::SeqCst);
        *self.entries.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(entries);
    }
}

/// What a change works on, with the sites of its environments as far as they are known.
pub(super) fn works_on(act: &dyn Act, directory: &Directory) -> Vec<Hold> {
    let known = directory.full();
    let placed = |hold| match hold {
        Hold::Environment { site: None, env } => {
            let site = known.index.environment(&env).map(|(site, _)| site.id.clone());
            Hold::Environment { site, env }
        }
        hold => hold,
    };
    act.holds().into_iter().map(placed).collect()
}

/// What a change holds against others: nothing, where it does nothing at Kinsta or nobody outside would notice.
pub(super) fn holds(act: &dyn Act, directory: &Directory) -> Vec<Hold> {
    let is_risky = act.risk() >= Risk::Disruptive && act.edit().is_none() && !act.steps().is_empty();
    if is_risky { works_on(act, directory) } else { Vec::new() }
}

impl Operations {
    /// What is in memory of it, for whoever puts questions.
    pub fn board(&self) -> Board {
        self.board.clone()
    }

    /// Brings what is in memory up to date, where that is due.
    pub async fn refresh_board(&self) {
        let now_ms = self.clock.now_ms();
        if !self.board.is_due(now_ms) {
            return;
        }
        match self.entries().await {
            Ok(entries) => self.board.replace(entries, now_ms),
            Err(error) => tracing::warn!(error = %error, "who holds what could not be read"),
        }
    }

    /// Those that hold something, then those that wait, as the store has them now.
    pub(super) async fn entries(&self) -> Result<Vec<Entry>, store::Error> {
        let unfinished = self.store.unfinished_operations().await?;
        // Read after them: one that begins in between is found holding.
        let locks = self.store.locks().await?;
        let mut entries: Vec<Entry> = unfinished.iter().filter_map(|operation| self.entry(operation, &locks)).collect();
        entries.sort_by(|one, other| {
            let first = |entry: &Entry| (!entry.ahead.has_begun, entry.place.clone());
            first(one).cmp(&first(other))
        });
        Ok(entries)
    }

    fn entry(&self, operation: &Operation, locks: &[Lock]) -> Option<Entry> {
        let own: Vec<&Lock> = locks.iter().filter(|lock| lock.operation == operation.id).collect();
        let since_ms = own.iter().map(|lock| lock.since_ms).min();
        let holds = match since_ms {
            Some(_) => own.into_iter().map(|lock| lock.hold.clone()).collect(),
            // What runs and holds nothing is only looked at again.
            None if operation.state != State::Accepted => return None,
            None => match self.acts.decode(&operation.act_name, operation.act.clone()) {
                Ok(act) => holds(act.as_ref(), &self.directory),
                Err(_) => return None,
            },
        };
        (!holds.is_empty()).then(|| Entry {
            ahead: Ahead {
                operation: operation.id.clone(),
                user: operation.user.clone(),
                act_name: operation.act_name.clone(),
                target: operation.target.clone(),
                since_ms: since_ms.unwrap_or(operation.begun_at_ms()),
                has_begun: since_ms.is_some(),
            },
            holds,
            place: (operation.begun_at_ms(), operation.id.clone()),
            act: operation.act.clone(),
        })
    }
}
