//! What is wrong with the configuration, in sentences.

use std::fmt;

/// One thing wrong with one variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The variable to change, as it was set: `SLACK_BOT_TOKEN` or `SLACK_BOT_TOKEN_FILE`.
    pub variable: String,
    /// What is wrong, the rest of a sentence that begins with the variable's name: `is not set`. Never a secret's value.
    pub problem: String,
    /// What to do, one sentence.
    pub way_out: String,
}

/// Everything wrong with the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// The mistakes, in the order the variables are read.
    pub fn iter(&self) -> std::slice::Iter<'_, Mistake> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, mistake: Mistake) {
        self.0.push(mistake);
    }
}

impl<'a> IntoIterator for &'a Mistakes {
    type Item = &'a Mistake;
    type IntoIter = std::slice::Iter<'a, Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}. {}", self.variable, self.problem, self.way_out)
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len() {
            1 => f.write_str("the configuration has 1 mistake:")?,
            many => write!(f, "the configuration has {many} mistakes:")?,
        }
        for mistake in self {
            write!(f, "\n  - {mistake}")?;
        }
        Ok(())
    }
}
