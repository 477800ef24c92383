//! Tools of an environment: its cache and its PHP.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Clears the site cache.
#[derive(Debug, Clone)]
pub struct ClearCache {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for ClearCache {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/tools/clear-cache";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"environment_id": self.environment}))
    }
}

/// Restarts PHP.
#[derive(Debug, Clone)]
pub struct RestartPhp {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for RestartPhp {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/tools/restart-php";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"environment_id": self.environment}))
    }
}

/// Changes the PHP version, which can break the site; changing it back is the way out. PHP restarts.
#[derive(Debug, Clone)]
pub struct ModifyPhpVersion {
    /// Whose.
    pub environment: EnvId,
    /// Such as `8.3`, without the `php` that Kinsta writes before it elsewhere. No call lists those there are.
    pub version: String,
    /// Keeps the version when Kinsta updates those that have reached their end; `None` leaves that as it is.
    pub opt_out_of_automatic_updates: Option<bool>,
}

impl Endpoint for ModifyPhpVersion {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/tools/modify-php-version";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        let mut body = json!({"environment_id": self.environment, "php_version": self.version});
        if let Some(out) = self.opt_out_of_automatic_updates {
            body["is_opt_out_from_automatic_php_update"] = json!(out);
        }
        Some(body)
    }
}
