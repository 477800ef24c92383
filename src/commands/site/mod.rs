//! `/kinsta site …`.

mod clone;
mod create;
mod create_plain;
mod delete;
pub(super) mod fresh;
mod list;
mod reset;
mod show;
mod status;
mod usage;

use super::making::Make;
use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(clone::CloneVerb),
        Box::new(create::Create),
        Box::new(create_plain::CreatePlain),
        Box::new(delete::Delete),
        Box::new(list::List),
        Box::new(reset::Reset),
        Box::new(show::Show),
        Box::new(status::Status),
        Box::new(usage::Usage),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<Make<clone::Copy>>()
        .with::<Make<create::WithWordPress>>()
        .with::<Make<create_plain::Empty>>()
        .with::<delete::DeleteSite>()
        .with::<reset::ResetSite>()
}
