//! `/kinsta` for Slack: WordPress sites on Kinsta, run from a conversation.
//!
//! A tour: [`http`] verifies and parses what Slack sends into a [`domain::intent::Intent`]; [`commands`] reads the words,
//! resolves names through [`sites`], asks [`access`], and either answers or leaves a prompt in [`approvals`]; a
//! confirmed prompt becomes an operation ([`operations`]) that the [`worker`] carries through with [`kinsta`] and
//! reports through the outbox to [`slack`]. [`store`] keeps all of it. `ARCHITECTURE.md` has the map.

pub mod access;
pub mod act;
pub mod app;
pub mod approvals;
pub mod audit;
pub mod charts;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod demo;
pub mod domain;
pub mod http;
pub mod i18n;
pub mod kinsta;
pub mod operations;
pub mod outbox;
pub mod shadow;
pub mod sites;
pub mod slack;
pub mod store;
pub mod worker;
