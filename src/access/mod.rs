//! Who may do what. The only maker of a [`Grant`], without which nothing is written to Kinsta.
//!
//! Must not know Slack's wire formats, SQL or Kinsta's endpoints. Answers from memory, so that asking costs no query.

pub mod file;
pub mod freeze;
mod grant;
pub mod policy;

use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::ids::UserId;
use crate::domain::risk::Risk;

pub use grant::Grant;
use policy::{Decision, Groups, Kind, Person, Policy, Request, Rule, Subject, Target, Verb};

/// The policy in force. Clones share it, so that an edit is in force everywhere at once.
#[derive(Debug, Clone, Default)]
pub struct Access {
    policy: Arc<RwLock<Arc<Policy>>>,
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

impl Denied {
    /// The rule that decided, for the audit log.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::NobodyMay => "nobody may",
            Self::NotAnOperator { .. } => "not an operator",
        }
    }
}

impl From<Policy> for Access {
    fn from(policy: Policy) -> Self {
        Self { policy: Arc::new(RwLock::new(Arc::new(policy))) }
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

    /// Decides about a change of one target, where `approved_by` have agreed to it, each checked with
    /// [`Policy::may_approve`] when they did. Called when a person asks, when they confirm, and again right before
    /// Kinsta is called.
    ///
    /// # Errors
    /// The decision: a denied one, or an allowed one whose `second_person` is still missing.
    pub fn permit(&self, request: &Request<'_>, approved_by: &[UserId]) -> Result<Grant, Box<Decision>> {
        let decision = self.policy().decide(request);
        let user = request.person.user;
        let is_agreed = decision.second_person.as_ref().is_none_or(|needed| needed.is_met(user, approved_by));
        if decision.is_allowed() && is_agreed { Ok(Grant::new(user.clone())) } else { Err(Box::new(decision)) }
    }

    /// Decides about a change of which only its risk is known: allowed to whoever may change everything of that risk.
    /// Knows no site, channel, group or second person; where those are known, [`Access::permit`] is asked.
    ///
    /// # Errors
    /// Why not, and who could.
    pub fn grant(&self, user: &UserId, risk: Risk) -> Result<Grant, Denied> {
        let decision = self.policy().decide(&Request {
            person: Person { user, groups: Groups::Unknown { since_ms: 0 }, kind: Kind::Member },
            channel: None,
            verb: Verb { noun: "", name: "", risk },
            target: Target::None,
        });
        if decision.is_allowed() {
            return Ok(Grant::new(user.clone()));
        }
        let operators: Vec<UserId> = decision.helpers.into_iter().filter_map(person).collect();
        Err(match decision.rule {
            Rule::Nobody => Denied::NobodyMay,
            _ if operators.is_empty() => Denied::NobodyMay,
            _ => Denied::NotAnOperator { operators },
        })
    }
}

fn person(subject: Subject) -> Option<UserId> {
    match subject {
        Subject::User(user) => Some(user),
        Subject::Group(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::policy::{Member, Scope};
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
        let operators = vec![UserId::new("U1")];
        assert_eq!(ada.grant(&UserId::new("U2"), Risk::Safe).unwrap_err(), Denied::NotAnOperator { operators });
    }

    #[test]
    fn a_role_for_some_sites_is_no_grant_where_the_site_is_not_known() {
        let member = |on| Member { who: Subject::user("U1"), role: "operator".to_owned(), on };
        let access = Access::default();
        let elsewhere = access.clone();
        let ada = UserId::new("U1");
        access.replace(Policy { members: vec![member(Scope::labels(["x"]))], ..Policy::default() });
        assert!(elsewhere.grant(&ada, Risk::Safe).is_err());
        access.replace(Policy { members: vec![member(Scope::everything())], ..Policy::default() });
        assert!(elsewhere.grant(&ada, Risk::Safe).is_ok());
        assert!(elsewhere.grant(&ada, Risk::Secret).is_err());
        let configured = Access::new([ada.clone()]);
        configured.replace(Policy::default());
        assert!(configured.grant(&ada, Risk::Secret).is_ok(), "those in OPERATORS stay");
    }

    #[test]
    fn what_takes_two_is_granted_only_once_another_has_agreed() {
        let access = Access::new([UserId::new("U1"), UserId::new("U2")]);
        let ada = UserId::new("U1");
        let request = Request {
            person: Person { user: &ada, groups: Groups::Known(&[]), kind: Kind::Member },
            channel: None,
            verb: Verb { noun: "site", name: "delete", risk: Risk::Destructive },
            target: Target::None,
        };
        let waiting = access.permit(&request, &[]).unwrap_err();
        assert!(waiting.is_allowed());
        assert_eq!(waiting.helpers, [Subject::user("U2")]);
        assert!(access.permit(&request, std::slice::from_ref(&ada)).is_err());
        assert_eq!(access.permit(&request, &[UserId::new("U2")]).unwrap().user(), &ada);
        let safe = Request { verb: Verb { risk: Risk::Safe, ..request.verb }, ..request };
        assert!(access.permit(&safe, &[]).is_ok());
    }
}
