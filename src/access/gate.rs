//! The gate that every change passes three times: asked for, confirmed, right before the call. Policy, stop switch,
//! freezes and second person together, from memory.

use jiff::Timestamp;

use super::policy::{Approvers, Decision, Groups, NeedsApproval, Person, Policy, Request, Rule, Subject, Target, Verb};
use super::{Access, Grant, ReadOnly, freeze};
use crate::domain::actor::Kind;
use crate::domain::approval::{Agreed, Approval};
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
    Frozen(Frozen),
    /// Others must agree first, and have not.
    NeedsOthers(Box<Needs>),
}

/// Freezes that hold now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// What people call them; at least one.
    pub names: Vec<String>,
    /// When the target is free again.
    pub until: Timestamp,
    /// Who may change something all the same. At most [`super::policy::MOST_HELPERS`].
    pub helpers: Vec<Subject>,
}

/// They may, by this rule; and perhaps others must agree first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// What allows it.
    pub rule: Rule,
    /// Who has to agree first.
    pub needs: Option<Needs>,
}

/// What others have to agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    /// How many others, and who.
    pub approval: NeedsApproval,
    /// Who could, a few of them.
    pub helpers: Vec<Subject>,
    /// It is made in spite of this.
    pub despite: Option<Frozen>,
}

impl Needs {
    /// How many others must agree.
    pub fn count(&self) -> u8 {
        self.approval.count.max(1)
    }

    /// Who could, as they are named to people: those of the rule, else a few of whoever has the right.
    pub fn people(&self) -> &[Subject] {
        match &self.approval.by {
            Approvers::Named(named) => named,
            Approvers::Anyone => &self.helpers,
        }
    }
}

impl Frozen {
    /// Whether one of the freezes is none of these: one that began since.
    pub fn is_beyond(&self, known: &[String]) -> bool {
        self.names.iter().any(|name| !known.contains(name))
    }
}

/// What others have said to a change.
#[derive(Debug, Clone, Copy, Default)]
pub struct Consent<'a> {
    /// Who agreed.
    pub agreed: &'a [Agreed],
    /// The freezes that they agreed to pass over.
    pub despite: &'a [String],
}

impl<'a> From<Option<&'a Approval>> for Consent<'a> {
    fn from(approval: Option<&'a Approval>) -> Self {
        approval.map_or_else(Self::default, |approval| Self { agreed: &approval.agreed, despite: &approval.despite })
    }
}

impl Refused {
    /// Whether the answer has nothing to do with who asks.
    pub fn is_for_everybody(&self) -> bool {
        matches!(self, Self::ReadOnly(_) | Self::Frozen(_))
    }

    /// Whether waiting may help: it is only not known yet.
    fn is_for_now(&self) -> bool {
        matches!(self, Self::Rule { decision, .. } if matches!(decision.rule, Rule::GroupsUnknown { .. } | Rule::Unknown))
    }

    /// What decided, for the audit log.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Rule { decision, .. } => decision.rule.key(),
            Self::ReadOnly(_) => "read-only",
            Self::Frozen(_) => "frozen",
            Self::NeedsOthers(_) => "needs-others",
        }
    }

    /// The sentence on the card of an operation that is not sent because of it.
    pub fn not_sent(&self) -> &'static str {
        match self {
            Self::ReadOnly(_) => "not-sent-read-only",
            Self::Frozen(_) => "not-sent-frozen",
            Self::NeedsOthers(_) => "not-sent-needs-others",
            Self::Rule { decision, .. } if matches!(decision.rule, Rule::GroupsUnknown { .. }) => {
                "not-sent-groups-unknown"
            }
            Self::Rule { .. } => "not-sent-not-allowed",
        }
    }
}

impl Access {
    /// Decides, where others have said this about it.
    ///
    /// # Errors
    /// Why not.
    pub fn permit(&self, asking: &Asking<'_>, consent: Consent<'_>) -> Result<Grant, Refused> {
        self.permit_by(&self.policy(), asking, consent)
    }

    /// As [`Access::permit`], by a policy that was read a moment ago. A yes counts only while whoever gave it may still
    /// give it.
    ///
    /// # Errors
    /// Why not.
    pub fn permit_by(&self, policy: &Policy, asking: &Asking<'_>, consent: Consent<'_>) -> Result<Grant, Refused> {
        let leave = self.weigh_by(policy, asking)?;
        let Some(needs) = leave.needs else { return Ok(Grant::new(asking.user.clone())) };
        // A freeze that began since is not the one that they agreed to pass over.
        if let Some(frozen) = needs.despite.as_ref().filter(|frozen| frozen.is_beyond(consent.despite)) {
            return Err(Refused::Frozen(frozen.clone()));
        }
        let mut agreed = Vec::new();
        for yes in consent.agreed {
            let kind = self.kind_of(&yes.user).unwrap_or(yes.kind);
            let from = Asking { user: &yes.user, kind, channel: Some(&yes.channel), ..*asking };
            match self.may_approve_by(policy, &from, asking.user, &needs.approval) {
                Ok(()) => agreed.push(yes.user.clone()),
                Err(refused) if refused.is_for_now() => return Err(refused),
                Err(_) => {}
            }
        }
        if needs.approval.is_met(asking.user, &agreed) {
            Ok(Grant::new(asking.user.clone()))
        } else {
            Err(Refused::NeedsOthers(Box::new(needs)))
        }
    }

    /// May they, and who has to agree first?
    ///
    /// # Errors
    /// Why they may not, whoever agrees.
    pub fn weigh(&self, asking: &Asking<'_>) -> Result<Leave, Refused> {
        self.weigh_by(&self.policy(), asking)
    }

    /// As [`Access::weigh`], by a policy that was read a moment ago.
    ///
    /// # Errors
    /// Why they may not, whoever agrees.
    pub fn weigh_by(&self, policy: &Policy, asking: &Asking<'_>) -> Result<Leave, Refused> {
        self.with_request(policy, asking, |request| {
            let decision = policy.decide(request);
            if !decision.is_allowed() {
                return Err(refused(policy, request, decision));
            }
            let Decision { rule, second_person, helpers, .. } = decision;
            // What is kept here takes an admin, not two people: a rule about two must not keep anybody from mending it.
            if !asking.changes_kinsta() {
                let approval = second_person.filter(|_| !asking.is_kept_here);
                return Ok(Leave { rule, needs: approval.map(|approval| Needs { approval, helpers, despite: None }) });
            }
            self.refuse_while_read_only()?;
            let frozen = frozen(policy, &asking.target, asking.at);
            let Some(mut frozen) = frozen else {
                let needs = second_person.map(|approval| Needs { approval, helpers, despite: None });
                return Ok(Leave { rule, needs });
            };
            let override_freeze = policy.may_override_freeze(request);
            if !override_freeze.is_allowed() {
                frozen.helpers = override_freeze.helpers;
                return Err(Refused::Frozen(frozen));
            }
            let approval = second_person.unwrap_or(NeedsApproval { count: 1, by: Approvers::Anyone });
            let helpers = policy.approvers(request, &approval);
            Ok(Leave { rule, needs: Some(Needs { approval, helpers, despite: Some(frozen) }) })
        })
    }

    /// May `approver.user` agree, where they stand, to what `requester` asked for? The rest of `approver` is the
    /// requester's.
    ///
    /// # Errors
    /// Why not.
    pub fn may_approve(
        &self,
        approver: &Asking<'_>,
        requester: &UserId,
        needed: &NeedsApproval,
    ) -> Result<(), Refused> {
        self.may_approve_by(&self.policy(), approver, requester, needed)
    }

    fn may_approve_by(
        &self,
        policy: &Policy,
        approver: &Asking<'_>,
        requester: &UserId,
        needed: &NeedsApproval,
    ) -> Result<(), Refused> {
        self.with_request(policy, approver, |request| {
            let decision = policy.may_approve(request, requester, needed);
            if decision.is_allowed() { Ok(()) } else { Err(refused(policy, request, decision)) }
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

fn frozen(policy: &Policy, target: &Target<'_>, at: Timestamp) -> Option<Frozen> {
    let names: Vec<String> =
        freeze::active(&policy.freezes, target, at).map(|freeze| freeze.name().to_owned()).collect();
    let until = freeze::next_end(&policy.freezes, target, at).unwrap_or(at);
    (!names.is_empty()).then_some(Frozen { names, until, helpers: Vec::new() })
}
