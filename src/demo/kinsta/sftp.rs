//! Additional SFTP accounts of an environment: the list, all of them on or off, adding one, removing one.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::begin::{Kind, on_success};
use super::fields::Fields;
use super::gate::Call;
use super::ids::number_of;
use super::reply::Reply;
use super::state::{Shared, World};

const SHORTEST_PASSWORD: usize = 16;

const TOGGLE: Kind = Kind::of_sites(
    "sftp-accounts:toggle-status",
    "Updating Additional SFTP Accounts Status in progress",
    "toggleAdditionalSftpAccounts",
);
const ADD: Kind = Kind::of_sites(
    "sftp-accounts:add-additional-sftp-account",
    "Adding Additional SFTP Account in progress",
    "addAdditionalSftpAccount",
);
const REMOVE: Kind = Kind::of_sites(
    "sftp-accounts:remove-additional-sftp-account",
    "Removing Additional SFTP Account in progress",
    "removeAdditionalSftpAccount",
);

/// An additional SFTP account. Its password is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SftpAccount {
    /// UUID.
    pub id: String,
    /// What one logs in with.
    pub username: String,
    /// The folder it is confined to, e.g. `/`.
    pub root_directory: String,
    /// `read` or `write`.
    pub permission: &'static str,
}

fn is_on(world: &World, id: &str) -> bool {
    world.environment(id).is_some_and(|(_, environment)| environment.is_additional_sftp_accounts_enabled)
}

/// `GET …/additional-sftp-accounts`; without a port while they are off.
pub(super) async fn list(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let is_on = is_on(&world, &id);
    let estate = world.estate(&id).ok_or_else(Reply::not_found)?;
    let told = |account: &SftpAccount| {
        json!({
            "id": account.id,
            "username": account.username,
            "root_directory": account.root_directory,
            "is_active": is_on,
            "permission": account.permission,
        })
    };
    let accounts: Vec<Value> = estate.sftp_accounts.iter().map(told).collect();
    let port = is_on.then(|| (10_000 + number_of(&id) % 10_000).to_string());
    Ok(Reply::ok(json!({ "environment": {
        "additional_sftp_accounts": accounts,
        "container_info": { "additional_sftp_accounts_port": port },
    } })))
}

/// `PUT …/additional-sftp-accounts/toggle-status`: all accounts of the environment.
pub(super) async fn toggle(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let enabled = fields.bool("enabled")?;
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let effect = on_success(move |world, _| {
        if let Some(environment) = world.environment_mut(&id) {
            environment.is_additional_sftp_accounts_enabled = enabled;
        }
        Ok(Value::Null)
    });
    let what = if enabled { "Enable additional SFTP accounts of" } else { "Disable additional SFTP accounts of" };
    Ok(shared.begin(&mut world, &call, place.begin(&TOGGLE, what, effect)))
}

/// `POST …/additional-sftp-accounts`; starts an operation, but under HTTP 200. While the accounts are off, and for a
/// name that is taken, the operation fails; the document says nothing about either.
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Reply, Reply> {
    let username = fields.filled("username")?.to_owned();
    if fields.text("password")?.chars().count() < SHORTEST_PASSWORD {
        return Err(Reply::bad_request("password", "String must contain at least 16 character(s)"));
    }
    let root_directory = fields.optional_text("root_directory")?.unwrap_or("/").to_owned();
    let permission = fields.optional_one_of("permission", &["read", "write"])?.unwrap_or("read");
    let mut world = shared.lock();
    let place = world.place(&id)?;
    let problem =
        (!is_on(&world, &id)).then(|| "Additional SFTP accounts are not enabled for this environment.".to_owned());
    let what = format!("Add the SFTP account {username} to");
    let effect = on_success(move |world, _| {
        let account_id = world.new_id("sftp-account");
        let accounts = world.estate(&id).map(|estate| &mut estate.sftp_accounts);
        let Some(accounts) = accounts else { return Ok(Value::Null) };
        if accounts.iter().any(|account| account.username == username) {
            return Err(format!("The username {username} is already used."));
        }
        accounts.push(SftpAccount { id: account_id, username, root_directory, permission });
        Ok(Value::Null)
    });
    let begin = place.begin(&ADD, &what, effect).doomed(problem);
    Ok(shared.begin(&mut world, &call, begin).under_200())
}

/// `DELETE /sites/environments/additional-sftp-accounts/{sftp_account_id}`: no environment is named.
pub(super) async fn remove(
    State(shared): State<Arc<Shared>>,
    Extension(call): Extension<Call>,
    Path(account_id): Path<String>,
) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let owner = world.owner_of(|estate| estate.sftp_accounts.iter().any(|account| account.id == account_id));
    let owner = owner.ok_or_else(Reply::not_found)?;
    let place = world.place(&owner)?;
    let effect = on_success(move |world, _| {
        if let Some(estate) = world.estate(&owner) {
            estate.sftp_accounts.retain(|account| account.id != account_id);
        }
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, place.begin(&REMOVE, "Remove an SFTP account of", effect)))
}
