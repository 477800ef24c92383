//! Every endpoint against Kinsta's own OpenAPI document: method, path, parameters, body and answer. And every operation
//! of the document against our endpoints.

mod answers;
mod document;
mod exceptions;
mod requests;
mod samples;

use std::collections::BTreeSet;

use super::*;
use document::Document;
use exceptions::LEFT_OUT;
use samples::{name, samples};

#[test]
fn every_operation_of_the_document_has_an_endpoint_or_is_left_out_on_purpose() {
    let Some(document) = Document::load() else { return };
    let ours: BTreeSet<String> = table().iter().map(name).collect();
    let left_out =
        |path: &str| LEFT_OUT.iter().find(|(prefix, _)| path == *prefix || path.starts_with(&format!("{prefix}/")));
    let missing: Vec<String> = document
        .operations()
        .filter(|(_, path)| left_out(path).is_none())
        .map(|(method, path)| format!("{method} {path}"))
        .filter(|operation| !ours.contains(operation))
        .collect();
    assert!(missing.is_empty(), "no endpoint for {missing:#?}");
    for (prefix, why) in LEFT_OUT {
        let is_there = document.operations().any(|(_, path)| left_out(path).is_some_and(|(found, _)| found == prefix));
        assert!(is_there, "{prefix} ({why}) is no longer in the document");
    }
    assert_eq!(ours.len(), 78);
}

#[test]
fn the_table_has_every_endpoint_once_and_every_one_has_a_sample() {
    let rows: BTreeSet<_> = table().iter().map(name).collect();
    let sampled: BTreeSet<_> = samples().iter().map(|sample| sample.name()).collect();
    assert_eq!(rows.len(), table().len(), "a row stands twice");
    assert_eq!(rows, sampled);
    assert_eq!(samples().len(), sampled.len(), "a sample stands twice");
}

#[test]
fn only_gets_are_reads() {
    for row in table() {
        assert_eq!(row.method == Method::Get, row.effect == Effect::Read, "{row:?}");
    }
}

#[test]
fn making_sites_and_environments_and_reading_logs_count_against_limits_of_their_own() {
    let of = |class: LimitClass| -> Vec<String> { table().iter().filter(|row| row.class == class).map(name).collect() };
    let creations = [
        "POST /sites",
        "POST /sites/plain",
        "POST /sites/clone",
        "POST /sites/{site_id}/environments",
        "POST /sites/{site_id}/environments/plain",
        "POST /sites/{site_id}/environments/clone",
    ];
    assert_eq!(of(LimitClass::Creation), creations);
    assert_eq!(of(LimitClass::Logs), ["GET /sites/environments/{env_id}/logs"]);
}
