//! `/kinsta site …`.

mod list;
mod status;

use super::spec::Verb;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(list::List), Box::new(status::Status)]
}
