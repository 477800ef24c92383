//! What can be typed after `/kinsta`: grammar, names, permission, and the verbs themselves.
//!
//! Knows neither Slack's types, nor axum, nor SQL. A reading verb answers with a card; a changing verb hands over an
//! [`crate::act::Act`], which the pipeline puts before the person as a prompt.

mod access;
mod allowed;
mod analytics;
mod approval;
pub mod args;
mod audit;
mod backup;
mod cache;
mod cdn;
mod company;
mod database;
mod details;
mod dns;
mod domain;
mod env;
mod form;
mod forms;
mod freeze;
mod grammar;
mod help;
mod home;
mod install;
mod ip;
mod kept;
mod known;
mod listing;
mod log;
mod making;
mod nouns;
mod operation;
mod packages;
mod password;
mod people;
mod permit;
mod php;
mod pipeline;
mod readonly;
mod record;
mod redirect;
mod reference;
mod refusal;
mod registry;
mod seen;
mod services;
mod sftp;
mod site;
mod spec;
mod ssh;
mod suggest;
mod target;
mod typed;
mod wp;
mod wrong_place;

pub use forms::{Opened, Partial, Submitted};
pub use home::Home;
pub use known::Known;
pub use nouns::acts;
pub use pipeline::{Eyes, Pipeline, Reply, SECRET_MINUTES, Wanted, denied_card};
pub use reference::reference;
pub use registry::{Registry, verb_words};
pub use services::{Asked, Enclosed, Names, Services};
pub use spec::{Answer, Attachment, Outcome, Secret, Verb};
pub use suggest::{suggest_environments, suggest_sites};
