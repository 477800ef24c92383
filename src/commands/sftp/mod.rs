//! `/kinsta sftp …`: additional SFTP accounts of an environment, beside the user of SSH.

mod account;
mod add;
mod list;
mod password_show;
mod remove;
mod switch;

use super::spec::Verb;
use crate::act::Registry;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(list::List),
        Box::new(switch::Switch::<true>),
        Box::new(switch::Switch::<false>),
        Box::new(add::Add),
        Box::new(password_show::Show),
        Box::new(remove::Remove),
    ]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<switch::SwitchAccounts<true>>()
        .with::<switch::SwitchAccounts<false>>()
        .with::<add::AddAccount>()
        .with::<remove::RemoveAccount>()
}
