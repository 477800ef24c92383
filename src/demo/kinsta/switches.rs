//! `/_faults`: the switches of [`super::faults`] over HTTP. Shapes are documented there.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::faults::{Faults, Rule};
use super::reply::Reply;
use super::state::Shared;

fn listed(faults: &Faults) -> Value {
    json!({
        "faults": faults.active(),
        "failures_as_200": faults.failures_as_200(),
        "stalled": faults.stalled(),
    })
}

pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Reply {
    Reply::ok(listed(&shared.faults))
}

pub(super) async fn add(State(shared): State<Arc<Shared>>, body: String) -> Result<Reply, Reply> {
    let wanted: Value = serde_json::from_str(&body).map_err(|_| Reply::bad_request("", "The body is not JSON"))?;
    if let Some(style) = wanted.get("failures_as_200") {
        let on = style.as_bool().ok_or_else(|| Reply::bad_request("failures_as_200", "Expected boolean"))?;
        shared.faults.set_failures_as_200(on);
        return Ok(Reply::ok(listed(&shared.faults)));
    }
    let rule: Rule =
        serde_json::from_value(wanted).map_err(|problem| Reply::bad_request("fault", &problem.to_string()))?;
    if rule.times == Some(0) {
        return Err(Reply::bad_request("times", "Must be at least 1, or left out"));
    }
    let id = shared.faults.add(rule);
    let mut body = listed(&shared.faults);
    body["added"] = json!(id);
    Ok(Reply { status: StatusCode::CREATED, body })
}

pub(super) async fn release(State(shared): State<Arc<Shared>>) -> Reply {
    shared.faults.release_stalled();
    Reply::ok(listed(&shared.faults))
}

pub(super) async fn remove(State(shared): State<Arc<Shared>>, Path(id): Path<u64>) -> Result<Reply, Reply> {
    if shared.faults.remove(id) { Ok(Reply::ok(listed(&shared.faults))) } else { Err(Reply::not_found()) }
}

pub(super) async fn clear(State(shared): State<Arc<Shared>>) -> Reply {
    shared.faults.clear();
    Reply::ok(listed(&shared.faults))
}
