//! Backups of an environment: the list, those to download, taking one, restoring one, removing one.
//!
//! The types beside `manual` are named after the document's "scheduled or manual or system generated backup".

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::begin::{Kind, on_success};
use super::company::USERS;
use super::estate::Snapshot;
use super::fields::{Fields, OptionalFields};
use super::gate::Call;
use super::ids::{Ids, number_of};
use super::reply::Reply;
use super::state::{Shared, World};

const DAY_MS: i64 = 86_400_000;
/// How many manual backups an environment can have.
const SLOTS: usize = 5;
const SLOTS_USED: &str = "The limit of 5 manual backups of this environment has been reached.";

const ADD: Kind =
    Kind::of_sites("backups:add-manual", "Adding a manual backup to environment in progress", "addManualBackup");
const RESTORE: Kind =
    Kind::of_sites("backups:restore", "Restoring a backup to environment in progress", "restoreBackup");
const REMOVE: Kind = Kind::of_sites(
    "backups:remove",
    "Removing a backup in progress. Use the operation_id to check the status.",
    "removeBackup",
);

/// A backup of an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Unique in the company.
    pub id: u64,
    /// E.g. `acme-1803891600-manual`.
    pub name: String,
    /// What somebody noted.
    pub note: Option<String>,
    /// `manual`, `scheduled` or `system-generated`.
    pub kind: &'static str,
    /// Epoch milliseconds.
    pub created_at_ms: i64,
    pub(super) kept: Arc<Snapshot>,
}

impl Backup {
    fn new(id: u64, site: &str, kind: &'static str, note: Option<&str>, at_ms: i64, kept: Arc<Snapshot>) -> Self {
        let name = format!("{site}-{}-{kind}", at_ms / 1000);
        Self { id, name, note: note.map(str::to_owned), kind, created_at_ms: at_ms, kept }
    }
}

/// A backup packed for downloading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Download {
    id: String,
    created_at_ms: i64,
    expires_at_ms: i64,
    /// `None` while it is being packed.
    link: Option<String>,
}

/// The backups of a seeded environment, newest first: two weeks of nights, and up to two by hand.
pub(super) fn usual(now_ms: i64, site: &str, environment_id: &str, kept: &Arc<Snapshot>) -> Vec<Backup> {
    let chance = number_of(environment_id);
    let first_id = 1_000_000 + chance % 900_000_000_000 * 100;
    let mut backups: Vec<Backup> = (0..14_u32)
        .map(|night| {
            let at_ms = now_ms - now_ms.rem_euclid(DAY_MS) + DAY_MS / 8 - DAY_MS * (i64::from(night) + 1);
            Backup::new(first_id + 20 - u64::from(night), site, "scheduled", None, at_ms, Arc::clone(kept))
        })
        .collect();
    for (number, note) in
        ["Before the relaunch", "Before plugin updates"].iter().enumerate().take((chance % 3) as usize)
    {
        let days = 3 + 5 * i64::try_from(number).unwrap_or_default();
        let id = first_id + 30 - number as u64;
        backups.push(Backup::new(id, site, "manual", Some(note), now_ms - DAY_MS * days, Arc::clone(kept)));
    }
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.created_at_ms));
    backups
}

/// What a seeded environment has to download: nothing, one that is ready, and maybe one that is still being packed.
pub(super) fn usual_downloads(ids: Ids, now_ms: i64, site: &str, environment_id: &str) -> Vec<Download> {
    let one = |key: &str, age_ms: i64, is_ready: bool| {
        let id = ids.uuid("download", &format!("{environment_id}/{key}"));
        let link = is_ready.then(|| format!("https://downloads.example/{site}/{id}.zip?signature={}", &id[..8]));
        Download { id, created_at_ms: now_ms - age_ms, expires_at_ms: now_ms - age_ms + DAY_MS, link }
    };
    match number_of(environment_id) / 3 % 3 {
        0 => Vec::new(),
        1 => vec![one("ready", DAY_MS / 4, true)],
        _ => vec![one("packing", DAY_MS / 288, false), one("ready", DAY_MS / 2, true)],
    }
}

impl World {
    fn new_backup_id(&mut self) -> u64 {
        number_of(&self.new_key()) % 90_000_000_000_000 + 100_000_000_000_000
    }

    /// Keeps what the environment holds now.
    pub(super) fn back_up(&mut self, environment_id: &str, kind: &'static str, note: Option<&str>, now_ms: i64) {
        let Some(site) = self.environment(environment_id).map(|(site, _)| site.name.clone()) else { return };
        let Some(kept) = self.snapshot(environment_id) else { return };
        let backup = Backup::new(self.new_backup_id(), &site, kind, note, now_ms, Arc::new(kept));
        if let Some(estate) = self.estate(environment_id) {
            estate.backups.insert(0, backup);
        }
    }

    fn manual_backups(&mut self, environment_id: &str) -> usize {
        let backups = self.estate(environment_id).map(|estate| &estate.backups);
        backups.map_or(0, |backups| backups.iter().filter(|backup| backup.kind == "manual").count())
    }

    /// The environment that has this backup.
    fn owner_of_backup(&mut self, id: u64) -> Result<String, Reply> {
        self.owner_of(|estate| estate.backups.iter().any(|backup| backup.id == id)).ok_or_else(Reply::not_found)
    }
}

/// `GET …/{env_id}/backups`, newest first.
pub(super) async fn list(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let display_name = world.environment(&id).ok_or_else(Reply::not_found)?.1.display_name.clone();
    let estate = world.estate(&id).ok_or_else(Reply::not_found)?;
    let told = |backup: &Backup| {
        json!({
            "id": backup.id,
            "name": backup.name,
            "note": backup.note,
            "type": backup.kind,
            "created_at": backup.created_at_ms,
        })
    };
    let backups: Vec<Value> = estate.backups.iter().map(told).collect();
    Ok(Reply::ok(json!({ "environment": { "display_name": display_name, "backups": backups } })))
}

/// `GET …/{env_id}/downloadable-backups`; what has expired is gone.
pub(super) async fn downloads(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let now_ms = shared.clock.now_ms();
    let mut world = shared.lock();
    let display_name = world.environment(&id).ok_or_else(Reply::not_found)?.1.display_name.clone();
    let estate = world.estate(&id).ok_or_else(Reply::not_found)?;
    estate.downloads.retain(|download| download.expires_at_ms > now_ms);
    let told = |download: &Download| {
        json!({
            "id": download.id,
            "created_at": download.created_at_ms,
            "download_link": download.link,
            "expires_at": download.expires_at_ms,
            "is_generation_in_progress": download.link.is_none(),
        })
    };
    let downloads: Vec<Value> = estate.downloads.iter().map(told).collect();
    Ok(Reply::ok(json!({ "environment": { "display_name": display_name, "downloadable_backups": downloads } })))
}

/// `POST …/{env_id}/manual-backups`. A sixth is refused at once; if the last slot is taken meanwhile, the operation
/// fails.
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(id): Path<String>,
    OptionalFields(fields): OptionalFields,
) -> Result<Reply, Reply> {
    let tag = fields.optional_text("tag")?.unwrap_or_default().to_owned();
    let mut world = shared.lock();
    let place = world.place(&id)?;
    if world.manual_backups(&id) >= SLOTS {
        return Err(Reply::refused(SLOTS_USED));
    }
    let effect = on_success(move |world, at_ms| {
        if world.manual_backups(&id) >= SLOTS {
            return Err(SLOTS_USED.to_owned());
        }
        world.back_up(&id, "manual", Some(tag.as_str()).filter(|tag| !tag.is_empty()), at_ms);
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&ADD, "Create a manual backup of", effect)))
}

/// `POST …/{target_env_id}/backups/restore`: of any environment of the same site. The target is backed up before.
pub(super) async fn restore(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(target): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let (backup_id, user_id) = (fields.number("backup_id")?, fields.text("notified_user_id")?);
    let mut world = shared.lock();
    let place = world.place(&target)?;
    let ids = world.ids;
    if !USERS.iter().any(|user| ids.uuid("user", user.key) == user_id) {
        return Err(Reply::not_found());
    }
    let owner = world.owner_of_backup(backup_id)?;
    if world.place(&owner)?.site_id != place.site_id {
        return Err(Reply::not_found());
    }
    let effect = on_success(move |world, at_ms| {
        let backups = world.estate(&owner).map(|estate| estate.backups.clone()).unwrap_or_default();
        let backup = backups.into_iter().find(|backup| backup.id == backup_id);
        let backup = backup.ok_or_else(|| "The backup no longer exists.".to_owned())?;
        world.back_up(&target, "system-generated", Some("Before restoring a backup"), at_ms);
        world.put_back(&target, (*backup.kept).clone());
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&RESTORE, "Restore a backup to", effect).blocking()))
}

/// `DELETE /sites/environments/backups/{backup_id}`: no environment is named.
pub(super) async fn remove(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(backup_id): Path<String>,
) -> Result<Reply, Reply> {
    let backup_id: u64 = backup_id.parse().map_err(|_| Reply::bad_request("backup_id", "Expected number"))?;
    let mut world = shared.lock();
    let owner = world.owner_of_backup(backup_id)?;
    let place = world.place(&owner)?;
    let effect = on_success(move |world, _| {
        if let Some(estate) = world.estate(&owner) {
            estate.backups.retain(|backup| backup.id != backup_id);
        }
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&REMOVE, "Remove a backup of", effect)))
}
