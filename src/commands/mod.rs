//! What can be typed after `/kinsta`: grammar, names, permission, and the verbs themselves.
//!
//! Knows neither Slack's types, nor axum, nor SQL. A reading verb answers with a card; a changing verb hands over an
//! [`crate::act::Act`], which the pipeline puts before the person as a prompt.

pub mod cache;
mod grammar;
mod help;
pub mod operation;
pub mod php;
mod pipeline;
mod reference;
mod registry;
mod services;
pub mod site;
mod spec;
mod target;

pub use pipeline::{Pipeline, Reply, denied_card};
pub use reference::reference;
pub use registry::Registry;
pub use services::{Asked, Services};
pub use spec::{Answer, Outcome, Verb};
