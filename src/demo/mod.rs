//! Stand-ins for the services this bot talks to, so that it can be tried and tested without accounts, and the whole bot
//! beside them ([`Demo`]).
//!
//! They own their own idea of the wire: [`kinsta`] and [`slack`] may not use the production types of the Kinsta or Slack
//! clients, because a mistake that both sides share would cancel out. Only the clock is common.

pub mod kinsta;
mod run;
pub mod slack;

pub use run::Demo;
