//! What a test or the demo may look at behind the API's back, and what only time does: verifying a
//! domain, dropping old backups.

use super::SimulatedKinsta;
use super::backups::Backup;
use super::dns::{DnsRecord, bare};
use super::estate::{Contents, Estate, PhpAllocation};
use super::extensions::Extension;
use super::redirects::RedirectRule;
use super::sftp::SftpAccount;
use super::ssh::Ssh;

impl SimulatedKinsta {
    fn look<T: Default>(&self, environment_id: &str, at: impl FnOnce(&mut Estate) -> T) -> T {
        self.shared.lock().estate(environment_id).map(at).unwrap_or_default()
    }

    /// The plugins of an environment; none for an unknown id.
    pub fn plugins(&self, environment_id: &str) -> Vec<Extension> {
        self.look(environment_id, |estate| estate.plugins.clone())
    }

    /// The themes of an environment; none for an unknown id.
    pub fn themes(&self, environment_id: &str) -> Vec<Extension> {
        self.look(environment_id, |estate| estate.themes.clone())
    }

    /// The backups of an environment, newest first; none for an unknown id.
    pub fn backups(&self, environment_id: &str) -> Vec<Backup> {
        self.look(environment_id, |estate| estate.backups.clone())
    }

    /// Drops every backup of an environment, as Kinsta does with those that are too old.
    pub fn drop_backups(&self, environment_id: &str) {
        self.look(environment_id, |estate| estate.backups.clear());
    }

    /// The redirect rules of an environment, in the order they were added; none for an unknown id.
    pub fn redirect_rules(&self, environment_id: &str) -> Vec<RedirectRule> {
        self.look(environment_id, |estate| estate.redirects.clone())
    }

    /// The denied addresses of an environment; none for an unknown id.
    pub fn denied_ips(&self, environment_id: &str) -> Vec<String> {
        self.look(environment_id, |estate| estate.denied_ips.clone())
    }

    /// The additional SFTP accounts of an environment; none for an unknown id.
    pub fn sftp_accounts(&self, environment_id: &str) -> Vec<SftpAccount> {
        self.look(environment_id, |estate| estate.sftp_accounts.clone())
    }

    /// How one may log in to an environment; `None` for an unknown id.
    pub fn ssh(&self, environment_id: &str) -> Option<Ssh> {
        self.look(environment_id, |estate| Some(estate.access.ssh.clone()))
    }

    /// The SFTP password of an environment, for a test that looks for it where it may not be; `None` for an unknown id.
    pub fn sftp_password(&self, environment_id: &str) -> Option<String> {
        let now_ms = self.shared.clock.now_ms();
        self.look(environment_id, |estate| Some(estate.access.password(now_ms)))
    }

    /// PHP's share of an environment; `None` for an unknown id.
    pub fn php_allocation(&self, environment_id: &str) -> Option<PhpAllocation> {
        self.look(environment_id, |estate| Some(estate.php))
    }

    /// Where an environment's files and database come from; `None` for an unknown id.
    pub fn contents(&self, environment_id: &str) -> Option<Contents> {
        self.look(environment_id, |estate| Some(estate.contents.clone()))
    }

    /// The names of the DNS zones.
    pub fn dns_zones(&self) -> Vec<String> {
        self.shared.lock().zones.iter().map(|zone| zone.name.clone()).collect()
    }

    /// The record sets of the zone with this name; none if there is no such zone.
    pub fn dns_records(&self, domain: &str) -> Vec<DnsRecord> {
        let world = self.shared.lock();
        let zone = world.zones.iter().find(|zone| zone.name == bare(domain));
        zone.map(|zone| zone.records.clone()).unwrap_or_default()
    }

    /// Verifies a domain and its wildcard now, as Kinsta does in the background; false if there is none.
    pub fn verify_domain(&self, name: &str) -> bool {
        let mut world = self.shared.lock();
        let wildcard = format!("*.{name}");
        let ids: Vec<String> = world
            .all_domains_mut()
            .filter(|domain| domain.name == name || domain.name == wildcard)
            .map(|domain| domain.id.clone())
            .collect();
        ids.iter().filter(|id| world.verify(id)).count() > 0
    }
}
