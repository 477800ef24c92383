//! Additional SFTP accounts of an environment.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Started;
use super::ids::SftpAccountId;
use super::lenient::{or_default, text};
use super::words::words;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 16;

/// All accounts.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/additional-sftp-accounts";
    const WITHIN: &'static [&'static str] = &["environment"];
    type Effect = Read;
    type Response = Accounts;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// The accounts of an environment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Accounts {
    /// Each of them.
    #[serde(rename = "additional_sftp_accounts")]
    pub accounts: Vec<Account>,
    #[serde(default, deserialize_with = "or_default")]
    container_info: Container,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
struct Container {
    #[serde(default, rename = "additional_sftp_accounts_port", deserialize_with = "text")]
    port: Option<String>,
}

impl Accounts {
    /// The port all of them use, which is not the one of SSH. `None` where Kinsta tells none.
    pub fn port(&self) -> Option<&str> {
        self.container_info.port.as_deref()
    }
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Account {
    /// Kinsta's id.
    pub id: SftpAccountId,
    /// The name to log in with.
    #[serde(default, deserialize_with = "or_default")]
    pub username: String,
    /// It sees nothing above this folder.
    #[serde(default, deserialize_with = "or_default")]
    pub root_directory: String,
    /// It may log in.
    #[serde(default, deserialize_with = "or_default")]
    pub is_active: bool,
    /// A [`Permission`]'s word, or one that came later.
    #[serde(default, deserialize_with = "or_default")]
    pub permission: String,
}

words! {
    /// What an account may do.
    Permission {
        /// Only read.
        Read = "read",
        /// Read and write.
        Write = "write",
    }
}

/// Turns all accounts of an environment on or off; they cannot be told apart here.
#[derive(Debug, Clone)]
pub struct SetStatus {
    /// Whose.
    pub environment: EnvId,
    /// On or off.
    pub enabled: bool,
}

impl Endpoint for SetStatus {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/environments/{env_id}/additional-sftp-accounts/toggle-status";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"enabled": self.enabled}))
    }
}

/// Adds an account. One operation, although its answer comes with 200.
#[derive(Debug, Clone)]
pub struct Add {
    /// Whose.
    pub environment: EnvId,
    /// The name to log in with.
    pub username: String,
    /// At least [`SHORTEST_PASSWORD`] characters. Kinsta never tells it again.
    pub password: SecretString,
    /// It sees nothing above this folder; Kinsta's default is `/`.
    pub root_directory: Option<String>,
    /// What it may do; Kinsta's default is to read.
    pub permission: Option<Permission>,
}

impl Endpoint for Add {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/additional-sftp-accounts";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let mut body = json!({"username": self.username, "password": self.password.expose_secret()});
        if let Some(folder) = &self.root_directory {
            body["root_directory"] = json!(folder);
        }
        if let Some(permission) = self.permission {
            body["permission"] = json!(permission);
        }
        Some(body)
    }

    fn secrets(&self) -> Vec<&SecretString> {
        vec![&self.password]
    }
}

/// Removes an account. Kinsta does not ask whose it is: make sure first that it is in the environment's [`List`].
#[derive(Debug, Clone)]
pub struct Remove {
    /// Which.
    pub id: SftpAccountId,
}

impl Endpoint for Remove {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/sites/environments/additional-sftp-accounts/{sftp_account_id}";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("sftp_account_id", self.id.as_str())]
    }
}
