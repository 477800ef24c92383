//! `POST /slack/options`: what a select menu offers while a person types. Answered from memory.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::desk::Desk;
use super::receive;
use crate::slack::inbound::Options;

/// Slack shows at most this many.
const MOST: usize = 100;

pub async fn receive(State(desk): State<Arc<Desk>>, request: Request<Body>) -> Response {
    let body = match receive::signed(&desk, request).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let query = match desk.reader.options(&body) {
        Ok(Options::Query(query)) => query,
        Ok(Options::Unknown { kind }) => {
            tracing::debug!(kind, "an unknown kind of options query");
            return Json(json!({ "options": [] })).into_response();
        }
        Err(error) => {
            tracing::info!(error = %error, "an options query could not be read");
            return receive::refuse(StatusCode::BAD_REQUEST, "malformed");
        }
    };
    if !desk.is_ours(query.app_id.as_deref()) {
        return receive::refuse(StatusCode::UNAUTHORIZED, "other_app");
    }
    let directory = desk.directory.snapshot();
    let options: Vec<Value> = directory
        .index
        .suggest(&query.typed, MOST)
        .into_iter()
        .map(|site| {
            let label: String = site.title().chars().take(75).collect();
            json!({ "text": { "type": "plain_text", "text": label }, "value": site.id })
        })
        .collect();
    Json(json!({ "options": options })).into_response()
}
