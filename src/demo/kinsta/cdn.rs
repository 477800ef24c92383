//! `/sites/cdn/…`: emptying the CDN, and how it optimises images.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use serde_json::Value;

use super::begin::{Kind, on_success};
use super::fields::Fields;
use super::gate::Call;
use super::reply::Reply;
use super::state::Shared;

const CLEAR: Kind = Kind::of_sites("cdn-cache:clear", "Clearing site CDN cache in progress", "clearCdnCache");
const IMAGES: Kind = Kind::of_sites(
    "cdn:update-image-optimization",
    "Updating Site Image Optimization in progress",
    "updateImageOptimization",
);

/// `POST /sites/cdn/clear-cache`. An id that is not the environment's own is as unknown as a wrong environment.
pub(super) async fn clear(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?.to_owned();
    let cdn_cache_id = fields.text("cdn_cache_id")?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    if world.environment(&id).is_none_or(|(_, found)| found.cdn_cache_id.as_deref() != Some(cdn_cache_id)) {
        return Err(Reply::not_found());
    }
    let effect = on_success(move |world, _| {
        *world.cdn_clears.entry(id).or_default() += 1;
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&CLEAR, "Clear CDN cache of", effect)))
}

/// `PUT /sites/cdn/image-optimization`. Without a CDN the operation fails; the document does not say what Kinsta does.
pub(super) async fn optimise_images(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?.to_owned();
    let kind = fields.one_of("image_optimization_type", &["off", "lossy", "lossless"])?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let has_cdn = world.environment(&id).is_some_and(|(_, environment)| environment.cdn_cache_id.is_some());
    let problem = (!has_cdn).then(|| "CDN is not enabled for this environment.".to_owned());
    let effect = on_success(move |world, _| {
        if let Some(environment) = world.environment_mut(&id) {
            environment.image_optimization_type = Some(kind.to_owned());
        }
        Ok(Value::Null)
    });
    let begin = place.begin(&IMAGES, &format!("Set image optimization to {kind} for"), effect);
    Ok(shared.begin(&mut world, &call, begin.doomed(problem)))
}
