//! The CDN.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Clears the CDN's cache.
#[derive(Debug, Clone)]
pub struct Clear {
    /// Whose.
    pub environment: EnvId,
    /// The environment's CDN, which most staging environments do not have.
    pub cdn_cache_id: String,
}

impl Endpoint for Clear {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/cdn/clear-cache";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"environment_id": self.environment, "cdn_cache_id": self.cdn_cache_id}))
    }
}
