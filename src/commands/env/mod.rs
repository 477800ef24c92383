//! `/kinsta env …`.

mod clone;
mod create;
mod create_plain;
mod delete;
mod files;
mod fresh;
mod list;
mod push;
mod webroot;
mod webroot_set;

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
        Box::new(files::Files),
        Box::new(list::List),
        Box::new(push::Push),
        Box::new(webroot::Webroot),
        Box::new(webroot_set::Set),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<Make<clone::Copy>>()
        .with::<Make<create::WithWordPress>>()
        .with::<Make<create_plain::Empty>>()
        .with::<delete::DeleteEnv>()
        .with::<push::PushEnv>()
        .with::<webroot_set::SetWebroot>()
}
