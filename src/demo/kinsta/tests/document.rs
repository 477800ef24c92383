//! Kinsta's own OpenAPI document, and comparing an answer with it: valid, and without a property it does not know.

use serde_json::{Value, json};

/// The document; `None` where it is not at hand, unless everything is required.
pub(super) fn document() -> Option<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/kinsta-openapi.json");
    match std::fs::read_to_string(path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) => {
            assert!(
                std::env::var("REQUIRE_ALL").as_deref() != Ok("1"),
                "Kinsta's OpenAPI document is missing: {error}"
            );
            #[expect(clippy::print_stderr, reason = "a skipped test says why")]
            {
                eprintln!("skipped: Kinsta's OpenAPI document is not at hand ({error})");
            }
            None
        }
    }
}

/// The problems of `instance` under `schema`, with the document's components to refer to.
pub(super) fn problems(document: &Value, schema: &Value, instance: &Value) -> Vec<String> {
    let whole = json!({ "components": document["components"], "allOf": [schema] });
    let validator = jsonschema::validator_for(&whole).unwrap();
    let mut problems: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    undeclared(document, &[schema], instance, "", &mut problems);
    problems
}

/// All schemas that apply where this one does: references followed, `allOf` taken apart.
pub(super) fn flattened<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let mut all = vec![schema];
    if let Some(reference) = schema["$ref"].as_str() {
        all.extend(flattened(document, document.pointer(reference.trim_start_matches('#')).unwrap()));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        all.extend(flattened(document, part));
    }
    all
}

fn undeclared(document: &Value, schemas: &[&Value], instance: &Value, at: &str, problems: &mut Vec<String>) {
    let all: Vec<&Value> = schemas.iter().flat_map(|schema| flattened(document, schema)).collect();
    match instance {
        Value::Object(fields) if all.iter().any(|schema| schema.get("properties").is_some()) => {
            for (name, value) in fields {
                let at = format!("{at}/{name}");
                let known: Vec<&Value> = all.iter().filter_map(|schema| schema["properties"].get(name)).collect();
                if known.is_empty() {
                    problems.push(format!("{at}: the document knows no such property"));
                } else {
                    undeclared(document, &known, value, &at, problems);
                }
            }
        }
        Value::Array(items) => {
            let known: Vec<&Value> = all.iter().filter_map(|schema| schema.get("items")).collect();
            for (index, item) in items.iter().enumerate() {
                undeclared(document, &known, item, &format!("{at}/{index}"), problems);
            }
        }
        _ => {}
    }
}

/// The schema of an answer. Where the document does not list the status for a path, its general one is used.
pub(super) fn schema<'a>(document: &'a Value, method: &str, path: &str, status: u16) -> &'a Value {
    let operation = &document["paths"][path][method];
    assert!(operation.is_object(), "the document has no {method} {path}");
    let listed = &operation["responses"][status.to_string()]["content"]["application/json"]["schema"];
    if listed.is_object() {
        return listed;
    }
    // Tools, edge and CDN list neither 400 nor 404, operations no 401, and nothing lists 429: all have one envelope.
    assert!(matches!(status, 400 | 401 | 404 | 429), "{method} {path} does not list {status}");
    let general = if status == 429 { "400".to_owned() } else { status.to_string() };
    &document["components"]["schemas"][format!("StatusResponseSchema{general}")]
}

/// The document means to allow null in four places where its schema cannot be met by one: three fields of the activity
/// log (`allOf` of an object and of "object or null") and `image_optimization_type` (a nullable type whose `enum` lacks
/// null). Only these are smoothed before the comparison.
pub(super) fn without_impossible_nulls(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            for name in ["initiated_by", "user_agent_info", "api_key_info"] {
                if fields.get(name) == Some(&Value::Null) {
                    fields.remove(name);
                }
            }
            if let Some(kind) = fields.get_mut("image_optimization_type").filter(|kind| kind.is_null()) {
                *kind = json!("off");
            }
            fields.values_mut().for_each(without_impossible_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_impossible_nulls),
        _ => {}
    }
}
