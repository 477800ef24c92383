//! What needs a second person.

use serde::{Deserialize, Serialize};

use super::decision::{Approvers, NeedsApproval};
use super::permission::Verbs;
use super::request::{Target, Verb};
use super::scope::{EnvKind, Scope};
use super::subject::Subject;
use crate::domain::ids::ChannelId;
use crate::domain::risk::Risk;

/// How long a request for a second person waits, in hours, where the policy does not say.
pub const APPROVAL_HOURS: u8 = 24;

/// Where and for how long a second person is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Approvals {
    /// The channel in which those are asked who could agree, beside where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// For how many hours.
    pub hours: u8,
}

impl Default for Approvals {
    fn default() -> Self {
        Self { channel: None, hours: APPROVAL_HOURS }
    }
}

impl Approvals {
    /// Whether nothing is said about it.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// How long a request waits, in milliseconds.
    pub fn patience_ms(&self) -> i64 {
        i64::from(self.hours.max(1)) * 60 * 60 * 1000
    }
}

/// Some verbs on some sites need others to agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondPerson {
    /// Which verbs; a wildcard stands for every one.
    pub verbs: Vec<Verbs>,
    /// On what; a site as a whole is met by a rule about one of its environments.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub on: Scope,
    /// How many others.
    #[serde(default = "one")]
    pub people: u8,
    /// Only these, and those in these groups; whoever has the right where it is `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Vec<Subject>>,
}

fn one() -> u8 {
    1
}

impl SecondPerson {
    /// The rule that holds where a policy says nothing: destroying something live takes two.
    pub fn by_default() -> Vec<Self> {
        vec![Self {
            verbs: vec![Verbs::Risk(Risk::Destructive)],
            on: Scope::everything().only([EnvKind::Live]),
            people: 1,
            by: None,
        }]
    }

    fn meets(&self, verb: &Verb<'_>, target: &Target<'_>) -> bool {
        verb.risk != Risk::Read && self.verbs.iter().any(|verbs| verbs.match_verb(verb)) && self.on.touches(target)
    }

    /// What all matching rules ask for together: the highest number, and only who is named by every one that names
    /// somebody. Another rule never makes it easier.
    pub(super) fn needed(rules: &[Self], verb: &Verb<'_>, target: &Target<'_>) -> Option<NeedsApproval> {
        let mut needed: Option<NeedsApproval> = None;
        for rule in rules.iter().filter(|rule| rule.meets(verb, target)) {
            let (count, by) = match needed {
                None => (1, Approvers::Anyone),
                Some(before) => (before.count, before.by),
            };
            let by = match (by, &rule.by) {
                (by, None) => by,
                (Approvers::Anyone, Some(named)) => Approvers::Named(named.clone()),
                (Approvers::Named(before), Some(named)) => {
                    Approvers::Named(before.into_iter().filter(|subject| named.contains(subject)).collect())
                }
            };
            needed = Some(NeedsApproval { count: count.max(rule.people), by });
        }
        needed
    }
}
