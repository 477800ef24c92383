//! `/kinsta redirect …`: the redirect rules of an environment.

mod add;
mod clear;
mod delete;
mod export;
mod find;
mod import;
mod list;
mod loops;
mod plan;
mod rules;
mod table;
mod update;
mod written;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(add::Add),
        Box::new(clear::Clear),
        Box::new(delete::Delete),
        Box::new(export::Export),
        Box::new(import::Import),
        Box::new(list::List),
        Box::new(update::Update),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<add::AddRedirect>()
        .with::<clear::ClearRedirects>()
        .with::<delete::DeleteRedirect>()
        .with::<import::ImportRedirects>()
        .with::<update::UpdateRedirect>()
}
