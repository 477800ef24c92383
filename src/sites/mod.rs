//! Which site a person means, and whether it answers.
//!
//! Owns the [`Directory`] (every site, searched in memory, refreshed from Kinsta in the background) and the [`probe`] of a
//! site's front page. Must not know Slack, HTTP or SQL.

pub mod describe;
pub mod directory;
pub mod environment;
pub mod index;
pub mod lookup;
pub mod probe;
pub mod search;

mod fold;
mod link;
#[cfg(test)]
pub(crate) mod samples;
mod sight;

pub use directory::Directory;
pub use environment::{FoundEnv, find_environment};
pub use index::Index;
pub use lookup::{Found, Hit, Tier};
pub use sight::{Sight, policy_target};
