//! Ids as distinct types, so that a site's id cannot be handed where an environment's belongs.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the id as it was received.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }
    )+};
}

id! {
    /// A Kinsta company (UUID).
    CompanyId,
    /// A WordPress site at Kinsta (UUID).
    SiteId,
    /// An environment of a site: live, staging, premium staging (UUID).
    EnvId,
    /// The id Kinsta gives an asynchronous operation, such as `cache:clear-<uuid>`.
    KinstaOperationId,
    /// Our own id of a change that somebody confirmed (ULID).
    OperationId,
    /// A question waiting for its answer: one confirmation card (ULID).
    PromptId,
    /// A Slack workspace, `T…` (`E…` for an organisation-wide install).
    TeamId,
    /// A person in Slack, `U…` or `W…`.
    UserId,
    /// A conversation in Slack, `C…`, `G…` or `D…`.
    ChannelId,
    /// A message in a conversation: Slack's `ts`, which also names its thread.
    MessageTs,
}

impl ChannelId {
    /// Whether it is a conversation between two, which has no name to point at.
    pub fn is_direct(&self) -> bool {
        self.0.starts_with('D')
    }
}
