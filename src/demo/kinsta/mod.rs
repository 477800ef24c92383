//! A simulated Kinsta: the REST API and the visitors' web, over real HTTP, with state.
//!
//! It owns sites, environments, running operations, the activity log and what each domain shows to a visitor, and it
//! answers in the shapes of Kinsta's OpenAPI document. It must not know the bot: no type of the Kinsta client, of
//! Slack or of the domain is used here. Time comes from the [`Clock`] it is given, so a manual clock drives the life of
//! its operations.
//!
//! Two listeners: [`SimulatedKinsta::api_url`] is the API (base path `/v2`, plus the switches of [`faults`] at
//! `/_faults`), [`SimulatedKinsta::web_addr`] is the web, which answers by `Host` for every domain of an environment.
//!
//! Where the document is silent, the simulator decides, and says so at the place: unknown ids in a write answer 404,
//! ill-typed bodies answer 400, names of activity types are invented.

mod activity;
mod analytics;
mod auth;
mod backups;
mod begin;
mod cdn;
mod company;
mod database;
mod dns;
mod dns_seed;
mod domains;
mod edge;
mod env_writes;
mod estate;
mod extensions;
pub mod faults;
mod fields;
mod gate;
mod ids;
mod ips;
mod journal;
mod limit;
mod log_lines;
mod logs;
mod looks;
mod making;
mod operations;
mod pattern;
mod redirects;
mod reply;
mod routes;
mod seed;
mod seed_names;
mod server;
mod settings;
mod sftp;
mod site_writes;
mod sites;
mod ssh;
mod stage;
mod state;
mod switches;
#[cfg(test)]
mod tests;
mod tools;
mod web;
mod wp_cli;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

pub use self::activity::{Deed, Doer};
pub use self::backups::Backup;
pub use self::dns::DnsRecord;
pub use self::estate::{Contents, PhpAllocation};
pub use self::extensions::Extension;
pub use self::faults::{Fault, Faults, Rule};
pub use self::journal::{RecordedRequest, WebVisit};
pub use self::redirects::RedirectRule;
pub use self::sftp::SftpAccount;
pub use self::ssh::Ssh;
pub use self::stage::NewEnvironment;
pub use self::state::{Domain, Environment, Label, Site};
pub use self::web::WebState;
use crate::clock::Clock;

/// How the simulated company is set up.
#[derive(Debug, Clone)]
pub struct Options {
    /// The one API key that is accepted.
    pub key: String,
    /// How many sites the company has. The first 40 are hand-written, the rest is combined from words.
    pub sites: usize,
    /// How long an operation runs, in milliseconds.
    pub operation_ms: i64,
    /// How long a new operation answers 404 before it becomes visible, in milliseconds.
    pub not_found_ms: i64,
    /// The company's allowance per minute; `None` switches the limit off (the headers then promise 120).
    pub requests_per_minute: Option<u32>,
    /// How many sites and environments may be made per minute; `None` switches the limit off.
    pub creations_per_minute: Option<u32>,
    /// How many logs may be read per minute; `None` switches the limit off.
    pub log_reads_per_minute: Option<u32>,
    /// How long after it was added a domain is verified, in milliseconds, unless its records are in a zone of the
    /// company before that.
    pub verification_ms: i64,
    /// Whether `GET /sites` fills in the CDN and edge cache ids; switched off it answers null there, as has been seen.
    pub cache_ids_in_list: bool,
    /// When the key expires, in epoch milliseconds; `None` never.
    pub key_expires_at_ms: Option<i64>,
    /// All ids derive from this.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            key: "demo-key".to_owned(),
            sites: 40,
            operation_ms: 6_000,
            not_found_ms: 1_500,
            requests_per_minute: Some(120),
            creations_per_minute: Some(5),
            log_reads_per_minute: Some(35),
            verification_ms: 120_000,
            cache_ids_in_list: true,
            key_expires_at_ms: None,
            seed: 1,
        }
    }
}

/// A running simulator. Clones share it; it ends with [`SimulatedKinsta::shutdown`] or when the last clone is dropped.
#[derive(Clone)]
pub struct SimulatedKinsta {
    shared: Arc<state::Shared>,
    running: Arc<Running>,
}

struct Running {
    api: SocketAddr,
    web: SocketAddr,
    stop: CancellationToken,
    tasks: TaskTracker,
    _stop_when_dropped: DropGuard,
}

impl SimulatedKinsta {
    /// Binds the API to `bind` (port 0 picks a free one) and the web to a free port of the same address, and serves both.
    ///
    /// # Errors
    /// When a listener cannot be bound.
    pub async fn start(options: Options, clock: Arc<dyn Clock>, bind: SocketAddr) -> std::io::Result<Self> {
        let api_listener = TcpListener::bind(bind).await?;
        let web_listener = TcpListener::bind(SocketAddr::new(bind.ip(), 0)).await?;
        let (api, web) = (api_listener.local_addr()?, web_listener.local_addr()?);

        let shared = Arc::new(state::Shared::new(options, clock));
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        server::serve(api_listener, routes::router(&shared), stop.clone(), &tasks);
        server::serve(web_listener, web::router(&shared), stop.clone(), &tasks);

        let guard = stop.clone().drop_guard();
        Ok(Self { shared, running: Arc::new(Running { api, web, stop, tasks, _stop_when_dropped: guard }) })
    }

    /// The base URL of the API, e.g. `http://127.0.0.1:4010/v2`.
    pub fn api_url(&self) -> String {
        format!("http://{}{}", self.running.api, routes::BASE)
    }

    /// Where the API listens.
    pub fn api_addr(&self) -> SocketAddr {
        self.running.api
    }

    /// Where the visitors' web listens; it answers by `Host` header.
    pub fn web_addr(&self) -> SocketAddr {
        self.running.web
    }

    /// The switches for bad weather.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// The id of the only company.
    pub fn company_id(&self) -> String {
        self.shared.lock().company_id.clone()
    }

    /// The last 10,000 requests to the API, oldest first.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.journal.requests()
    }

    /// Those of [`SimulatedKinsta::requests`] that are not a `GET`.
    pub fn writes(&self) -> Vec<RecordedRequest> {
        self.shared.journal.requests().into_iter().filter(|request| request.method != "GET").collect()
    }

    /// The last 10,000 visits to the web, oldest first.
    pub fn web_visits(&self) -> Vec<WebVisit> {
        self.shared.journal.visits()
    }

    /// Forgets recorded requests and visits.
    pub fn clear_requests(&self) {
        self.shared.journal.clear();
    }

    /// Stops listening, cuts every connection and waits until all tasks are gone.
    pub async fn shutdown(&self) {
        self.running.stop.cancel();
        self.running.tasks.close();
        self.running.tasks.wait().await;
    }
}
