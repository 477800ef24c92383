//! Proof that the policy was asked.

use crate::domain::ids::UserId;

/// Proof that this person may make this change. Only [`crate::access`] builds one, so a write that forgot the policy
/// does not compile.
#[derive(Debug)]
pub struct Grant {
    user: UserId,
}

impl Grant {
    pub(super) fn new(user: UserId) -> Self {
        Self { user }
    }

    /// Whom it was given to.
    pub fn user(&self) -> &UserId {
        &self.user
    }

    /// A grant for a unit test.
    #[cfg(test)]
    pub fn for_tests() -> Self {
        Self::new(UserId::new("U0TEST"))
    }
}
