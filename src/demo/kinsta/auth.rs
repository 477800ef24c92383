//! The API key: what counts as one, and `GET /validate`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use serde_json::json;

use super::reply::Reply;
use super::state::Shared;

/// The name the only key has in MyKinsta.
pub(super) const KEY_NAME: &str = "Slack bot";

/// Whether the request carries `Bearer <key>`.
pub(super) fn accepts(key: &str, headers: &HeaderMap) -> bool {
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (given.next(), given.next()) else { return false };
    value.to_str().ok().and_then(|value| value.split_once(' ')).is_some_and(|(scheme, token)| {
        scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.trim() == key
    })
}

/// `GET /validate`; the expiry is epoch milliseconds written as text, as in the document's example.
pub(super) async fn validate(State(shared): State<Arc<Shared>>) -> Reply {
    let company = shared.lock().company_id.clone();
    Reply::ok(json!({
        "name": KEY_NAME,
        "expires_at": shared.options.key_expires_at_ms.map(|at| at.to_string()),
        "company": company,
        "status": "active",
    }))
}
