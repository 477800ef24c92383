//! `/kinsta cache …`.

mod clear;
mod edge;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(clear::Clear), Box::new(edge::Edge)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<clear::ClearCache>().with::<edge::TurnEdgeOn>().with::<edge::TurnEdgeOff>()
}
