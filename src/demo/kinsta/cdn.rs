//! `POST /sites/cdn/clear-cache`.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;

use super::fields::Fields;
use super::gate::Call;
use super::operations::Begin;
use super::reply::Reply;
use super::state::Shared;

/// Empties the CDN. An id that is not the environment's own is as unknown as a wrong environment.
pub(super) async fn clear(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let environment_id = fields.text("environment_id")?.to_owned();
    let cdn_cache_id = fields.text("cdn_cache_id")?;
    let mut world = shared.lock();
    let (site, environment) = world
        .environment(&environment_id)
        .filter(|(_, environment)| environment.cdn_cache_id.as_deref() == Some(cdn_cache_id))
        .ok_or_else(Reply::not_found)?;
    let begin = Begin {
        prefix: "cdn-cache:clear",
        message: "Clearing site CDN cache in progress",
        activity: "clearCdnCache",
        description: format!("Clear CDN cache of \"{}\" ({})", site.display_name, environment.display_name),
        site_id: site.id.clone(),
        environment_id: environment_id.clone(),
        doomed: None,
        when_over: Box::new(move |world, end| {
            if end.is_success() {
                *world.cdn_clears.entry(environment_id).or_default() += 1;
            }
        }),
    };
    Ok(shared.begin(&mut world, &call, begin))
}
