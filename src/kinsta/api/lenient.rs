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

/// Text that is a number in some answers. Null and anything else are `None`.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) if !text.is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// A number that is text in some answers. What is neither is a failure: an amount must not pass for none.
pub(super) fn amount<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    let value = Value::deserialize(from)?;
    let number = match &value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite()).ok_or_else(|| serde::de::Error::custom("expected a number"))
}

/// The same, where null says that there is none.
pub(super) fn amount_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        value => amount(value).map(Some).map_err(serde::de::Error::custom),
    }
}

/// The same, where null counts as zero.
pub(super) fn amount_or_zero<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(amount_or_none(from)?.unwrap_or_default())
}

/// A count that is text in some answers. Null counts as absent.
pub(super) fn whole_or_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<u64>,
{
    let number = amount_or_zero(from)?;
    let whole = (number >= 0.0 && number.fract() == 0.0).then_some(number as u64);
    whole.and_then(|whole| T::try_from(whole).ok()).ok_or_else(|| serde::de::Error::custom("expected a count"))
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

    #[test]
    fn numbers_are_read_from_text_and_text_from_numbers() {
        for form in [json!(1000), json!("1000"), json!(" 1000.0 "), json!(1e3)] {
            assert_eq!(amount(&form).unwrap(), 1000.0, "{form}");
        }
        for nothing in [json!(null), json!("many"), json!(""), json!("NaN"), json!("inf"), json!([1]), json!(true)] {
            assert!(amount(&nothing).is_err(), "{nothing}");
        }
        assert_eq!(amount_or_zero(&json!(null)).unwrap(), 0.0);
        assert!(amount_or_zero(&json!("many")).is_err());
        for (form, wanted) in [(json!(300), 300), (json!("300"), 300), (json!(300.0), 300), (json!(null), 0)] {
            assert_eq!(whole_or_default::<_, u32>(&form).unwrap(), wanted, "{form}");
        }
        for none in [json!(-1), json!(1.5), json!(5_000_000_000_u64), json!("x")] {
            assert!(whole_or_default::<_, u32>(&none).is_err(), "{none}");
        }
        assert_eq!(text(&json!(22)).unwrap().as_deref(), Some("22"));
        assert_eq!(text(&json!("22")).unwrap().as_deref(), Some("22"));
        assert_eq!(text(&json!(null)).unwrap(), None);
    }
}
