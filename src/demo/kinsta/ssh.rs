//! `…/ssh/…`: whether one may log in, from where, and with which password. All of it happens at once.

use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::begin::Place;
use super::fields::Fields;
use super::ips;
use super::reply::Reply;
use super::state::{Shared, World};

const INTERVALS: [&str; 5] = ["days_7", "days_30", "days_90", "hours_24", "never"];
const HOUR_MS: i64 = 3_600_000;

/// How one may log in to an environment. The password is not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ssh {
    /// SFTP and SSH are open.
    pub is_enabled: bool,
    /// The password counts, not only keys.
    pub is_password_enabled: bool,
    /// How long a password lives: `days_7`, `days_30`, `days_90`, `hours_24` or `never`.
    pub expiration_interval: &'static str,
    /// From where; empty: from everywhere.
    pub allowed_ips: Vec<String>,
}

/// The same with its password.
#[derive(Clone)]
pub(super) struct Access {
    pub(super) ssh: Ssh,
    key: String,
    /// Which password it is, counted from the first.
    round: u32,
    set_at_ms: i64,
}

impl Access {
    pub(super) fn new(environment_id: &str, now_ms: i64) -> Self {
        let ssh =
            Ssh { is_enabled: true, is_password_enabled: true, expiration_interval: "never", allowed_ips: Vec::new() };
        Self { ssh, key: environment_id.to_owned(), round: 0, set_at_ms: now_ms }
    }

    fn rotate(&mut self, now_ms: i64) {
        self.round += 1;
        self.set_at_ms = now_ms;
    }

    /// The password at this time; one that has outlived its interval was replaced.
    pub(super) fn password(&mut self, now_ms: i64) -> String {
        let lifetime_ms = match self.ssh.expiration_interval {
            "hours_24" => Some(24 * HOUR_MS),
            "days_7" => Some(7 * 24 * HOUR_MS),
            "days_30" => Some(30 * 24 * HOUR_MS),
            "days_90" => Some(90 * 24 * HOUR_MS),
            _ => None,
        };
        if lifetime_ms.is_some_and(|lifetime_ms| now_ms - self.set_at_ms >= lifetime_ms) {
            self.rotate(now_ms);
        }
        let digest = Sha256::digest(format!("{}/{}", self.key, self.round));
        let letters = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        digest.iter().take(15).map(|byte| char::from(letters[usize::from(*byte) % letters.len()])).collect()
    }
}

type Asked = (State<Arc<Shared>>, Path<String>);

/// Changes something at once and notes it.
fn change(
    shared: &Shared,
    id: &str,
    (kind, what): (&'static str, &str),
    change: impl FnOnce(&mut Access),
) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let place: Place = world.place(id)?;
    change(access(&mut world, id)?);
    shared.note(&mut world, &place, kind, what);
    Ok(Reply::result_null())
}

fn access<'a>(world: &'a mut World, id: &str) -> Result<&'a mut Access, Reply> {
    world.estate(id).map(|estate| &mut estate.access).ok_or_else(Reply::not_found)
}

/// `GET …/ssh/get-status`.
pub(super) async fn status((State(shared), Path(id)): Asked) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let is_enabled = access(&mut world, &id)?.ssh.is_enabled;
    Ok(Reply::ok(json!({ "environment": { "active_container": { "is_ssh_enabled": is_enabled } } })))
}

/// `POST …/ssh/set-status`.
pub(super) async fn set_status((State(shared), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let on = fields.bool("is_enabled")?;
    let what = if on { "Enable SFTP/SSH of" } else { "Disable SFTP/SSH of" };
    change(&shared, &id, ("setSshStatus", what), |access| access.ssh.is_enabled = on)
}

/// `POST …/ssh/set-password-status`.
pub(super) async fn set_password_status((State(shared), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let on = fields.bool("is_enabled")?;
    let what = if on { "Enable the SFTP/SSH password of" } else { "Disable the SFTP/SSH password of" };
    change(&shared, &id, ("setSshPasswordStatus", what), |access| access.ssh.is_password_enabled = on)
}

/// `POST …/ssh/generate-password`: the old one no longer counts, the new one has to be asked for.
pub(super) async fn generate_password((State(shared), Path(id)): Asked) -> Result<Reply, Reply> {
    let now_ms = shared.clock.now_ms();
    let what = "Generate a new SFTP/SSH password for";
    change(&shared, &id, ("generateSftpPassword", what), |access| access.rotate(now_ms))
}

/// `GET …/ssh/password`.
pub(super) async fn password((State(shared), Path(id)): Asked) -> Result<Reply, Reply> {
    let now_ms = shared.clock.now_ms();
    let mut world = shared.lock();
    let password = access(&mut world, &id)?.password(now_ms);
    Ok(Reply::ok(json!({ "environment": { "id": id, "sftp_password": password } })))
}

/// `POST …/ssh/change-expiration-interval`.
pub(super) async fn set_expiration((State(shared), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let interval = fields.one_of("exp_interval", &INTERVALS)?;
    let what = format!("Change the expiration of the SFTP/SSH password to {interval} for");
    change(&shared, &id, ("changeSshExpiration", &what), |access| access.ssh.expiration_interval = interval)
}

/// `GET …/ssh/get-allowed-ips`; the misspelt name is Kinsta's.
pub(super) async fn allowed_ips((State(shared), Path(id)): Asked) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let ips = access(&mut world, &id)?.ssh.allowed_ips.clone();
    Ok(Reply::ok(json!({ "environment": { "active_container": { "stfp_ip_allowlist": ips } } })))
}

/// `POST …/ssh/set-allowed-ips`: the whole list.
pub(super) async fn set_allowed_ips((State(shared), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let list = ips::read(&fields, "ip_allowlist")?;
    change(&shared, &id, ("setSshAllowlist", "Change the SFTP/SSH IP allowlist of"), |access| {
        access.ssh.allowed_ips = list;
    })
}

/// `GET /sites/{site_id}/environments/{env_id}/ssh/config`: flat, as has been seen. The document asks for a nested
/// `site` in the same object too, which nobody has got.
pub(super) async fn config(
    State(shared): State<Arc<Shared>>,
    Path((site_id, id)): Path<(String, String)>,
) -> Result<Reply, Reply> {
    let world = shared.lock();
    let (site, environment) =
        world.environment(&id).filter(|(site, _)| site.id == site_id).ok_or_else(Reply::not_found)?;
    let (host, port) = ("203.0.113.10", &environment.ssh_port);
    Ok(Reply::ok(json!({
        "port": port,
        "name": format!("{}-{}", site.name, environment.name),
        "host": host,
        "user": site.name,
        "ssh_command": format!("ssh {}@{host} -p {port}", site.name),
    })))
}
