//! What of a request's arguments may be written down.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use crate::domain::redact;

/// Stands where something was left out.
const HIDDEN: &str = "***";
/// What a field's name has in it that says its value is a secret.
#[allow(clippy::expect_used, reason = "a constant, compiled by every test")]
static SECRET_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?i)passw|passphrase|secret|sealed|token|credential|certificate|nonce|response_url|cookie|auth|^key$|_key$",
    )
    .expect("a valid pattern")
});
/// The longest text, in characters.
const TEXT: usize = 300;
/// The most elements of a list and fields of an object.
const ELEMENTS: usize = 40;
/// How deep it goes.
const DEPTH: usize = 6;

/// An act's or a line's arguments without its target, which a row holds anyway, and without secrets: fields named like
/// one, the values in `hidden`, and what looks like one. Long texts and lists are cut, so that a row stays a row.
pub fn arguments(mut value: Value, hidden: &[Value]) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.remove("target");
            fields.iter_mut().for_each(|(name, value)| tell(name, value, hidden, DEPTH));
        }
        other => tell("", other, hidden, DEPTH),
    }
    if value.as_object().is_some_and(Map::is_empty) { Value::Null } else { value }
}

/// Somebody else's words, Kinsta's say, without what looks like a secret, and not too many of them.
pub fn message(text: &str) -> String {
    cut(&redact::secrets(text))
}

/// Makes of a value what may be told of it.
fn tell(name: &str, value: &mut Value, hidden: &[Value], depth: usize) {
    let says_something = !value.is_null() && !value.is_boolean();
    if (says_something && !name.is_empty() && SECRET_NAME.is_match(name)) || hidden.contains(value) {
        *value = HIDDEN.into();
        return;
    }
    match value {
        Value::String(text) if !redact::is_plain(text) => *text = message(text),
        Value::Array(_) | Value::Object(_) if depth == 0 => *value = "…".into(),
        Value::Array(elements) => {
            let more = elements.len().saturating_sub(ELEMENTS);
            elements.truncate(ELEMENTS);
            elements.iter_mut().for_each(|element| tell("", element, hidden, depth - 1));
            if more > 0 {
                elements.push(format!("… {more} more").into());
            }
        }
        Value::Object(fields) => {
            if fields.len() > ELEMENTS {
                *fields = std::mem::take(fields).into_iter().take(ELEMENTS).collect();
            }
            fields.iter_mut().for_each(|(name, value)| tell(name, value, hidden, depth - 1));
        }
        _ => {}
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_target_is_left_to_its_own_fields_and_the_rest_is_told() {
        let act = json!({ "target": { "site": "Acme" }, "layers": ["site", "edge"], "count": 3, "force": true });
        assert_eq!(arguments(act, &[]), json!({ "layers": ["site", "edge"], "count": 3, "force": true }));
        assert_eq!(arguments(json!({ "target": { "site": "Acme" } }), &[]), Value::Null);
    }

    #[test]
    fn nothing_secret_is_told() {
        let act = json!({
            "admin_password": "hunter2-a",
            "is_password_protected": true,
            "nested": { "privateKey": "x", "private_key": "hunter2-b", "auth_token": ["hunter2-c"] },
            "command": "wp user create bob --user_pass=hunter2-d",
            "url": "https://bot:hunter2-e@example.com/",
            "ours": "c2VhbGVk",
            "certificate": { "body": "hunter2-f" },
        });
        let told = arguments(act, &[json!("c2VhbGVk")]).to_string();
        assert!(!told.contains("hunter2") && !told.contains("c2VhbGVk"), "{told}");
        assert!(told.contains("wp user create bob") && told.contains(r#""is_password_protected":true"#), "{told}");
    }

    #[test]
    fn what_is_long_is_cut() {
        let told = arguments(json!({ "text": "ä".repeat(5_000), "list": vec![1; 5_000] }), &[]);
        assert_eq!(told["text"].as_str().unwrap().chars().count(), TEXT + 1);
        assert_eq!(told["list"].as_array().unwrap().len(), ELEMENTS + 1);
        let deep = (0..50).fold(json!("x"), |inner, _| json!([inner]));
        assert!(arguments(deep, &[]).to_string().len() < 50);
    }
}
