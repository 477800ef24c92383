//! Who asks, and where they stand while asking.

use serde::{Deserialize, Serialize};

use super::ids::{ChannelId, MessageTs, TeamId, UserId};
use super::lang::Lang;

/// A person in Slack, with what is needed to speak to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The workspace the request came from.
    pub team: TeamId,
    /// The person.
    pub user: UserId,
    /// Their language.
    pub lang: Lang,
    /// Their IANA time zone, `Europe/Berlin`.
    pub zone: String,
    /// How they belong to the workspace.
    #[serde(default)]
    pub kind: Kind,
}

/// How somebody belongs to the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A full member.
    Member,
    /// A guest of the workspace, in one channel or several.
    Guest,
    /// Somebody of another organisation, met in a shared channel.
    Foreign,
    /// Slack has not said. They read like a member and change nothing.
    #[default]
    Unknown,
}

/// A conversation, and the thread in it if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The conversation.
    pub channel: ChannelId,
    /// The thread's first message.
    pub thread: Option<MessageTs>,
}

/// How often a [`ReturnAddress`] may be used; every answer through it counts.
pub const RETURN_USES: u32 = 5;

/// A short-lived address for answers that needs no membership: Slack's `response_url`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnAddress {
    /// Slack's `response_url`, checked to be on Slack's own hosts. A capability: never logged.
    pub url: String,
    /// Epoch milliseconds after which Slack refuses it (30 minutes after it was given).
    pub expires_at_ms: i64,
}

impl std::fmt::Debug for ReturnAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReturnAddress").field("url", &"…").field("expires_at_ms", &self.expires_at_ms).finish()
    }
}
