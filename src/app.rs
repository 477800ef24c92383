//! The composition root: everything is made here, once, and knows only what it is given.

mod groups;
mod people;

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::Context;
use dashmap::DashMap;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::access::policy::Policy;
use crate::access::{Access, Keeper, Source};
use crate::approvals::Prompts;
use crate::audit::Mirror;
use crate::clock::{Clock, Ids};
use crate::commands::{self, Pipeline, Services};
use crate::config::{Config, Scheme};
use crate::http::{self, Desk};
use crate::kinsta;
use crate::operations::Operations;
use crate::outbox::Outbox;
use crate::shadow::Shadow;
use crate::sites::{Directory, probe};
use crate::slack;
use crate::slack::inbound::Reader;
use crate::slack::people::People;
use crate::slack::return_address::ReturnAddresses;
use crate::slack::verify::Verifier;
use crate::store::Store;
use crate::worker::Worker;

/// How long work in hand may take once the process was told to stop: with as much for the servers it stays below nine.
const DRAIN_TIME: Duration = Duration::from_secs(4);
/// How long letting go of the rest may take.
const LET_GO_TIME: Duration = Duration::from_millis(500);
/// How long one Slack call may take.
const SLACK_TIME: Duration = Duration::from_secs(10);

/// Bounds of the histograms' buckets, in seconds.
const BUCKETS_S: [f64; 11] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0, 30.0];
/// How often recorded durations are sorted into their buckets; until then each is kept.
const UPKEEP: Duration = Duration::from_secs(5);

/// What is given to the app instead of taken by it.
#[derive(Clone)]
pub struct Given {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<Ids>,
    /// Whether the background loops run by themselves; a test ticks them instead.
    pub loops: bool,
}

/// A running bot.
pub struct App {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    worker: Worker,
    store: Store,
    kinsta: kinsta::Client,
    tracker: TaskTracker,
    cancel: CancellationToken,
    let_go: CancellationToken,
    servers: TaskTracker,
}

/// The process's numbers; there is one recorder a process, whoever asks first installs it.
fn numbers() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            // Fixed buckets: without them every single duration would be kept until somebody asks.
            let recorder =
                builder.set_buckets(&BUCKETS_S).unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("another metrics recorder was installed already");
            }
            handle
        })
        .clone()
}

async fn keep_numbers(metrics: PrometheusHandle, clock: Arc<dyn Clock>, cancel: CancellationToken) {
    while !cancel.is_cancelled() {
        metrics.run_upkeep();
        tokio::select! {
            () = cancel.cancelled() => {}
            () = clock.sleep(UPKEEP) => {}
        }
    }
}

/// The policy in force, and who keeps it up to date. One that cannot be used is no reason to start without it.
async fn policy(
    config: &Config,
    store: &Store,
    clock: &Arc<dyn Clock>,
    slack: &Arc<slack::client::Client>,
    owner: &str,
) -> anyhow::Result<(Access, Arc<Keeper>)> {
    let settings = &config.access;
    let configured =
        Policy::default().with_configured(settings.operators.iter().cloned(), settings.admins.iter().cloned());
    let access = Access::from(configured);
    let source = match &settings.file {
        Some(path) => {
            access.keep_in_a_file();
            Source::File(path.clone())
        }
        None => Source::Store,
    };
    let keeper = Keeper::new(
        access.clone(),
        source,
        store.clone(),
        clock.clone(),
        Arc::new(groups::SlackGroups(slack.clone())),
        owner,
        commands::verb_words(),
        settings.admins.clone(),
    );
    keeper.load().await.context("the policy cannot be used")?;
    Ok((access, Arc::new(keeper)))
}

impl App {
    /// Builds everything and begins to serve.
    pub async fn start(config: &Config, given: Given) -> anyhow::Result<Self> {
        Self::start_within(config, given, http::Limits::default()).await
    }

    /// As [`App::start`], with other patience for those who connect.
    pub async fn start_within(config: &Config, given: Given, limits: http::Limits) -> anyhow::Result<Self> {
        kinsta::install_ring();
        let Given { clock, ids, loops } = given;
        let metrics = numbers();
        let store = {
            use secrecy::ExposeSecret;
            Store::open(config.store.url.expose_secret()).await.context("the store cannot be opened")?
        };
        let kinsta_settings = kinsta::Settings {
            base_url: config.kinsta.api_url.clone(),
            key: config.kinsta.api_key.clone(),
            timeout: kinsta::Settings::TIMEOUT,
        };
        let kinsta =
            kinsta::Client::new(kinsta_settings, clock.clone()).context("the Kinsta client cannot be built")?;
        let slack_settings = slack::client::Settings {
            api_url: config.slack.api_url.clone(),
            token: config.slack.bot_token.clone(),
            timeout: SLACK_TIME,
        };
        let slack = Arc::new(
            slack::client::Client::new(&slack_settings, clock.clone()).context("the Slack client cannot be built")?,
        );
        let prober = Arc::new(probe::Prober::new(
            probe::Settings {
                allow_private: config.probe.allow_private,
                scheme: match config.probe.scheme {
                    Scheme::Https => probe::Scheme::Https,
                    Scheme::Http => probe::Scheme::Http,
                },
                port: config.probe.port,
                resolve_to: config.probe.resolve_to,
                ..probe::Settings::default()
            },
            clock.clone(),
        )?);
        let acts = Arc::new(commands::acts());
        let owner = ids.next(clock.as_ref());
        let (access, keeper) = policy(config, &store, &clock, &slack, &owner).await?;
        let directory = Arc::new(Directory::open(kinsta.clone(), store.clone(), clock.clone()).await);
        let operations = Operations::new(
            store.clone(),
            clock.clone(),
            kinsta.clone(),
            prober.clone(),
            acts.clone(),
            access.clone(),
            directory.clone(),
        );
        let prompts =
            Prompts::new(store.clone(), clock.clone(), ids.clone(), acts.clone(), access.clone(), directory.clone())
                .watching(operations.board());
        let let_go = CancellationToken::new();
        let outbox =
            Outbox::new(store.clone(), slack.clone(), clock.clone(), &owner, config.default_language, let_go.clone());
        let tracker = TaskTracker::new();
        let people = People::new(slack.clone(), clock.clone(), config.default_language, tracker.clone());
        let names = Arc::new(people::SlackPeople(people.clone()));
        let (lang, channel) = (config.default_language, config.audit.channel.clone());
        let shadow = config.audit.shadow_activity.then(|| {
            Shadow::new(
                store.clone(),
                clock.clone(),
                kinsta.clone(),
                access.clone(),
                directory.clone(),
                names.clone(),
                lang,
                channel.clone(),
                &owner,
            )
        });
        let mirror = channel
            .clone()
            .map(|channel| Mirror::new(store.clone(), clock.clone(), names.clone(), channel, lang, &owner));
        let worker = Worker::new(
            store.clone(),
            clock.clone(),
            operations.clone(),
            outbox,
            directory.clone(),
            keeper,
            &owner,
            let_go.clone(),
        )
        .keeping_audit_for(config.audit.retention_days)
        .watching(shadow, mirror);
        let services = Services {
            directory: directory.clone(),
            store: store.clone(),
            kinsta: kinsta.clone(),
            prober,
            access,
            prompts,
            acts,
            names,
            clock: clock.clone(),
        };
        let cancel = CancellationToken::new();
        let desk = Arc::new(Desk {
            verifier: Verifier::new(config.slack.signing_secrets.clone())?,
            reader: Reader::new(ReturnAddresses::new(&config.slack.api_url), None),
            people,
            slack,
            addresses: DashMap::new(),
            pipeline: Arc::new(Pipeline::new(commands::Registry::default(), services)),
            operations,
            store: store.clone(),
            directory,
            clock: clock.clone(),
            ids,
            tracker: tracker.clone(),
            app_id: config.slack.app_id.clone(),
            limits,
            metrics: metrics.clone(),
        });

        let servers = TaskTracker::new();
        let listener = TcpListener::bind(config.http.address())
            .await
            .with_context(|| format!("cannot listen on {}", config.http.address()))?;
        let address = listener.local_addr()?;
        let metrics_address = match config.http.metrics_addr {
            Some(wanted) => {
                let listener = TcpListener::bind(wanted)
                    .await
                    .with_context(|| format!("cannot listen on {wanted} for /metrics"))?;
                let at = listener.local_addr()?;
                servers.spawn(http::serve(listener, http::metrics_router(desk.clone()), limits, cancel.clone()));
                Some(at)
            }
            None => None,
        };
        let router = http::router(desk, metrics_address.is_none());
        servers.spawn(http::serve(listener, router, limits, cancel.clone()));
        if loops {
            worker.run(&tracker, &cancel);
            tracker.spawn(keep_numbers(metrics, clock, cancel.clone()));
        }
        tracing::info!(address = %address, store = %config.store.redacted(), "the bot is listening");
        Ok(Self { address, metrics_address, worker, store, kinsta, tracker, cancel, let_go, servers })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where `/metrics` has its own port.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// How many requests were sent to Kinsta.
    pub fn kinsta_calls(&self) -> u64 {
        self.kinsta.calls()
    }

    /// Does one round of background work. Says whether anything was done or is still going on.
    pub async fn tick(&self) -> bool {
        // Looked at first: what ends during the round may have left something for the next one.
        let is_busy = !self.tracker.is_empty();
        self.worker.tick().await || is_busy
    }

    /// Stops: no new requests, work in hand is finished or left to the store, all within ten seconds.
    pub async fn stop(self) {
        self.cancel.cancel();
        self.servers.close();
        self.servers.wait().await;
        self.tracker.close();
        if tokio::time::timeout(DRAIN_TIME, self.tracker.wait()).await.is_err() {
            tracing::warn!(tasks = self.tracker.len(), "work in hand is left to the next start");
            self.let_go.cancel();
            // Only what hangs elsewhere, such as an answer to a person, is still there after this.
            let _ = tokio::time::timeout(LET_GO_TIME, self.tracker.wait()).await;
        }
        self.store.close().await;
        tracing::info!("the bot has stopped");
    }
}
