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
    /// A conversation in Slack, `C…`, `G…` or `D…`. A person's id, `U…` or `W…`, stands for their conversation with the
    /// bot: Slack takes it where a message is posted.
    ChannelId,
    /// An open form, or somebody's Home tab, `V…`.
    ViewId,
    /// A file at Slack, `F…`.
    FileId,
    /// A message in a conversation: Slack's `ts`, which also names its thread.
    MessageTs,
}

impl ChannelId {
    /// The person's own conversation with the bot, whether it was opened before or not.
    pub fn with(user: &UserId) -> Self {
        Self(user.0.clone())
    }

    /// Whom it is with, where it is named by a person.
    pub fn person(&self) -> Option<UserId> {
        self.0.starts_with(['U', 'W']).then(|| UserId(self.0.clone()))
    }

    /// Whether it is a conversation between two, which has no name to point at.
    pub fn is_direct(&self) -> bool {
        self.0.starts_with(['D', 'U', 'W'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_s_id_stands_for_their_conversation_with_the_bot() {
        for (id, is_direct, person) in [
            ("C1", false, None),
            ("G1", false, None),
            ("D1", true, None),
            ("U1", true, Some("U1")),
            ("W1", true, Some("W1")),
        ] {
            let channel = ChannelId::from(id);
            assert_eq!((channel.is_direct(), channel.person()), (is_direct, person.map(UserId::from)), "{id}");
        }
        assert_eq!(ChannelId::with(&"W1".into()), "W1".into());
    }
}
