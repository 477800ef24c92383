//! For those who run the bot: is it alive, is it ready, how does it do.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::desk::Desk;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store answers and the sites are known. A stale directory is still ready.
pub async fn ready(State(desk): State<Arc<Desk>>) -> Response {
    let mut missing = Vec::new();
    if let Err(error) = desk.store.ping().await {
        tracing::warn!(error = %error, "the store does not answer");
        missing.push("store");
    }
    if desk.directory.snapshot().is_empty() {
        missing.push("site directory");
    }
    if missing.is_empty() {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", missing.join(", "))).into_response()
    }
}

/// `GET /metrics`, in Prometheus' text form.
pub async fn metrics(State(desk): State<Arc<Desk>>) -> Response {
    if let Ok(undelivered) = desk.store.undelivered_count().await {
        metrics::gauge!("outbox_waiting").set(undelivered as f64);
    }
    let directory = desk.directory.snapshot();
    let age_ms = desk.clock.now_ms() - directory.fetched_at_ms;
    metrics::gauge!("directory_age_seconds").set(age_ms as f64 / 1000.0);
    desk.metrics.run_upkeep();
    ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], desk.metrics.render()).into_response()
}

/// The routes of a port of its own for the numbers.
pub fn metrics_router(desk: Arc<Desk>) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(desk)
}
