//! A "no" a person can do something with.

use super::card::Button;

/// Why not, and the way out. Both are already in the person's language and marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why not, one sentence.
    pub why: String,
    /// What to do next, one sentence.
    pub way_out: Option<String>,
    /// Next steps to press.
    pub buttons: Vec<Button>,
    /// Nothing is wrong: more has to be known first.
    pub is_question: bool,
    /// The argument it is about, where it is about one.
    pub argument: Option<String>,
    /// A form can ask for what is missing.
    pub is_incomplete: bool,
    /// The form shows by itself what is missing: a field that must be filled in.
    pub is_self_evident: bool,
    /// What the audit log makes of it, if anything. Boxed, because most refusals have none and all are moved about.
    pub account: Option<Box<Account>>,
}

/// What the audit log makes of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// The words could not be understood.
    Misread,
    /// The policy said no.
    Denied {
        /// By which rule.
        rule: String,
    },
}

impl Refusal {
    /// A refusal with its reason.
    pub fn new(why: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            way_out: None,
            buttons: Vec::new(),
            is_question: false,
            argument: None,
            is_incomplete: false,
            is_self_evident: false,
            account: None,
        }
    }

    /// A question that has to be answered first.
    pub fn question(question: impl Into<String>) -> Self {
        Self { is_question: true, ..Self::new(question) }
    }

    /// The refusal with what to do next.
    #[must_use]
    pub fn way_out(mut self, way_out: impl Into<String>) -> Self {
        self.way_out = Some(way_out.into());
        self
    }

    /// The refusal, about this argument: in a form it stands below its field.
    #[must_use]
    pub fn about(mut self, argument: impl Into<String>) -> Self {
        self.argument = Some(argument.into());
        self
    }

    /// The refusal, because something is missing that a form can ask for.
    #[must_use]
    pub fn incomplete(mut self) -> Self {
        self.is_incomplete = true;
        self
    }

    /// The refusal, of which nothing has to be said where a form opens.
    #[must_use]
    pub fn self_evident(mut self) -> Self {
        self.is_self_evident = true;
        self
    }

    /// The refusal, because the words could not be understood.
    #[must_use]
    pub fn misread(mut self) -> Self {
        self.account = Some(Box::new(Account::Misread));
        self
    }

    /// The refusal, because the policy said no by this rule.
    #[must_use]
    pub fn denied(mut self, rule: impl Into<String>) -> Self {
        self.account = Some(Box::new(Account::Denied { rule: rule.into() }));
        self
    }

    /// The refusal with next steps to press.
    #[must_use]
    pub fn buttons(mut self, buttons: Vec<Button>) -> Self {
        self.buttons = buttons;
        self
    }
}
