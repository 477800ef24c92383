//! What Slack sends, read tolerantly from the raw body into intents.
//!
//! Owns the shapes of slash commands, interactions, events and options queries. Fields that Slack adds are ignored,
//! fields that may be absent or null may be absent or null, and kinds it has not told us about are named, not refused.
//! The body must have been verified before. Must not know how requests are routed or answered.

mod event;
mod fields;
mod interaction;
mod options;
mod slash;
mod view;

use jiff::Timestamp;
use thiserror::Error;

pub use event::{Event, EventCallback, EventEnvelope};
pub use interaction::{Actions, Interaction, MessageAction, Shortcut, ViewClosed, ViewSubmission};
pub use options::{Options, OptionsQuery, Sought};
pub use slash::{Slash, SlashForm};
pub use view::{HomePicked, ViewChanged};

use crate::domain::ids::UserId;

use super::return_address::ReturnAddresses;

/// A body that cannot be what Slack sends. Holds the name of the odd part, never its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("malformed Slack payload: {what}")]
pub struct Malformed {
    /// Which part.
    pub what: &'static str,
}

/// Reads verified bodies.
#[derive(Debug, Clone)]
pub struct Reader {
    addresses: ReturnAddresses,
    bot_user: Option<UserId>,
}

impl Reader {
    /// A reader that lets these return addresses through and knows the bot by `bot_user`, where that is known.
    pub fn new(addresses: ReturnAddresses, bot_user: Option<UserId>) -> Self {
        Self { addresses, bot_user }
    }

    /// Reads the form of a slash command.
    ///
    /// # Errors
    /// [`Malformed`] when a part that is always there is missing.
    pub fn slash(&self, body: &[u8], now: Timestamp) -> Result<SlashForm, Malformed> {
        slash::read(body, &self.addresses, now)
    }

    /// Reads a click, a submitted form or a shortcut.
    ///
    /// # Errors
    /// [`Malformed`] when a part that is always there is missing, or a button or a form is not one of ours.
    pub fn interaction(&self, body: &[u8], now: Timestamp) -> Result<Interaction, Malformed> {
        interaction::read(body, &self.addresses, now)
    }

    /// Reads an event with its envelope.
    ///
    /// # Errors
    /// [`Malformed`] when a part that is always there is missing.
    pub fn event(&self, body: &[u8]) -> Result<EventEnvelope, Malformed> {
        event::read(body, self.bot_user.as_ref())
    }

    /// Reads a query for the options of a select menu.
    ///
    /// # Errors
    /// [`Malformed`] when a part that is always there is missing.
    pub fn options(&self, body: &[u8]) -> Result<Options, Malformed> {
        options::read(body)
    }
}

#[cfg(test)]
mod tests;
