//! Tests that speak like a person: the real app on a free port with a real store, simulated Slack and Kinsta over HTTP, and
//! a clock that the test moves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bot;
mod process;

mod access;
mod access_rules;
mod allowed;
mod analytics;
mod audit;
mod backup;
mod backup_destructive;
mod blockkit;
mod cache;
mod cdn;
mod company;
mod database_secret;
mod directory;
mod dns;
mod dns_destructive;
mod domain;
mod domain_destructive;
mod env;
mod env_destructive;
mod every_form;
mod faults;
mod forms;
mod freeze;
mod help;
mod ingress;
mod ip;
mod kill;
mod languages;
mod log;
mod log_raw;
mod lookup;
mod mention;
mod operation;
mod outbox;
mod php;
mod places;
mod plugin;
mod prompts;
mod readonly;
mod redirect;
mod redirect_destructive;
mod redirect_import;
mod refusals;
mod replicas;
mod restart;
mod sftp;
mod sftp_destructive;
mod site;
mod site_destructive;
mod site_list;
mod site_status;
mod ssh;
mod ssh_destructive;
mod story;
mod theme;
mod views;
mod wp;
mod wp_destructive;
mod wrong_place;
