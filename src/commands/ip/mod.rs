//! `/kinsta ip …`: the addresses that an environment turns away.

mod address;
mod allow;
mod change;
mod deny;
mod list;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(allow::Allow), Box::new(deny::Deny), Box::new(list::List)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<allow::AllowIps>().with::<deny::DenyIps>()
}
