//! `/kinsta log …`: one verb a file.

mod excerpt;
mod fatal;
mod tail;

use super::spec::Verb;
use crate::kinsta::api::logs::LogFile;
use tail::Tail;

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(Tail(LogFile::Access)), Box::new(Tail(LogFile::Cache)), Box::new(Tail(LogFile::Error))]
}
