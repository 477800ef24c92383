//! The plugins of an environment.

use serde_json::{Value, json};

use super::Started;
use super::packages::Package;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// All plugins, with the updates there are.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/plugins";
    const WITHIN: &'static [&'static str] = &["environment", "container_info", "wp_plugins", "data"];
    type Effect = Read;
    type Response = Vec<Package>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// Updates one plugin. There is no way back but a backup.
#[derive(Debug, Clone)]
pub struct Update {
    /// Whose.
    pub environment: EnvId,
    /// Which, by its technical name.
    pub name: String,
    /// To which version.
    pub version: String,
}

impl Endpoint for Update {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/environments/{env_id}/plugins";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"name": self.name, "update_version": self.version}))
    }
}

/// Updates several plugins to their latest versions. One operation, although its answer comes with 200.
#[derive(Debug, Clone)]
pub struct UpdateSeveral {
    /// Whose.
    pub environment: EnvId,
    /// Which, by their technical names.
    pub names: Vec<String>,
}

impl Endpoint for UpdateSeveral {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/environments/{env_id}/plugins/bulk-update";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let plugins: Vec<Value> = self.names.iter().map(|name| json!({"name": name})).collect();
        Some(json!({"plugins": plugins}))
    }
}
