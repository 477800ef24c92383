//! The table of paths.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post};

use super::reply::Reply;
use super::state::Shared;
use super::{activity, auth, cdn, company, edge, gate, operations, sites, switches, tools};

/// Where the API begins.
pub(super) const BASE: &str = "/v2";

/// The API and, beside it, the switches.
pub(super) fn router(shared: &Arc<Shared>) -> Router {
    let api = Router::new()
        .route("/validate", get(auth::validate))
        .route("/operations/{operation_id}", get(operations::show))
        .route("/sites", get(sites::list))
        .route("/sites/{site_id}", get(sites::show))
        .route("/sites/{site_id}/environments", get(sites::environments))
        .route("/sites/tools/clear-cache", post(tools::clear_cache))
        .route("/sites/tools/restart-php", post(tools::restart_php))
        .route("/sites/edge-caching/clear", post(edge::clear))
        .route("/sites/cdn/clear-cache", post(cdn::clear))
        .route("/company/{company_id}/activity-logs", get(activity::list))
        .route("/company/{company_id}/users", get(company::users))
        .route("/company/{company_id}/api-keys", get(company::api_keys))
        .route("/company/{company_id}/available-regions", get(company::regions));
    Router::new()
        .nest(BASE, api)
        .route("/_faults", get(switches::list).post(switches::add).delete(switches::clear))
        .route("/_faults/release", post(switches::release))
        .route("/_faults/{id}", delete(switches::remove))
        .fallback(|| async { Reply::not_found() })
        .method_not_allowed_fallback(|| async { Reply::wrong_method() })
        .layer(from_fn_with_state(Arc::clone(shared), gate::pass))
        .with_state(Arc::clone(shared))
}
