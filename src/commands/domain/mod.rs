//! `/kinsta domain …`.

mod add;
mod certificate;
mod list;
pub mod name;
mod pick;
mod primary;
mod records;
mod remove;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(list::List),
        Box::new(add::Add),
        Box::new(records::Records),
        Box::new(primary::Primary),
        Box::new(remove::Remove),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<add::AddDomain>().with::<primary::MakePrimary>().with::<remove::RemoveDomains>()
}
