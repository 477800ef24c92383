//! The sites in memory: loaded from the store, refreshed from Kinsta in the background, served stale when Kinsta is
//! down and said to be stale. No lookup waits for Kinsta.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use dashmap::DashSet;
use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, Notify};

use super::index::Index;
use super::sight::{Narrowed, Sight};
use crate::clock::Clock;
use crate::domain::ids::SiteId;
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;
use crate::domain::site::{Environment, Site};
use crate::i18n::t;
use crate::kinsta::{self, Lane, api};
use crate::store::Store;

/// The name of the stored copy.
const SNAPSHOT: &str = "sites";
/// How old the directory may grow before it is fetched again, in milliseconds.
const REFRESH_MS: i64 = 5 * 60 * 1000;
/// How soon a person's miss may fetch it again, in milliseconds.
const EAGER_MS: i64 = 20 * 1000;
/// The longest pause after failures, in milliseconds.
const BACK_OFF_MAX_MS: i64 = 5 * 60 * 1000;
/// From when on the age is worth a warning, in milliseconds.
const STALE_MS: i64 = 15 * 60 * 1000;

/// The directory, or what one person in one channel sees of it.
#[derive(Debug, Clone)]
pub struct Directory {
    shared: Arc<Shared>,
    /// Where not everything is seen: what is.
    seen: Option<Seen>,
}

/// What one person sees in one channel.
#[derive(Debug, Clone)]
struct Seen {
    sight: Sight,
    snapshot: Arc<Snapshot>,
}

#[derive(Debug)]
struct Shared {
    kinsta: kinsta::Client,
    store: Store,
    clock: Arc<dyn Clock>,
    current: RwLock<Arc<Snapshot>>,
    refreshing: Mutex<()>,
    next_ms: AtomicI64,
    failures: AtomicI64,
    woken: Notify,
    asked_to_refresh: AtomicBool,
    /// The sites whose own facts were ever read.
    detailed: DashSet<SiteId>,
    /// What is seen in channels that are bound to some sites.
    narrowed: Narrowed,
}

/// The sites as they were at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The sites, ready to be searched.
    pub index: Arc<Index>,
    /// When Kinsta listed them, in epoch milliseconds; zero before the first time.
    pub fetched_at_ms: i64,
    /// Why the last refresh failed, if it did.
    failure: Option<Arc<kinsta::Error>>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    sites: Vec<Site>,
    fetched_at_ms: i64,
}

impl Snapshot {
    /// Whether nothing was ever listed.
    pub fn is_empty(&self) -> bool {
        self.fetched_at_ms == 0
    }

    /// Whether the copy is older than it should be.
    pub fn is_stale(&self, now_ms: i64) -> bool {
        now_ms - self.fetched_at_ms > STALE_MS
    }

    /// How old the copy is, in words; a stale one says so.
    pub fn age_note(&self, lang: Lang, zone: &str, now_ms: i64) -> String {
        let key = if self.is_stale(now_ms) || self.failure.is_some() { "directory-stale" } else { "directory-age" };
        t(lang, key).marked("moment", self.fetched(zone)).say()
    }

    /// When Kinsta listed the sites, as marked text.
    pub fn fetched(&self, zone: &str) -> String {
        let at = jiff::Timestamp::from_millisecond(self.fetched_at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        crate::domain::text::moment(at, zone)
    }
}

impl Directory {
    /// A directory that knows what the store remembers.
    pub async fn open(kinsta: kinsta::Client, store: Store, clock: Arc<dyn Clock>) -> Self {
        let stored = match store.snapshot(SNAPSHOT).await {
            Ok(Some(copy)) => serde_json::from_value::<Stored>(copy.body).ok(),
            Ok(None) => None,
            Err(error) => {
                tracing::error!(error = %error, "the stored site directory could not be read");
                None
            }
        };
        let stored = stored.unwrap_or(Stored { sites: Vec::new(), fetched_at_ms: 0 });
        let snapshot = Snapshot {
            index: Arc::new(Index::build(stored.sites)),
            fetched_at_ms: stored.fetched_at_ms,
            failure: None,
        };
        let shared = Shared {
            kinsta,
            store,
            clock,
            current: RwLock::new(Arc::new(snapshot)),
            refreshing: Mutex::new(()),
            next_ms: AtomicI64::new(0),
            failures: AtomicI64::new(0),
            woken: Notify::new(),
            asked_to_refresh: AtomicBool::new(false),
            detailed: DashSet::new(),
            narrowed: Narrowed::default(),
        };
        Self { shared: Arc::new(shared), seen: None }
    }

    /// What somebody sees in a channel: everything, or as much as it is bound to. What is not seen is not there, for
    /// lookups, lists and suggestions alike.
    pub fn seen_by(self: &Arc<Self>, sight: Sight) -> Arc<Self> {
        if sight.is_whole() {
            return self.clone();
        }
        let full = self.full();
        let snapshot = Arc::new(Snapshot {
            index: self.shared.narrowed.index(&sight, &full.index),
            fetched_at_ms: full.fetched_at_ms,
            failure: full.failure.clone(),
        });
        Arc::new(Self { shared: self.shared.clone(), seen: Some(Seen { sight, snapshot }) })
    }

    /// Every site, whoever asks.
    pub fn full(&self) -> Arc<Snapshot> {
        self.shared.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The sites as they are known now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.seen.as_ref().map_or_else(|| self.full(), |seen| seen.snapshot.clone())
    }

    /// The sites that are seen, with those of their environments that are not: to know what was meant that is not there.
    pub fn whole_sites(&self) -> Arc<Index> {
        let full = self.full();
        match &self.seen {
            Some(seen) => self.shared.narrowed.whole(&seen.sight, &full.index),
            None => full.index.clone(),
        }
    }

    /// Resolves when somebody wants something fetched.
    pub async fn woken(&self) {
        self.shared.woken.notified().await;
    }

    /// Asks for a refresh in the background, because something was not found.
    pub fn refresh_soon(&self) {
        self.shared.asked_to_refresh.store(true, Ordering::SeqCst);
        self.shared.woken.notify_one();
    }

    /// Does what is due in the background. Says whether anything was done.
    pub async fn tick(&self) -> bool {
        let now_ms = self.shared.clock.now_ms();
        let age_ms = now_ms - self.full().fetched_at_ms;
        // A wish that comes too soon after a listing is kept until it is time.
        let eager = self.shared.asked_to_refresh.load(Ordering::SeqCst) && age_ms >= EAGER_MS;
        let due = now_ms >= self.shared.next_ms.load(Ordering::SeqCst)
            || (eager && self.shared.failures.load(Ordering::SeqCst) == 0);
        if due {
            self.shared.asked_to_refresh.store(false, Ordering::SeqCst);
            self.refresh().await;
        }
        due
    }

    /// Lists the sites anew. Several at once are one.
    pub async fn refresh(&self) {
        let Ok(_refreshing) = self.shared.refreshing.try_lock() else { return };
        match self.fetch_all().await {
            Ok(sites) => {
                let now_ms = self.shared.clock.now_ms();
                self.shared.failures.store(0, Ordering::SeqCst);
                self.shared.next_ms.store(now_ms + REFRESH_MS, Ordering::SeqCst);
                self.keep(sites, now_ms).await;
            }
            Err(error) => {
                let failures = self.shared.failures.fetch_add(1, Ordering::SeqCst).min(8);
                let now_ms = self.shared.clock.now_ms();
                let pause_ms = (5_000_i64 << failures).min(BACK_OFF_MAX_MS);
                let until_ms = match &error {
                    kinsta::Error::RateLimited { until } => until.as_millisecond(),
                    _ => 0,
                };
                self.shared.next_ms.store(until_ms.max(now_ms + pause_ms), Ordering::SeqCst);
                tracing::warn!(error = %error, pause_ms, "the site directory could not be refreshed");
                metrics::counter!("directory_refresh_failures_total").increment(1);
                let before = self.full();
                self.replace(before.index.clone(), before.fetched_at_ms, Some(Arc::new(error)));
            }
        }
    }

    async fn fetch_all(&self) -> Result<Vec<Site>, kinsta::Error> {
        let company = self.shared.kinsta.company(Lane::Background).await?;
        let request = api::sites::List { company, environments: true };
        let sites = self.shared.kinsta.read(&request, Lane::Background).await?.into_sites();
        Ok(sites.into_iter().map(Site::from).collect())
    }

    async fn keep(&self, mut sites: Vec<Site>, now_ms: i64) {
        // The list does not reliably carry cache ids; what a site's own endpoint said recently is kept.
        let before = self.full();
        for site in &mut sites {
            if self.shared.detailed.contains(&site.id)
                && let Some(known) = before.index.site(&site.id)
            {
                for env in &mut site.environments {
                    keep_cache_ids(env, known.environment(&env.id));
                }
            }
        }
        metrics::gauge!("directory_sites").set(sites.len() as f64);
        let stored = Stored { sites, fetched_at_ms: now_ms };
        match serde_json::to_value(&stored) {
            Ok(value) => {
                if let Err(error) = self.shared.store.put_snapshot(SNAPSHOT, &value, now_ms).await {
                    tracing::error!(error = %error, "the site directory could not be stored");
                }
            }
            Err(error) => tracing::error!(error = %error, "the site directory could not be written as JSON"),
        }
        self.replace(Arc::new(Index::build(stored.sites)), now_ms, None);
    }

    fn replace(&self, index: Arc<Index>, fetched_at_ms: i64, failure: Option<Arc<kinsta::Error>>) {
        let snapshot = Arc::new(Snapshot { index, fetched_at_ms, failure });
        *self.shared.current.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }

    /// Whether a site's own facts were ever read; before that its cache ids may be missing.
    pub fn knows_details(&self, site: &SiteId) -> bool {
        self.shared.detailed.contains(site)
    }

    /// Reads one site's own facts now, for a person who waits.
    pub async fn freshen(&self, id: &SiteId) -> Result<Arc<Site>, kinsta::Error> {
        if self.snapshot().index.site(id).is_none() {
            return Err(kinsta::Error::NotFoundOrForbidden { message: String::new() });
        }
        let request = api::environments::List { site: id.clone() };
        let environments = self.shared.kinsta.read(&request, Lane::Person).await?.into_environments();
        let mut environments: Vec<Environment> = environments.into_iter().map(Environment::from).collect();
        environments.sort_by_key(|environment| !environment.is_live());
        self.shared.detailed.insert(id.clone());
        let before = self.full();
        let Some(known) = before.index.site(id) else {
            return Err(kinsta::Error::NotFoundOrForbidden { message: String::new() });
        };
        let mut site = known.as_ref().clone();
        if site.environments == environments {
            return self.as_seen(known);
        }
        site.environments = environments;
        let site = Arc::new(site);
        self.replace(with_site(&before.index, &site), before.fetched_at_ms, before.failure.clone());
        self.as_seen(&site)
    }

    fn as_seen(&self, site: &Arc<Site>) -> Result<Arc<Site>, kinsta::Error> {
        let Some(seen) = &self.seen else { return Ok(site.clone()) };
        seen.sight.of(site).map(Arc::new).ok_or(kinsta::Error::NotFoundOrForbidden { message: String::new() })
    }

    /// Why nothing can be found: the sites were never listed.
    pub fn refuse_empty(&self, lang: Lang, zone: &str) -> Refusal {
        self.refresh_soon();
        match &self.snapshot().failure {
            Some(error) => super::describe::kinsta_error(lang, zone, error),
            None => Refusal::new(t(lang, "directory-loading")).way_out(t(lang, "directory-loading-way-out")),
        }
    }
}

fn with_site(index: &Index, changed: &Arc<Site>) -> Arc<Index> {
    let sites = index.sites().map(|site| if site.id == changed.id { changed } else { site });
    Arc::new(Index::build(sites.map(|site| site.as_ref().clone()).collect()))
}

fn keep_cache_ids(env: &mut Environment, known: Option<&Environment>) {
    if let Some(known) = known {
        env.cdn_cache_id = env.cdn_cache_id.take().or_else(|| known.cdn_cache_id.clone());
        env.edge_cache_id = env.edge_cache_id.take().or_else(|| known.edge_cache_id.clone());
    }
}
