//! What comes back: every documented answer is understood, and nothing in it is lost.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::document::Document;
use super::exceptions::{NEEDED, SECRET, UNREAD};
use super::samples::samples;
use crate::kinsta::api::*;

#[test]
fn documented_answers_are_understood_full_and_sparse() {
    let Some(document) = Document::load() else { return };
    for sample in samples() {
        let successes = document.successes(&sample.row);
        assert!(!successes.is_empty(), "{}: no success documented", sample.name());
        for (schema, sparse) in successes.iter().flat_map(|schema| [(schema, false), (schema, true)]) {
            let example = document.example(schema, sparse);
            let read = (sample.read)(example.to_string().as_bytes());
            assert!(read.is_ok(), "{}: {read:?}\n{example}", sample.name());
        }
    }
}

#[test]
fn what_wraps_an_answer_must_be_there() {
    for sample in samples().into_iter().filter(|sample| sample.row.effect == Effect::Read) {
        // An operation's status is judged by its own rules.
        let is_free = sample.row.path == "/operations/{operation_id}";
        assert_eq!((sample.read)(b"{}").is_ok(), is_free, "{}: a list that is missing passes", sample.name());
    }
}

/// An answer in which every text and number is one of a kind, and how each will look where it was read.
struct Marked<'a> {
    document: &'a Document,
    marks: Vec<(String, String)>,
}

impl Marked<'_> {
    fn fill(&mut self, at: &str, schema: &Value) -> Value {
        let properties = self.document.properties(schema);
        if !properties.is_empty() {
            let fields = properties.into_iter().map(|(name, schema)| {
                let at = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
                (name.to_owned(), self.fill(&at, schema))
            });
            return fields.collect::<Map<_, _>>().into();
        }
        if self.document.may_be(schema, "array") {
            let items = schema.get("items").cloned().unwrap_or_else(|| json!({"type": "string"}));
            return json!([self.fill(&format!("{at}[]"), &items)]);
        }
        let n = 7_001 + self.marks.len() as i64;
        // A whole second each, so that a moment's text is one of a kind as well.
        let (ms, moment) =
            (1_700_000_000_000 + n * 1_000, Timestamp::from_second(1_700_000_000 + n).unwrap().to_string());
        let example = schema.get("example").cloned().unwrap_or_default();
        let (value, shown) = match &example {
            _ if !self.document.words(schema).is_empty() => return self.document.example(schema, false),
            _ if self.document.may_be(schema, "boolean") => return json!(true),
            Value::Number(known) if known.as_f64() > Some(1e12) => (json!(ms), moment),
            Value::String(known) if at.ends_with("_at") && known.starts_with("17") => (json!(ms.to_string()), moment),
            Value::String(_) if at.ends_with("_at") => (json!(moment), moment),
            Value::String(known) if known.parse::<i64>().is_ok() => (json!(n.to_string()), n.to_string()),
            _ if self.document.may_be(schema, "string") => (json!(format!("mark-{n}-")), format!("mark-{n}-")),
            _ if self.document.may_be(schema, "number") => (json!(n), n.to_string()),
            _ if self.document.may_be(schema, "integer") => (json!(n), n.to_string()),
            _ => return self.document.example(schema, false),
        };
        self.marks.push((at.to_owned(), shown));
        value
    }
}

/// Whether an exception's words mean a place.
fn means(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => text == pattern,
    }
}

#[test]
fn every_documented_text_and_number_is_read_and_secrets_are_not_shown() {
    let Some(document) = Document::load() else { return };
    let (mut lost, mut secret, mut used) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for sample in samples() {
        let name = sample.name();
        for schema in document.successes(&sample.row) {
            let mut marked = Marked { document: &document, marks: Vec::new() };
            let answer = marked.fill("", schema);
            let read = (sample.read)(answer.to_string().as_bytes());
            let shown = read.unwrap_or_else(|error| panic!("{name}: {error}\n{answer}"));
            for (at, _) in marked.marks.iter().filter(|(_, mark)| !shown.contains(mark.as_str())) {
                if SECRET.contains(&(&name, at)) {
                    assert!(shown.contains("REDACTED"), "{name}: {at} is not read");
                    secret.insert((name.clone(), at.clone()));
                } else if let Some(known) =
                    UNREAD.iter().position(|(of, place, _)| means(of, &name) && means(place, at))
                {
                    used.insert(known);
                } else {
                    lost.push(format!("{name}: {at}"));
                }
            }
        }
    }
    assert!(lost.is_empty(), "not read: {lost:#?}");
    assert_eq!(secret.len(), SECRET.len(), "a secret is shown");
    let needless: Vec<_> = (0..UNREAD.len()).filter(|known| !used.contains(known)).map(|known| UNREAD[known]).collect();
    assert!(needless.is_empty(), "read after all: {needless:#?}");
}

/// An answer with a null in one place.
struct Hollow {
    at: String,
    answer: Value,
    /// An object or list that stands in no list: what wraps the answer.
    is_wrapper: bool,
}

/// An answer with one place after the other made null.
fn hollowed(value: &Value) -> Vec<Hollow> {
    let children: Vec<(&str, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.as_str(), field)).collect(),
        Value::Array(items) => items.iter().map(|item| ("[]", item)).collect(),
        _ => return Vec::new(),
    };
    let mut all = Vec::new();
    for (name, child) in children {
        let put = |new: Value| match value {
            Value::Object(fields) => {
                let mut fields = fields.clone();
                fields.insert(name.to_owned(), new);
                Value::Object(fields)
            }
            _ => json!([new]),
        };
        let (at, is_wrapper) = (name.to_owned(), (child.is_object() || child.is_array()) && name != "[]");
        all.push(Hollow { at, answer: put(Value::Null), is_wrapper });
        all.extend(hollowed(child).into_iter().map(|below| Hollow {
            at: format!("{name}.{}", below.at),
            answer: put(below.answer),
            is_wrapper: below.is_wrapper && name != "[]",
        }));
    }
    all
}

#[test]
fn a_null_is_a_failure_only_where_something_is_needed() {
    let Some(document) = Document::load() else { return };
    let mut needed = BTreeSet::new();
    for sample in samples() {
        for schema in document.successes(&sample.row) {
            let example = document.example(schema, false);
            for Hollow { at, answer, is_wrapper } in hollowed(&example) {
                let is_its_own_rule = is_wrapper || at.ends_with("[]") || at.split('.').next_back() == Some("id");
                if !is_its_own_rule && (sample.read)(answer.to_string().as_bytes()).is_err() {
                    needed.insert(at);
                }
            }
        }
    }
    assert_eq!(needed, NEEDED.iter().map(|at| (*at).to_owned()).collect());
}
