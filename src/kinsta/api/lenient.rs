//! Reading what Kinsta sends rather than what it promises.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Null counts as absent.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// A moment in any of Kinsta's forms: epoch milliseconds as a number or as text, or ISO 8601. Anything else is `None`.
pub(super) fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(match &value {
        Value::Number(number) => number.as_f64().and_then(from_ms),
        Value::String(text) => match text.trim().parse::<f64>() {
            Ok(ms) => from_ms(ms),
            Err(_) => text.trim().parse().ok(),
        },
        _ => None,
    })
}

/// An id that is a number in one place and text in another.
pub(super) fn id_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    match Value::deserialize(from)? {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(serde::de::Error::custom("expected an id")),
    }
}

fn from_ms(ms: f64) -> Option<Timestamp> {
    Timestamp::from_millisecond(ms as i64).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_of_a_moment_is_read() {
        for form in [json!(1_704_081_600_000_i64), json!("1704081600000"), json!("2024-01-01T04:00:00.000Z")] {
            assert_eq!(
                moment(&form).unwrap().map(|at| at.to_string()),
                Some("2024-01-01T04:00:00Z".to_owned()),
                "{form}"
            );
        }
        for nothing in [json!(null), json!("never"), json!(""), json!(["x"]), json!("NaN-1")] {
            assert_eq!(moment(&nothing).unwrap(), None, "{nothing}");
        }
    }
}
