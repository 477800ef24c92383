//! `GET /sites/environments/{env_id}/logs`: the last lines of one of three files, as one text.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::json;

use super::fields::Params;
use super::log_lines::{File, Lines};
use super::reply::Reply;
use super::state::Shared;

const USUAL: usize = 1_000;
const MOST: usize = 20_000;

/// The document calls both parameters required and gives them defaults; the defaults win.
pub(super) async fn read(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Reply, Reply> {
    let file = match params.one_of("file_name", &["error", "access", "kinsta-cache-perf"])? {
        Some("access") => File::Access,
        Some("kinsta-cache-perf") => File::CachePerformance,
        _ => File::Error,
    };
    let count = params.count_or("lines", USUAL)?;
    if count > MOST {
        return Err(Reply::bad_request("lines", "Number must be less than or equal to 20000"));
    }
    let now_ms = shared.clock.now_ms();
    let mut world = shared.lock();
    let (_, environment) = world.environment(&id).ok_or_else(Reply::not_found)?;
    let environment = environment.clone();
    let estate = world.estate(&id).ok_or_else(Reply::not_found)?;
    let text = Lines::new(&environment, &estate.plugins).last(file, count, now_ms);
    Ok(Reply::ok(json!({ "environment": { "container_info": { "logs": text } } })))
}
