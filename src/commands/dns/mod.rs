//! `/kinsta dns …`: the zones the company has at Kinsta, and their records.

mod add;
mod delete;
mod domains;
mod list;
pub mod offer;
mod record;
mod update;
mod value;
mod zone;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(domains::Domains),
        Box::new(list::List),
        Box::new(add::Add),
        Box::new(update::Update),
        Box::new(delete::Delete),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<add::AddRecord>().with::<update::UpdateRecord>().with::<delete::DeleteRecord>()
}
