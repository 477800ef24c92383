//! What an act acts on, resolved once from names and kept with it.

use serde::{Deserialize, Serialize};

use super::ids::{EnvId, SiteId};
use super::site::{Environment, Site};

/// One environment of one site, with the names a person knows it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Kinsta's site id.
    pub site_id: SiteId,
    /// The site as people call it.
    pub site: String,
    /// Kinsta's environment id.
    pub env_id: EnvId,
    /// The environment as people call it.
    pub env: String,
    /// Whether it is the one visitors see.
    pub is_live: bool,
    /// The environment's primary domain.
    pub domain: Option<String>,
}

impl Target {
    /// The target's names as they are known now.
    pub fn of(site: &Site, env: &Environment) -> Self {
        let env_name = if env.display_name.trim().is_empty() { &env.name } else { &env.display_name };
        Self {
            site_id: site.id.clone(),
            site: site.title().to_owned(),
            env_id: env.id.clone(),
            env: env_name.clone(),
            is_live: env.is_live(),
            domain: env.primary_domain.clone(),
        }
    }
}
