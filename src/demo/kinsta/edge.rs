//! `POST /sites/edge-caching/clear`.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;

use super::fields::Fields;
use super::gate::Call;
use super::operations::Begin;
use super::reply::Reply;
use super::state::Shared;

/// Empties the edge, as a whole or for one URL with or without what lies below it. Where edge caching is off the
/// operation fails; the document does not say what Kinsta does then.
pub(super) async fn clear(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let environment_id = fields.text("environment_id")?.to_owned();
    let below = fields.optional_bool("clear_subdirectories")?.unwrap_or(false);
    let address = match fields.optional_text("url")? {
        Some(text) => Some(url::Url::parse(text).map_err(|_| Reply::bad_request("url", "Invalid url"))?),
        None => None,
    };
    let mut world = shared.lock();
    let (site, environment) = world.environment(&environment_id).ok_or_else(Reply::not_found)?;
    let doomed =
        environment.id_edge_cache.is_none().then(|| "Edge caching is not enabled for this environment.".to_owned());
    let begin = Begin {
        prefix: "edgeCache:clear",
        message: "Clearing site edge cache in progress",
        activity: "clearEdgeCache",
        description: format!("Clear edge cache of \"{}\" ({})", site.display_name, environment.display_name),
        site_id: site.id.clone(),
        environment_id: environment_id.clone(),
        doomed,
        when_over: Box::new(move |world, end| {
            if end.is_success() {
                world.web.forget_edge(&environment_id, address.as_ref(), below);
            }
        }),
    };
    Ok(shared.begin(&mut world, &call, begin))
}
