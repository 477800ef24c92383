//! What the policy answers: plain data. The catalogues word a rule under its [`Rule::key`].

use serde::{Deserialize, Serialize};

use super::request::Person;
use super::subject::Subject;
use crate::domain::ids::UserId;

/// The policy's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Yes or no.
    pub verdict: Verdict,
    /// Why.
    pub rule: Rule,
    /// Allowed, but only once others have agreed.
    pub second_person: Option<NeedsApproval>,
    /// Where it is denied: who could do it. Where it needs a second person: who could be that. At most [`MOST_HELPERS`].
    pub helpers: Vec<Subject>,
}

/// How many are named who could help.
pub const MOST_HELPERS: usize = 5;

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Yes.
    Allowed,
    /// No.
    Denied,
}

/// The rule that decided. Kept in audit rows as JSON: `{"rule": "rule-role", "role": "operator", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule")]
pub enum Rule {
    /// Allowed: everybody in the workspace may read.
    #[serde(rename = "rule-reading")]
    Reading,
    /// Allowed: the channel is bound to what is read.
    #[serde(rename = "rule-channel-shows")]
    ChannelShows,
    /// Allowed: a role says so.
    #[serde(rename = "rule-role")]
    Role {
        /// The role.
        role: String,
        /// Who has it: the person or one of their groups.
        through: Subject,
    },
    /// Allowed: named in `OPERATORS` or, with the role `admin`, in `ADMINS`.
    #[serde(rename = "rule-configured")]
    Configured {
        /// The role that goes with it.
        role: String,
    },
    /// Denied: nobody may do this here; the policy names no one.
    #[serde(rename = "rule-nobody")]
    Nobody,
    /// Denied: others may.
    #[serde(rename = "rule-no-role")]
    NoRole,
    /// Denied: a role of theirs has it, but not for this site or environment.
    #[serde(rename = "rule-scope")]
    Scope {
        /// The role.
        role: String,
    },
    /// Denied: the channel is bound to other sites or environments.
    #[serde(rename = "rule-channel")]
    Channel,
    /// Denied: guests change nothing and see no secrets.
    #[serde(rename = "rule-guest")]
    Guest,
    /// Denied: people of other organisations change nothing and see no secrets.
    #[serde(rename = "rule-foreign")]
    Foreign,
    /// Denied: Slack has not said who they are, so they may be a guest.
    #[serde(rename = "rule-person-unknown")]
    Unknown,
    /// Denied: guests and people of other organisations read only where the channel is bound to sites.
    #[serde(rename = "rule-unbound")]
    Unbound,
    /// Denied: only a user group could allow it, and Slack has not said who is in it.
    #[serde(rename = "rule-groups-unknown")]
    GroupsUnknown {
        /// Since when, in epoch milliseconds.
        since_ms: i64,
    },
    /// Denied: nobody approves what they asked for.
    #[serde(rename = "rule-own-request")]
    OwnRequest,
    /// Denied: the rule about the second person names others.
    #[serde(rename = "rule-not-named")]
    NotNamed,
}

impl Rule {
    /// Its name in the catalogues and in audit rows.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Reading => "rule-reading",
            Self::ChannelShows => "rule-channel-shows",
            Self::Role { .. } => "rule-role",
            Self::Configured { .. } => "rule-configured",
            Self::Nobody => "rule-nobody",
            Self::NoRole => "rule-no-role",
            Self::Scope { .. } => "rule-scope",
            Self::Channel => "rule-channel",
            Self::Guest => "rule-guest",
            Self::Foreign => "rule-foreign",
            Self::Unknown => "rule-person-unknown",
            Self::Unbound => "rule-unbound",
            Self::GroupsUnknown { .. } => "rule-groups-unknown",
            Self::OwnRequest => "rule-own-request",
            Self::NotNamed => "rule-not-named",
        }
    }

    /// The rule as an audit row names it: its key, and the role with who has it, or the variable that names them.
    pub fn told(&self) -> String {
        match self {
            Self::Role { role, through } => format!("{} {role} {through}", self.key()),
            Self::Configured { role } if role == super::role::ADMIN => format!("{} ADMINS", self.key()),
            Self::Configured { .. } => format!("{} OPERATORS", self.key()),
            Self::Scope { role } => format!("{} {role}", self.key()),
            _ => self.key().to_owned(),
        }
    }

    /// Every key, so that a test can hold the catalogues to it.
    pub const KEYS: [&str; 15] = [
        "rule-reading",
        "rule-channel-shows",
        "rule-role",
        "rule-configured",
        "rule-nobody",
        "rule-no-role",
        "rule-scope",
        "rule-channel",
        "rule-guest",
        "rule-foreign",
        "rule-person-unknown",
        "rule-unbound",
        "rule-groups-unknown",
        "rule-own-request",
        "rule-not-named",
    ];
}

/// How many others must agree, and who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedsApproval {
    /// How many, at least one, each a different person.
    pub count: u8,
    /// Who.
    pub by: Approvers,
}

/// Who may agree. Whoever it is must also have the right for the target, see [`super::Policy::may_approve`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Approvers {
    /// Whoever has the right.
    Anyone,
    /// Only these, and those in these groups.
    Named(Vec<Subject>),
}

impl NeedsApproval {
    /// Whether these approvals, each checked with [`super::Policy::may_approve`] when it was given, are enough for what
    /// `requester` asked for. Nobody counts twice, the requester never.
    pub fn is_met(&self, requester: &UserId, approved_by: &[UserId]) -> bool {
        let counts = |user: &UserId| {
            user != requester
                && match &self.by {
                    Approvers::Anyone => true,
                    // Who was in a group was checked at the press; here it can only be taken as said.
                    Approvers::Named(named) => named.iter().any(|subject| match subject {
                        Subject::User(named) => named == user,
                        Subject::Group(_) => true,
                    }),
                }
        };
        let first = |index: usize, user: &UserId| !approved_by[..index].contains(user);
        let enough = approved_by.iter().enumerate().filter(|(index, user)| first(*index, user) && counts(user)).count();
        enough >= usize::from(self.count.max(1))
    }
}

impl Decision {
    pub(super) fn allowed(rule: Rule) -> Self {
        Self { verdict: Verdict::Allowed, rule, second_person: None, helpers: Vec::new() }
    }

    pub(super) fn denied(rule: Rule) -> Self {
        Self { verdict: Verdict::Denied, rule, second_person: None, helpers: Vec::new() }
    }

    /// Whether the answer is yes, if only once others have agreed.
    pub fn is_allowed(&self) -> bool {
        self.verdict == Verdict::Allowed
    }
}

impl Rule {
    /// Why a stranger may not, or `None` for a member.
    pub(super) fn against_strangers(person: &Person<'_>) -> Option<Self> {
        match person.kind {
            super::request::Kind::Member => None,
            super::request::Kind::Guest => Some(Self::Guest),
            super::request::Kind::Foreign => Some(Self::Foreign),
            super::request::Kind::Unknown => Some(Self::Unknown),
        }
    }
}
