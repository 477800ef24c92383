//! Cards and forms as Block Kit.
//!
//! Owns how they look in Slack and what Slack takes at most. Rendering never fails: what is too much is split, shown
//! more plainly, and in the end cut with `…`. Words of its own it has none, because it does not know the reader's
//! language. Must not know what the cards are about.

mod fallback;
mod limits;
mod parts;
mod render;
mod table;
mod text;
mod view;

use serde::Serialize;
use slack_morphism::blocks::SlackBlock;

pub use render::render;
pub use view::{View, ViewWords, grouped_options, home, modal, options};

/// A message as Slack takes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// The whole message as text: what a screen reader reads and a notification shows. Never empty.
    pub text: String,
    /// The blocks; empty when the text says it all.
    pub blocks: Vec<SlackBlock>,
}

#[cfg(test)]
mod tests;
