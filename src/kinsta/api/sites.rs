//! The company's sites.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Started;
use super::environments::Environment;
use super::lenient::or_default;
use crate::domain::ids::{CompanyId, SiteId};
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// Every site of the company. Kinsta knows neither pages nor a search here; with environments it is large.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub company: CompanyId,
    /// With each site's environments.
    pub environments: bool,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites";
    type Effect = Read;
    type Response = Listed;

    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = vec![("company", self.company.to_string())];
        if self.environments {
            query.push(("include_environments", "true".to_owned()));
        }
        query
    }
}

/// The answer to [`List`].
#[derive(Debug, Clone, Deserialize)]
pub struct Listed {
    company: ListedCompany,
}

#[derive(Debug, Clone, Deserialize)]
struct ListedCompany {
    sites: Vec<Site>,
}

impl Listed {
    /// In Kinsta's order.
    pub fn into_sites(self) -> Vec<Site> {
        self.company.sites
    }
}

/// One site. Its environments come in a reduced form, without versions and cache ids.
#[derive(Debug, Clone)]
pub struct Get {
    /// Which.
    pub id: SiteId,
}

impl Endpoint for Get {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/{site_id}";
    type Effect = Read;
    type Response = Got;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.id.as_str())]
    }
}

/// The answer to [`Get`].
#[derive(Debug, Clone, Deserialize)]
pub struct Got {
    site: Site,
}

impl Got {
    /// The site.
    pub fn into_site(self) -> Site {
        self.site
    }
}

/// Deletes a site with all its environments and backups. Nothing brings it back.
#[derive(Debug, Clone)]
pub struct Delete {
    /// Which.
    pub id: SiteId,
}

impl Endpoint for Delete {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/sites/{site_id}";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.id.as_str())]
    }
}

/// Replaces a site's files and database by a clean WordPress.
#[derive(Debug, Clone)]
pub struct Reset {
    /// Which.
    pub id: SiteId,
    /// The new administrator's password.
    pub admin_password: SecretString,
}

impl Endpoint for Reset {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/{site_id}/reset-site";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.id.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"admin_password": self.admin_password.expose_secret()}))
    }

    fn secrets(&self) -> Vec<&SecretString> {
        vec![&self.admin_password]
    }
}

/// A site as Kinsta describes it.
#[derive(Debug, Clone, Deserialize)]
pub struct Site {
    /// Kinsta's id.
    pub id: SiteId,
    /// The technical name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// What people call it.
    #[serde(default, deserialize_with = "or_default")]
    pub display_name: String,
    /// `live` in most cases.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    // Kinsta has written these both ways; both are read.
    #[serde(default, rename = "siteLabels", deserialize_with = "or_default")]
    labels_camel: Vec<Label>,
    #[serde(default, rename = "site_labels", deserialize_with = "or_default")]
    labels_snake: Vec<Label>,
    /// Empty where they were not asked for.
    #[serde(default, deserialize_with = "or_default")]
    pub environments: Vec<Environment>,
}

impl Site {
    /// The company's labels on it.
    pub fn labels(&self) -> Vec<&str> {
        let labels = if self.labels_camel.is_empty() { &self.labels_snake } else { &self.labels_camel };
        labels.iter().filter_map(|label| label.name.as_deref()).filter(|name| !name.is_empty()).collect()
    }
}

#[derive(Debug, Clone, Deserialize)]
struct Label {
    #[serde(default)]
    name: Option<String>,
}
