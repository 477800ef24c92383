//! Turns a success's bytes into its type, and says where it failed.
//!
//! Must not know endpoints. Its messages hold no values from the answer, since some answers hold secrets.

use serde::de::{DeserializeOwned, DeserializeSeed};

use super::error::Error;
use super::within::Within;

/// Decodes what stands within these keys of a body. An empty body counts as `{}`, since some successes have none.
pub(super) fn decode<T: DeserializeOwned>(body: &[u8], within: &'static [&'static str]) -> Result<T, Error> {
    let body = if body.iter().all(u8::is_ascii_whitespace) { b"{}" } else { body };
    let mut from = serde_json::Deserializer::from_slice(body);
    Within::new(within)
        .deserialize(&mut from)
        .and_then(|plain| from.end().map(|()| plain))
        .map_err(|error| Error::Decode { path: place(body, &error), message: without_values(&error) })
}

/// Where serde_json stopped. It counts lines and columns from one and has then read that far; what is missing in an
/// object is only noticed after its closing brace.
fn place(body: &[u8], error: &serde_json::Error) -> String {
    let read = offset(body, error).min(body.len());
    match body[..read].last() {
        Some(b'}') if error.to_string().starts_with("missing field") => path_at(&body[..read - 1], true),
        _ => path_at(&body[..read], false),
    }
}

fn offset(body: &[u8], error: &serde_json::Error) -> usize {
    let line_start = body
        .split_inclusive(|byte| *byte == b'\n')
        .take(error.line().saturating_sub(1))
        .map(<[u8]>::len)
        .sum::<usize>();
    line_start + error.column()
}

/// serde quotes what it found (`invalid type: string "hunter2"`); the quoted part goes.
fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match (text.find('"'), text.rfind('"')) {
        (Some(first), Some(last)) if first < last => format!("{}…{}", &text[..=first], &text[last..]),
        _ => text,
    }
}

enum Step {
    Key(String),
    Index(usize),
}

/// The path to where `body` was cut off: `company.sites[3].id`. `within` names the object it ends in, not its last key.
fn path_at(body: &[u8], within: bool) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let mut text = String::new();
    let mut at = 0;
    while at < body.len() {
        match body[at] {
            b'"' => {
                let close = closing_quote(body, at + 1);
                text = String::from_utf8_lossy(&body[at + 1..close]).into_owned();
                at = close;
            }
            b':' => {
                if let Some(Step::Key(key)) = steps.last_mut() {
                    *key = std::mem::take(&mut text);
                }
            }
            b',' => match steps.last_mut() {
                Some(Step::Index(index)) => *index += 1,
                Some(Step::Key(key)) => key.clear(),
                None => {}
            },
            b'{' => steps.push(Step::Key(String::new())),
            b'[' => steps.push(Step::Index(0)),
            b'}' | b']' => {
                steps.pop();
            }
            _ => {}
        }
        at += 1;
    }
    if within && matches!(steps.last(), Some(Step::Key(_))) {
        steps.pop();
    }
    written(&steps)
}

fn closing_quote(body: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < body.len() && body[at] != b'"' {
        at += if body[at] == b'\\' { 2 } else { 1 };
    }
    at.min(body.len())
}

fn written(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if key.is_empty() => {}
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => {
                path.push('.');
                path.push_str(key);
            }
            Step::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Company {
        company: Sites,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Sites {
        sites: Vec<Site>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Site {
        id: String,
        size: u32,
    }

    fn failure(body: &str) -> (String, String) {
        match decode::<Company>(body.as_bytes(), &[]) {
            Err(Error::Decode { path, message }) => (path, message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_failure_says_where_it_happened() {
        let cases = [
            (r#"{"company":{"sites":[{"id":"a","size":1},{"size":2,"id":7}]}}"#, "company.sites[1].id", "string"),
            (r#"{"company":{"sites":[{"id":"a","size":1},{"id":"b"}]}}"#, "company.sites[1]", "missing field `size`"),
            (r#"{"company":{"sites":{"a":1}}}"#, "company.sites", "sequence"),
            (r#"{"company":{}}"#, "company", "missing field `sites`"),
            (r#"{"x":1}"#, "", "missing field `company`"),
            ("", "", "missing field `company`"),
            ("<html>", "", "expected value"),
        ];
        for (body, path, part) in cases {
            let (found, message) = failure(body);
            assert_eq!(found, path, "{body}: {message}");
            assert!(message.contains(part), "{body}: {message}");
        }
    }

    #[test]
    fn the_place_is_found_over_several_lines_and_past_quotes_in_text() {
        let body = "{\n \"company\": {\n  \"sites\": [\n   {\"id\": \"a\\\"}:,\", \"size\":\n \"big\"}\n]}}";
        assert_eq!(failure(body).0, "company.sites[0].size");
    }

    #[test]
    fn wrappers_are_looked_through_and_their_absence_is_a_failure() {
        let within: &[&str] = &["environment", "container_info", "logs"];
        let read = |body: &str| match decode::<String>(body.as_bytes(), within) {
            Ok(logs) => logs,
            Err(Error::Decode { path, message }) => format!("{path}: {message}"),
            Err(other) => panic!("{other:?}"),
        };
        let wrapped = r#"{"a":[{}],"environment":{"container_info":{"b":1,"logs":"x","c":{}},"logs":"y"},"logs":"z"}"#;
        assert_eq!(read(wrapped), "x");
        assert_eq!(read(r#"{"environment":{"container_info":{"lo\u0067s":"x"}}}"#), "x");
        let failures = [
            ("{}", ": missing field `environment`"),
            (r#"{"environment":{"container_info":{"log":"x"}}}"#, "environment.container_info: missing field `logs`"),
            (r#"{"environment":{"container_info":{"logs":7}}}"#, "environment.container_info.logs: invalid type"),
            (r#"{"environment":null}"#, "environment: invalid type: null, expected an object with `container_info`"),
            (r#"{"environment":{"container_info":{"logs":"x"}}} {}"#, ": trailing characters"),
        ];
        for (body, wanted) in failures {
            assert!(read(body).starts_with(wanted), "{body}: {}", read(body));
        }
    }

    #[test]
    fn a_failure_does_not_repeat_values() {
        let (_, message) = failure(r#"{"company":{"sites":[{"id":"a","size":"hunt\"er2"}]}}"#);
        assert!(!message.contains("hunt") && !message.contains("er2"), "{message}");
        assert!(message.contains("expected u32"), "{message}");
    }
}
