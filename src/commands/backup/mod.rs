//! `/kinsta backup …`.

mod create;
mod delete;
mod downloads;
mod find;
mod known;
mod list;
mod notify;
mod restore;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(create::Create),
        Box::new(delete::Delete),
        Box::new(downloads::Downloads),
        Box::new(list::List),
        Box::new(restore::Restore),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<create::CreateBackup>().with::<delete::DeleteBackup>().with::<restore::RestoreBackup>()
}
