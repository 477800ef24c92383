//! Environments as a whole: creating, cloning, deleting, and pushing one over another.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use serde_json::Value;

use super::begin::{Begin, Kind, Place, on_success};
use super::fields::Fields;
use super::gate::Call;
use super::making::{Filling, Wanted};
use super::reply::Reply;
use super::state::{Shared, World};

/// How long the display name of a removed environment cannot be used again, in milliseconds.
const RESERVED_MS: i64 = 30_000;

const ADD: Kind = Kind::of_sites("environment:add", "Adding environment in progress", "addEnvironment");
const ADD_PLAIN: Kind =
    Kind::of_sites("environment:clone", "Creating plain environment in progress", "addPlainEnvironment");
const CLONE: Kind = Kind::of_sites("environment:clone", "Cloning environment in progress", "cloneEnvironment");
const DELETE: Kind = Kind::of_sites("environments:delete", "Deleting environment in progress", "deleteEnvironment");
const PUSH: Kind = Kind::of_sites("environments:push", "Pushing environment in progress", "pushEnvironment");

type Asked = (State<Arc<Shared>>, Extension<Call>, Path<String>);

/// `POST /sites/{site_id}/environments`.
pub(super) async fn create(asked: Asked, fields: Fields) -> Result<Reply, Reply> {
    let filling = Filling::wordpress(&fields, &[("wordpress_plugin_edd", "easy-digital-downloads")])?;
    make(asked, &fields, &ADD, filling)
}

/// `POST /sites/{site_id}/environments/plain`.
pub(super) async fn create_plain(asked: Asked, fields: Fields) -> Result<Reply, Reply> {
    make(asked, &fields, &ADD_PLAIN, Filling::Plain)
}

/// `POST /sites/{site_id}/environments/clone`; the source may be an environment of another site.
pub(super) async fn clone(asked: Asked, fields: Fields) -> Result<Reply, Reply> {
    let source = fields.text("source_env_id")?.to_owned();
    asked.0.lock().place(&source)?;
    make(asked, &fields, &CLONE, Filling::CopyOf(source))
}

fn make(
    (State(shared), Extension(call), Path(site_id)): Asked,
    fields: &Fields,
    kind: &'static Kind,
    filling: Filling,
) -> Result<Reply, Reply> {
    let wanted = Wanted {
        display_name: fields.filled("display_name")?.to_owned(),
        is_premium: fields.bool("is_premium")?,
        filling,
    };
    let now_ms = shared.clock.now_ms();
    let mut world = shared.lock();
    let site_name = world.site(&site_id).ok_or_else(Reply::not_found)?.display_name.clone();
    if let Some(problem) = world.staging_problem(&site_id, &wanted, now_ms) {
        return Err(Reply::refused(&problem));
    }
    let description = format!("Create environment {} of \"{site_name}\"", wanted.display_name);
    let effect = {
        let site_id = site_id.clone();
        on_success(move |world, at_ms| world.make_staging(&site_id, &wanted, at_ms))
    };
    Ok(shared.begin(&mut world, &call, Begin::new(kind, description, Some(site_id), effect)))
}

/// `DELETE /sites/environments/{env_id}`. Live goes only with its site.
pub(super) async fn delete((State(shared), Extension(call), Path(id)): Asked) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let place = world.place(&id)?;
    if world.environment(&id).is_some_and(|(_, environment)| environment.name == "live") {
        return Err(Reply::refused("The live environment cannot be deleted."));
    }
    let effect = on_success(move |world, at_ms| {
        if let Some(site) = world.sites.iter_mut().find(|site| site.environments.iter().any(|each| each.id == id)) {
            let (gone, kept) = std::mem::take(&mut site.environments).into_iter().partition(|each| each.id == id);
            site.environments = kept;
            let gone: Vec<super::state::Environment> = gone;
            let reserve = |each: super::state::Environment| (site.id.clone(), each.display_name, at_ms + RESERVED_MS);
            world.reserved_names.extend(gone.into_iter().map(reserve));
        }
        world.estates.remove(&id);
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&DELETE, "Delete environment of", effect).blocking()))
}

/// What a push carries. Every switch is on unless it is switched off.
#[derive(Debug, Clone)]
struct Cargo {
    database: bool,
    files: bool,
    /// `None`: all of them.
    only: Option<Vec<String>>,
}

impl Cargo {
    fn read(fields: &Fields) -> Result<Self, Reply> {
        let option = fields.optional_one_of("push_files_option", &["ALL_FILES", "SPECIFIC_FILES"])?;
        let list = fields.optional_texts("file_list")?.unwrap_or_default();
        let cargo = Self {
            database: fields.optional_bool("push_db")?.unwrap_or(true),
            files: fields.optional_bool("push_files")?.unwrap_or(true),
            only: (option == Some("SPECIFIC_FILES")).then_some(list),
        };
        // Replacing names in the database shows nowhere here.
        fields.optional_bool("run_search_and_replace")?;
        if cargo.only.as_ref().is_some_and(Vec::is_empty) && cargo.files {
            return Err(Reply::bad_request("file_list", "Required"));
        }
        if !cargo.database && !cargo.files {
            return Err(Reply::refused("There is nothing to push."));
        }
        Ok(cargo)
    }
}

/// `PUT /sites/{site_id}/environments`. The path names the source's site; the target may belong to another one.
pub(super) async fn push(
    (State(shared), Extension(call), Path(site_id)): Asked,
    fields: Fields,
) -> Result<Reply, Reply> {
    let source = fields.text("source_env_id")?.to_owned();
    let target = fields.text("target_env_id")?.to_owned();
    let cargo = Cargo::read(&fields)?;
    let mut world = shared.lock();
    world.site(&site_id).ok_or_else(Reply::not_found)?;
    let from: Place = world.place(&source)?;
    let to = world.place(&target)?;
    if from.site_id != site_id {
        return Err(Reply::not_found());
    }
    if source == target {
        return Err(Reply::refused("An environment cannot be pushed to itself."));
    }
    let what = format!("Push {} to", from.name);
    let effect = on_success(move |world, at_ms| {
        world.back_up(&target, "system-generated", Some("Before a push"), at_ms);
        carry(world, &source, &target, &cargo);
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, to.begin(&PUSH, &what, effect).blocking()))
}

/// Settings travel whatever the cargo: redirects and the PHP version always overwrite the target's.
fn carry(world: &mut World, source: &str, target: &str, cargo: &Cargo) {
    let (Some(from), Some(mut to)) = (world.snapshot(source), world.snapshot(target)) else { return };
    to.redirects = from.redirects;
    if cargo.files {
        to.wordpress_version = from.wordpress_version;
        match &cargo.only {
            None => {
                to.plugins = from.plugins;
                to.themes = from.themes;
                to.contents.files = from.contents.files;
            }
            Some(paths) => {
                let is_named = |kind: &str, name: &str| {
                    paths.iter().any(|path| path.trim_matches('/') == format!("wp-content/{kind}/{name}"))
                };
                for (kind, theirs, ours) in
                    [("plugins", from.plugins, &mut to.plugins), ("themes", from.themes, &mut to.themes)]
                {
                    for extension in theirs.into_iter().filter(|each| is_named(kind, &each.name)) {
                        ours.retain(|each| each.name != extension.name);
                        ours.push(extension);
                    }
                }
                // Neither what it was nor what the source has.
                to.contents.files = world.new_mark(target);
            }
        }
    }
    if cargo.database {
        to.contents.database = from.contents.database;
    }
    world.put_back(target, to);
    let php = world.environment(source).map(|(_, environment)| environment.php_engine_version.clone());
    if let (Some(php), Some(environment)) = (php, world.environment_mut(target)) {
        environment.php_engine_version = php;
    }
}
