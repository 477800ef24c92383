//! `/kinsta company …`: who and what there is besides the sites, and what was done.

mod account;
mod activity;
mod entry;
mod expiry;
mod filter;
mod keys;
mod pick;
pub mod read;
mod regions;
mod users;

use super::spec::Verb;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(account::Account),
        Box::new(activity::Activity),
        Box::new(keys::Keys),
        Box::new(regions::Regions),
        Box::new(users::Users),
    ]
}
