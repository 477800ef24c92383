//! Delivers what was promised: takes rows from the store's outbox, words the operations among them, and hands them to
//! Slack. Where Slack does not let the bot in, it finds another way to the asker.
//!
//! At least once and in order per lane; a card is never posted twice, because a post that may have happened is looked
//! for before it is made again.

mod card;
mod deliver;
mod post;
mod request;

pub use deliver::Outbox;
