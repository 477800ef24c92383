//! The environments of a site.

use serde::Deserialize;

use super::lenient::or_default;
use crate::domain::ids::{EnvId, SiteId};
use crate::kinsta::endpoint::{Endpoint, Method, Read};

/// All environments of one site, with everything Kinsta tells about them. The cache ids are dependable here, less so
/// in the list of sites.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub site: SiteId,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/{site_id}/environments";
    type Effect = Read;
    type Response = Listed;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.site.as_str())]
    }
}

/// The answer to [`List`].
#[derive(Debug, Clone, Deserialize)]
pub struct Listed {
    site: ListedSite,
}

#[derive(Debug, Clone, Deserialize)]
struct ListedSite {
    environments: Vec<Environment>,
}

impl Listed {
    /// In Kinsta's order.
    pub fn into_environments(self) -> Vec<Environment> {
        self.site.environments
    }
}

/// An environment as Kinsta describes it. A site on its own comes with a reduced form that lacks the optional ones.
#[derive(Debug, Clone, Deserialize)]
pub struct Environment {
    /// Kinsta's id.
    pub id: EnvId,
    /// The technical name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// What people call it.
    #[serde(default, deserialize_with = "or_default")]
    pub display_name: String,
    /// A premium environment.
    #[serde(default, deserialize_with = "or_default")]
    pub is_premium: bool,
    /// Another process holds it.
    #[serde(default, deserialize_with = "or_default")]
    pub is_blocked: bool,
    /// The edge cache's id, where it is on.
    #[serde(default)]
    pub id_edge_cache: Option<String>,
    /// The CDN's id, where it is on.
    #[serde(default)]
    pub cdn_cache_id: Option<String>,
    /// Such as `6.8.1`.
    #[serde(default)]
    pub wordpress_version: Option<String>,
    /// Every domain of it.
    #[serde(default, deserialize_with = "or_default")]
    pub domains: Vec<Domain>,
    // Kinsta writes this one in camel case, unlike its neighbours. Both are read, so that a correction does no harm.
    #[serde(default, rename = "primaryDomain")]
    primary_camel: Option<Domain>,
    #[serde(default, rename = "primary_domain")]
    primary_snake: Option<Domain>,
    /// What it runs in.
    #[serde(default)]
    pub container_info: Option<Container>,
}

impl Environment {
    /// The domain visitors use.
    pub fn primary_domain(&self) -> Option<&str> {
        let domain = self.primary_camel.as_ref().or(self.primary_snake.as_ref())?;
        domain.name.as_deref().filter(|name| !name.is_empty())
    }
}

/// A domain of an environment.
#[derive(Debug, Clone, Deserialize)]
pub struct Domain {
    /// The host name; may be a wildcard.
    #[serde(default)]
    pub name: Option<String>,
}

/// What an environment runs in.
#[derive(Debug, Clone, Deserialize)]
pub struct Container {
    /// Such as `php8.3`.
    #[serde(default)]
    pub php_engine_version: Option<String>,
}
