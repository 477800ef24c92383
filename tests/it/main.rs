//! Tests that speak like a person: the real app on a free port with a real store, simulated Slack and Kinsta over HTTP, and
//! a clock that the test moves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bot;
mod process;

mod analytics;
mod backup;
mod blockkit;
mod cache;
mod company;
mod cdn;
mod directory;
mod every_form;
mod dns;
mod domain;
mod env;
mod faults;
mod forms;
mod help;
mod ingress;
mod ip;
mod kill;
mod languages;
mod log;
mod lookup;
mod mention;
mod operation;
mod outbox;
mod php;
mod places;
mod plugin;
mod prompts;
mod redirect;
mod refusals;
mod replicas;
mod restart;
mod sftp;
mod site;
mod site_list;
mod site_status;
mod views;
mod ssh;
mod theme;
mod wp;
