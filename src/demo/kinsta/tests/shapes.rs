//! Every answer against Kinsta's own OpenAPI document: valid, and without a property the document does not know.

use serde_json::{Value, json};

use super::super::Options;
use super::{Answer, Stage};

/// The document; `None` where it is not at hand, unless everything is required.
fn document() -> Option<Value> {
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
fn problems(document: &Value, schema: &Value, instance: &Value) -> Vec<String> {
    let whole = json!({ "components": document["components"], "allOf": [schema] });
    let validator = jsonschema::validator_for(&whole).unwrap();
    let mut problems: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    undeclared(document, &[schema], instance, "", &mut problems);
    problems
}

/// All schemas that apply where this one does: references followed, `allOf` taken apart.
fn flattened<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
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
fn schema<'a>(document: &'a Value, method: &str, path: &str, status: u16) -> &'a Value {
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
fn without_impossible_nulls(body: &mut Value) {
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

fn assert_shape(document: &Value, method: &str, path: &str, status: u16, answer: &Answer) {
    assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
    assert!(answer.header("content-type").starts_with("application/json"), "{method} {path}");
    assert_eq!(answer.json().get("status").and_then(Value::as_u64).unwrap_or(status.into()), u64::from(status));
    let mut body = answer.json();
    without_impossible_nulls(&mut body);
    let found = problems(document, schema(document, method, path, status), &body);
    assert!(found.is_empty(), "{method} {path} {status}: {found:#?}");
}

#[tokio::test]
async fn what_is_read_has_the_documented_shape() {
    let Some(document) = document() else { return };
    let stage = Stage::with(Options { sites: 300, key_expires_at_ms: Some(1), ..Options::default() }).await;
    let (company, site) = (stage.kinsta.company_id(), stage.acme().id);
    stage.clears_acme().await;
    let calls = [
        ("/validate", "/validate".to_owned()),
        ("/sites", format!("/sites?company={company}")),
        ("/sites", format!("/sites?company={company}&include_environments=true")),
        ("/sites/{site_id}", format!("/sites/{site}")),
        ("/sites/{site_id}/environments", format!("/sites/{site}/environments")),
        ("/company/{id}/users", format!("/company/{company}/users")),
        ("/company/{id}/api-keys", format!("/company/{company}/api-keys")),
        ("/company/{id}/available-regions", format!("/company/{company}/available-regions")),
        ("/company/{id}/activity-logs", format!("/company/{company}/activity-logs?limit=100")),
    ];
    for (path, asked) in calls {
        assert_shape(&document, "get", path, 200, &stage.get(&asked).await);
    }
}

#[tokio::test]
async fn what_is_written_and_followed_has_the_documented_shape() {
    let Some(document) = document() else { return };
    let stage = Stage::new().await;
    let live = stage.acme_live();
    let whole = json!({ "environment_id": live.id, "cdn_cache_id": live.cdn_cache_id });
    let paths =
        ["/sites/tools/clear-cache", "/sites/edge-caching/clear", "/sites/cdn/clear-cache", "/sites/tools/restart-php"];
    for path in paths {
        assert_shape(&document, "post", path, 202, &stage.post(path, &whole).await);
        assert_shape(&document, "post", path, 400, &stage.post(path, &json!({})).await);
        let unknown = json!({ "environment_id": "x", "cdn_cache_id": "x" });
        assert_shape(&document, "post", path, 404, &stage.post(path, &unknown).await);
        let sent_by_us = &document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let required = flattened(&document, sent_by_us).iter().any(|it| it["required"].is_array());
        assert!(required, "{path} requires something, as the simulator does");
    }
    let followed = "/operations/{operation_id}";
    let id = stage.clears_acme().await;
    assert_shape(&document, "get", followed, 404, &stage.operation(&id).await);
    stage.advance_ms(2_000);
    assert_shape(&document, "get", followed, 202, &stage.operation(&id).await);
    stage.kinsta.finish_operations();
    assert_shape(&document, "get", followed, 200, &stage.operation(&id).await);
    let id = stage.clears_acme().await;
    stage.kinsta.fail_operations("No.");
    assert_shape(&document, "get", followed, 500, &stage.operation(&id).await);
}

#[tokio::test]
async fn refusals_have_the_documented_shape() {
    let Some(document) = document() else { return };
    let stage = Stage::with(Options { requests_per_minute: Some(2), ..Options::default() }).await;
    assert_shape(&document, "get", "/sites", 404, &stage.get("/sites?company=x").await);
    assert_shape(&document, "get", "/sites/{site_id}", 404, &stage.get("/sites/x").await);
    assert_shape(&document, "get", "/sites", 429, &stage.get("/sites?company=x").await);
    let stranger = stage.send(stage.http.get(format!("{}/validate", stage.kinsta.api_url()))).await;
    assert_shape(&document, "get", "/validate", 401, &stranger);
}

#[test]
fn operation_ids_begin_as_in_the_documents_examples() {
    let Some(document) = document() else { return };
    let prefixes = [
        ("/sites/tools/clear-cache", "cache:clear-"),
        ("/sites/edge-caching/clear", "edgeCache:clear-"),
        ("/sites/cdn/clear-cache", "cdn-cache:clear-"),
        ("/sites/tools/restart-php", "php:restart-"),
    ];
    for (path, prefix) in prefixes {
        let schema = schema(&document, "post", path, 202);
        let example = flattened(&document, schema)
            .iter()
            .find_map(|it| it["properties"]["operation_id"]["example"].as_str())
            .unwrap();
        assert!(example.starts_with(prefix), "{example}");
    }
}

#[test]
fn the_comparison_notices_missing_wrong_and_unknown_fields() {
    let Some(document) = document() else { return };
    let schema = schema(&document, "get", "/validate", 200);
    let good = json!({ "name": "x", "expires_at": null, "company": "y", "status": "active" });
    assert_eq!(problems(&document, schema, &good), Vec::<String>::new());
    for wrong in [
        json!({ "name": "x", "company": "y", "status": "active" }),
        json!({ "name": "x", "expires_at": 5, "company": "y", "status": "active" }),
        json!({ "name": "x", "expires_at": null, "company": "y", "status": "active", "agency": "z" }),
    ] {
        assert_eq!(problems(&document, schema, &wrong).len(), 1, "{wrong}");
    }
}
