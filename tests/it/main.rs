//! Tests that speak like a person: the real app on a free port with a real store, simulated Slack and Kinsta over HTTP, and
//! a clock that the test moves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bot;
mod process;

mod cache;
mod directory;
mod faults;
mod ingress;
mod kill;
mod outbox;
mod places;
mod restart;
