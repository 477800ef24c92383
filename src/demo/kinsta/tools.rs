//! `/sites/tools/…`: the site cache and the PHP engine.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use serde_json::Value;

use super::begin::{Kind, on_success};
use super::fields::Fields;
use super::gate::Call;
use super::reply::Reply;
use super::state::Shared;

/// How long the web still answers 503 after a restart has finished, in milliseconds.
const AFTERMATH_MS: i64 = 1_000;
/// What can be chosen in MyKinsta; the API has no list of it.
const VERSIONS: [&str; 6] = ["8.0", "8.1", "8.2", "8.3", "8.4", "8.5"];

const CLEAR: Kind = Kind::of_sites("cache:clear", "Clearing site cache in progress", "clearCache");
const RESTART: Kind = Kind::of_sites("php:restart", "Restarting PHP in progress", "restartPhp");
const MODIFY: Kind = Kind::of_sites("php:modify-version", "Modifying PHP version in progress", "modifyPhpVersion");

/// `POST /sites/tools/clear-cache`. The edge keeps copies of cached pages, so it is emptied with them.
pub(super) async fn clear_cache(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?.to_owned();
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let effect = on_success(move |world, _| {
        world.web.forget_pages(&id);
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&CLEAR, "Clear site cache of", effect)))
}

/// `POST /sites/tools/restart-php`. Meanwhile the web answers 503, unless the environment is blocked.
pub(super) async fn restart_php(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?.to_owned();
    let mut world = shared.lock();
    let place = world.place(&id)?;
    shared.take_php_away(&mut world, &id);
    let begin = place.begin(
        &RESTART,
        "Restart PHP of",
        Box::new(move |world, end| {
            world.web.php_returns(&id, end.at_ms + AFTERMATH_MS);
            Ok(Value::Null)
        }),
    );
    Ok(shared.begin(&mut world, &call, begin))
}

/// `PUT /sites/tools/modify-php-version`; restarts the engine too. An unknown version fails in the operation, since
/// the document lists no 400 here.
pub(super) async fn modify_php_version(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let id = fields.text("environment_id")?.to_owned();
    let version = fields.text("php_version")?.to_owned();
    let opt_out = fields.optional_bool("is_opt_out_from_automatic_php_update")?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let problem =
        (!VERSIONS.contains(&version.as_str())).then(|| format!("The PHP version {version} is not supported."));
    if problem.is_none() {
        shared.take_php_away(&mut world, &id);
    }
    let what = format!("Change the PHP version to {version} of");
    let begin = place.begin(
        &MODIFY,
        &what,
        Box::new(move |world, end| {
            world.web.php_returns(&id, end.at_ms + AFTERMATH_MS);
            if let Some(environment) = world.environment_mut(&id).filter(|_| end.is_success()) {
                environment.php_engine_version = format!("php{version}");
                environment.is_opt_out_from_automatic_php_update =
                    opt_out.unwrap_or(environment.is_opt_out_from_automatic_php_update);
            }
            Ok(Value::Null)
        }),
    );
    Ok(shared.begin(&mut world, &call, begin.doomed(problem)))
}

impl Shared {
    /// The web of an environment answers 503 until the operation that starts now is over, unless others block it.
    fn take_php_away(&self, world: &mut super::state::World, environment_id: &str) {
        if world.environment(environment_id).is_some_and(|(_, environment)| !environment.is_blocked) {
            // Also bounds the outage of an operation that is stuck: only its report is, PHP came back.
            world.web.php_goes_down(environment_id, self.usual_end_ms() + AFTERMATH_MS);
        }
    }
}
