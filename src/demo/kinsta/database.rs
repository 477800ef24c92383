//! `POST /sites/environments/{env_id}/pma-login-token`: a link that lets one into the database without a password.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::json;

use super::reply::Reply;
use super::state::Shared;

/// How long a link is good, in milliseconds.
const LIFETIME_MS: i64 = 15 * 60_000;

/// Every call makes another link.
pub(super) async fn login(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let site_name = world.environment(&id).ok_or_else(Reply::not_found)?.0.name.clone();
    let token = world.new_id("database-token").replace('-', "");
    shared.note(&mut world, &place, "generatePmaLogin", "Generate a phpMyAdmin login for");
    Ok(Reply::ok(json!({
        "url": format!("https://mysqleditor-{site_name}.kinsta.cloud?app-key={token}"),
        "expires_at": shared.clock.now_ms() + LIFETIME_MS,
    })))
}
