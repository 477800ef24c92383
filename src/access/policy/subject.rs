//! Whom a policy can name.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::ids::{ChannelId, UserId};
use crate::domain::text;

/// A Slack user group, `S…`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupId(String);

impl GroupId {
    /// Wraps the id as it was received.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person or a user group. Written as its id: `U…` and `W…` are people, `S…` are groups.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Subject {
    /// One person.
    User(UserId),
    /// Whoever is in the group.
    Group(GroupId),
}

/// An id that is neither a person's nor a group's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is neither a Slack member ID (U…, W…) nor a user group's (S…)")]
pub struct NotASubject(pub String);

impl Subject {
    /// A person.
    pub fn user(id: impl Into<String>) -> Self {
        Self::User(UserId::new(id))
    }

    /// A user group.
    pub fn group(id: impl Into<String>) -> Self {
        Self::Group(GroupId::new(id))
    }

    /// As a mention, for marked text.
    pub fn mention(&self) -> String {
        text::whom(&self.to_string())
    }

    /// Several as mentions, with commas.
    pub fn mentions(subjects: &[Self]) -> String {
        subjects.iter().map(Self::mention).collect::<Vec<_>>().join(", ")
    }
}

impl TryFrom<String> for Subject {
    type Error = NotASubject;

    fn try_from(id: String) -> Result<Self, NotASubject> {
        if !is_slack_id(&id) {
            return Err(NotASubject(id));
        }
        match id.as_bytes().first() {
            Some(b'U' | b'W') => Ok(Self::user(id)),
            Some(b'S') => Ok(Self::group(id)),
            _ => Err(NotASubject(id)),
        }
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        subject.to_string()
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::User(id) => id.as_str(),
            Self::Group(id) => id.as_str(),
        })
    }
}

/// Whether it is the id of a conversation: `C…` and `G…`. One between two people (`D…`) is bound to nothing.
pub fn is_channel(id: &ChannelId) -> bool {
    is_slack_id(id.as_str()) && id.as_str().starts_with(['C', 'G'])
}

fn is_slack_id(id: &str) -> bool {
    id.len() > 1 && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
