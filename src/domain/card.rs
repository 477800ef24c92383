//! What the bot says, as plain data. How it looks in Slack is known by `slack::blocks` alone.
//!
//! *Plain* strings are shown as they are. *Marked* strings may hold `*bold*`, `` `code` `` and the marks made by
//! [`super::text`]; whatever comes from outside goes into them through [`super::text::plain`].

use serde::{Deserialize, Serialize};

use super::ids::{OperationId, PromptId};

/// One message's content, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Card {
    /// The parts in reading order.
    pub parts: Vec<Part>,
}

/// A part of a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A heading, plain.
    Title(String),
    /// A paragraph, marked.
    Text(String),
    /// Short label and value pairs, both marked.
    Facts(Vec<Fact>),
    /// Rows of plain cells under plain headings.
    Table(Table),
    /// Preformatted text, plain.
    Code(String),
    /// A row of buttons.
    Buttons(Vec<Button>),
    /// Small print, marked.
    Note(String),
    /// A picture that was handed to Slack.
    Image(Image),
    /// A thin line.
    Divider,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fact {
    /// What it is, marked.
    pub label: String,
    /// Its value, marked.
    pub value: String,
}

/// A table; every row has as many cells as there are headings.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A picture that was handed to Slack.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Image {
    /// Slack's id of the file.
    pub file: String,
    /// What it shows, plain: for those who cannot see it.
    pub alt: String,
    /// Its heading, plain.
    pub title: String,
}

/// A button and what a press means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Button {
    /// Its words, plain.
    pub label: String,
    /// What a press means. Never a capability: the presser is authorised anew.
    pub press: Press,
    /// Its looks.
    #[serde(default)]
    pub style: ButtonStyle,
}

/// The looks of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonStyle {
    /// Nothing special.
    #[default]
    Plain,
    /// The expected next step.
    Primary,
    /// The one to think about.
    Danger,
}

/// The meaning of a press.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// As if the presser had typed these words after `/kinsta`.
    Words {
        /// The words.
        line: String,
        /// Whether the answer takes the place of the card with the button.
        replace: bool,
    },
    /// Yes to a prompt.
    Confirm {
        /// The prompt.
        prompt: PromptId,
    },
    /// No to a prompt.
    Cancel {
        /// The prompt.
        prompt: PromptId,
    },
    /// Open the form of a verb, filled in with these words; where nothing is missing in them, as if they were typed.
    Form {
        /// The words, the verb's own first.
        line: String,
    },
    /// Open the form in which the site's name is typed to answer a prompt.
    Type {
        /// The prompt.
        prompt: PromptId,
    },
    /// As if the presser had typed these words, and was shown the secret they ask for.
    Reveal {
        /// The words.
        line: String,
    },
    /// Open the form that asks for a site and what to do there.
    Choose,
    /// Yes to what somebody else asked for.
    Approve {
        /// The operation that waits.
        operation: OperationId,
    },
    /// No to what somebody else asked for.
    Refuse {
        /// The operation that waits.
        operation: OperationId,
    },
    /// Take back what one asked for oneself, while it waits: for others, or for its turn.
    Withdraw {
        /// The operation that waits.
        operation: OperationId,
    },
    /// Ask Kinsta again about an operation whose end is unknown.
    Recheck {
        /// The operation.
        operation: OperationId,
    },
}

impl Press {
    /// The operation that it is about.
    pub fn operation(&self) -> Option<&OperationId> {
        match self {
            Self::Recheck { operation }
            | Self::Approve { operation }
            | Self::Refuse { operation }
            | Self::Withdraw { operation } => Some(operation),
            _ => None,
        }
    }
}

impl Card {
    /// An empty card.
    pub fn new() -> Self {
        Self::default()
    }

    /// A card of one paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new().with(Part::Text(text.into()))
    }

    /// The card with one more part below.
    #[must_use]
    pub fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// The card with a paragraph below.
    #[must_use]
    pub fn paragraph(self, text: impl Into<String>) -> Self {
        self.with(Part::Text(text.into()))
    }

    /// The card with small print below.
    #[must_use]
    pub fn note(self, text: impl Into<String>) -> Self {
        self.with(Part::Note(text.into()))
    }

    /// The card with a row of buttons below; no buttons, no row.
    #[must_use]
    pub fn buttons(self, buttons: Vec<Button>) -> Self {
        if buttons.is_empty() { self } else { self.with(Part::Buttons(buttons)) }
    }
}

impl Button {
    /// A plain button.
    pub fn new(label: impl Into<String>, press: Press) -> Self {
        Self { label: label.into(), press, style: ButtonStyle::Plain }
    }

    /// The button with other looks.
    #[must_use]
    pub fn style(mut self, style: ButtonStyle) -> Self {
        self.style = style;
        self
    }
}
