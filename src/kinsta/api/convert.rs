//! From Kinsta's shapes to the domain's nouns.

use super::{environments, sites};
use crate::domain::site::{Environment, Site};

impl From<sites::Site> for Site {
    fn from(site: sites::Site) -> Self {
        let labels = site.labels().into_iter().map(str::to_owned).collect();
        let mut environments: Vec<Environment> = site.environments.into_iter().map(Into::into).collect();
        // A stable sort: the others keep Kinsta's order.
        environments.sort_by_key(|environment| !environment.is_live());
        Self {
            id: site.id,
            name: site.name,
            display_name: site.display_name,
            status: site.status,
            labels,
            environments,
        }
    }
}

impl From<environments::Environment> for Environment {
    fn from(environment: environments::Environment) -> Self {
        let primary_domain = environment.primary_domain().map(str::to_owned);
        let mut domains: Vec<String> = Vec::with_capacity(environment.domains.len());
        for name in environment.domains.into_iter().filter_map(|domain| domain.name).chain(primary_domain.clone()) {
            if !name.is_empty() && !domains.contains(&name) {
                domains.push(name);
            }
        }
        Self {
            id: environment.id,
            name: environment.name,
            display_name: environment.display_name,
            is_premium: environment.is_premium,
            is_blocked: environment.is_blocked,
            domains,
            primary_domain,
            php_version: environment.container_info.and_then(|container| php_version(&container.php_engine_version?)),
            wordpress_version: environment.wordpress_version.filter(|version| !version.is_empty()),
            cdn_cache_id: environment.cdn_cache_id.filter(|id| !id.is_empty()),
            edge_cache_id: environment.id_edge_cache.filter(|id| !id.is_empty()),
        }
    }
}

/// `php8.3` is `8.3`.
fn php_version(engine: &str) -> Option<String> {
    let version = engine.trim().to_ascii_lowercase();
    let version = version.strip_prefix("php").unwrap_or(&version).trim_start_matches(['-', ' ']);
    (!version.is_empty()).then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn site(json: Value) -> Site {
        serde_json::from_value::<sites::Site>(json).unwrap().into()
    }

    #[test]
    fn a_site_becomes_the_domains_site_with_live_first() {
        let site = site(json!({
            "id": "s1", "name": "acme", "display_name": "Acme Shop", "status": "live",
            "siteLabels": [{"id": "l1", "name": "VIP"}, {"id": "l2", "name": null}],
            "environments": [
                {"id": "e2", "name": "staging", "display_name": "Staging", "is_blocked": true, "is_premium": false,
                 "id_edge_cache": null, "cdn_cache_id": null, "domains": [], "primaryDomain": null,
                 "container_info": {"id": "c", "php_engine_version": "php8.2"}, "wordpress_version": null},
                {"id": "e3", "name": "uat", "display_name": "UAT", "is_premium": true},
                {"id": "e1", "name": "live", "display_name": "Live", "is_blocked": false, "is_premium": false,
                 "id_edge_cache": "edge-1", "cdn_cache_id": "cdn-1", "new_field": {"a": 1},
                 "domains": [{"id": "d1", "name": "acme.example", "type": "live"}, {"id": "d2", "name": "*.acme.example"},
                             {"id": "d1", "name": "acme.example"}, {"id": "d3", "name": null}],
                 "primaryDomain": {"id": "d4", "name": "www.acme.example", "type": "live"},
                 "container_info": {"id": "c", "php_engine_version": "PHP 8.3"}, "wordpress_version": "6.8.1"}
            ]
        }));
        let names: Vec<_> = site.environments.iter().map(|environment| environment.name.as_str()).collect();
        assert_eq!(names, ["live", "staging", "uat"]);
        assert_eq!(site.labels, ["VIP"]);
        let live = &site.environments[0];
        assert_eq!(live.domains, ["acme.example", "*.acme.example", "www.acme.example"]);
        assert_eq!(live.primary_domain.as_deref(), Some("www.acme.example"));
        assert_eq!(live.php_version.as_deref(), Some("8.3"));
        assert_eq!(live.wordpress_version.as_deref(), Some("6.8.1"));
        assert_eq!(live.edge_cache_id.as_deref(), Some("edge-1"));
        assert_eq!(live.cdn_cache_id.as_deref(), Some("cdn-1"));
        let staging = &site.environments[1];
        assert_eq!(staging.php_version.as_deref(), Some("8.2"));
        assert!(staging.is_blocked && staging.edge_cache_id.is_none() && staging.primary_domain.is_none());
        assert!(site.environments[2].is_premium);
    }

    #[test]
    fn nulls_and_gaps_are_no_failure() {
        let bare = site(json!({"id": "s1", "name": null, "siteLabels": null, "environments": null}));
        assert!(bare.environments.is_empty() && bare.labels.is_empty());
        assert_eq!(bare.display_name, "");
        let site = site(json!({"id": "s1", "environments": [{"id": "e1", "domains": null, "container_info": null}]}));
        assert_eq!(site.environments[0].php_version, None);
    }

    #[test]
    fn labels_and_primary_domains_are_read_in_both_spellings() {
        let site = site(json!({
            "id": "s1", "site_labels": [{"name": "VIP"}],
            "environments": [{"id": "e1", "primary_domain": {"name": "a.example"}, "primaryDomain": null}]
        }));
        assert_eq!(site.labels, ["VIP"]);
        assert_eq!(site.environments[0].primary_domain.as_deref(), Some("a.example"));
        assert_eq!(site.environments[0].domains, ["a.example"]);
    }
}
