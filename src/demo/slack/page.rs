//! (page)
use super::SimulatedSlack;
use axum::Router;
pub(super) fn routes() -> Router<SimulatedSlack> {
    Router::new()
}
