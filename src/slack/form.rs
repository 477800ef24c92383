//! What a form carries through Slack and back.
//!
//! Owns both directions: a purpose and a place become a `callback_id` and `private_metadata`, a field becomes a
//! `block_id` (its name) and an `action_id` (how it is answered, its name, and for choices a mark of what there was to
//! choose from). What comes back is believed to be a form of ours, not a right: whoever sent it is authorised anew,
//! elsewhere.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::domain::actor::Place;
use crate::domain::form::{Choice, Field, Input, Purpose};

use super::inbound::Malformed;

/// Slack takes this many characters of metadata.
pub const MAX_METADATA: usize = 3000;

/// Nouns and verbs are short, ids are 26 characters.
const MAX_WORD: usize = 64;

/// The two strings of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The kind of its purpose, such as `verb`.
    pub callback_id: &'static str,
    /// Its purpose and its place as JSON.
    pub private_metadata: String,
}

#[derive(Serialize, Deserialize)]
struct Metadata<P, L> {
    purpose: P,
    place: L,
}

/// How a field is answered, as far as its answer's shape depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
    /// One of some.
    One,
    /// Any of some.
    Many,
    /// A site.
    Site,
    /// An environment.
    Environment,
    /// Somebody.
    Person,
    /// Some people.
    People,
    /// A channel.
    Channel,
    /// A file.
    File,
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Text,
        Self::Number,
        Self::Date,
        Self::Flag,
        Self::One,
        Self::Many,
        Self::Site,
        Self::Environment,
        Self::Person,
        Self::People,
        Self::Channel,
        Self::File,
    ];

    /// How an input is answered.
    pub fn of(input: &Input) -> Self {
        match input {
            Input::Text { .. } => Self::Text,
            Input::Number { .. } => Self::Number,
            Input::Date { .. } => Self::Date,
            Input::Flag { .. } => Self::Flag,
            Input::One { .. } => Self::One,
            Input::Many { .. } => Self::Many,
            Input::Site { .. } => Self::Site,
            Input::Environment { .. } => Self::Environment,
            Input::Person { .. } => Self::Person,
            Input::People { .. } => Self::People,
            Input::Channel { .. } => Self::Channel,
            Input::File { .. } => Self::File,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Flag => "flag",
            Self::One => "one",
            Self::Many => "many",
            Self::Site => "site",
            Self::Environment => "environment",
            Self::Person => "person",
            Self::People => "people",
            Self::Channel => "channel",
            Self::File => "file",
        }
    }

    /// Reads the kind from an `action_id` made by [`action_id`]; `None` for those of buttons and of others.
    pub fn read(action_id: &str) -> Option<Self> {
        let (word, _) = action_id.split_once(':')?;
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The `action_id` of a field.
///
/// When a form is updated, Slack keeps what a person typed or chose wherever `block_id` and `action_id` stay the same,
/// and then shows no initial value. So a field keeps its `action_id` for as long as what was answered is still an
/// answer: always, except where the choices changed; those get another one, and with it the choice the form names.
pub fn action_id(field: &Field) -> String {
    let kind = Kind::of(&field.input).word();
    let name = &field.name;
    match &field.input {
        Input::One { choices, .. } | Input::Many { choices, .. } => format!("{kind}:{name}:{:016x}", mark(choices)),
        _ => format!("{kind}:{name}"),
    }
}

fn mark(choices: &[Choice]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for choice in choices {
        (&choice.value, &choice.label).hash(&mut hasher);
    }
    hasher.finish()
}

/// Encodes what a form is for and where its outcome is said.
pub fn encode(purpose: &Purpose, place: Option<&Place>) -> Encoded {
    let private_metadata = serde_json::to_string(&Metadata { purpose, place }).unwrap_or_default();
    Encoded { callback_id: kind(purpose), private_metadata }
}

/// Reads both back.
///
/// # Errors
/// [`Malformed`] when the two strings were not made by [`encode`].
pub fn decode(callback_id: &str, private_metadata: &str) -> Result<(Purpose, Option<Place>), Malformed> {
    const ODD: Malformed = Malformed { what: "form" };
    if private_metadata.len() > MAX_METADATA * 4 {
        return Err(ODD);
    }
    let Metadata { purpose, place }: Metadata<Purpose, Option<Place>> =
        serde_json::from_str(private_metadata).map_err(|_| ODD)?;
    let is_strange = match &purpose {
        // A verb may have two words: `webroot set`.
        Purpose::Verb { noun, verb } => is_odd(noun) || verb.split(' ').any(is_odd),
        Purpose::Confirm { prompt } => is_odd(prompt.as_str()),
        Purpose::Choose | Purpose::Reading => false,
    };
    let is_nowhere = place.as_ref().is_some_and(|place| {
        let thread = place.thread.as_ref().map(|ts| ts.as_str());
        is_odd(place.channel.as_str()) || thread.is_some_and(|ts| !ts.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    });
    if is_strange || is_nowhere || callback_id != kind(&purpose) { Err(ODD) } else { Ok((purpose, place)) }
}

fn kind(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Verb { .. } => "verb",
        Purpose::Choose => "choose",
        Purpose::Confirm { .. } => "confirm",
        Purpose::Reading => "reading",
    }
}

fn is_odd(word: &str) -> bool {
    word.is_empty()
        || word.len() > MAX_WORD
        || !word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_purpose() -> impl Strategy<Value = Purpose> {
        prop_oneof![
            ("[a-z-]{1,20}", "[a-z-]{1,20}").prop_map(|(noun, verb)| Purpose::Verb { noun, verb }),
            Just(Purpose::Choose),
            "[0-9A-Z]{26}".prop_map(|id| Purpose::Confirm { prompt: id.into() }),
            Just(Purpose::Reading),
        ]
    }

    proptest! {
        #[test]
        fn a_purpose_survives_the_way_through_slack(
            purpose in any_purpose(),
            place in prop::option::of(("[CDU][A-Z0-9]{1,20}", prop::option::of("[0-9]{1,10}\\.[0-9]{6}"))),
        ) {
            let place = place.map(|(channel, thread)| Place { channel: channel.into(), thread: thread.map(Into::into) });
            let encoded = encode(&purpose, place.as_ref());
            prop_assert!(encoded.private_metadata.encode_utf16().count() <= MAX_METADATA);
            prop_assert_eq!(decode(encoded.callback_id, &encoded.private_metadata), Ok((purpose, place)));
        }

        #[test]
        fn nonsense_is_malformed_and_never_a_panic(callback_id in any::<String>(), metadata in any::<String>()) {
            prop_assert!(decode(&callback_id, &metadata).is_err());
            let _ = Kind::read(&callback_id);
        }
    }

    #[test]
    fn a_form_that_is_not_ours_is_malformed() {
        let verb = r#"{"purpose":{"verb":{"noun":"cache","verb":"clear"}},"place":null}"#;
        assert!(decode("verb", verb).is_ok());
        for (callback_id, metadata) in [
            ("choose", verb),
            ("", verb),
            ("verb", ""),
            ("verb", "C1"),
            ("verb", r#"{"place":null}"#),
            ("verb", r#"{"purpose":{"verb":{"noun":"","verb":"clear"}},"place":null}"#),
            ("verb", r#"{"purpose":{"verb":{"noun":"a b","verb":"clear"}},"place":null}"#),
            ("confirm", r#"{"purpose":{"confirm":{"prompt":"<!channel>"}},"place":null}"#),
            ("choose", r#"{"purpose":"choose","place":{"channel":"C1 C2","thread":null}}"#),
            ("choose", r#"{"purpose":"choose","place":{"channel":"C1","thread":"1.1&x"}}"#),
        ] {
            assert_eq!(decode(callback_id, metadata), Err(Malformed { what: "form" }), "{callback_id} {metadata}");
        }
    }

    #[test]
    fn a_field_is_named_anew_only_when_its_choices_change() {
        let field = |choices: &[(&str, &str)], value: Option<&str>| Field {
            name: "backup".to_owned(),
            label: "Backup".to_owned(),
            hint: None,
            is_optional: false,
            reloads: false,
            input: Input::One {
                choices: choices.iter().map(|(value, label)| Choice::new(*value, *label)).collect(),
                value: value.map(str::to_owned),
            },
        };
        let before = action_id(&field(&[("1", "Monday")], None));
        assert!(before.starts_with("one:backup:"), "{before}");
        assert_eq!(before, action_id(&field(&[("1", "Monday")], Some("1"))));
        assert_ne!(before, action_id(&field(&[("1", "Tuesday")], None)));
        assert_ne!(before, action_id(&field(&[("1", "Monday"), ("2", "Tuesday")], None)));
        assert_eq!(Kind::read(&before), Some(Kind::One));
        for other in ["confirm:0", "one", "", "site"] {
            assert_eq!(Kind::read(other), None, "{other}");
        }
        assert_eq!(Kind::read("site:site"), Some(Kind::Site));
    }
}
