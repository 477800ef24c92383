//! The audit log as people read it: its rows in words, and their mirror in a channel.
//!
//! Must not know Slack, HTTP or Kinsta's API. What a row holds is [`crate::domain::audit`]'s, that the rows hang together
//! is the store's.

mod mirror;
mod names;
pub mod words;

pub use mirror::Mirror;
pub use names::{Names, who};
