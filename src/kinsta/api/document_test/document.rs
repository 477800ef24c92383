//! Kinsta's document and what its schemas say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::kinsta::api::OperationRow;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/kinsta-openapi.json");

pub(super) struct Document(Value);

impl Document {
    /// The document, or `None` with the reason printed. With `REQUIRE_ALL=1` its absence is a failure.
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    pub(super) fn load() -> Option<Self> {
        match std::fs::read_to_string(DOCUMENT) {
            Ok(text) => Some(Self(serde_json::from_str(&text).expect("the document is JSON"))),
            Err(error) => {
                assert!(std::env::var("REQUIRE_ALL").as_deref() != Ok("1"), "kinsta-openapi.json: {error}");
                eprintln!("skipped: kinsta-openapi.json cannot be read: {error}");
                None
            }
        }
    }

    /// Every operation: `GET`, `/sites`.
    pub(super) fn operations(&self) -> impl Iterator<Item = (String, &str)> {
        let paths = self.0["paths"].as_object().into_iter().flatten();
        paths.flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            methods.map(move |(method, _)| (method.to_ascii_uppercase(), path.as_str()))
        })
    }

    pub(super) fn operation(&self, row: &OperationRow) -> &Value {
        self.0["paths"]
            .get(row.path)
            .and_then(|methods| methods.get(row.method.as_str().to_ascii_lowercase()))
            .unwrap_or_else(|| panic!("not in the document: {} {}", row.method, row.path))
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.resolve(self.0.pointer(reference.trim_start_matches('#')).expect("a known $ref")),
            None => schema,
        }
    }

    /// The parameters in `path` or `query`: whether each is required, and its schema.
    pub(super) fn parameters<'a>(&'a self, row: &OperationRow, place: &str) -> BTreeMap<&'a str, (bool, &'a Value)> {
        let declared = self.operation(row)["parameters"].as_array().into_iter().flatten();
        declared
            .map(|parameter| self.resolve(parameter))
            .filter(|parameter| parameter["in"] == place)
            .filter_map(|it| Some((it["name"].as_str()?, (it["required"] == true, self.resolve(&it["schema"])))))
            .collect()
    }

    /// The schema of the body, where there is one.
    pub(super) fn body<'a>(&'a self, row: &OperationRow) -> Option<&'a Value> {
        let request = self.resolve(self.operation(row).get("requestBody")?);
        Some(self.resolve(&request["content"]["application/json"]["schema"]))
    }

    /// The schemas of all documented successes; null where the document describes none.
    pub(super) fn successes<'a>(&'a self, row: &OperationRow) -> Vec<&'a Value> {
        let responses = self.operation(row)["responses"].as_object().into_iter().flatten();
        responses
            .filter(|(code, _)| code.starts_with('2'))
            .map(|(_, response)| self.resolve(&self.resolve(response)["content"]["application/json"]["schema"]))
            .collect()
    }

    /// A schema and those it is put together from.
    fn parts<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolve(schema);
        let parts = ["allOf", "anyOf"].into_iter().filter_map(|word| schema[word].as_array()).flatten();
        [schema].into_iter().chain(parts.flat_map(|part| self.parts(part))).collect()
    }

    pub(super) fn properties<'a>(&'a self, schema: &'a Value) -> BTreeMap<&'a str, &'a Value> {
        let parts = self.parts(schema).into_iter().filter_map(|part| part["properties"].as_object());
        parts.flatten().map(|(name, schema)| (name.as_str(), self.resolve(schema))).collect()
    }

    pub(super) fn required<'a>(&'a self, schema: &'a Value) -> BTreeSet<&'a str> {
        let parts = self.parts(schema).into_iter().filter_map(|part| part["required"].as_array());
        parts.flatten().filter_map(Value::as_str).collect()
    }

    /// The words of an enumeration, in the document's order.
    pub(super) fn words<'a>(&'a self, schema: &'a Value) -> Vec<&'a str> {
        let parts = self.parts(schema).into_iter().filter_map(|part| part["enum"].as_array());
        parts.flatten().filter_map(Value::as_str).collect()
    }

    pub(super) fn may_be(&self, schema: &Value, name: &str) -> bool {
        self.parts(schema).into_iter().any(|part| match &part["type"] {
            Value::Array(names) => names.iter().any(|known| known == name),
            other => other == name,
        })
    }

    /// Every place within a schema, itself first: `rules_to_update[].domain`.
    pub(super) fn places<'a>(&'a self, at: &str, schema: &'a Value) -> Vec<(String, &'a Value)> {
        let schema = self.resolve(schema);
        let mut all = vec![(at.to_owned(), schema)];
        for (name, property) in self.properties(schema) {
            let at = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            all.extend(self.places(&at, property));
        }
        if schema.get("items").is_some() {
            all.extend(self.places(&format!("{at}[]"), &schema["items"]));
        }
        all
    }

    /// What is wrong with a value, by the schema's types, words, fields and limits.
    pub(super) fn objections(&self, at: &str, value: &Value, schema: &Value) -> Vec<String> {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let mut wrong = Vec::new();
        let is_object = kind == "object" && !self.properties(schema).is_empty();
        let is_whole = kind == "number" && self.may_be(schema, "integer");
        if !is_object && !is_whole && !self.may_be(schema, kind) {
            wrong.push(format!("{at}: {value} is of the wrong type"));
        }
        let words = self.words(schema);
        if !words.is_empty() && !words.iter().any(|word| value == word) {
            wrong.push(format!("{at}: {value} is none of {words:?}"));
        }
        let number = value.as_f64();
        let length = value.as_str().map(|text| text.chars().count() as f64);
        for (limit, measured, is_least) in [
            ("minimum", number, true),
            ("maximum", number, false),
            ("minLength", length, true),
            ("maxLength", length, false),
        ] {
            if let (Some(measured), Some(limit)) = (measured, self.resolve(schema)[limit].as_f64())
                && (if is_least { measured < limit } else { measured > limit })
            {
                wrong.push(format!("{at}: {measured} against {limit}"));
            }
        }
        for item in value.as_array().into_iter().flatten() {
            wrong.extend(self.objections(&format!("{at}[]"), item, &self.resolve(schema)["items"]));
        }
        if let Some(fields) = value.as_object() {
            let known = self.properties(schema);
            for (name, field) in fields {
                match known.get(name.as_str()) {
                    Some(schema) => wrong.extend(self.objections(&format!("{at}.{name}"), field, schema)),
                    None => wrong.push(format!("{at}.{name}: not in the document")),
                }
            }
            let missing = self.required(schema).into_iter().filter(|name| !fields.contains_key(*name));
            wrong.extend(missing.map(|name| format!("{at}.{name}: missing")));
        }
        wrong
    }

    /// An answer as the document describes it. `sparse` leaves out what may be left out and nulls what may be null.
    pub(super) fn example(&self, schema: &Value, sparse: bool) -> Value {
        let schema = self.resolve(schema);
        if sparse && self.may_be(schema, "null") {
            return Value::Null;
        }
        let properties = self.properties(schema);
        if !properties.is_empty() {
            let required = self.required(schema);
            let kept = properties.iter().filter(|(name, _)| !sparse || required.contains(*name));
            let fields = kept.map(|(name, schema)| ((*name).to_owned(), self.example(schema, sparse)));
            return fields.collect::<Map<_, _>>().into();
        }
        let example = self.parts(schema).into_iter().find_map(|part| part.get("example")).cloned();
        let word = self.words(schema).first().map(|word| json!(word));
        let made = || match () {
            () if self.may_be(schema, "array") => json!([self.example(&schema["items"], sparse)]),
            () if self.may_be(schema, "string") => json!("text"),
            () if self.may_be(schema, "number") || self.may_be(schema, "integer") => json!(7),
            () if self.may_be(schema, "boolean") => json!(true),
            () => Value::Null,
        };
        example.or(word).unwrap_or_else(made)
    }
}
