//! The way into an environment's database.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;

use super::lenient::moment;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Makes a link that opens phpMyAdmin without a password. Answered at once; there is no operation to follow.
#[derive(Debug, Clone)]
pub struct LogIn {
    /// Whose database.
    pub environment: EnvId,
}

impl Endpoint for LogIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/pma-login-token";
    type Effect = Write;
    type Response = Link;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// The link.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    /// Whoever has it has the database.
    pub url: SecretString,
    /// When it stops working.
    #[serde(default, deserialize_with = "moment")]
    pub expires_at: Option<Timestamp>,
}
