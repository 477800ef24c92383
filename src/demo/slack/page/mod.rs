//! The page: one Slack channel in the browser, for `demo` and for browser tests.
//!
//! It only translates between the browser and the acts a person can do; every press goes through the same signed
//! request as in tests. Requests that change something must be JSON, which another site's page cannot send unasked.

mod acts;
mod state;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};

use super::SimulatedSlack;

/// Scripts and styles only from here; images from anywhere, as messages may show any.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data: http: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The routes of the page and its client protocol.
pub(super) fn routes() -> Router<SimulatedSlack> {
    let js = "text/javascript; charset=utf-8";
    Router::new()
        .route("/", get(|| asset("text/html; charset=utf-8", include_str!("page.html"))))
        .route("/client/page.css", get(|| asset("text/css; charset=utf-8", include_str!("page.css"))))
        .route("/client/page.js", get(move || asset(js, include_str!("page.js"))))
        .route("/client/dom.js", get(move || asset(js, include_str!("dom.js"))))
        .route("/client/mrkdwn.js", get(move || asset(js, include_str!("mrkdwn.js"))))
        .route("/client/blocks.js", get(move || asset(js, include_str!("blocks.js"))))
        .route("/client/elements.js", get(move || asset(js, include_str!("elements.js"))))
        .route("/client/modal.js", get(move || asset(js, include_str!("modal.js"))))
        .route("/client/faults.js", get(move || asset(js, include_str!("faults.js"))))
        .route("/client/config", get(state::config))
        .route("/client/state", get(state::state))
        .route("/client/events", get(state::events))
        .route("/client/send", post(acts::send))
        .route("/client/press", post(acts::press))
        .route("/client/submit", post(acts::submit))
        .route("/client/close", post(acts::close))
        .route("/client/options", post(acts::options))
        .route("/client/attach", post(acts::attach))
        .route("/client/shortcut", post(acts::shortcut))
        .route("/client/files/{id}", get(acts::file))
        .route("/client/home", post(acts::home))
        .route("/client/kinsta-faults", get(acts::faults).post(acts::add_fault).delete(acts::clear_faults))
        .route("/client/kinsta-faults/release", post(acts::release_faults))
        .route("/client/kinsta-faults/{id}", delete(acts::remove_fault))
}

async fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store"), (CONTENT_SECURITY_POLICY, POLICY)], text).into_response()
}
