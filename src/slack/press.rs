//! What a button carries through Slack and back.
//!
//! Owns both directions: a [`Press`] becomes an `action_id` (its kind, and a number that makes it unique in its block)
//! and a `value` (the press itself, as JSON); a click brings both back. What comes back is believed to be a press, not
//! a right: whoever pressed is authorised anew, elsewhere.

use crate::domain::card::Press;

use super::inbound::Malformed;

/// Slack takes this many characters in a button's value.
pub const MAX_VALUE: usize = 2000;

/// Ids of ours are 26 characters; nothing far longer is one.
const MAX_ID: usize = 64;

/// The two strings of a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Such as `confirm:0`.
    pub action_id: String,
    /// The press as JSON, at most [`MAX_VALUE`] UTF-16 units.
    pub value: String,
}

/// Encodes a press for the `index`th button of its block; `None` where it is longer than Slack carries.
pub fn encode(press: &Press, index: usize) -> Option<Encoded> {
    let value = serde_json::to_string(press).ok()?;
    let fits = value.encode_utf16().count() <= MAX_VALUE;
    fits.then(|| Encoded { action_id: format!("{}:{index}", kind(press)), value })
}

/// Reads a press back.
///
/// # Errors
/// [`Malformed`] when the two strings were not made by [`encode`].
pub fn decode(action_id: &str, value: &str) -> Result<Press, Malformed> {
    const ODD: Malformed = Malformed { what: "button" };
    let (claimed, index) = action_id.split_once(':').ok_or(ODD)?;
    if index.is_empty() || !index.bytes().all(|b| b.is_ascii_digit()) || value.len() > MAX_VALUE * 4 {
        return Err(ODD);
    }
    let press: Press = serde_json::from_str(value).map_err(|_| ODD)?;
    let id_is_odd = match &press {
        Press::Words { .. } | Press::Form { .. } | Press::Reveal { .. } | Press::Choose => false,
        Press::Confirm { prompt } | Press::Cancel { prompt } | Press::Type { prompt } => is_odd(prompt.as_str()),
        Press::Recheck { operation } | Press::Withdraw { operation } => is_odd(operation.as_str()),
    };
    if id_is_odd || claimed != kind(&press) { Err(ODD) } else { Ok(press) }
}

fn kind(press: &Press) -> &'static str {
    match press {
        Press::Words { .. } => "words",
        Press::Confirm { .. } => "confirm",
        Press::Cancel { .. } => "cancel",
        Press::Form { .. } => "form",
        Press::Type { .. } => "type",
        Press::Reveal { .. } => "reveal",
        Press::Choose => "choose",
        Press::Recheck { .. } => "recheck",
        Press::Withdraw { .. } => "withdraw",
    }
}

fn is_odd(id: &str) -> bool {
    id.is_empty() || id.len() > MAX_ID || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Any press a card could hold.
    pub fn any_press() -> impl Strategy<Value = Press> {
        let id = "[0-9A-Z]{26}";
        prop_oneof![
            (any::<String>(), any::<bool>()).prop_map(|(line, replace)| Press::Words { line, replace }),
            id.prop_map(|id| Press::Confirm { prompt: id.into() }),
            id.prop_map(|id| Press::Cancel { prompt: id.into() }),
            id.prop_map(|id| Press::Recheck { operation: id.into() }),
            id.prop_map(|id| Press::Withdraw { operation: id.into() }),
            id.prop_map(|id| Press::Type { prompt: id.into() }),
            any::<String>().prop_map(|line| Press::Form { line }),
            any::<String>().prop_map(|line| Press::Reveal { line }),
            Just(Press::Choose),
        ]
    }

    proptest! {
        #[test]
        fn a_press_survives_the_way_through_slack(press in any_press(), index in 0..100_usize) {
            let encoded = encode(&press, index).unwrap();
            prop_assert!(encoded.value.encode_utf16().count() <= MAX_VALUE);
            let number = format!(":{index}");
            prop_assert!(encoded.action_id.ends_with(&number));
            prop_assert_eq!(decode(&encoded.action_id, &encoded.value), Ok(press));
        }

        #[test]
        fn nonsense_is_malformed_and_never_a_panic(action_id in any::<String>(), value in any::<String>()) {
            prop_assert!(decode(&action_id, &value).is_err());
        }
    }

    #[test]
    fn a_press_reads_as_its_kind_and_number() {
        let press = Press::Confirm { prompt: "01J0000000000000000000000A".into() };
        let encoded = encode(&press, 3).unwrap();
        assert_eq!(encoded.action_id, "confirm:3");
        assert_eq!(encoded.value, r#"{"confirm":{"prompt":"01J0000000000000000000000A"}}"#);
    }

    #[test]
    fn words_that_are_too_long_for_a_button_have_none() {
        let press = |length| Press::Words { line: "x".repeat(length), replace: false };
        assert!(encode(&press(1_900), 0).is_some());
        assert_eq!(encode(&press(2_000), 0), None);
    }

    #[test]
    fn forged_buttons_are_malformed() {
        let confirm = r#"{"confirm":{"prompt":"01J"}}"#;
        assert!(decode("confirm:0", confirm).is_ok());
        for (action_id, value) in [
            ("cancel:0", confirm),
            ("confirm", confirm),
            ("confirm:", confirm),
            ("confirm:x", confirm),
            ("confirm:0:1", confirm),
            ("destroy:0", r#"{"destroy":{"prompt":"01J"}}"#),
            ("confirm:0", r#"{"confirm":{"prompt":""}}"#),
            ("confirm:0", r#"{"confirm":{"prompt":"<!channel>"}}"#),
            ("confirm:0", r#"{"confirm":{}}"#),
            ("confirm:0", ""),
            ("words:0", "[[[[[["),
        ] {
            assert!(decode(action_id, value).is_err(), "{action_id} {value}");
        }
        let long = format!(r#"{{"confirm":{{"prompt":"{}"}}}}"#, "A".repeat(65));
        assert!(decode("confirm:0", &long).is_err());
    }
}
