//! The doors: what Slack and the operators of the bot can reach over HTTP.
//!
//! Verifies, parses, answers in time, and hands over. Holds no SQL and makes no Kinsta call.

mod answer;
mod desk;
mod events;
mod files;
mod forms;
mod health;
mod home;
mod interactions;
mod options;
mod receive;
mod secrets;
mod server;
mod slash;

pub use desk::Desk;
pub use health::metrics_router;
pub use server::{Limits, serve};

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;

/// Every route of the service. `/metrics` is here only where it has no port of its own.
pub fn router(desk: Arc<Desk>, with_metrics: bool) -> Router {
    let mut router = Router::new()
        .route("/slack/commands", post(slash::receive))
        .route("/slack/interactivity", post(interactions::receive))
        .route("/slack/events", post(events::receive))
        .route("/slack/options", post(options::receive))
        .route_layer(middleware::from_fn(answer::timed))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready));
    if with_metrics {
        router = router.route("/metrics", get(health::metrics));
    }
    router.with_state(desk).layer(CatchPanicLayer::custom(answer::panicked))
}
