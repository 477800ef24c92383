//! `POST /slack/options`: what a select menu offers while a person types. Answered from memory.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::desk::Desk;
use super::forms::own_or;
use super::receive;
use crate::commands::{self, Asked};
use crate::slack::blocks;
use crate::slack::inbound::{Options, Sought};

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
    // What the conversation of the form or message is bound to is all there is to offer; a form that belongs to none,
    // and the Home tab, are the person's own.
    let actor = desk.actor(&query.team, &query.user).await;
    let asked = Asked::new(actor, own_or(query.place, &query.user));
    let index = &desk.pipeline.services_for(&asked).directory.snapshot().index.clone();
    let offered = match query.sought {
        Some(Sought::Environment) => blocks::grouped_options(&commands::suggest_environments(index, &query.typed)),
        Some(Sought::Site) => blocks::options(&commands::suggest_sites(index, &query.typed)),
        None => json!({ "options": [] }),
    };
    Json(offered).into_response()
}
