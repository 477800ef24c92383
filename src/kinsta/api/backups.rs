//! The backups of an environment.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Started;
use super::ids::{BackupId, CompanyUserId, DownloadId};
use super::lenient::{moment, or_default};
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// How many backups made by hand an environment can have.
pub const MANUAL_SLOTS: usize = 5;

/// All backups. Order them by their time: Kinsta promises no order.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/backups";
    const WITHIN: &'static [&'static str] = &["environment", "backups"];
    type Effect = Read;
    type Response = Vec<Backup>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Backup {
    /// Kinsta's number for it.
    pub id: BackupId,
    /// Kinsta's name for it, made of the site, a time and the type.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// What somebody noted when making it.
    #[serde(default)]
    pub note: Option<String>,
    /// `manual`, or one of Kinsta's own kinds.
    #[serde(default, rename = "type", deserialize_with = "or_default")]
    pub kind: String,
    /// When it was made; `None` where Kinsta's form of it is not understood.
    #[serde(default, deserialize_with = "moment")]
    pub created_at: Option<Timestamp>,
}

impl Backup {
    /// Made by hand: it takes one of the [`MANUAL_SLOTS`].
    pub fn is_manual(&self) -> bool {
        self.kind == "manual"
    }
}

/// Backups that were made for download in MyKinsta; no call makes one.
#[derive(Debug, Clone)]
pub struct Downloads {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for Downloads {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/downloadable-backups";
    const WITHIN: &'static [&'static str] = &["environment", "downloadable_backups"];
    type Effect = Read;
    type Response = Vec<Download>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// A backup made for download.
#[derive(Debug, Clone, Deserialize)]
pub struct Download {
    /// Kinsta's id.
    pub id: DownloadId,
    /// When it was made.
    #[serde(default, deserialize_with = "moment")]
    pub created_at: Option<Timestamp>,
    /// Whoever has it has the whole site. `None` while it is being made.
    #[serde(default)]
    pub download_link: Option<SecretString>,
    /// When the link stops working.
    #[serde(default, deserialize_with = "moment")]
    pub expires_at: Option<Timestamp>,
    /// It is being made.
    #[serde(default, deserialize_with = "or_default")]
    pub is_generation_in_progress: bool,
}

/// Makes a backup. It takes one of the [`MANUAL_SLOTS`]; where none is free, Kinsta refuses.
#[derive(Debug, Clone)]
pub struct Create {
    /// Of what.
    pub environment: EnvId,
    /// What to note with it. Kinsta calls it a tag here and a note in the list.
    pub note: Option<String>,
}

impl Endpoint for Create {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/manual-backups";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(self.note.as_ref().map_or_else(|| json!({}), |note| json!({"tag": note})))
    }
}

/// Overwrites an environment with a backup, its own or one of another environment of the site.
#[derive(Debug, Clone)]
pub struct Restore {
    /// What is overwritten.
    pub target: EnvId,
    /// With what.
    pub backup: BackupId,
    /// Who gets Kinsta's mail about it. Kinsta wants somebody.
    pub notified_user: CompanyUserId,
}

impl Endpoint for Restore {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{target_env_id}/backups/restore";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("target_env_id", self.target.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"backup_id": self.backup.as_json(), "notified_user_id": self.notified_user}))
    }
}

/// Deletes a backup. Kinsta does not ask whose it is: make sure first that it is in the environment's [`List`].
#[derive(Debug, Clone)]
pub struct Delete {
    /// Which.
    pub id: BackupId,
}

impl Endpoint for Delete {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/sites/environments/backups/{backup_id}";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("backup_id", self.id.as_str())]
    }
}
