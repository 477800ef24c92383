//! The company: its users, API keys and regions. Nothing here can be changed through the API.

use jiff::Timestamp;
use serde::Deserialize;

use super::ids::{ApiKeyId, CompanyUserId};
use super::lenient::{moment, or_default};
use crate::domain::ids::CompanyId;
use crate::kinsta::endpoint::{Endpoint, Method, Read};

/// The company's users.
#[derive(Debug, Clone)]
pub struct Users {
    /// Whose.
    pub company: CompanyId,
}

impl Endpoint for Users {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/company/{id}/users";
    const WITHIN: &'static [&'static str] = &["company", "users"];
    type Effect = Read;
    type Response = Vec<Member>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("id", self.company.as_str())]
    }
}

/// A user's place in the company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// The user.
    pub user: User,
}

/// A user of Kinsta.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct User {
    /// Kinsta's id.
    pub id: CompanyUserId,
    /// The address Kinsta writes to.
    #[serde(default, deserialize_with = "or_default")]
    pub email: String,
    /// Their whole name.
    #[serde(default, deserialize_with = "or_default")]
    pub full_name: String,
    /// Where their picture is.
    #[serde(default)]
    pub image: Option<String>,
}

/// The company's API keys, without their secrets.
#[derive(Debug, Clone)]
pub struct ApiKeys {
    /// Whose.
    pub company: CompanyId,
}

impl Endpoint for ApiKeys {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/company/{id}/api-keys";
    // Unlike its neighbours, not within `company`.
    const WITHIN: &'static [&'static str] = &["api_keys"];
    type Effect = Read;
    type Response = Vec<ApiKey>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("id", self.company.as_str())]
    }
}

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ApiKey {
    /// Kinsta's id, which the activity log can be asked for.
    pub id: ApiKeyId,
    /// The name it was given.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// `active`, `revoked` or `expired`.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// When it stops working; `None` for never.
    #[serde(default, deserialize_with = "moment")]
    pub expires_at: Option<Timestamp>,
}

/// The regions the company may use.
#[derive(Debug, Clone)]
pub struct Regions {
    /// Whose.
    pub company: CompanyId,
}

impl Endpoint for Regions {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/company/{id}/available-regions";
    const WITHIN: &'static [&'static str] = &["company", "available_regions"];
    type Effect = Read;
    type Response = Vec<Region>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("id", self.company.as_str())]
    }
}

/// A place for a site to stand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Region {
    /// For people: `Dallas US (us-south1)`.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// For Kinsta: `us-south1`.
    pub region: String,
}
