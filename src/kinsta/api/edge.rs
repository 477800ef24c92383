//! The edge cache.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Clears the edge cache, whole or for one address.
#[derive(Debug, Clone)]
pub struct Clear {
    /// Whose.
    pub environment: EnvId,
    /// Only what is kept for this address; `None` clears everything.
    pub url: Option<String>,
    /// With everything below that address. Not sent where false, which is Kinsta's default.
    pub subdirectories: bool,
}

impl Clear {
    /// Clears everything of an environment.
    pub fn all(environment: EnvId) -> Self {
        Self { environment, url: None, subdirectories: false }
    }
}

impl Endpoint for Clear {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/edge-caching/clear";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        let mut body = json!({"environment_id": self.environment});
        if let Some(url) = &self.url {
            body["url"] = json!(url);
        }
        if self.subdirectories {
            body["clear_subdirectories"] = json!(true);
        }
        Some(body)
    }
}

/// Turns the edge cache on or off.
#[derive(Debug, Clone)]
pub struct SetStatus {
    /// Whose.
    pub environment: EnvId,
    /// On or off.
    pub enabled: bool,
}

impl Endpoint for SetStatus {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/edge-caching/status";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"environment_id": self.environment, "enabled": self.enabled}))
    }
}
