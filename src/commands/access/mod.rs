//! `/kinsta access …`: who may do what.

mod approvers;
mod edit;
mod explain;
mod roles;
mod rules;
mod show;
mod wrong;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(edit::Change::Grant),
        Box::new(edit::Change::Revoke),
        Box::new(edit::Change::Bind),
        Box::new(edit::Change::Unbind),
        Box::new(approvers::Approvers),
        Box::new(roles::Make),
        Box::new(roles::Drop),
        Box::new(rules::Require),
        Box::new(rules::Waive),
        Box::new(explain::Explain),
        Box::new(show::Show),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<edit::GrantRole>()
        .with::<edit::RevokeRole>()
        .with::<edit::BindChannel>()
        .with::<edit::UnbindChannel>()
        .with::<approvers::SetApprovers>()
        .with::<roles::MakeRole>()
        .with::<roles::DropRole>()
        .with::<rules::AddRule>()
        .with::<rules::RemoveRule>()
}
