//! `/sites/edge-caching/…`: emptying the edge, and switching it on and off.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use serde_json::Value;

use super::begin::{Kind, on_success};
use super::fields::Fields;
use super::gate::Call;
use super::reply::Reply;
use super::state::Shared;

const CLEAR: Kind = Kind::of_sites("edgeCache:clear", "Clearing site edge cache in progress", "clearEdgeCache");
const STATUS: Kind =
    Kind::of_sites("edge-cache:update-status", "Updating Site Edge Cache Status in progress", "updateEdgeCacheStatus");

/// `POST /sites/edge-caching/clear`: the edge as a whole or for one URL with or without what lies below it. Where edge
/// caching is off the operation fails; the document does not say what Kinsta does then.
pub(super) async fn clear(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?.to_owned();
    let below = fields.optional_bool("clear_subdirectories")?.unwrap_or(false);
    let address = match fields.optional_text("url")? {
        Some(text) => Some(url::Url::parse(text).map_err(|_| Reply::bad_request("url", "Invalid url"))?),
        None => None,
    };
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let is_on = world.environment(&id).is_some_and(|(_, environment)| environment.id_edge_cache.is_some());
    let problem = (!is_on).then(|| "Edge caching is not enabled for this environment.".to_owned());
    let effect = on_success(move |world, _| {
        world.web.forget_edge(&id, address.as_ref(), below);
        Ok(Value::Null)
    });
    let begin = place.begin(&CLEAR, "Clear edge cache of", effect);
    Ok(shared.begin(&mut world, &call, begin.doomed(problem)))
}

/// `PUT /sites/edge-caching/status`. Switching on what is on already changes nothing.
pub(super) async fn set_status(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?.to_owned();
    let enabled = fields.bool("enabled")?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let effect = on_success(move |world, _| {
        world.web.forget_edge(&id, None, true);
        let edge_id = world.ids.uuid("edge", &id);
        if let Some(environment) = world.environment_mut(&id) {
            environment.id_edge_cache = enabled.then_some(edge_id);
        }
        Ok(Value::Null)
    });
    let what = if enabled { "Enable edge caching of" } else { "Disable edge caching of" };
    Ok(shared.begin(&mut world, &call, place.begin(&STATUS, what, effect)))
}
