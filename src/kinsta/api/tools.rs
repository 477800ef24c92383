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
