//! Setting the stage: what a test or the demo may read and change behind the API's back.

use super::SimulatedKinsta;
use super::dns::DnsRecord;
use super::extensions::Extension;
use super::redirects::RedirectRule;
use super::seed;
use super::state::{Environment, Label, Site, World};
use super::web::WebState;

/// An environment to be added with [`SimulatedKinsta::add_site`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEnvironment {
    /// The system name; `live` is live.
    pub name: String,
    /// What people call it.
    pub display_name: String,
    /// A premium staging.
    pub is_premium: bool,
    /// At least one; the first becomes the primary.
    pub domains: Vec<String>,
    /// Whether it has a CDN and an edge cache.
    pub has_caches: bool,
}

impl NewEnvironment {
    /// A live environment with caches.
    pub fn live(domains: &[&str]) -> Self {
        Self::new("live", "Live", domains, true)
    }

    /// A standard staging without caches.
    pub fn staging(domains: &[&str]) -> Self {
        Self::new("staging", "Staging", domains, false)
    }

    /// A premium staging with caches.
    pub fn premium_staging(name: &str, display_name: &str, domains: &[&str]) -> Self {
        Self { is_premium: true, ..Self::new(name, display_name, domains, true) }
    }

    fn new(name: &str, display_name: &str, domains: &[&str], has_caches: bool) -> Self {
        Self {
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            is_premium: false,
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
            has_caches,
        }
    }
}

impl SimulatedKinsta {
    /// All sites, as they are now.
    pub fn sites(&self) -> Vec<Site> {
        self.shared.lock().sites.clone()
    }

    /// The site people call so.
    pub fn site(&self, display_name: &str) -> Option<Site> {
        self.shared.lock().sites.iter().find(|site| site.display_name == display_name).cloned()
    }

    /// The id of the accepted API key, as in the activity log.
    pub fn api_key_id(&self) -> String {
        self.shared.lock().api_key_id.clone()
    }

    /// Ends all running operations now: with success, unless a fault or a blocked environment had already decided
    /// that one fails. Stuck ones succeed.
    pub fn finish_operations(&self) {
        let now_ms = self.shared.clock.now_ms();
        self.shared.lock().end_running(now_ms, None);
    }

    /// Ends all running operations now, as failed with this message.
    pub fn fail_operations(&self, message: &str) {
        let now_ms = self.shared.clock.now_ms();
        self.shared.lock().end_running(now_ms, Some(message));
    }

    /// How many operations are running.
    pub fn running_operations(&self) -> usize {
        self.shared.lock().operations.running()
    }

    /// How often the CDN of an environment was emptied.
    pub fn cdn_clears(&self, environment_id: &str) -> u32 {
        self.shared.lock().cdn_clears.get(environment_id).copied().unwrap_or_default()
    }

    /// Adds a site at the end of the list and returns it.
    pub fn add_site(&self, display_name: &str, label: Option<&str>, environments: &[NewEnvironment]) -> Site {
        let mut world = self.shared.lock();
        let serial = world.sites_ever;
        world.sites_ever += 1;
        let site = new_site(&world, serial, display_name, label, environments);
        world.sites.push(site.clone());
        site
    }

    /// Gives the site with this id another display name; false if there is none.
    pub fn rename(&self, site_id: &str, display_name: &str) -> bool {
        let mut world = self.shared.lock();
        let site = world.sites.iter_mut().find(|site| site.id == site_id);
        site.map(|site| display_name.clone_into(&mut site.display_name)).is_some()
    }

    /// Removes the site with this id and its domains; false if there is none.
    pub fn remove_site(&self, site_id: &str) -> bool {
        let mut world = self.shared.lock();
        world.forget_site(site_id)
    }

    /// Says whether another process works on an environment; false if there is none with this id.
    pub fn set_blocked(&self, environment_id: &str, blocked: bool) -> bool {
        let mut world = self.shared.lock();
        world.environment_mut(environment_id).map(|environment| environment.is_blocked = blocked).is_some()
    }

    /// Puts these plugins, themes alike, and redirect rules on an environment; false if there is none.
    pub fn furnish(&self, environment_id: &str, extensions: &[Extension], rules: &[RedirectRule]) -> bool {
        let mut world = self.shared.lock();
        let Some(estate) = world.estate(environment_id) else { return false };
        (estate.plugins, estate.themes) = (extensions.to_vec(), extensions.to_vec());
        estate.redirects = rules.to_vec();
        true
    }

    /// Puts these records into a DNS zone; false if there is none of this name.
    pub fn set_dns_records(&self, domain: &str, records: &[DnsRecord]) -> bool {
        let mut world = self.shared.lock();
        let zone = world.zones.iter_mut().find(|zone| zone.name == domain);
        zone.map(|zone| zone.records = records.to_vec()).is_some()
    }

    /// Takes a plugin off an environment, as somebody with SFTP would; false if it is not there.
    pub fn uninstall_plugin(&self, environment_id: &str, name: &str) -> bool {
        let mut world = self.shared.lock();
        let Some(estate) = world.estate(environment_id) else { return false };
        let before = estate.plugins.len();
        estate.plugins.retain(|plugin| plugin.name != name);
        estate.plugins.len() < before
    }

    /// Changes what a domain shows. A name below a wildcard domain may be given too.
    pub fn set_web(&self, domain: &str, state: WebState) {
        self.shared.lock().web.set(domain, state);
    }
}

impl World {
    /// Forgets a site and what belongs to it; its DNS zone stays, without a site.
    pub(super) fn forget_site(&mut self, site_id: &str) -> bool {
        let Some(at) = self.sites.iter().position(|site| site.id == site_id) else { return false };
        let site = self.sites.remove(at);
        for environment in &site.environments {
            self.estates.remove(&environment.id);
        }
        for zone in self.zones.iter_mut().filter(|zone| zone.site_id.as_deref() == Some(site_id)) {
            zone.site_id = None;
        }
        true
    }
}

fn new_site(
    world: &World,
    serial: usize,
    display_name: &str,
    label: Option<&str>,
    environments: &[NewEnvironment],
) -> Site {
    let ids = world.ids;
    let name = seed::system_name(display_name);
    let key = format!("added/{serial}");
    let environments: Vec<Environment> = environments
        .iter()
        .map(|wanted| {
            let domains = wanted.domains.iter().map(String::as_str);
            let bare = seed::environment(ids, &key, &name, (&wanted.name, &wanted.display_name), domains);
            Environment {
                is_premium: wanted.is_premium,
                cdn_cache_id: wanted.has_caches.then(|| ids.uuid("cdn", &bare.id)),
                id_edge_cache: wanted.has_caches.then(|| ids.uuid("edge", &bare.id)),
                ..bare
            }
        })
        .collect();
    let labels = label.map(|name| Label { id: ids.uuid("label", name), name: name.to_owned() });
    Site {
        id: ids.uuid("site", &key),
        name,
        display_name: display_name.to_owned(),
        status: "live".to_owned(),
        labels: labels.into_iter().collect(),
        environments,
    }
}
