//! What a form knows already, while it is being filled in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::form::Answer;
use crate::domain::site::{Environment, Site};

/// The answers so far.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The site.
    pub site: Option<Arc<Site>>,
    /// The environment, where one was chosen.
    pub env: Option<Environment>,
    /// Everything that was answered, by the arguments' names.
    pub answers: BTreeMap<String, Answer>,
}

impl Known {
    /// What was typed or chosen for an argument.
    pub fn text(&self, argument: &str) -> Option<&str> {
        match self.answers.get(argument)? {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether a box was ticked.
    pub fn flag(&self, argument: &str) -> bool {
        matches!(self.answers.get(argument), Some(Answer::Flag(true)))
    }
}
