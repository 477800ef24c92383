//! `/kinsta operation …`.

mod status;

use super::spec::Verb;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(status::Status)]
}
