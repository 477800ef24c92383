//! Tests that speak like a person: the real app on a free port with a real store, simulated Slack and Kinsta over HTTP, and
//! a clock that the test moves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bot;
mod process;

mod audit;
mod blockkit;
mod cache;
mod directory;
mod faults;
mod forms;
mod help;
mod ingress;
mod kill;
mod languages;
mod lookup;
mod mention;
mod operation;
mod outbox;
mod php;
mod places;
mod prompts;
mod refusals;
mod replicas;
mod restart;
mod site_list;
mod site_status;
mod views;
