//! Who may do what. The only maker of a [`Grant`], without which nothing is written to Kinsta.
//!
//! Must not know Slack's wire formats, SQL or Kinsta's endpoints. Answers from memory, so that asking costs no query.

pub mod file;
pub mod freeze;
mod grant;
pub mod policy;

use std::collections::BTreeSet;

use crate::domain::ids::UserId;
use crate::domain::risk::Risk;

pub use grant::Grant;

/// The policy in force: reading is open, changing is for the operators.
#[derive(Debug, Clone, Default)]
pub struct Access {
    operators: BTreeSet<UserId>,
}

/// Why a change is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// Nobody was named as an operator: `OPERATORS` is empty.
    NobodyMay,
    /// Others may.
    NotAnOperator {
        /// Who could be asked.
        operators: Vec<UserId>,
    },
}

impl Access {
    /// A policy with these operators.
    pub fn new(operators: impl IntoIterator<Item = UserId>) -> Self {
        Self { operators: operators.into_iter().collect() }
    }

    /// Decides about a change. Called when a person asks, when they confirm, and again right before Kinsta is called.
    pub fn grant(&self, user: &UserId, risk: Risk) -> Result<Grant, Denied> {
        if risk == Risk::Read || self.operators.contains(user) {
            Ok(Grant::new(user.clone()))
        } else if self.operators.is_empty() {
            Err(Denied::NobodyMay)
        } else {
            Err(Denied::NotAnOperator { operators: self.operators.iter().cloned().collect() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_open_and_changing_needs_a_named_operator() {
        let nobody = Access::default();
        let ada = Access::new([UserId::new("U1")]);
        for (access, user, risk, allowed) in [
            (&nobody, "U1", Risk::Read, true),
            (&nobody, "U1", Risk::Safe, false),
            (&ada, "U1", Risk::Disruptive, true),
            (&ada, "U1", Risk::Destructive, true),
            (&ada, "U2", Risk::Read, true),
            (&ada, "U2", Risk::Secret, false),
            (&ada, "U2", Risk::Safe, false),
            (&ada, "u1", Risk::Safe, false),
        ] {
            assert_eq!(access.grant(&UserId::new(user), risk).is_ok(), allowed, "{user} {risk:?}");
        }
        assert_eq!(nobody.grant(&UserId::new("U1"), Risk::Safe).unwrap_err(), Denied::NobodyMay);
    }
}
