//! What a role may do, in words: `cache clear`, `cache *`, `destructive on staging, premium`, `override freeze`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::request::{Target, Verb};
use super::scope::EnvKind;
use crate::domain::risk::Risk;

/// The noun of the verbs that change the policy itself.
pub const ACCESS_NOUN: &str = "access";
/// The noun of the verbs that add and end freezes, which are part of the policy.
pub const FREEZE_NOUN: &str = "freeze";
/// The noun of the verbs that turn the switch that stops every change.
pub const READ_ONLY_NOUN: &str = "readonly";

/// Nouns that no risk and no wildcard reaches: they must be named.
const GUARDED: [&str; 3] = [ACCESS_NOUN, FREEZE_NOUN, READ_ONLY_NOUN];

/// Every risk with its word.
const RISKS: [(&str, Risk); 5] = [
    ("read", Risk::Read),
    ("secret", Risk::Secret),
    ("safe", Risk::Safe),
    ("disruptive", Risk::Disruptive),
    ("destructive", Risk::Destructive),
];

const OVERRIDE_FREEZE: &str = "override freeze";
const APPROVE: &str = "approve";

/// Some verbs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Verbs {
    /// All of this risk.
    Risk(Risk),
    /// By their words; `None` stands for any. Never any of both.
    Named {
        /// The noun, `cache`.
        noun: Option<String>,
        /// The verb's own word, `clear`.
        name: Option<String>,
    },
}

/// One thing a role may do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Permission {
    /// What.
    pub what: What,
    /// Only on these kinds of environments; everywhere where it is `None`.
    pub on: Option<Vec<EnvKind>>,
}

/// What a permission is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// Using these verbs.
    Use(Verbs),
    /// Changing what is frozen.
    OverrideFreeze,
    /// Being the second person for what somebody else asked for.
    Approve,
}

/// Why a text is no permission.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// It is neither a risk nor `noun verb` nor one of the two others.
    #[error("{0:?} is no permission")]
    Permission(String),
    /// `* *` would be everything.
    #[error("\"* *\" names nothing")]
    Everything,
    /// What follows `on` is no kind of environment.
    #[error("{0:?} is no kind of environment")]
    Environment(String),
}

impl Verbs {
    /// Whether the words and the risk fit. This is how a *limit* reads it: a wildcard stands for every verb.
    pub fn match_verb(&self, verb: &Verb<'_>) -> bool {
        let fits = |pattern: &Option<String>, word: &str| pattern.as_deref().is_none_or(|pattern| pattern == word);
        match self {
            Self::Risk(risk) => *risk == verb.risk,
            Self::Named { noun, name } => fits(noun, verb.noun) && fits(name, verb.name),
        }
    }

    /// Whether these verbs were *granted*. Secrets and destruction are never granted by `cache *`, only by their risk or
    /// by their own word; changes of the policy, of freezes and of the switch only by their noun.
    pub fn grant_verb(&self, verb: &Verb<'_>) -> bool {
        let is_grave = matches!(verb.risk, Risk::Secret | Risk::Destructive);
        let is_guarded = GUARDED.contains(&verb.noun) && verb.risk != Risk::Read;
        self.match_verb(verb)
            && match self {
                Self::Risk(_) => !is_guarded,
                Self::Named { noun, .. } if is_guarded => noun.as_deref() == Some(verb.noun),
                Self::Named { name, .. } => !is_grave || name.is_some(),
            }
    }
}

impl Permission {
    /// A permission that holds everywhere.
    pub fn everywhere(what: What) -> Self {
        Self { what, on: None }
    }

    /// Whether it is for nothing but looking.
    pub(super) fn is_reading(&self) -> bool {
        self.what == What::Use(Verbs::Risk(Risk::Read))
    }

    /// Whether it holds for a target: one for certain environments reaches neither a site as a whole nor what belongs
    /// to no site.
    pub(super) fn holds_on(&self, target: &Target<'_>) -> bool {
        match (&self.on, target) {
            (None, _) => true,
            (Some(kinds), Target::Environment { kind, .. }) => kinds.contains(kind),
            (Some(_), _) => false,
        }
    }
}

impl FromStr for Verbs {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let text = text.trim();
        if let Some((_, risk)) = RISKS.iter().find(|(word, _)| *word == text) {
            return Ok(Self::Risk(*risk));
        }
        let no = || Unreadable::Permission(text.to_owned());
        let mut words = text.split_whitespace();
        let (Some(noun), Some(name), None) = (words.next(), words.next(), words.next()) else { return Err(no()) };
        let word = |word: &str| match word {
            "*" => Ok(None),
            word if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') => {
                Ok(Some(word.to_owned()))
            }
            _ => Err(no()),
        };
        match (word(noun)?, word(name)?) {
            (None, None) => Err(Unreadable::Everything),
            // These two words are taken; no noun and no verb is called so.
            (Some(noun), Some(name)) if noun == "override" && name == "freeze" => Err(no()),
            (noun, name) => Ok(Self::Named { noun, name }),
        }
    }
}

impl FromStr for Permission {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let (what, on) = match text.split_once(" on ") {
            None => (text.trim(), None),
            Some((what, kinds)) => {
                let kind = |word: &str| {
                    EnvKind::from_word(word.trim()).ok_or_else(|| Unreadable::Environment(word.trim().to_owned()))
                };
                (what.trim(), Some(kinds.split(',').map(kind).collect::<Result<Vec<_>, _>>()?))
            }
        };
        let what = match what {
            OVERRIDE_FREEZE => What::OverrideFreeze,
            APPROVE => What::Approve,
            verbs => What::Use(verbs.parse()?),
        };
        Ok(Self { what, on })
    }
}

impl fmt::Display for Verbs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Risk(risk) => f.write_str(RISKS.iter().find(|(_, known)| known == risk).map_or("", |(word, _)| word)),
            Self::Named { noun, name } => {
                write!(f, "{} {}", noun.as_deref().unwrap_or("*"), name.as_deref().unwrap_or("*"))
            }
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Use(verbs) => write!(f, "{verbs}")?,
            What::OverrideFreeze => f.write_str(OVERRIDE_FREEZE)?,
            What::Approve => f.write_str(APPROVE)?,
        }
        for (index, kind) in self.on.iter().flatten().enumerate() {
            f.write_str(if index == 0 { " on " } else { ", " })?;
            f.write_str(kind.word())?;
        }
        Ok(())
    }
}

macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl TryFrom<String> for $name {
            type Error = Unreadable;

            fn try_from(text: String) -> Result<Self, Unreadable> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    )+};
}

as_text!(Verbs, Permission);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_reads_back_as_it_was_written() {
        for text in [
            "read",
            "secret",
            "destructive on staging, premium",
            "cache clear",
            "cache *",
            "* push",
            "cache * on live",
            "override freeze",
            "approve on live",
        ] {
            assert_eq!(text.parse::<Permission>().unwrap().to_string(), text);
        }
        for (text, error) in [
            ("", Unreadable::Permission(String::new())),
            ("cache", Unreadable::Permission("cache".to_owned())),
            ("Cache clear", Unreadable::Permission("Cache clear".to_owned())),
            ("cache clear now", Unreadable::Permission("cache clear now".to_owned())),
            ("* *", Unreadable::Everything),
            ("safe on life", Unreadable::Environment("life".to_owned())),
            ("safe on ", Unreadable::Environment(String::new())),
        ] {
            assert_eq!(text.parse::<Permission>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_wildcard_grants_neither_secrets_nor_destruction_nor_the_policy_itself() {
        let verb = |noun, name, risk| Verb { noun, name, risk };
        for (pattern, asked, granted) in [
            ("backup *", verb("backup", "create", Risk::Safe), true),
            ("backup *", verb("backup", "restore", Risk::Destructive), false),
            ("backup restore", verb("backup", "restore", Risk::Destructive), true),
            ("database *", verb("database", "password", Risk::Secret), false),
            ("* push", verb("environment", "push", Risk::Destructive), true),
            ("* add", verb("access", "add", Risk::Safe), false),
            ("safe", verb("access", "add", Risk::Safe), false),
            ("destructive", verb("access", "reset", Risk::Destructive), false),
            ("access *", verb("access", "add", Risk::Safe), true),
            ("access *", verb("access", "reset", Risk::Destructive), true),
            ("access add", verb("access", "add", Risk::Safe), true),
            ("read", verb("access", "list", Risk::Read), true),
            ("safe", verb("cache", "clear", Risk::Disruptive), false),
        ] {
            assert_eq!(pattern.parse::<Verbs>().unwrap().grant_verb(&asked), granted, "{pattern}: {asked:?}");
        }
        assert!("backup *".parse::<Verbs>().unwrap().match_verb(&verb("backup", "restore", Risk::Destructive)));
    }
}
