//! Sites and their environments, as the directory remembers them.

use serde::{Deserialize, Serialize};

use super::ids::{EnvId, SiteId};

/// A WordPress site with its environments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Kinsta's id.
    pub id: SiteId,
    /// The technical name, such as `acmeshop`.
    pub name: String,
    /// What people call it, such as `Acme Shop`.
    pub display_name: String,
    /// Kinsta's word for its condition, `live` in most cases.
    pub status: String,
    /// The company's labels on it.
    pub labels: Vec<String>,
    /// Live first, then the others in Kinsta's order.
    pub environments: Vec<Environment>,
}

/// One environment of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// Kinsta's id.
    pub id: EnvId,
    /// The technical name: `live`, `staging`, or a premium staging's own.
    pub name: String,
    /// What people call it, `Live` or `Staging`.
    pub display_name: String,
    /// A premium environment.
    pub is_premium: bool,
    /// Kinsta is busy with it: another process holds it.
    pub is_blocked: bool,
    /// Every domain Kinsta lists for it, wildcard and `*.kinsta.cloud` entries too.
    pub domains: Vec<String>,
    /// The domain visitors use.
    pub primary_domain: Option<String>,
    /// `8.3`, without Kinsta's `php` prefix.
    pub php_version: Option<String>,
    /// Such as `6.8.1`.
    pub wordpress_version: Option<String>,
    /// The CDN's id, where one is on.
    pub cdn_cache_id: Option<String>,
    /// The edge cache's id, where it is on.
    pub edge_cache_id: Option<String>,
}

impl Environment {
    /// Live is the environment *named* live; it need not be the first of a list.
    pub fn is_live(&self) -> bool {
        self.name.eq_ignore_ascii_case("live")
    }
}

impl Environment {
    /// What a person reads: the display name, or the technical one where it is empty.
    pub fn title(&self) -> &str {
        if self.display_name.trim().is_empty() { &self.name } else { &self.display_name }
    }
}

impl Site {
    /// The live environment, where the site has one.
    pub fn live(&self) -> Option<&Environment> {
        self.environments.iter().find(|env| env.is_live())
    }

    /// The environment with this id.
    pub fn environment(&self, id: &EnvId) -> Option<&Environment> {
        self.environments.iter().find(|env| &env.id == id)
    }

    /// What a person reads: the display name, or the technical one where it is empty.
    pub fn title(&self) -> &str {
        if self.display_name.trim().is_empty() { &self.name } else { &self.display_name }
    }
}
