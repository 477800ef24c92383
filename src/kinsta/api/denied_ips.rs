//! The IP addresses an environment turns away.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// The denied addresses: IPv4, IPv6 and ranges as `192.0.2.0/24`.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/tools/denied-ips";
    const WITHIN: &'static [&'static str] = &["environment", "ip_list"];
    type Effect = Read;
    type Response = Vec<String>;

    fn query(&self) -> Vec<(&'static str, String)> {
        vec![("environment_id", self.environment.to_string())]
    }
}

/// Replaces the whole list. Done when answered; there is no operation to follow.
#[derive(Debug, Clone)]
pub struct Replace {
    /// Whose.
    pub environment: EnvId,
    /// All that will be denied; those left out will be let in.
    pub ips: Vec<String>,
}

impl Endpoint for Replace {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/tools/denied-ips";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"environment_id": self.environment, "ip_list": self.ips}))
    }
}
