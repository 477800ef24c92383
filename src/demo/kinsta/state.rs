//! The simulated company: its sites, environments and what runs on them. Knows no HTTP.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Options;
use super::activity::Log;
use super::dns::Zone;
use super::estate::Estate;
use super::faults::Faults;
use super::ids::Ids;
use super::journal::Journal;
use super::limit::Limiter;
use super::operations::Operations;
use super::seed;
use super::web::Web;
use crate::clock::Clock;

/// What all handlers share.
pub(super) struct Shared {
    pub(super) options: Options,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) faults: Faults,
    pub(super) journal: Journal,
    pub(super) limiter: Limiter,
    /// What makes sites and environments has a lane of its own.
    pub(super) creations: Limiter,
    /// And so has the reading of logs.
    pub(super) log_reads: Limiter,
    world: Mutex<World>,
}

impl Shared {
    pub(super) fn new(options: Options, clock: Arc<dyn Clock>) -> Self {
        let world = Mutex::new(seed::world(&options, clock.now_ms()));
        Self {
            limiter: Limiter::new(options.requests_per_minute),
            creations: Limiter::new(options.creations_per_minute),
            log_reads: Limiter::new(options.log_reads_per_minute),
            options,
            clock,
            faults: Faults::default(),
            journal: Journal::default(),
            world,
        }
    }

    /// The world as it is now: operations whose time has come have ended. Never held over an await.
    pub(super) fn lock(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let now_ms = self.clock.now_ms();
        world.settle_operations(now_ms);
        world.settle_domains(now_ms);
        world
    }
}

/// The company.
pub(super) struct World {
    pub(super) ids: Ids,
    pub(super) company_id: String,
    pub(super) api_key_id: String,
    /// When the simulator started, in epoch milliseconds; keeps ids of two runs apart.
    pub(super) started_ms: i64,
    pub(super) sites: Vec<Site>,
    /// How many sites there ever were, removed ones included: the next one's number.
    pub(super) sites_ever: usize,
    pub(super) operations: Operations,
    pub(super) activity: Log,
    pub(super) web: Web,
    /// How often a CDN cache was emptied, by environment id.
    pub(super) cdn_clears: HashMap<String, u32>,
    /// What environments hold, by their id; furnished when it is first asked for.
    pub(super) estates: HashMap<String, Estate>,
    /// How many things were made through the API: part of their ids.
    made: u64,
    /// Domains that wait to be verified, and when that happens, in epoch milliseconds.
    pub(super) unverified: Vec<(String, i64)>,
    /// Display names of removed environments that cannot be used again before this time: `(site, name, until ms)`.
    pub(super) reserved_names: Vec<(String, String, i64)>,
    pub(super) zones: Vec<Zone>,
}

/// A site, as the simulator keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// UUID.
    pub id: String,
    /// The system name, lower-case ASCII.
    pub name: String,
    /// What people call it.
    pub display_name: String,
    /// `live` for every site here.
    pub status: String,
    /// Labels in MyKinsta.
    pub labels: Vec<Label>,
    /// In Kinsta's order, where live is not always first.
    pub environments: Vec<Environment>,
}

impl Site {
    /// The environment with this system name, e.g. `live`.
    pub fn environment(&self, name: &str) -> Option<&Environment> {
        self.environments.iter().find(|environment| environment.name == name)
    }
}

/// A label of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// UUID.
    pub id: String,
    /// Its text.
    pub name: String,
}

/// A domain of an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// UUID.
    pub id: String,
    /// E.g. `acme.example`, or `*.acme.example`.
    pub name: String,
    /// Verified, so that it answers visitors.
    pub is_active: bool,
}

/// An environment of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// UUID.
    pub id: String,
    /// The system name: `live`, `staging`, or that of a premium staging.
    pub name: String,
    /// What people call it.
    pub display_name: String,
    /// A premium staging.
    pub is_premium: bool,
    /// Another process works on it; operations that start now fail.
    pub is_blocked: bool,
    /// Null where edge caching is off.
    pub id_edge_cache: Option<String>,
    /// Null where the CDN is off.
    pub cdn_cache_id: Option<String>,
    /// With the prefix, e.g. `php8.3`.
    pub php_engine_version: String,
    /// Kinsta does not change the PHP version on its own.
    pub is_opt_out_from_automatic_php_update: bool,
    /// Accounts for SFTP beside the main one may log in.
    pub is_additional_sftp_accounts_enabled: bool,
    /// E.g. `6.8.3`; null where Kinsta does not know it.
    pub wordpress_version: Option<String>,
    /// `off`, `lossy`, `lossless`, or null.
    pub image_optimization_type: Option<String>,
    /// The folder that is served.
    pub web_root: String,
    /// All domains, the primary among them.
    pub domains: Vec<Domain>,
    /// The id of the primary domain.
    pub primary_domain_id: String,
    /// UUID.
    pub container_id: String,
    /// As text, as in the API.
    pub ssh_port: String,
}

impl Environment {
    /// The primary domain; the first one if the id points nowhere.
    pub fn primary_domain(&self) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.id == self.primary_domain_id).or_else(|| self.domains.first())
    }
}

impl World {
    /// A company with these sites and zones, in which nothing has happened yet.
    pub(super) fn new(ids: Ids, started_ms: i64, sites: Vec<Site>, zones: Vec<Zone>, activity: Log) -> Self {
        Self {
            ids,
            company_id: ids.uuid("company", "agency"),
            api_key_id: ids.uuid("api-key", "bot"),
            started_ms,
            sites_ever: sites.len(),
            sites,
            operations: Operations::default(),
            activity,
            web: Web::default(),
            cdn_clears: HashMap::new(),
            estates: HashMap::new(),
            made: 0,
            unverified: Vec::new(),
            reserved_names: Vec::new(),
            zones,
        }
    }

    pub(super) fn site(&self, id: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// The environment with this id and the site it belongs to.
    pub(super) fn environment(&self, id: &str) -> Option<(&Site, &Environment)> {
        self.sites
            .iter()
            .find_map(|site| site.environments.iter().find(|environment| environment.id == id).map(|env| (site, env)))
    }

    /// A new id for something made through the API. The start of the simulator is part of it, so that a restarted one
    /// never hands out an id twice.
    pub(super) fn new_id(&mut self, kind: &str) -> String {
        let key = self.new_key();
        self.ids.uuid(kind, &key)
    }

    /// A key for ids that was never used before.
    pub(super) fn new_key(&mut self) -> String {
        self.made += 1;
        format!("made/{}/{}", self.started_ms, self.made)
    }

    pub(super) fn environment_mut(&mut self, id: &str) -> Option<&mut Environment> {
        self.sites.iter_mut().flat_map(|site| &mut site.environments).find(|environment| environment.id == id)
    }
}
