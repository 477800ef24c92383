//! A message on its way out: written with the state it reports, delivered afterwards.

use serde::{Deserialize, Serialize};

use super::actor::{Place, ReturnAddress};
use super::card::Card;
use super::ids::{OperationId, UserId};
use super::lang::Lang;

/// Everything the bot can put into the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Outgoing {
    /// The one public card of an operation, posted once.
    PostCard {
        /// The card's name.
        operation: OperationId,
        /// Where it was asked for.
        place: Place,
        /// Who asked: the addressee where the place is closed to the bot.
        user: UserId,
        /// The asker's language, for a card that ends up with them alone.
        lang: Lang,
        /// A way in that needs no membership.
        return_address: Option<ReturnAddress>,
        /// Its content.
        card: Card,
    },
    /// The card's newest state.
    UpdateCard {
        /// The card's name.
        operation: OperationId,
        /// Its content.
        card: Card,
    },
    /// The last word, in the card's thread.
    Reply {
        /// The card's name.
        operation: OperationId,
        /// Its content.
        card: Card,
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
