//! `/kinsta audit …`: the account of what was asked, decided and done.

mod list;

use super::spec::Verb;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(list::List)]
}
