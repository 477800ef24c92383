//! What a person meant, whichever of Slack's doors it came through.

use super::actor::{Place, ReturnAddress};
use super::card::Press;
use super::ids::{TeamId, UserId};

/// One thing a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The workspace.
    pub team: TeamId,
    /// The person.
    pub user: UserId,
    /// Where.
    pub place: Place,
    /// What.
    pub what: What,
    /// Where an answer may go without membership.
    pub return_address: Option<ReturnAddress>,
}

/// The deed itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Words after `/kinsta`; the answer is for the asker alone.
    Slash(String),
    /// Words after a mention; the answer goes into the thread.
    Mention(String),
    /// A button.
    Press {
        /// The button's meaning.
        press: Press,
        /// Whether the card with the button is visible to the presser alone.
        ephemeral: bool,
    },
}
