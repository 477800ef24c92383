//! Sites as a whole: creating, cloning, resetting, deleting.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use serde_json::Value;

use super::begin::{Begin, Kind, on_success};
use super::company::is_region;
use super::extensions::{new_plugins, new_themes};
use super::fields::Fields;
use super::gate::Call;
use super::making::{Filling, Wanted};
use super::reply::Reply;
use super::state::{Shared, World};

const ADD: Kind = Kind::of_sites("sites:add", "Adding site in progress", "addSite");
const ADD_PLAIN: Kind = Kind::of_sites("sites:add-plain", "Adding plain site in progress", "addPlainSite");
const CLONE: Kind = Kind::of_sites("site:clone", "Cloning site in progress", "cloneSite");
const DELETE: Kind = Kind::of_sites("sites:delete", "Deleting site in progress", "deleteSite");
const RESET: Kind = Kind::of_sites("sites:reset-site", "Reset site in progress", "resetSite");

fn check_company(world: &World, fields: &Fields) -> Result<(), Reply> {
    if fields.text("company")? == world.company_id { Ok(()) } else { Err(Reply::not_found()) }
}

fn check_region(fields: &Fields) -> Result<(), Reply> {
    if is_region(fields.text("region")?) { Ok(()) } else { Err(Reply::bad_request("region", "Invalid region")) }
}

fn make(kind: &'static Kind, what: &str, wanted: Wanted) -> Begin {
    let description = format!("{what} \"{}\"", wanted.display_name);
    Begin::new(kind, description, None, on_success(move |world, at_ms| world.make_site(&wanted, at_ms)))
}

/// `POST /sites`: with WordPress (`new`) or without (`plain`). All fields of the administrator are needed either way.
/// `clone` has no field for its source and fails.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let display_name = fields.filled("display_name")?.to_owned();
    // The document requires the mode and gives it a default; the default wins.
    let mode = fields.optional_one_of("install_mode", &["new", "plain", "clone"])?.unwrap_or("plain");
    check_region(&fields)?;
    let wordpress = Filling::wordpress(&fields, &[])?;
    let filling = if mode == "new" { wordpress } else { Filling::Plain };
    let problem = (mode == "clone").then(|| "There is no environment to clone.".to_owned());
    let mut world = shared.lock();
    check_company(&world, &fields)?;
    let begin = make(&ADD, "Create site", Wanted { display_name, is_premium: false, filling }).doomed(problem);
    Ok(shared.begin(&mut world, &call, begin))
}

/// `POST /sites/plain`.
pub(super) async fn create_plain(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let display_name = fields.filled("display_name")?.to_owned();
    check_region(&fields)?;
    let mut world = shared.lock();
    check_company(&world, &fields)?;
    let wanted = Wanted { display_name, is_premium: false, filling: Filling::Plain };
    Ok(shared.begin(&mut world, &call, make(&ADD_PLAIN, "Create plain site", wanted)))
}

/// `POST /sites/clone`.
pub(super) async fn clone(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let display_name = fields.filled("display_name")?.to_owned();
    let source = fields.text("source_env_id")?.to_owned();
    let mut world = shared.lock();
    check_company(&world, &fields)?;
    world.place(&source)?;
    let wanted = Wanted { display_name, is_premium: false, filling: Filling::CopyOf(source) };
    Ok(shared.begin(&mut world, &call, make(&CLONE, "Clone site as", wanted)))
}

fn environments_of(world: &World, site_id: &str) -> Result<(String, Vec<String>), Reply> {
    let site = world.site(site_id).ok_or_else(Reply::not_found)?;
    Ok((site.display_name.clone(), site.environments.iter().map(|environment| environment.id.clone()).collect()))
}

/// `DELETE /sites/{site_id}` with all its environments.
pub(super) async fn delete(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(site_id): Path<String>,
) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let (name, environments) = environments_of(&world, &site_id)?;
    let effect = {
        let site_id = site_id.clone();
        on_success(move |world, _| {
            world.forget_site(&site_id);
            Ok(Value::Null)
        })
    };
    let begin = Begin::new(&DELETE, format!("Delete site \"{name}\""), Some(site_id), effect);
    Ok(shared.begin(&mut world, &call, Begin { environments, ..begin }.blocking()))
}

/// `POST /sites/{site_id}/reset-site`: live becomes a new WordPress. Backups and staging stay.
pub(super) async fn reset(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(site_id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    fields.filled("admin_password")?;
    let mut world = shared.lock();
    let site = world.site(&site_id).ok_or_else(Reply::not_found)?;
    let live = site.environment("live").ok_or_else(Reply::not_found)?.id.clone();
    let description = format!("Reset site \"{}\"", site.display_name);
    let environments = vec![live.clone()];
    let effect = on_success(move |world, _| {
        if let Some(estate) = world.estate(&live) {
            estate.plugins = new_plugins(&[]);
            estate.themes = new_themes();
        }
        world.touch_files(&live);
        world.touch_database(&live);
        world.web.forget_pages(&live);
        Ok(Value::Null)
    });
    let begin = Begin::new(&RESET, description, Some(site_id), effect);
    Ok(shared.begin(&mut world, &call, Begin { environments, ..begin }.blocking()))
}
