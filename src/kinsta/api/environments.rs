//! The environments of a site.

use serde::Deserialize;

use super::Started;
use super::cdn::ImageOptimisation;
use super::ids::SiteDomainId;
use super::lenient::{or_default, text};
use crate::domain::ids::{EnvId, SiteId};
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

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

/// Deletes an environment with its backups. Nothing brings it back. Live goes only with its site.
#[derive(Debug, Clone)]
pub struct Delete {
    /// Which.
    pub id: EnvId,
}

impl Endpoint for Delete {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/sites/environments/{env_id}";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.id.as_str())]
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
    /// It keeps its PHP version when Kinsta updates old ones.
    #[serde(default)]
    pub is_opt_out_from_automatic_php_update: Option<bool>,
    /// The folder it is served from: below `public`, or the whole path on the server.
    #[serde(default)]
    pub web_root: Option<String>,
    /// What the CDN does to its images.
    #[serde(default, deserialize_with = "ImageOptimisation::lenient")]
    pub image_optimization_type: Option<ImageOptimisation>,
    /// Additional SFTP accounts may log in.
    #[serde(default, deserialize_with = "or_default")]
    pub is_additional_sftp_accounts_enabled: bool,
    /// Where SSH and SFTP listen.
    #[serde(default)]
    pub ssh_connection: Option<SshConnection>,
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
    /// Kinsta's id, as a change of the primary domain wants it.
    #[serde(default)]
    pub id: Option<SiteDomainId>,
    /// The host name; may be a wildcard.
    #[serde(default)]
    pub name: Option<String>,
    /// `live` in most cases.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    /// It is in use.
    #[serde(default)]
    pub is_active: Option<bool>,
}

/// Where SSH and SFTP of an environment listen.
#[derive(Debug, Clone, Deserialize)]
pub struct SshConnection {
    /// The port.
    #[serde(default, deserialize_with = "text")]
    pub ssh_port: Option<String>,
    /// The address.
    #[serde(default)]
    pub ssh_ip: Option<SshIp>,
}

/// The address of SSH and SFTP.
#[derive(Debug, Clone, Deserialize)]
pub struct SshIp {
    /// As seen from outside.
    #[serde(default)]
    pub external_ip: Option<String>,
}

/// What an environment runs in.
#[derive(Debug, Clone, Deserialize)]
pub struct Container {
    /// Such as `php8.3`.
    #[serde(default)]
    pub php_engine_version: Option<String>,
}
