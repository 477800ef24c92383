//! `/kinsta plugin …` and `/kinsta theme …`: the same verbs for both.

mod act;
mod find;
mod kind;
mod list;
mod update;

use super::spec::Verb;
use crate::act::Registry;
use act::Update;
use kind::{Plugins, Themes};

/// The verbs of both nouns.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(list::List(Plugins)),
        Box::new(update::UpdateVerb(Plugins)),
        Box::new(list::List(Themes)),
        Box::new(update::UpdateVerb(Themes)),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<Update<Plugins>>().with::<Update<Themes>>()
}
