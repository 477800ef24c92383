//! Answers in Slack's form.

use std::any::Any;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::domain::card::Card;
use crate::slack::blocks;

/// Most answers take no more bytes.
const ROOM: usize = 4096;

#[derive(Serialize)]
struct Ephemeral {
    response_type: &'static str,
    #[serde(flatten)]
    message: blocks::Message,
}

/// A message only the asker sees, as the acknowledgement itself.
pub fn ephemeral(card: &Card) -> Response {
    let message = Ephemeral { response_type: "ephemeral", message: blocks::render(card) };
    let mut body = Vec::with_capacity(ROOM);
    match serde_json::to_writer(&mut body, &message) {
        Ok(()) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A bare acknowledgement.
pub fn acknowledged() -> Response {
    StatusCode::OK.into_response()
}

/// Measures how long Slack waits.
pub async fn timed(route: MatchedPath, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let response = next.run(request).await;
    let route = route.as_str().to_owned();
    metrics::histogram!("slack_ack_seconds", "route" => route).record(begun.elapsed().as_secs_f64());
    response
}

/// A handler that panicked: Slack is told nothing happened, and the log keeps the place.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over")]
pub fn panicked(panic: Box<dyn Any + Send>) -> axum::http::Response<Body> {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = said.unwrap_or("unknown"), "a handler panicked");
    metrics::counter!("http_panics_total").increment(1);
    StatusCode::OK.into_response()
}
