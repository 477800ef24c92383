//! A message on its way out: written with the state it reports, delivered afterwards.

use serde::{Deserialize, Serialize};

use super::actor::{Place, ReturnAddress};
use super::card::Card;
use super::ids::{ChannelId, OperationId, UserId};

/// Everything the bot can put into the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Outgoing {
    /// Make the operation's one card show where the operation stands now: posted the first time, edited afterwards.
    ShowCard {
        /// The operation.
        operation: OperationId,
    },
    /// Make the operation's message in the channel where others are asked to agree show where it stands now.
    ShowRequest {
        /// The operation.
        operation: OperationId,
        /// The channel.
        channel: ChannelId,
    },
    /// The last word, in the card's thread.
    Reply {
        /// The operation.
        operation: OperationId,
    },
    /// An answer through a `response_url`.
    Respond {
        /// The address.
        to: ReturnAddress,
        /// Whether the message the address came from is replaced.
        replace: bool,
        /// Its content.
        card: Card,
    },
    /// A message in a conversation or thread.
    Post {
        /// Where.
        place: Place,
        /// Its content.
        card: Card,
    },
    /// Rows of the audit log in the channel that mirrors it. A channel that takes no message is tried again until it
    /// does: whoever lets the bot in sees them all.
    Mirror {
        /// The channel.
        channel: ChannelId,
        /// Its content.
        card: Card,
    },
    /// A message one person sees.
    Whisper {
        /// Where.
        place: Place,
        /// To whom.
        user: UserId,
        /// Its content.
        card: Card,
    },
}

impl Outgoing {
    /// A message for one person where they stand. Only the two of them read their own conversation with the bot.
    pub fn private(place: Place, user: UserId, card: Card) -> Self {
        if place.channel.person().is_some() { Self::Post { place, card } } else { Self::Whisper { place, user, card } }
    }

    /// What takes the place of a question: through the address of its button, else a message for the one who answered.
    pub fn instead(to: Option<ReturnAddress>, place: Place, user: UserId, card: Card) -> Self {
        match to {
            Some(to) => Self::Respond { to, replace: true, card },
            None => Self::private(place, user, card),
        }
    }
}
