//! SSH and SFTP of an environment.
//!
//! All changes are done when answered, with nothing in the answer; there is no operation to follow.

use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Started;
use super::words::words;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// Whether SSH and SFTP are on.
#[derive(Debug, Clone)]
pub struct Status {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for Status {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/get-status";
    const WITHIN: &'static [&'static str] = &["environment", "active_container", "is_ssh_enabled"];
    type Effect = Read;
    type Response = bool;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// Turns SSH and SFTP on or off. Deployments stop working while it is off.
#[derive(Debug, Clone)]
pub struct SetStatus {
    /// Whose.
    pub environment: EnvId,
    /// On or off.
    pub enabled: bool,
}

impl Endpoint for SetStatus {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/set-status";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"is_enabled": self.enabled}))
    }
}

/// Lets people log in with the password, or with keys only.
#[derive(Debug, Clone)]
pub struct SetPasswordStatus {
    /// Whose.
    pub environment: EnvId,
    /// Whether the password works.
    pub enabled: bool,
}

impl Endpoint for SetPasswordStatus {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/set-password-status";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"is_enabled": self.enabled}))
    }
}

/// Makes a new password; the old one stops working. The answer does not hold it: see [`Password`].
///
/// Kinsta has refused a second request for passwords within the same second.
#[derive(Debug, Clone)]
pub struct GeneratePassword {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for GeneratePassword {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/generate-password";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// The password of SSH and SFTP.
#[derive(Debug, Clone)]
pub struct Password {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for Password {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/password";
    const WITHIN: &'static [&'static str] = &["environment", "sftp_password"];
    type Effect = Read;
    type Response = SecretString;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// Chooses how long a password works.
#[derive(Debug, Clone)]
pub struct ChangeExpiry {
    /// Whose.
    pub environment: EnvId,
    /// How long.
    pub interval: Expiry,
}

impl Endpoint for ChangeExpiry {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/change-expiration-interval";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"exp_interval": self.interval.as_str()}))
    }
}

words! {
    /// How long a password works.
    Expiry {
        /// A week.
        Days7 = "days_7",
        /// A month.
        Days30 = "days_30",
        /// Three months.
        Days90 = "days_90",
        /// A day.
        Hours24 = "hours_24",
        /// Until somebody makes another.
        Never = "never",
    }
}

/// The addresses SSH and SFTP may be used from.
#[derive(Debug, Clone)]
pub struct AllowedIps {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for AllowedIps {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/get-allowed-ips";
    const WITHIN: &'static [&'static str] = &["environment", "active_container"];
    type Effect = Read;
    type Response = AllowList;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// The addresses let in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AllowList {
    /// IPv4, IPv6 and ranges. Kinsta misspells its name; a correction does no harm.
    #[serde(rename = "stfp_ip_allowlist", alias = "sftp_ip_allowlist")]
    pub ips: Vec<String>,
}

/// Replaces the whole list of allowed addresses.
#[derive(Debug, Clone)]
pub struct SetAllowedIps {
    /// Whose.
    pub environment: EnvId,
    /// All that will be let in. Kinsta does not say what an empty list does; presumably it lets in everybody.
    pub ips: Vec<String>,
}

impl Endpoint for SetAllowedIps {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/ssh/set-allowed-ips";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"ip_allowlist": self.ips}))
    }
}
