//! `/kinsta php …`.

mod restart;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(restart::Restart)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<restart::RestartPhp>()
}
