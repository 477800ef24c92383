//! `/kinsta php …`.

mod restart;

use super::spec::Verb;

pub use restart::RestartPhp;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(restart::Restart)]
}
