//! The plugins and themes of an environment. Kinsta's endpoints for the two differ in their words alone.

use std::fmt::Debug;
use std::marker::PhantomData;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Started;
use super::lenient::or_default;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// Plugins or themes, in Kinsta's words.
pub trait Packages: Debug + Clone + Copy + Send + Sync + 'static {
    /// The path of the list and of a single update.
    const PATH: &'static str;
    /// The path of an update of several.
    const SEVERAL_PATH: &'static str;
    /// Where in an answer the list is.
    const WITHIN: &'static [&'static str];
    /// The field with those to be updated.
    const FIELD: &'static str;
}

/// Plugins.
#[derive(Debug, Clone, Copy)]
pub struct Plugins;

impl Packages for Plugins {
    const PATH: &'static str = "/sites/environments/{env_id}/plugins";
    const SEVERAL_PATH: &'static str = "/sites/environments/{env_id}/plugins/bulk-update";
    const WITHIN: &'static [&'static str] = &["environment", "container_info", "wp_plugins", "data"];
    const FIELD: &'static str = "plugins";
}

/// Themes.
#[derive(Debug, Clone, Copy)]
pub struct Themes;

impl Packages for Themes {
    const PATH: &'static str = "/sites/environments/{env_id}/themes";
    const SEVERAL_PATH: &'static str = "/sites/environments/{env_id}/themes/bulk-update";
    const WITHIN: &'static [&'static str] = &["environment", "container_info", "wp_themes", "data"];
    const FIELD: &'static str = "themes";
}

/// All of an environment, with the updates there are.
#[derive(Debug, Clone)]
pub struct List<P> {
    environment: EnvId,
    packages: PhantomData<P>,
}

impl<P: Packages> List<P> {
    /// Those of this environment.
    pub fn of(environment: EnvId) -> Self {
        Self { environment, packages: PhantomData }
    }
}

impl<P: Packages> Endpoint for List<P> {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = P::PATH;
    const WITHIN: &'static [&'static str] = P::WITHIN;
    type Effect = Read;
    type Response = Vec<Package>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// Updates one. There is no way back but a backup.
#[derive(Debug, Clone)]
pub struct Update<P> {
    environment: EnvId,
    name: String,
    version: String,
    packages: PhantomData<P>,
}

impl<P: Packages> Update<P> {
    /// The one of this technical name, to this version.
    pub fn of(environment: EnvId, name: String, version: String) -> Self {
        Self { environment, name, version, packages: PhantomData }
    }
}

impl<P: Packages> Endpoint for Update<P> {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = P::PATH;
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"name": self.name, "update_version": self.version}))
    }
}

/// Updates several to their latest versions. One operation, although its answer comes with 200.
#[derive(Debug, Clone)]
pub struct UpdateSeveral<P> {
    environment: EnvId,
    names: Vec<String>,
    packages: PhantomData<P>,
}

impl<P: Packages> UpdateSeveral<P> {
    /// Those of these technical names.
    pub fn of(environment: EnvId, names: Vec<String>) -> Self {
        Self { environment, names, packages: PhantomData }
    }
}

impl<P: Packages> Endpoint for UpdateSeveral<P> {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = P::SEVERAL_PATH;
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let named: Vec<Value> = self.names.iter().map(|name| json!({"name": name})).collect();
        Some(json!({P::FIELD: named}))
    }
}

/// A plugin or theme as an environment has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Package {
    /// Its technical name, `akismet`: how it is named to Kinsta.
    pub name: String,
    /// What people call it.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// `active` or `inactive` in most cases.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// The version installed.
    #[serde(default, deserialize_with = "or_default")]
    pub version: String,
    /// `available` where there is an update.
    #[serde(default, deserialize_with = "or_default")]
    pub update: String,
    /// The version of the update.
    #[serde(default)]
    pub update_version: Option<String>,
    /// How the latest update went.
    #[serde(default)]
    pub update_status: Option<String>,
}

impl Package {
    /// The version it could be updated to.
    pub fn available_update(&self) -> Option<&str> {
        let version = self.update_version.as_deref()?;
        (self.update == "available" && !version.is_empty() && version != self.version).then_some(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_needs_its_word_and_another_version() {
        let of = |update: &str, to: Option<&str>| {
            let package: Package = serde_json::from_value(
                serde_json::json!({"name": "a", "version": "1.0", "update": update, "update_version": to}),
            )
            .unwrap();
            package.available_update().map(str::to_owned)
        };
        assert_eq!(of("available", Some("1.1")).as_deref(), Some("1.1"));
        for (update, to) in
            [("available", None), ("available", Some("")), ("available", Some("1.0")), ("none", Some("1.1"))]
        {
            assert_eq!(of(update, to), None, "{update} {to:?}");
        }
    }
}
