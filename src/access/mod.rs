//! Who may do what. The only maker of a [`Grant`], without which nothing is written to Kinsta.
//!
//! Must not know Slack's wire formats, SQL or Kinsta's endpoints. Answers from memory, so that asking costs no query;
//! [`Keeper`] brings the memory up to date in the background.

mod difference;
pub mod edit;
pub mod file;
pub mod freeze;
mod gate;
mod grant;
mod groups;
mod keeper;
pub mod policy;
mod switch;
#[cfg(test)]
mod tests;
pub mod words;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use dashmap::DashMap;

use crate::domain::actor::Kind;
use crate::domain::ids::UserId;

pub use difference::{difference, summary, told};
pub use edit::{Edit, Obstacle};
pub use gate::{Asking, Consent, Frozen, Leave, Needs, Refused};
pub use grant::Grant;
pub use groups::{GroupBook, GroupList, ListError};
pub use keeper::{Keeper, POLICY, SWITCH, Source, Unreadable, read_file, stored_policy};
use policy::Policy;
pub use switch::{ReadOnly, Switch};

/// How many people's kinds are remembered.
const MAX_KINDS: usize = 20_000;

/// What is in force. Clones share it, so that an edit is in force everywhere at once.
#[derive(Debug, Clone, Default)]
pub struct Access {
    policy: Arc<RwLock<Arc<Policy>>>,
    groups: Arc<RwLock<Arc<GroupBook>>>,
    switch: Arc<RwLock<Option<ReadOnly>>>,
    kinds: Arc<DashMap<UserId, Kind>>,
    is_in_a_file: Arc<AtomicBool>,
}

impl From<Policy> for Access {
    fn from(policy: Policy) -> Self {
        let access = Self::default();
        *access.policy.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(policy);
        access
    }
}

impl Access {
    /// A policy with these operators and nothing else.
    pub fn new(operators: impl IntoIterator<Item = UserId>) -> Self {
        Policy::default().with_configured(operators, []).into()
    }

    /// The policy as it is now. What is decided with it stays consistent while it is edited.
    pub fn policy(&self) -> Arc<Policy> {
        Arc::clone(&self.policy.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another policy in force, for every clone. Those named in the configuration stay: no edit of what is stored
    /// locks them out.
    pub fn replace(&self, policy: Policy) {
        let mut current = self.policy.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(Policy { configured: current.configured.clone(), ..policy });
    }

    /// Takes note that the policy is a file's, and edited there alone.
    pub fn keep_in_a_file(&self) {
        self.is_in_a_file.store(true, Ordering::SeqCst);
    }

    /// Whether the policy is a file's, and edited there alone.
    pub fn is_in_a_file(&self) -> bool {
        self.is_in_a_file.load(Ordering::SeqCst)
    }

    /// Who is in the user groups that the policy names, as far as it is known.
    pub fn groups(&self) -> Arc<GroupBook> {
        Arc::clone(&self.groups.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes note of who is in the user groups.
    pub fn learn_groups(&self, book: GroupBook) {
        *self.groups.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(book);
    }

    /// Who has stopped every change, where somebody has.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.switch.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops every change, or lets them happen again.
    pub fn switch(&self, read_only: Option<ReadOnly>) {
        *self.switch.write().unwrap_or_else(PoisonError::into_inner) = read_only;
    }

    /// Takes note of how somebody belongs to the workspace.
    pub fn learn_kind(&self, user: &UserId, kind: Kind) {
        if kind == Kind::Unknown || self.kind_of(user) == Some(kind) {
            return;
        }
        if self.kinds.len() >= MAX_KINDS {
            self.kinds.clear();
        }
        self.kinds.insert(user.clone(), kind);
    }

    /// How somebody belongs to the workspace, as it was last learnt.
    pub fn kind_of(&self, user: &UserId) -> Option<Kind> {
        self.kinds.get(user).map(|kind| *kind)
    }
}
