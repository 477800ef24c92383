//! `POST /sites/tools/…`: the site cache and the PHP engine.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;

use super::fields::Fields;
use super::gate::Call;
use super::operations::Begin;
use super::reply::Reply;
use super::state::Shared;

/// How long the web still answers 503 after a restart has finished, in milliseconds.
const AFTERMATH_MS: i64 = 1_000;

/// `POST /sites/tools/clear-cache`. The edge keeps copies of cached pages, so it is emptied with them.
pub(super) async fn clear_cache(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let environment_id = fields.text("environment_id")?.to_owned();
    let mut world = shared.lock();
    let (site, environment) = world.environment(&environment_id).ok_or_else(Reply::not_found)?;
    let begin = Begin {
        prefix: "cache:clear",
        message: "Clearing site cache in progress",
        activity: "clearCache",
        description: format!("Clear site cache of \"{}\" ({})", site.display_name, environment.display_name),
        site_id: site.id.clone(),
        environment_id: environment_id.clone(),
        doomed: None,
        when_over: Box::new(move |world, end| {
            if end.is_success() {
                world.web.forget_pages(&environment_id);
            }
        }),
    };
    Ok(shared.begin(&mut world, &call, begin))
}

/// `POST /sites/tools/restart-php`. Meanwhile the web answers 503, unless the environment is blocked.
pub(super) async fn restart_php(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let environment_id = fields.text("environment_id")?.to_owned();
    let mut world = shared.lock();
    let (site, environment) = world.environment(&environment_id).ok_or_else(Reply::not_found)?;
    let is_blocked = environment.is_blocked;
    let begin = Begin {
        prefix: "php:restart",
        message: "Restarting PHP in progress",
        activity: "restartPhp",
        description: format!("Restart PHP of \"{}\" ({})", site.display_name, environment.display_name),
        site_id: site.id.clone(),
        environment_id: environment_id.clone(),
        doomed: None,
        when_over: {
            let environment_id = environment_id.clone();
            Box::new(move |world, end| world.web.php_returns(&environment_id, end.at_ms + AFTERMATH_MS))
        },
    };
    if !is_blocked {
        // Also bounds the outage of an operation that is stuck: only its report is, PHP came back.
        world.web.php_goes_down(&environment_id, shared.usual_end_ms() + AFTERMATH_MS);
    }
    Ok(shared.begin(&mut world, &call, begin))
}
