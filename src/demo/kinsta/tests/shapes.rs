//! Every operation of Kinsta's document against the document: what is answered, what is refused, what is unknown.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::Options;
use super::calls::{CALLS, Call, Ids};
use super::document::{document, flattened, problems, schema, without_impossible_nulls};
use super::{Answer, Stage};

/// What of the document is left out, and why.
const LEFT_OUT: [(&str, &str); 4] = [
    ("/applications", "moved out of Kinsta's API with the application hosting"),
    ("/databases", "moved out with the application hosting"),
    ("/pipelines", "moved out with the application hosting"),
    ("/static-sites", "moved out with the application hosting"),
];
/// Fields the document requires although it gives them a default, which then counts.
const DEFAULTED: [(&str, &str); 3] = [
    ("/sites", "install_mode"),
    ("/sites/environments/{env_id}/logs", "file_name"),
    ("/sites/environments/{env_id}/logs", "lines"),
];

struct Prepared {
    stage: Stage,
    ids: Ids,
}

/// A company in which everything that is asked for exists.
async fn prepared() -> Prepared {
    let options = Options {
        sites: 300,
        key_expires_at_ms: Some(1),
        requests_per_minute: None,
        creations_per_minute: None,
        log_reads_per_minute: None,
        ..Options::default()
    };
    let stage = Stage::with(options).await;
    let (site, live) = (stage.acme(), stage.acme_live());
    let staging = site.environment("staging").unwrap().id.clone();
    let sites = stage.kinsta.sites();
    let mut environments = sites.iter().flat_map(|site| &site.environments);
    let premium = environments.find(|environment| environment.is_premium).unwrap().id.clone();
    let at = |rest: &str| format!("/sites/environments/{}/{rest}", live.id);
    let account =
        json!({ "username": "writer", "password": "sixteen letters!", "root_directory": "/", "permission": "read" });
    for (method, path, body) in [
        ("PUT", at("additional-sftp-accounts/toggle-status"), json!({ "enabled": true })),
        ("POST", at("additional-sftp-accounts"), account),
        ("POST", at("domains"), json!({ "domain_name": "waiting.example" })),
    ] {
        assert!(stage.send_json(method, &path, &body).await.status < 300, "{path}");
        stage.kinsta.finish_operations();
    }
    let operation = stage.clears_acme().await;
    stage.advance_ms(2_000);
    let company = stage.kinsta.company_id();
    let users = stage.get(&format!("/company/{company}/users")).await.json();
    let zones = stage.get(&format!("/domains?company={company}")).await.json();
    let zones = zones["company"]["domains"].as_array().unwrap().clone();
    let zone = zones.iter().find(|zone| zone["name"] == "acme.example").unwrap()["id"].clone();
    let live = stage.acme_live();
    let domain = |name: &str| live.domains.iter().find(|domain| domain.name == name).unwrap().id.clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ids = Ids(vec![
        ("operation", operation),
        ("company", company),
        ("site", site.id),
        ("live", live.id.clone()),
        ("staging", staging),
        ("premium", premium),
        ("cdn", live.cdn_cache_id.clone().unwrap()),
        ("domain", domain("www.acme.example")),
        ("unverified", domain("waiting.example")),
        ("backup", stage.kinsta.backups(&live.id)[0].id.to_string()),
        ("user", text(&users["company"]["users"][0]["user"]["id"])),
        ("zone", text(&zone)),
        ("account", stage.kinsta.sftp_accounts(&live.id)[0].id.clone()),
    ]);
    Prepared { stage, ids }
}

impl Prepared {
    async fn ask(&self, call: &Call, ids: &Ids) -> Answer {
        let request = self.stage.request(&call.method.to_uppercase(), &ids.fill(call.asked));
        let body = body(call, ids);
        self.stage.send(if body.is_null() { request } else { request.json(&body) }).await
    }
}

fn body(call: &Call, ids: &Ids) -> Value {
    if call.body.is_empty() { Value::Null } else { serde_json::from_str(&ids.fill(call.body)).unwrap() }
}

/// The schema of the body a call takes.
fn taken<'a>(document: &'a Value, call: &Call) -> &'a Value {
    &document["paths"][call.path][call.method]["requestBody"]["content"]["application/json"]["schema"]
}

fn assert_shape(document: &Value, call: &Call, status: u16, answer: &Answer) {
    let Call { method, path, .. } = call;
    assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
    let listed = &document["paths"][path][method]["responses"][status.to_string()];
    if listed.is_object() && listed.get("content").is_none() {
        assert_eq!(answer.text, "", "{method} {path} has no body");
        return;
    }
    assert!(answer.header("content-type").starts_with("application/json"), "{method} {path}");
    let mut body = answer.json();
    without_impossible_nulls(&mut body);
    let whole = schema(document, method, path, status);
    // The one answer of which only a part has ever been seen: the flat one, see `ssh::config`.
    let wanted = if path.ends_with("/ssh/config") && status == 200 { &whole["allOf"][1] } else { whole };
    let found = problems(document, wanted, &body);
    assert!(found.is_empty(), "{method} {path} {status}: {found:#?}");
}

#[test]
fn every_operation_in_scope_is_asked_for() {
    let Some(document) = document() else { return };
    let mut documented = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            if !LEFT_OUT.iter().any(|(prefix, _)| path.starts_with(prefix)) {
                documented.insert((method.clone(), path.clone()));
            }
        }
    }
    let asked: BTreeSet<_> = CALLS.iter().map(|call| (call.method.to_owned(), call.path.to_owned())).collect();
    assert_eq!(asked, documented);
    assert_eq!(asked.len(), 78);
    for (prefix, reason) in LEFT_OUT {
        let known = document["paths"].as_object().unwrap().keys().any(|path| path.starts_with(prefix));
        assert!(known, "{prefix} ({reason}) is no longer in the document");
    }
}

#[tokio::test]
async fn every_operation_takes_and_answers_what_is_documented() {
    let Some(document) = document() else { return };
    let prepared = prepared().await;
    let entries = async || prepared.stage.activity("?limit=1").await["total"].as_u64().unwrap();
    let before = entries().await;
    for call in &CALLS {
        let sent = body(call, &prepared.ids);
        if !sent.is_null() {
            let found = problems(&document, taken(&document, call), &sent);
            assert!(found.is_empty(), "the test sends {} {} {found:#?}", call.method, call.path);
        }
        let answer = prepared.ask(call, &prepared.ids).await;
        assert_shape(&document, call, call.status, &answer);
        let told = if answer.text.is_empty() { Value::Null } else { answer.json() };
        if let Some(id) = told.get("operation_id") {
            assert_eq!(told["status"], 202, "{} {}", call.method, call.path);
            let examples: Vec<&str> = flattened(&document, schema(&document, call.method, call.path, call.status))
                .iter()
                .filter_map(|schema| schema["properties"]["operation_id"]["example"].as_str())
                .collect();
            let prefix = &examples[0][..examples[0].len() - 36];
            assert!(id.as_str().unwrap().starts_with(prefix), "{id} {prefix}");
        }
    }
    assert!(prepared.stage.kinsta.running_operations() > 30);
    let writes = CALLS.iter().filter(|call| call.method != "get").count();
    assert_eq!(usize::try_from(entries().await - before), Ok(writes), "each write has its line in the activity log");
}

#[tokio::test]
async fn every_operation_needs_the_key_and_knows_nobody() {
    let Some(document) = document() else { return };
    let prepared = prepared().await;
    let nobody = prepared.ids.of_nobody();
    let written = prepared.stage.kinsta.running_operations();
    for call in &CALLS {
        let url = format!("{}{}", prepared.stage.kinsta.api_url(), prepared.ids.fill(call.asked));
        let method = call.method.to_uppercase().parse().unwrap();
        let stranger = prepared.stage.send(prepared.stage.http.request(method, url)).await;
        assert_shape(&document, call, 401, &stranger);
        if call.path != "/validate" {
            assert_shape(&document, call, 404, &prepared.ask(call, &nobody).await);
        }
    }
    assert_eq!(prepared.stage.kinsta.running_operations(), written, "nothing has begun");
}

/// Something that is of none of the types a field may have.
fn wrong_for(field: &Value) -> Value {
    let takes_text = field["type"] == "string" || field["anyOf"].is_array();
    if takes_text { json!(5) } else { json!("nonsense") }
}

#[tokio::test]
async fn every_documented_field_is_looked_at() {
    let Some(document) = document() else { return };
    let prepared = prepared().await;
    let written = prepared.stage.kinsta.running_operations();
    for call in CALLS.iter().filter(|call| !call.body.is_empty()) {
        let whole = body(call, &prepared.ids);
        let schemas = flattened(&document, taken(&document, call));
        let send = async |body: &Value, why: String| {
            let request = prepared.stage.request(&call.method.to_uppercase(), &prepared.ids.fill(call.asked));
            let answer = prepared.stage.send(request.json(body)).await;
            assert_eq!(answer.status, 400, "{} {} {why}: {}", call.method, call.path, answer.text);
            assert_shape(&document, call, 400, &answer);
            assert_eq!(answer.json()["message"], "Bad request format", "{} {} {why}", call.method, call.path);
        };
        for schema in schemas {
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                assert!(whole.get(name).is_some(), "the test sends no {name} to {} {}", call.method, call.path);
                let mut wrong = whole.clone();
                wrong[name] = wrong_for(field);
                send(&wrong, format!("with a wrong {name}")).await;
                if field["enum"].is_array() {
                    wrong[name] = json!("nonsense");
                    send(&wrong, format!("with an unknown {name}")).await;
                }
            }
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !DEFAULTED.contains(&(call.path, name)) {
                    let mut less = whole.clone();
                    less.as_object_mut().unwrap().remove(name);
                    send(&less, format!("without {name}")).await;
                }
            }
        }
    }
    assert_eq!(prepared.stage.kinsta.running_operations(), written, "nothing has begun");
}

#[tokio::test]
async fn every_documented_parameter_is_looked_at() {
    let Some(document) = document() else { return };
    let prepared = prepared().await;
    for call in &CALLS {
        let parameters = document["paths"][call.path][call.method]["parameters"].as_array();
        let asked = prepared.ids.fill(call.asked);
        let (path, query) = asked.split_once('?').unwrap_or((&asked, ""));
        for parameter in parameters.into_iter().flatten().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            let others: Vec<&str> = query.split('&').filter(|pair| pair.split('=').next() != Some(name)).collect();
            let others = others.join("&");
            let left_out = prepared.stage.get(&format!("{path}?{others}")).await;
            let needed = parameter["required"] == json!(true) && !DEFAULTED.contains(&(call.path, name));
            let wanted = if needed { 400 } else { call.status };
            assert_eq!(left_out.status, wanted, "{path} without {name}: {}", left_out.text);
            let type_ = &parameter["schema"]["type"];
            let can_be_wrong = parameter["schema"]["enum"].is_array()
                || parameter["schema"]["pattern"].is_string()
                || *type_ == "number"
                || (type_.is_array() && type_[0] == "boolean")
                || matches!(name, "from" | "to");
            if can_be_wrong {
                let wrong = prepared.stage.get(&format!("{path}?{others}&{name}=nonsense")).await;
                assert_eq!(wrong.status, 400, "{path} with a wrong {name}: {}", wrong.text);
            }
        }
    }
}

#[tokio::test]
async fn operations_and_refusals_have_the_documented_shape() {
    let Some(document) = document() else { return };
    let followed = CALLS.iter().find(|call| call.path == "/operations/{operation_id}").unwrap();
    let stage = Stage::with(Options { requests_per_minute: Some(6), ..Options::default() }).await;
    let id = stage.clears_acme().await;
    assert_shape(&document, followed, 404, &stage.operation(&id).await);
    stage.kinsta.finish_operations();
    assert_shape(&document, followed, 200, &stage.operation(&id).await);
    let id = stage.clears_acme().await;
    stage.kinsta.fail_operations("No.");
    assert_shape(&document, followed, 500, &stage.operation(&id).await);
    stage.get("/validate").await;
    assert_shape(&document, followed, 429, &stage.operation(&id).await);
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
