//! The gate that every change passes three times: asked for, confirmed, right before the call. Policy, stop switch,
//! freezes and second person together, from memory.

use jiff::Timestamp;

use super::policy::{Decision, Groups, Person, Policy, Request, Rule, SecondPerson, Target, Verb};
use super::{Access, Grant, ReadOnly, freeze};
use crate::domain::actor::Kind;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::risk::Risk;

/// May this person do this, here, to this, now?
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// Who asks.
    pub user: &'a UserId,
    /// How they belong to the workspace.
    pub kind: Kind,
    /// The conversation they ask in.
    pub channel: Option<&'a ChannelId>,
    /// What they ask for.
    pub verb: Verb<'a>,
    /// What it is done to.
    pub target: Target<'a>,
    /// It changes what is kept here (the policy, a freeze, the switch) and nothing at Kinsta.
    pub is_kept_here: bool,
    /// The moment.
    pub at: Timestamp,
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The policy does not allow it.
    Rule {
        /// The policy's answer.
        decision: Box<Decision>,
        /// A role of theirs changes something somewhere.
        has_a_role: bool,
        /// Nobody has such a role.
        nobody_has: bool,
    },
    /// Somebody stopped every change.
    ReadOnly(ReadOnly),
    /// A freeze holds for the target.
    Frozen {
        /// What people call it.
        name: String,
        /// When the target is free again.
        until: Timestamp,
    },
    /// Others must agree first, and have not.
    NeedsOthers(Box<Decision>),
}

impl Refused {
    /// Whether the answer has nothing to do with who asks.
    pub fn is_for_everybody(&self) -> bool {
        matches!(self, Self::ReadOnly(_) | Self::Frozen { .. })
    }

    /// What decided, for the audit log.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Rule { decision, .. } => decision.rule.key(),
            Self::ReadOnly(_) => "read-only",
            Self::Frozen { .. } => "frozen",
            Self::NeedsOthers(_) => "needs-others",
        }
    }

    /// The sentence on the card of an operation that is not sent because of it.
    pub fn not_sent(&self) -> &'static str {
        match self {
            Self::ReadOnly(_) => "not-sent-read-only",
            Self::Frozen { .. } => "not-sent-frozen",
            Self::NeedsOthers(_) => "not-sent-needs-others",
            Self::Rule { decision, .. } if matches!(decision.rule, Rule::GroupsUnknown { .. }) => {
                "not-sent-groups-unknown"
            }
            Self::Rule { .. } => "not-sent-not-allowed",
        }
    }
}

impl Access {
    /// Decides, where `approved_by` have agreed, each checked with [`Policy::may_approve`] when they did.
    ///
    /// # Errors
    /// Why not.
    pub fn permit(&self, asking: &Asking<'_>, approved_by: &[UserId]) -> Result<Grant, Refused> {
        self.permit_by(&self.policy(), asking, approved_by)
    }

    /// As [`Access::permit`], by a policy that was read a moment ago.
    ///
    /// # Errors
    /// Why not.
    pub fn permit_by(&self, policy: &Policy, asking: &Asking<'_>, approved_by: &[UserId]) -> Result<Grant, Refused> {
        self.with_request(policy, asking, |request| {
            let decision = policy.decide(request);
            if !decision.is_allowed() {
                return Err(refused(policy, request, decision));
            }
            if asking.changes_kinsta() {
                self.refuse_while_read_only()?;
                if let Some(frozen) = frozen(policy, &asking.target, asking.at) {
                    return Err(frozen);
                }
            }
            // The rule that holds by itself is not asked yet: one who may destroy confirms by typing the name. Rules
            // that somebody wrote down are never passed over.
            let is_written = policy.second_person != SecondPerson::by_default();
            match &decision.second_person {
                Some(needed) if is_written && !needed.is_met(asking.user, approved_by) => {
                    Err(Refused::NeedsOthers(Box::new(decision)))
                }
                _ => Ok(Grant::new(asking.user.clone())),
            }
        })
    }

    /// Decides before the target is known: refuses only what no role of theirs allows anywhere, whatever the target
    /// turns out to be. `asking.verb.risk` is the most it can hurt; the target does not matter.
    ///
    /// # Errors
    /// Why not.
    pub fn permit_anywhere(&self, asking: &Asking<'_>) -> Result<(), Refused> {
        let policy = self.policy();
        self.with_request(&policy, asking, |request| {
            let at_risk = |risk| Request { verb: Verb { risk, ..request.verb }, ..*request };
            // What it will be is not known yet, only what it is at most.
            let mut denied = None;
            for risk in risks_up_to(asking.verb.risk) {
                let decision = policy.decide_anywhere(&at_risk(risk));
                if decision.is_allowed() {
                    denied = None;
                    break;
                }
                denied = denied.or(Some(decision));
            }
            match denied {
                Some(decision) => Err(refused(&policy, request, decision)),
                None if asking.changes_kinsta() => self.refuse_while_read_only(),
                None => Ok(()),
            }
        })
    }

    /// Whether the policy might allow it on this target, where `asking.verb.risk` is the most it can hurt.
    pub fn might(&self, asking: &Asking<'_>) -> bool {
        let policy = self.policy();
        self.with_request(&policy, asking, |request| {
            let at_risk = |risk| Request { verb: Verb { risk, ..request.verb }, ..*request };
            risks_up_to(asking.verb.risk).any(|risk| policy.decide(&at_risk(risk)).is_allowed())
        })
    }

    /// The policy's answer alone, for who wants to know.
    pub fn explain(&self, asking: &Asking<'_>) -> Decision {
        let policy = self.policy();
        self.with_request(&policy, asking, |request| policy.decide(request))
    }

    /// Why the target is left alone now, by a freeze.
    pub fn freeze_of(&self, target: &Target<'_>, at: Timestamp) -> Option<Refused> {
        frozen(&self.policy(), target, at)
    }

    fn refuse_while_read_only(&self) -> Result<(), Refused> {
        self.read_only().map_or(Ok(()), |read_only| Err(Refused::ReadOnly(read_only)))
    }

    fn with_request<T>(&self, policy: &Policy, asking: &Asking<'_>, ask: impl FnOnce(&Request<'_>) -> T) -> T {
        let named = policy.groups();
        let known = self.groups().of(asking.user, &named, asking.at.as_millisecond());
        let groups = match &known {
            Ok(groups) => Groups::Known(groups),
            Err(since_ms) => Groups::Unknown { since_ms: *since_ms },
        };
        ask(&Request {
            person: Person { user: asking.user, groups, kind: asking.kind },
            channel: asking.channel,
            verb: asking.verb,
            target: asking.target,
        })
    }
}

impl Asking<'_> {
    fn changes_kinsta(&self) -> bool {
        self.verb.risk.changes() && !self.is_kept_here
    }
}

/// What something might turn out to be that is this risky at most; the most first.
fn risks_up_to(most: Risk) -> impl Iterator<Item = Risk> {
    const RISKS: [Risk; 5] = [Risk::Destructive, Risk::Disruptive, Risk::Safe, Risk::Secret, Risk::Read];
    RISKS.into_iter().filter(move |risk| *risk == most || (risk.changes() && *risk < most))
}

fn refused(policy: &Policy, request: &Request<'_>, decision: Decision) -> Refused {
    Refused::Rule {
        has_a_role: policy.changes_something(&request.person),
        nobody_has: !policy.is_changed_by_somebody(),
        decision: Box::new(decision),
    }
}

fn frozen(policy: &Policy, target: &Target<'_>, at: Timestamp) -> Option<Refused> {
    let freeze = freeze::active(&policy.freezes, target, at)?;
    let until = freeze::next_end(&policy.freezes, target, at).unwrap_or(at);
    Some(Refused::Frozen { name: freeze.name().to_owned(), until })
}
