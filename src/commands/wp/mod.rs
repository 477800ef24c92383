//! `/kinsta wp …`.

mod command;
mod run;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(run::Run)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<run::RunWpCli>()
}
