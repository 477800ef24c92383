//! What an act acts on, resolved once from names and kept with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::{EnvId, SiteId};
use super::site::{Environment, Site};

/// What is changed, with the names a person knows it by: an environment, a whole site, or something of the company's
/// that belongs to no site (a DNS domain, a site that is yet to be).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Kinsta's site id, where it belongs to a site.
    pub site_id: Option<SiteId>,
    /// The site as people call it; where there is none, what stands in its place.
    pub site: String,
    /// Kinsta's environment id, where it is one environment.
    pub env_id: Option<EnvId>,
    /// The environment as people call it; empty where it is no environment.
    pub env: String,
    /// Whether visitors see it: the live environment, or a site with everything in it.
    pub is_live: bool,
    /// The environment's primary domain.
    pub domain: Option<String>,
    /// What else the act's sentences are filled with, by the placeholder's name. Plain.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
}

impl Target {
    /// One environment, with its names as they are known now.
    pub fn of(site: &Site, env: &Environment) -> Self {
        Self {
            site_id: Some(site.id.clone()),
            site: site.title().to_owned(),
            env_id: Some(env.id.clone()),
            env: env.title().to_owned(),
            is_live: env.is_live(),
            domain: env.primary_domain.clone(),
            names: BTreeMap::new(),
        }
    }

    /// A site with all its environments.
    pub fn whole(site: &Site) -> Self {
        Self {
            site_id: Some(site.id.clone()),
            is_live: true,
            domain: site.live().and_then(|live| live.primary_domain.clone()),
            ..Self::company(site.title())
        }
    }

    /// Something of the company's, called like this.
    pub fn company(name: impl Into<String>) -> Self {
        Self {
            site_id: None,
            site: name.into(),
            env_id: None,
            env: String::new(),
            is_live: false,
            domain: None,
            names: BTreeMap::new(),
        }
    }

    /// The target with one more name for the act's sentences.
    #[must_use]
    pub fn named(mut self, placeholder: &str, name: impl Into<String>) -> Self {
        self.names.insert(placeholder.to_owned(), name.into());
        self
    }

    /// The environment's id; for what is no environment an empty one, which Kinsta does not know.
    pub fn environment(&self) -> EnvId {
        self.env_id.clone().unwrap_or_else(|| EnvId::new(""))
    }

    /// The site's id; for what belongs to no site an empty one, which Kinsta does not know.
    pub fn site_id(&self) -> SiteId {
        self.site_id.clone().unwrap_or_else(|| SiteId::new(""))
    }

    /// `Acme Shop · Live`, or the site's name alone. Plain.
    pub fn label(&self) -> String {
        if self.env.is_empty() { self.site.clone() } else { format!("{} · {}", self.site, self.env) }
    }
}
