//! `/kinsta cache …`.

mod clear;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(clear::Clear)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<clear::ClearCache>()
}
