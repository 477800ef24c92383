//! What can be typed after `/kinsta`: grammar, names, permission, and the verbs themselves.
//!
//! Knows neither Slack's types, nor axum, nor SQL. A reading verb answers with a card; a changing verb hands over an
//! [`crate::act::Act`], which the pipeline puts before the person as a prompt.

pub mod args;
mod cache;
mod env;
mod form;
mod forms;
mod grammar;
mod help;
mod install;
mod known;
mod listing;
mod nouns;
mod operation;
mod password;
mod php;
mod pipeline;
mod reference;
mod registry;
mod seen;
mod services;
mod site;
mod spec;
mod target;
mod typed;

pub use forms::{Opened, Submitted};
pub use known::Known;
pub use nouns::acts;
pub use pipeline::{Eyes, Pipeline, Reply, SECRET_MINUTES, denied_card};
pub use reference::reference;
pub use registry::Registry;
pub use services::{Asked, Enclosed, Services};
pub use spec::{Answer, Attachment, Outcome, Secret, Verb};
