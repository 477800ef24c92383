//! `/kinsta php …`.

mod allocation;
mod restart;
mod set;
mod version;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(allocation::Allocation), Box::new(restart::Restart), Box::new(set::Set), Box::new(version::Version)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<allocation::AllocatePhp>().with::<restart::RestartPhp>().with::<set::SetPhp>()
}
