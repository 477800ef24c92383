//! `/kinsta approval …`: what waits for others to agree.

mod list;
mod waiting;

use super::spec::Verb;

pub use waiting::{added, waiting};

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(list::List)]
}
