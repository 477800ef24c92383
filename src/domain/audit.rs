//! The account of what was asked, decided and done: what a row says, and how the rows hang together.
//!
//! A row says who wanted what where and what came of it. It never holds a password, a key or a `response_url`: what goes
//! into [`Entry::arguments`] passes through [`arguments`], and words that were not understood are not kept at all.

mod arguments;
mod chain;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::actor::Place;
use super::ids::{KinstaOperationId, OperationId, PromptId, TeamId, UserId};
use super::target::Target;

pub use arguments::{arguments, message};
pub use chain::{Break, Found, Head, Link, Walk, hash};

/// What a row is about. More kinds may come: one that this version does not know is shown by its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(Cow<'static, str>);

impl Kind {
    /// A change was put before a person as a question.
    pub const ASKED: Self = Self(Cow::Borrowed("asked"));
    /// The policy said no.
    pub const DENIED: Self = Self(Cow::Borrowed("denied"));
    /// Words that could not be understood.
    pub const MISREAD: Self = Self(Cow::Borrowed("misread"));
    /// A person said yes.
    pub const CONFIRMED: Self = Self(Cow::Borrowed("confirmed"));
    /// A person said yes to what was under way already.
    pub const JOINED: Self = Self(Cow::Borrowed("joined"));
    /// A person said no.
    pub const CANCELLED: Self = Self(Cow::Borrowed("cancelled"));
    /// A person said yes, and others are asked to agree.
    pub const REQUESTED: Self = Self(Cow::Borrowed("requested"));
    /// Another person agreed to a request.
    pub const APPROVED: Self = Self(Cow::Borrowed("approved"));
    /// Another person said no to a request.
    pub const REFUSED: Self = Self(Cow::Borrowed("refused"));
    /// The asker took a request back.
    pub const WITHDRAWN: Self = Self(Cow::Borrowed("withdrawn"));
    /// Not enough agreed to a request in time.
    pub const EXPIRED: Self = Self(Cow::Borrowed("expired"));
    /// What was agreed to is another thing by now.
    pub const VOID: Self = Self(Cow::Borrowed("void"));
    /// A call was sent to Kinsta.
    pub const SENT: Self = Self(Cow::Borrowed("sent"));
    /// A confirmed call was not sent, for a reason of our own.
    pub const NOT_SENT: Self = Self(Cow::Borrowed("not_sent"));
    /// An operation ended.
    pub const ENDED: Self = Self(Cow::Borrowed("ended"));
    /// A secret was shown to the person who asked for it.
    pub const SECRET_SHOWN: Self = Self(Cow::Borrowed("secret_shown"));
    /// The policy or the switch was edited.
    pub const EDITED: Self = Self(Cow::Borrowed("edited"));
    /// Kinsta's activity log shows something that was done with the bot's key and not by the bot.
    pub const SHADOW: Self = Self(Cow::Borrowed("shadow"));
    /// Older rows were cleared away.
    pub const PURGED: Self = Self(Cow::Borrowed("purged"));
    /// The app was removed from its workspace.
    pub const UNINSTALLED: Self = Self(Cow::Borrowed("uninstalled"));

    /// Its name as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What was decided about a request, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `allowed` or `denied`.
    pub decision: Cow<'static, str>,
    /// The rule that decided.
    pub rule: Cow<'static, str>,
}

/// What a row is about, by the names of that day and by the ids that stay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct On {
    /// The site as people called it.
    pub site: String,
    /// Kinsta's id of the site.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub site_id: String,
    /// The environment as people called it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub env: String,
    /// Kinsta's id of the environment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub env_id: String,
}

impl On {
    /// `Acme Shop · Live`, or the site's name alone. Plain.
    pub fn label(&self) -> String {
        if self.env.is_empty() { self.site.clone() } else { format!("{} · {}", self.site, self.env) }
    }
}

impl From<&Target> for On {
    fn from(target: &Target) -> Self {
        Self {
            site: target.site.clone(),
            site_id: target.site_id.as_ref().map_or_else(String::new, ToString::to_string),
            env: target.env.clone(),
            env_id: target.env_id.as_ref().map_or_else(String::new, ToString::to_string),
        }
    }
}

/// One row's meaning. Times are epoch milliseconds. Fields that say nothing are left out where it is written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at_ms: i64,
    /// What.
    pub kind: Kind,
    /// The workspace.
    pub team: TeamId,
    /// The person; empty where nobody in particular did it.
    pub user: UserId,
    /// The conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The verb's words, `cache clear`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verb: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<On>,
    /// What else was asked for, without secrets.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub arguments: Value,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// The question that was put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<PromptId>,
    /// The confirmed change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<OperationId>,
    /// Kinsta's names for the calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<KinstaOperationId>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// How long it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
}

impl Entry {
    /// A row of this kind, to be filled in.
    pub fn new(kind: Kind, at_ms: i64, team: &TeamId, user: &UserId) -> Self {
        Self {
            at_ms,
            kind,
            team: team.clone(),
            user: user.clone(),
            place: None,
            verb: String::new(),
            on: None,
            arguments: Value::Null,
            decision: None,
            question: None,
            operation: None,
            calls: Vec::new(),
            outcome: None,
            duration_ms: None,
        }
    }

    /// The row with where it happened.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    /// The row with the act's or verb's words: `cache.clear` and `cache clear` are the same.
    #[must_use]
    pub fn verb(mut self, name: &str) -> Self {
        self.verb = name.replace('.', " ");
        self
    }

    /// The row with what it is about.
    #[must_use]
    pub fn on(mut self, on: impl Into<On>) -> Self {
        self.on = Some(on.into());
        self
    }

    /// The row with what was decided and by which rule.
    #[must_use]
    pub fn decided(mut self, decision: &'static str, rule: impl Into<Cow<'static, str>>) -> Self {
        self.decision = Some(Decision { decision: Cow::Borrowed(decision), rule: rule.into() });
        self
    }
}
