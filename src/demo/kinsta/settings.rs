//! PHP's share, the web root and the list of files.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::begin::{Begin, Kind, on_success};
use super::estate::PhpAllocation;
use super::fields::Fields;
use super::gate::Call;
use super::reply::Reply;
use super::state::{Shared, World};

const OF_ENVIRONMENT: Kind = Kind::of_sites(
    "environments:change-environment-php-allocation",
    "Environment PHP allocation change in progress",
    "changeEnvironmentPhpAllocation",
);
const OF_SITE: Kind = Kind::of_sites(
    "sites:change-site-php-allocation",
    "Site PHP allocation change in progress",
    "changeSitePhpAllocation",
);
const WEB_ROOT: Kind = Kind::of_sites(
    "sites:change-webroot-subfolder",
    "Environment webroot subfolder change in progress",
    "changeWebrootSubfolder",
);

fn allocation(fields: &Fields) -> Result<PhpAllocation, Reply> {
    fields.only(&["thread_count", "thread_memory"])?;
    let wanted = PhpAllocation { threads: fields.number("thread_count")?, memory_mb: fields.number("thread_memory")? };
    if wanted.pool_mb() == 0 {
        return Err(Reply::bad_request("thread_count", "Number must be greater than 0"));
    }
    Ok(wanted)
}

/// The pool is bought in MyKinsta; here it can only be shared out differently.
fn pool_problem(world: &mut World, environment_id: &str, wanted: PhpAllocation) -> Option<String> {
    let pool_mb = world.estate(environment_id)?.php.pool_mb();
    (wanted.pool_mb() != pool_mb).then(|| {
        format!("Threads and memory must add up to the PHP pool of {pool_mb} MB, not to {} MB.", wanted.pool_mb())
    })
}

/// `POST …/{env_id}/change-environment-php-allocation`, for premium staging environments only.
pub(super) async fn allocate_environment(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let wanted = allocation(&fields)?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    if !world.environment(&id).is_some_and(|(_, environment)| environment.is_premium) {
        return Err(Reply::refused("Only the PHP allocation of a premium staging environment can be changed."));
    }
    let problem = pool_problem(&mut world, &id, wanted);
    let effect = on_success(move |world, _| {
        if let Some(estate) = world.estate(&id) {
            estate.php = wanted;
        }
        Ok(Value::Null)
    });
    let begin = place.begin(&OF_ENVIRONMENT, "Change the PHP allocation of", effect).doomed(problem);
    Ok(shared.begin(&mut world, &call, begin))
}

/// `POST /sites/{site_id}/change-site-php-allocation`: live, and the memory of the standard staging, which always has
/// two threads.
pub(super) async fn allocate_site(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(site_id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let wanted = allocation(&fields)?;
    let mut world = shared.lock();
    let site = world.site(&site_id).ok_or_else(Reply::not_found)?;
    let id_of = |name: &str| site.environment(name).map(|environment| environment.id.clone());
    let (live, staging) = (id_of("live").ok_or_else(Reply::not_found)?, id_of("staging"));
    let description = format!("Change the PHP allocation of \"{}\"", site.display_name);
    let problem = pool_problem(&mut world, &live, wanted);
    let environments = std::iter::once(live.clone()).chain(staging.clone()).collect();
    let effect = on_success(move |world, _| {
        if let Some(estate) = world.estate(&live) {
            estate.php = wanted;
        }
        if let Some(estate) = staging.as_ref().and_then(|id| world.estate(id)) {
            estate.php.memory_mb = wanted.memory_mb;
        }
        Ok(Value::Null)
    });
    let begin = Begin::new(&OF_SITE, description, Some(site_id), effect).doomed(problem);
    Ok(shared.begin(&mut world, &call, Begin { environments, ..begin }))
}

/// The document's `^\/([a-zA-Z0-9_-]+\/?)*$`.
fn is_subfolder(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '/');
    text.strip_prefix('/')
        .is_some_and(|rest| !rest.starts_with('/') && !rest.contains("//") && rest.chars().all(is_letter))
}

/// `POST …/{env_id}/change-webroot-subfolder`; `/` leads back to the usual folder.
pub(super) async fn change_web_root(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let subfolder = fields.text("web_root_subfolder")?.to_owned();
    if !is_subfolder(&subfolder) {
        return Err(Reply::bad_request("web_root_subfolder", "Invalid"));
    }
    let clears = fields.optional_bool("clear_all_cache")?.unwrap_or(true);
    fields.optional_bool("refresh_plugins_and_themes")?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let what = format!("Change the web root to {subfolder} of");
    let effect = on_success(move |world, _| {
        if let Some(environment) = world.environment_mut(&id) {
            // What follows the third part of `/www/<name>/public` is the subfolder so far.
            let base = environment.web_root.match_indices('/').nth(3).map(|(at, _)| at);
            environment.web_root.truncate(base.unwrap_or(environment.web_root.len()));
            environment.web_root.push_str(subfolder.trim_end_matches('/'));
        }
        if clears {
            world.web.forget_pages(&id);
        }
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&WEB_ROOT, &what, effect)))
}

/// A folder or a file below `parent`, with what is in it.
fn node(parent: &str, name: &str, children: Option<Vec<Value>>) -> Value {
    let path = if parent.is_empty() { name.to_owned() } else { format!("{parent}/{name}") };
    let mut node = json!({ "name": name, "path": path });
    if let Some(children) = children {
        node["children"] = Value::Array(children);
    }
    node
}

/// `GET …/{env_id}/file-list`: three levels, the last one without `children`.
pub(super) async fn files(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let has_wordpress = world.environment(&id).ok_or_else(Reply::not_found)?.1.wordpress_version.is_some();
    let estate = world.estate(&id).ok_or_else(Reply::not_found)?;
    let leaves = |parent: &str, names: Vec<&str>| {
        names.into_iter().map(|name| node(&format!("wp-content/{parent}"), name, None)).collect::<Vec<_>>()
    };
    let plugins: Vec<&str> =
        estate.plugins.iter().filter(|it| it.status != "must-use").map(|it| it.name.as_str()).collect();
    let themes = estate.themes.iter().map(|theme| theme.name.as_str()).collect();
    let content = vec![
        node("wp-content", "mu-plugins", Some(leaves("mu-plugins", vec!["kinsta-mu-plugins"]))),
        node("wp-content", "plugins", Some(leaves("plugins", plugins))),
        node("wp-content", "themes", Some(leaves("themes", themes))),
        node("wp-content", "uploads", Some(leaves("uploads", vec!["2025", "2026"]))),
    ];
    let mut list = vec![node("", "index.php", Some(Vec::new()))];
    if has_wordpress || !estate.plugins.is_empty() {
        list.insert(0, node("", "wp-admin", Some(Vec::new())));
        list.insert(1, node("", "wp-content", Some(content)));
        list.insert(2, node("", "wp-includes", Some(Vec::new())));
        list.push(node("", "wp-config.php", Some(Vec::new())));
    }
    Ok(Reply::ok(json!({ "environment": { "id": id, "file_list": list } })))
}

#[cfg(test)]
mod tests {
    use super::is_subfolder;

    #[test]
    fn a_subfolder_is_what_the_document_says() {
        for good in ["/", "/release_v1", "/a/b", "/a/b/", "/A-9"] {
            assert!(is_subfolder(good), "{good}");
        }
        for bad in ["", "a", "//", "/a//b", "/a b", "/..", "/ä"] {
            assert!(!is_subfolder(bad), "{bad}");
        }
    }
}
