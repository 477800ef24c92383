//! The API key itself.

use jiff::Timestamp;
use serde::Deserialize;

use super::lenient::{moment, or_default};
use crate::domain::ids::CompanyId;
use crate::kinsta::endpoint::{Endpoint, Method, Read};
use crate::kinsta::key::KeyFacts;

/// What the key is and whose.
#[derive(Debug, Clone)]
pub struct Validate;

impl Endpoint for Validate {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/validate";
    type Effect = Read;
    type Response = Validated;
}

/// The key's facts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Validated {
    /// The name it was given.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// The company it belongs to.
    pub company: CompanyId,
    /// When it stops working.
    #[serde(default, deserialize_with = "moment")]
    pub expires_at: Option<Timestamp>,
    /// `active` in most cases.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
}

impl From<Validated> for KeyFacts {
    fn from(key: Validated) -> Self {
        Self { name: key.name, company: key.company, expires_at: key.expires_at, status: key.status }
    }
}
