//! `/kinsta cdn …`.

mod images;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(images::Images)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<images::OptimiseImages>()
}
