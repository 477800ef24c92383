//! How much of the plan's PHP an environment may use. Kinsta takes it and never tells it again.
//!
//! Memory times threads must add up to the pool there is, which only MyKinsta changes. Not for every plan.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::{EnvId, SiteId};
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Sets what live and the standard staging of a site use. Standard staging keeps two threads.
#[derive(Debug, Clone)]
pub struct OfSite {
    /// Whose.
    pub site: SiteId,
    /// How many threads.
    pub threads: u32,
    /// How much memory each thread has.
    pub thread_memory_mb: u32,
}

impl Endpoint for OfSite {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/{site_id}/change-site-php-allocation";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.site.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"thread_count": self.threads, "thread_memory": self.thread_memory_mb}))
    }
}

/// Sets what a premium staging environment uses. Kinsta refuses it for any other.
#[derive(Debug, Clone)]
pub struct OfEnvironment {
    /// Which.
    pub environment: EnvId,
    /// How many threads.
    pub threads: u32,
    /// How much memory each thread has.
    pub thread_memory_mb: u32,
}

impl Endpoint for OfEnvironment {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/change-environment-php-allocation";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"thread_count": self.threads, "thread_memory": self.thread_memory_mb}))
    }
}
