//! What is sent: paths, parameters and bodies.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::document::Document;
use super::exceptions::{ALWAYS_SENT, OTHER_WORDS, UNDECLARED};
use super::samples::{name, samples};
use crate::kinsta::api::*;

#[test]
fn path_parameters_are_the_documents() {
    let Some(document) = Document::load() else { return };
    let mut undeclared = Vec::new();
    for sample in samples() {
        let name = sample.name();
        let declared: BTreeSet<_> = document.parameters(&sample.row, "path").into_keys().collect();
        let ours: BTreeSet<_> = sample.path.iter().map(|(name, _)| *name).collect();
        let path = sample.row.path;
        let braces: BTreeSet<_> = path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        assert_eq!(ours, braces, "{name}: a parameter without a place, or a place without a parameter");
        assert!(declared.is_subset(&ours), "{name}: {declared:?}");
        undeclared.extend(ours.difference(&declared).map(|parameter| (name.clone(), parameter.to_string())));
    }
    let known = UNDECLARED.iter().map(|(name, parameter)| ((*name).to_owned(), (*parameter).to_owned()));
    assert_eq!(undeclared.into_iter().collect::<BTreeSet<_>>(), known.collect());
}

/// A query value as the document's type would have it.
fn typed(document: &Document, text: &str, schema: &Value) -> Value {
    if document.may_be(schema, "string") {
        json!(text)
    } else {
        serde_json::from_str(text).unwrap_or_else(|_| json!(text))
    }
}

#[test]
fn query_parameters_are_the_documents() {
    let Some(document) = Document::load() else { return };
    for sample in samples() {
        let name = sample.name();
        let declared = document.parameters(&sample.row, "query");
        let ours: BTreeSet<_> = sample.full.iter().flat_map(|request| request.query.keys().copied()).collect();
        assert_eq!(ours, declared.keys().copied().collect(), "{name}");
        let required: BTreeSet<_> = declared.iter().filter(|(_, (required, _))| *required).map(|(n, _)| *n).collect();
        assert_eq!(sample.bare.query.keys().copied().collect::<BTreeSet<_>>(), required, "{name}: required");
        for (parameter, text) in sample.full.iter().chain([&sample.bare]).flat_map(|request| &request.query) {
            let (_, schema) = declared[parameter];
            let objections = document.objections(parameter, &typed(&document, text, schema), schema);
            assert!(objections.is_empty(), "{name}: {objections:#?}");
        }
    }
}

/// Every place that has a value: `rules_to_update[].domain`.
fn places(at: &str, value: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::from([at.to_owned()]);
    for (name, field) in value.as_object().into_iter().flatten() {
        all.extend(places(&if at.is_empty() { name.clone() } else { format!("{at}.{name}") }, field));
    }
    for item in value.as_array().into_iter().flatten() {
        all.extend(places(&format!("{at}[]"), item));
    }
    all
}

#[test]
fn bodies_are_the_documents() {
    let Some(document) = Document::load() else { return };
    let mut always_sent = BTreeSet::new();
    for sample in samples() {
        let name = sample.name();
        let requests = || sample.full.iter().chain([&sample.bare]);
        let Some(schema) = document.body(&sample.row) else {
            assert!(requests().all(|request| request.body.is_none()), "{name}: the document knows no body");
            continue;
        };
        let body =
            |request: &super::samples::Request| request.body.clone().unwrap_or_else(|| panic!("{name}: no body"));
        for request in requests() {
            let objections = document.objections("body", &body(request), schema);
            assert!(objections.is_empty(), "{name}: {objections:#?}");
        }
        let ours: BTreeSet<_> = sample.full.iter().flat_map(|request| places("", &body(request))).collect();
        let documented: BTreeSet<_> = document.places("", schema).into_iter().map(|(place, _)| place).collect();
        assert_eq!(ours, documented, "{name}: all fields");
        let bare = body(&sample.bare);
        let required = document.required(schema);
        let extra = bare.as_object().expect("an object").keys().filter(|field| !required.contains(field.as_str()));
        always_sent.extend(extra.map(|field| (name.clone(), field.clone())));
    }
    let known = ALWAYS_SENT.iter().map(|(name, field, _)| ((*name).to_owned(), (*field).to_owned()));
    assert_eq!(always_sent, known.collect());
}

/// What requests leave open or restrict in the document: `POST /sites body region` and the schema there.
fn request_places(document: &Document) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for row in table() {
        let name = name(&row);
        let parameters = document.parameters(&row, "query").into_iter();
        all.extend(parameters.map(|(parameter, (_, schema))| (format!("{name} query {parameter}"), schema)));
        let fields = document.body(&row).map(|schema| document.places("", schema)).unwrap_or_default();
        all.extend(fields.into_iter().map(|(place, schema)| (format!("{name} body {place}"), schema)));
    }
    all
}

macro_rules! all {
    ($words:ty) => {
        <$words>::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()
    };
}

#[test]
fn enumerations_have_the_documents_words() {
    let Some(document) = Document::load() else { return };
    let env = "/sites/environments/{env_id}";
    let rules = format!("{env}/redirect-rules");
    let mut ours = BTreeMap::from([
        ("GET /company/{id}/activity-logs query category".to_owned(), all!(activity::Category)),
        ("PUT /sites/cdn/image-optimization body image_optimization_type".to_owned(), all!(cdn::ImageOptimisation)),
        ("PUT /sites/{site_id}/environments body push_files_option".to_owned(), vec!["ALL_FILES", "SPECIFIC_FILES"]),
        (format!("GET {env}/logs query file_name"), all!(logs::LogFile)),
        (format!("POST {env}/additional-sftp-accounts body permission"), all!(sftp_accounts::Permission)),
        (format!("POST {env}/ssh/change-expiration-interval body exp_interval"), all!(ssh::Expiry)),
        (format!("POST {rules} body action_type"), redirects::Action::WORDS.to_vec()),
        (format!("POST {rules} body new_value.type"), all!(redirects::Kind)),
        (format!("POST {rules} body rules_to_update[].type"), all!(redirects::Kind)),
        (format!("GET {env}/analytics/diskspace query time_span"), all!(analytics::DiskSpan)),
    ]);
    for what in ["visits", "bandwidth", "cdn-bandwidth"] {
        ours.insert(format!("GET {env}/analytics/{what} query time_span"), all!(analytics::Span));
    }
    for place in [format!("GET {rules} query"), format!("POST {rules} body")] {
        ours.insert(format!("{place} key"), all!(redirects::Key));
        ours.insert(format!("{place} order"), all!(redirects::Order));
        ours.insert(format!("{place} regex_search"), vec!["true", "false"]);
    }
    let mut other = BTreeSet::new();
    for (place, schema) in request_places(&document) {
        let words: BTreeSet<_> = document.words(schema).into_iter().collect();
        match ours.remove(&place) {
            Some(ours) => assert_eq!(ours.into_iter().collect::<BTreeSet<_>>(), words, "{place}"),
            None if words.is_empty() => {}
            None => drop(other.insert(place)),
        }
    }
    assert!(ours.is_empty(), "not in the document: {ours:#?}");
    assert_eq!(other, OTHER_WORDS.iter().map(|(place, _)| (*place).to_owned()).collect());
}

#[test]
fn limits_are_the_documents() {
    let Some(document) = Document::load() else { return };
    let env = "/sites/environments/{env_id}";
    let records = "/domains/{domain_id}/dns-records body ttl";
    let ours = BTreeMap::from([
        (format!("GET {env}/logs query lines maximum"), json!(logs::MOST_LINES)),
        (format!("GET {env}/analytics/diskspace query time_zone pattern"), json!(analytics::WholeHours::PATTERN)),
        (
            format!("POST {env}/additional-sftp-accounts body password minLength"),
            json!(sftp_accounts::SHORTEST_PASSWORD),
        ),
        (
            format!("POST {env}/change-webroot-subfolder body web_root_subfolder pattern"),
            json!(webroot::Subfolder::PATTERN),
        ),
        (format!("POST {env}/run-wp-cli-command body wp_command maxLength"), json!(wp_cli::Command::LONGEST)),
        (format!("POST {env}/run-wp-cli-command body wp_command pattern"), json!(wp_cli::Command::PATTERN)),
        (format!("POST {records} minimum"), json!(dns::SHORTEST_TTL_S)),
        (format!("PUT {records} minimum"), json!(dns::SHORTEST_TTL_S)),
    ]);
    let limits = ["minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems"];
    let mut documented = BTreeMap::new();
    for (place, schema) in request_places(&document) {
        for limit in limits {
            if let Some(value) = schema.get(limit) {
                documented.insert(format!("{place} {limit}"), value.clone());
            }
        }
    }
    assert_eq!(documented, ours);
}

#[test]
fn secrets_are_sent_and_shown_nowhere() {
    let mut with_secrets = Vec::new();
    for sample in samples() {
        for request in sample.full.iter().chain([&sample.bare]) {
            let body = request.body.as_ref().map(Value::to_string).unwrap_or_default();
            for secret in &request.secrets {
                assert!(body.contains(secret.as_str()), "{}: not sent", sample.name());
                assert!(!request.debug.contains(secret.as_str()), "{}: {}", sample.name(), request.debug);
            }
            assert_eq!(body.contains("-secret"), !request.secrets.is_empty(), "{}: not hidden", sample.name());
        }
        if sample.full.iter().any(|request| !request.secrets.is_empty()) {
            with_secrets.push(sample.name());
        }
    }
    let wanted = [
        "POST /sites/{site_id}/reset-site",
        "POST /sites",
        "POST /sites/{site_id}/environments",
        "POST /sites/environments/{env_id}/domains",
        "POST /sites/environments/{env_id}/additional-sftp-accounts",
    ];
    assert_eq!(with_secrets, wanted);
}
