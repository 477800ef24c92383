//! What Kinsta tells about one environment beyond what the directory remembers.

use super::services::{Asked, Services};
use super::target::Resolved;
use crate::domain::refusal::Refusal;
use crate::kinsta::{Lane, api};

/// The environment as Kinsta describes it now.
pub async fn environment(
    asked: &Asked,
    services: &Services,
    resolved: &Resolved,
) -> Result<api::environments::Environment, Refusal> {
    let list = api::environments::List { site: resolved.site.id.clone() };
    let listed = services.kinsta.read(&list, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
    let mut environments = listed.into_environments().into_iter();
    environments.find(|env| env.id == resolved.env.id).ok_or_else(|| {
        services.directory.refresh_soon();
        Refusal::new(asked.t("kinsta-not-found")).way_out(asked.t("kinsta-not-found-way-out"))
    })
}
