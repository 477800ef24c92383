//! `/kinsta database …`.

mod login;

use super::spec::Verb;

/// The noun's verbs. None of them changes anything.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(login::Login)]
}
