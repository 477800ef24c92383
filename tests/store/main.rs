//! The store's contract: every test runs on SQLite and on PostgreSQL. Time is a number that the test gives.

#![expect(clippy::print_stderr, reason = "a skipped test says why")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod audit;
mod bed;
mod jobs;
mod locks;
mod operations;
mod outbox;
mod postgres;
mod prompts;
mod samples;
mod small;
mod whole;
