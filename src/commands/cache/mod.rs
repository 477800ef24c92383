//! `/kinsta cache …`.

mod clear;

use super::spec::Verb;

pub use clear::ClearCache;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(clear::Clear)]
}
