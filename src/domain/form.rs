//! What a person fills in, and what comes back, as plain data. How it looks in Slack is known by `slack::blocks` alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::actor::Place;
use super::card::Part;
use super::ids::PromptId;

/// A form from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What it is for, and what comes back with its answers.
    pub purpose: Purpose,
    /// Its heading, plain; what is longer than 24 characters is cut.
    pub title: String,
    /// The word on its button, plain, at most 24 characters; `None` where there is nothing to send, only to read.
    pub submit: Option<String>,
    /// Where what it leads to is said; `None` is the person's own conversation with the bot.
    pub place: Option<Place>,
    /// What is read before filling it in.
    pub intro: Vec<Part>,
    /// What is filled in.
    pub fields: Vec<Field>,
}

/// What a form is for. It travels through Slack and comes back; what it says is checked like typed words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A verb's arguments.
    Verb {
        /// Its noun.
        noun: String,
        /// Its own word.
        verb: String,
    },
    /// Which site, and what to do there.
    Choose,
    /// The site's name, typed before something is lost.
    Confirm {
        /// The prompt that is answered.
        prompt: PromptId,
    },
    /// Nothing comes back: it is only read.
    Reading,
}

/// One thing to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, unique in its form: the argument's.
    pub name: String,
    /// What is asked, plain.
    pub label: String,
    /// How to answer, plain.
    pub hint: Option<String>,
    /// It may be left empty.
    pub is_optional: bool,
    /// The rest of the form depends on it: the choice is reported at once, not only with the whole form.
    pub reloads: bool,
    /// How it is answered.
    pub input: Input,
}

/// How a field is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Words.
    Text {
        /// What stands there already.
        value: Option<String>,
        /// Several lines.
        is_long: bool,
    },
    /// A whole number.
    Number {
        /// What stands there already.
        value: Option<i64>,
        /// The smallest.
        min: Option<i64>,
        /// The largest.
        max: Option<i64>,
    },
    /// A day, `2026-11-23`.
    Date {
        /// What stands there already.
        value: Option<String>,
    },
    /// Yes or no.
    Flag {
        /// What yes means, plain.
        label: String,
        /// Whether it is on already.
        value: bool,
    },
    /// One of some.
    One {
        /// Which.
        choices: Vec<Choice>,
        /// The one taken already, by its value.
        value: Option<String>,
    },
    /// Any of some.
    Many {
        /// Which.
        choices: Vec<Choice>,
        /// Those taken already, by their values.
        values: Vec<String>,
    },
    /// A site, found by typing a part of its name. The answer is its id.
    Site {
        /// The one taken already.
        chosen: Option<Choice>,
    },
    /// An environment of a site, found by typing a part of the site's name. The answer is its id.
    Environment {
        /// The one taken already.
        chosen: Option<Choice>,
    },
    /// Somebody in Slack. The answer is their member ID.
    Person {
        /// The one taken already.
        chosen: Option<String>,
    },
    /// Some of those in Slack. The answers are their member IDs.
    People {
        /// Those taken already.
        chosen: Vec<String>,
    },
    /// A channel in Slack. The answer is its ID.
    Channel {
        /// The one taken already.
        chosen: Option<String>,
    },
    /// A file from the person's device.
    File {
        /// The endings taken, without dots.
        kinds: Vec<String>,
    },
}

/// One of the things to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What it means, at most 150 characters.
    pub value: String,
    /// What is read, plain.
    pub label: String,
}

/// A field's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Words, a number, a day, the value of the one thing chosen.
    Text(String),
    /// The values of the things chosen.
    Many(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// A file, still at Slack.
    File(FileRef),
}

/// A file at Slack.
#[derive(Clone, PartialEq, Eq)]
pub struct FileRef {
    /// Its name.
    pub name: String,
    /// Where it can be fetched with the bot's token.
    pub url: String,
    /// Its size in bytes.
    pub size: u64,
}

impl std::fmt::Debug for FileRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileRef").field("name", &self.name).field("size", &self.size).finish_non_exhaustive()
    }
}

/// A form as it came back. What was typed may be a secret, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Filled {
    /// What the form was for.
    pub purpose: Purpose,
    /// Where what it leads to is said.
    pub place: Option<Place>,
    /// The answers by the fields' names; what was left empty is not there.
    pub answers: BTreeMap<String, Answer>,
}

impl std::fmt::Debug for Filled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.answers.keys().collect();
        f.debug_struct("Filled").field("purpose", &self.purpose).field("answers", &names).finish_non_exhaustive()
    }
}

/// What cannot stay as it is, by the fields' names. Plain.
pub type Mistakes = BTreeMap<String, String>;

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}
