//! Stand-ins for the services this bot talks to, so that it can be tried and tested without accounts.
//!
//! They own their own idea of the wire: nothing here may use the production types of the Kinsta or Slack clients,
//! because a mistake that both sides share would cancel out. Only the clock is common.

pub mod slack;
