//! Every endpoint against Kinsta's own OpenAPI document: method, path, parameters, body and answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::*;
use crate::domain::ids::{CompanyId, EnvId, KinstaOperationId, SiteId};
use crate::kinsta::decode::decode;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/kinsta-openapi.json");

/// Where the document is known to be wrong or silent: the row, what is tolerated, and why.
const EXCEPTIONS: &[(&str, Exception, &str)] = &[(
    "GET /company/{id}/activity-logs",
    Exception::UndeclaredPathParameter("id"),
    "the document names {id} in the path and forgets to declare it",
)];

#[derive(Debug, PartialEq)]
enum Exception {
    UndeclaredPathParameter(&'static str),
}

/// An endpoint as it looks with everything given and with only what is required.
struct Sample {
    row: OperationRow,
    path: Vec<(&'static str, String)>,
    full_query: BTreeMap<&'static str, String>,
    bare_query: BTreeMap<&'static str, String>,
    full_body: Option<Value>,
    bare_body: Option<Value>,
    decodes: fn(&[u8]) -> Result<(), String>,
}

fn sample<E: Endpoint>(full: &E, bare: &E) -> Sample {
    Sample {
        row: OperationRow::of::<E>(),
        path: full.path().into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        full_query: full.query().into_iter().collect(),
        bare_query: bare.query().into_iter().collect(),
        full_body: full.body(),
        bare_body: bare.body(),
        decodes: |body| decode::<E::Response>(body, E::WITHIN).map(drop).map_err(|error| error.to_string()),
    }
}

fn same<E: Endpoint>(endpoint: &E) -> Sample {
    sample(endpoint, endpoint)
}

fn samples() -> Vec<Sample> {
    let (company, site, environment) = (CompanyId::new("c"), SiteId::new("s"), EnvId::new("e"));
    let activity = activity::List {
        company: company.clone(),
        limit: Some(10),
        offset: Some(3),
        category: Some(activity::Category::SiteActions),
        site: Some(site.clone()),
        initiated_by: Some("u".into()),
        api_key: Some("k".into()),
        language: Some("de".into()),
    };
    let edge =
        edge::Clear { environment: environment.clone(), url: Some("https://a.example".into()), subdirectories: true };
    let cdn = cdn::Clear { environment: environment.clone(), cdn_cache_id: "cdn".into() };
    let all_sites = sites::List { company: company.clone(), environments: false };
    vec![
        same(&validate::Validate),
        same(&operations::Get { id: KinstaOperationId::new("cache:clear-1") }),
        sample(&activity, &activity::List::of(company.clone())),
        sample(&sites::List { company, environments: true }, &all_sites),
        same(&sites::Get { id: site.clone() }),
        same(&environments::List { site }),
        same(&tools::ClearCache { environment: environment.clone() }),
        same(&tools::RestartPhp { environment: environment.clone() }),
        sample(&edge, &edge::Clear::all(environment)),
        same(&cdn),
    ]
}

struct Document(Value);

impl Document {
    /// The document, or `None` with the reason printed. With `REQUIRE_ALL=1` its absence is a failure.
    #[expect(clippy::print_stderr, reason = "a skipped test says so")]
    fn load() -> Option<Self> {
        match std::fs::read_to_string(DOCUMENT) {
            Ok(text) => Some(Self(serde_json::from_str(&text).expect("the document is JSON"))),
            Err(error) => {
                assert!(std::env::var("REQUIRE_ALL").as_deref() != Ok("1"), "kinsta-openapi.json: {error}");
                eprintln!("skipped: kinsta-openapi.json cannot be read: {error}");
                None
            }
        }
    }

    fn operation(&self, row: &OperationRow) -> Option<&Value> {
        self.0["paths"].get(row.path)?.get(row.method.as_str().to_ascii_lowercase())
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.resolve(self.0.pointer(reference.trim_start_matches('#')).expect("a known $ref")),
            None => schema,
        }
    }

    fn parameters<'a>(&'a self, operation: &'a Value, place: &str) -> BTreeMap<&'a str, &'a Value> {
        let declared =
            operation["parameters"].as_array().into_iter().flatten().map(|parameter| self.resolve(parameter));
        declared.filter(|p| p["in"] == place).filter_map(|p| Some((p["name"].as_str()?, p))).collect()
    }

    /// The schema of the first documented success.
    fn success<'a>(&'a self, operation: &'a Value) -> Option<&'a Value> {
        let responses = operation["responses"].as_object()?;
        let (_, response) = responses.iter().find(|(code, _)| code.starts_with('2'))?;
        Some(self.resolve(&self.resolve(response)["content"]["application/json"]["schema"]))
    }

    fn properties<'a>(&'a self, schema: &'a Value) -> Map<String, Value> {
        let schema = self.resolve(schema);
        let mut all = schema["properties"].as_object().cloned().unwrap_or_default();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            all.extend(self.properties(part));
        }
        all
    }

    fn required<'a>(&'a self, schema: &'a Value) -> BTreeSet<&'a str> {
        let schema = self.resolve(schema);
        let mut all: BTreeSet<_> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            all.extend(self.required(part));
        }
        all
    }

    /// An answer as the document describes it. `sparse` leaves out what may be left out and nulls what may be null.
    fn example(&self, schema: &Value, sparse: bool) -> Value {
        let schema = self.resolve(schema);
        let may_be = |name: &str| match &schema["type"] {
            Value::Array(names) => names.iter().any(|known| known == name),
            other => other == name,
        };
        if sparse && may_be("null") {
            return Value::Null;
        }
        let properties = self.properties(schema);
        if !properties.is_empty() {
            let required = self.required(schema);
            let kept = properties.iter().filter(|(name, _)| !sparse || required.contains(name.as_str()));
            return kept
                .map(|(name, schema)| (name.clone(), self.example(schema, sparse)))
                .collect::<Map<_, _>>()
                .into();
        }
        if let Some(example) = schema.get("example") {
            return example.clone();
        }
        match () {
            () if may_be("array") => json!([self.example(&schema["items"], sparse)]),
            () if may_be("string") => json!("text"),
            () if may_be("number") || may_be("integer") => json!(7),
            () if may_be("boolean") => json!(true),
            () if may_be("object") => json!({}),
            () => Value::Null,
        }
    }
}

fn tolerated(row: &OperationRow, exception: &Exception) -> bool {
    let name = format!("{} {}", row.method, row.path);
    EXCEPTIONS.iter().any(|(of, known, _)| *of == name && known == exception)
}

fn matches_type(value: &Value, schema: &Value) -> bool {
    let names = match &schema["type"] {
        Value::Array(names) => names.clone(),
        one => vec![one.clone()],
    };
    let allowed = schema.get("enum").and_then(Value::as_array).is_none_or(|values| values.contains(value));
    allowed
        && names.iter().filter_map(Value::as_str).any(|name| match name {
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" | "integer" => value.is_number(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => false,
        })
}

/// A query value as the document's type would have it.
fn typed(text: &str, schema: &Value) -> Value {
    let is = |name: &str| schema["type"] == name || schema["type"].as_array().is_some_and(|t| t.contains(&json!(name)));
    if is("string") { json!(text) } else { serde_json::from_str(text).unwrap_or_else(|_| json!(text)) }
}

#[test]
fn the_table_has_every_endpoint_once_and_every_one_has_a_sample() {
    let rows: BTreeSet<_> = table().iter().map(|row| format!("{} {}", row.method, row.path)).collect();
    let sampled: BTreeSet<_> = samples().iter().map(|s| format!("{} {}", s.row.method, s.row.path)).collect();
    assert_eq!(rows.len(), table().len(), "a row stands twice");
    assert_eq!(rows, sampled);
}

#[test]
fn only_gets_are_reads() {
    for row in table() {
        assert_eq!(row.method == Method::Get, row.effect == Effect::Read, "{row:?}");
    }
}

#[test]
fn methods_paths_and_path_parameters_are_the_documents() {
    let Some(document) = Document::load() else { return };
    let mut used = 0;
    for Sample { row, path, .. } in samples() {
        let operation = document.operation(&row).unwrap_or_else(|| panic!("not in the document: {row:?}"));
        let declared = document.parameters(operation, "path");
        let ours: BTreeSet<_> = path.iter().map(|(name, _)| *name).collect();
        let braces: BTreeSet<_> = row.path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        assert_eq!(ours, braces, "{row:?}: a parameter without a place, or a place without a parameter");
        for name in &ours {
            if !declared.contains_key(name) {
                assert!(tolerated(&row, &Exception::UndeclaredPathParameter(name)), "{row:?}: undeclared `{name}`");
                used += 1;
            }
        }
        for name in declared.keys() {
            assert!(ours.contains(name), "{row:?}: `{name}` is not given");
        }
    }
    assert_eq!(used, EXCEPTIONS.len(), "an exception is no longer needed");
}

#[test]
fn query_parameters_are_the_documents() {
    let Some(document) = Document::load() else { return };
    for Sample { row, full_query, bare_query, .. } in samples() {
        let operation = document.operation(&row).expect("in the document");
        let declared = document.parameters(operation, "query");
        let ours: BTreeSet<_> = full_query.keys().copied().collect();
        assert_eq!(ours, declared.keys().copied().collect(), "{row:?}");
        for (name, parameter) in declared {
            let required = parameter["required"] == true;
            assert_eq!(bare_query.contains_key(name), required, "{row:?}: `{name}` required: {required}");
            let schema = document.resolve(&parameter["schema"]);
            let value = typed(&full_query[name], schema);
            assert!(matches_type(&value, schema), "{row:?}: `{name}` = {value} against {schema}");
        }
    }
}

#[test]
fn the_categories_of_the_activity_log_are_the_documents() {
    let Some(document) = Document::load() else { return };
    let row = OperationRow::of::<activity::List>();
    let parameters = document.parameters(document.operation(&row).expect("in the document"), "query");
    let ours: Vec<_> = activity::Category::ALL.iter().map(|category| json!(category.as_str())).collect();
    assert_eq!(parameters["category"]["schema"]["enum"], Value::Array(ours));
}

#[test]
fn bodies_are_the_documents() {
    let Some(document) = Document::load() else { return };
    for Sample { row, full_body, bare_body, .. } in samples() {
        let operation = document.operation(&row).expect("in the document");
        let Some(request) = operation.get("requestBody").map(|body| document.resolve(body)) else {
            assert_eq!(full_body, None, "{row:?}: the document knows no body");
            continue;
        };
        let schema = document.resolve(&request["content"]["application/json"]["schema"]);
        let full = full_body.unwrap_or_else(|| panic!("{row:?}: a body is missing"));
        let bare = bare_body.unwrap_or_else(|| panic!("{row:?}: a body is missing"));
        let properties = document.properties(schema);
        let names = |body: &Value| body.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&full), properties.keys().cloned().collect(), "{row:?}: all fields");
        let required: BTreeSet<_> = document.required(schema).into_iter().map(str::to_owned).collect();
        assert_eq!(names(&bare), required, "{row:?}: required fields");
        for (name, value) in full.as_object().expect("an object") {
            assert!(matches_type(value, &properties[name]), "{row:?}: `{name}` = {value}");
        }
    }
}

#[test]
fn documented_answers_are_understood_full_and_sparse() {
    let Some(document) = Document::load() else { return };
    for Sample { row, decodes, .. } in samples() {
        let operation = document.operation(&row).expect("in the document");
        let schema = document.success(operation).unwrap_or_else(|| panic!("{row:?}: no success documented"));
        for sparse in [false, true] {
            let example = document.example(schema, sparse);
            decodes(example.to_string().as_bytes()).unwrap_or_else(|error| panic!("{row:?}: {error}\n{example}"));
        }
        // What wraps the answer must be what we look into: without it a list must not pass for an empty one.
        let wrappers = ["company", "site"];
        if document.required(schema).iter().chain(&["site"]).any(|name| wrappers.contains(name))
            && row.effect == Effect::Read
            && document.properties(schema).keys().any(|name| wrappers.contains(&name.as_str()))
        {
            assert!(decodes(b"{}").is_err(), "{row:?}: an empty object must not be understood");
        }
    }
}
