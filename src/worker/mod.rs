//! Background work: one look at everything that is due ([`Worker::tick`]), and the loops that look again and again.
//!
//! Holds no SQL and makes no Kinsta call itself. Everything that must not be lost is in the store's queues; a loop that
//! dies with its process is taken up by the next one.

mod queue;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::access::Keeper;
use crate::audit::Mirror;
use crate::clock::Clock;
use crate::domain::ids::OperationId;
use crate::operations::{self, Operations};
use crate::outbox::Outbox;
use crate::shadow::Shadow;
use crate::sites::Directory;
use crate::store::{self, Job, Store};
use queue::Queue;

/// How long a claimed job is ours, in milliseconds; renewed every third of it.
///
/// Short, because this is also how long the work of a killed process lies still, the same for one replica as for many,
/// and nobody has to find out who is alive. It may be short, because nothing hangs on it but patience: a process that
/// was held up for longer loses the job, its writes are refused by the token, and whoever takes over asks the activity
/// log instead of calling again. Two thirds of it are what clocks may differ by and a renewal may be late.
const LEASE_MS: i64 = 15_000;
/// Jobs under way at the same time in one process.
const JOBS: u32 = 8;
/// Messages under way at the same time in one process. A call that hangs occupies one of these places, not the queue.
const MESSAGES: u32 = 16;
/// How often old rows are cleared away, in milliseconds.
const TIDY_MS: i64 = 60 * 60 * 1000;
/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long answered prompts and seen events are remembered, in milliseconds.
const SHORT_MEMORY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long delivered messages are remembered, in milliseconds.
const LONG_MEMORY_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// The background worker of one process.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    clock: Arc<dyn Clock>,
    operations: Operations,
    outbox: Outbox,
    directory: Arc<Directory>,
    access: Arc<Keeper>,
    owner: Arc<str>,
    tidy_at_ms: Arc<AtomicI64>,
    let_go: CancellationToken,
    audit_retention_ms: Option<i64>,
    shadow: Option<Arc<Shadow>>,
    mirror: Option<Arc<Mirror>>,
}

impl Worker {
    /// A worker called `owner`. Once `let_go` says so, work in hand is broken off and left to the next process.
    #[expect(clippy::too_many_arguments, reason = "the composition root calls it once")]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        operations: Operations,
        outbox: Outbox,
        directory: Arc<Directory>,
        access: Arc<Keeper>,
        owner: &str,
        let_go: CancellationToken,
    ) -> Self {
        Self {
            store,
            clock,
            operations,
            outbox,
            directory,
            access,
            owner: owner.into(),
            tidy_at_ms: Arc::default(),
            let_go,
            audit_retention_ms: None,
            shadow: None,
            mirror: None,
        }
    }

    /// The worker, which compares the activity log with the audit log, and mirrors the latter.
    #[must_use]
    pub fn watching(mut self, shadow: Option<Shadow>, mirror: Option<Mirror>) -> Self {
        self.shadow = shadow.map(Arc::new);
        self.mirror = mirror.map(Arc::new);
        self
    }

    /// The worker, which clears rows of the audit log away after so many days.
    #[must_use]
    pub fn keeping_audit_for(mut self, days: Option<u32>) -> Self {
        self.audit_retention_ms = days.map(|days| i64::from(days) * DAY_MS);
        self
    }

    /// Looks once at everything and does what is due. Says whether anything was done.
    pub async fn tick(&self) -> bool {
        let access = self.access.tick().await;
        let jobs = self.jobs().await;
        let watched = self.watch().await;
        self.operations.refresh_board().await;
        let messages = self.messages().await;
        let directory = self.directory.tick().await;
        self.tidy().await;
        self.store.recorded().await;
        access || jobs || watched || messages || directory
    }

    /// Looks at both logs: Kinsta's and our own.
    async fn watch(&self) -> bool {
        let shadow = match &self.shadow {
            Some(shadow) => shadow.tick().await,
            None => false,
        };
        let mirror = match &self.mirror {
            Some(mirror) => mirror.tick().await,
            None => false,
        };
        shadow || mirror
    }

    async fn jobs(&self) -> bool {
        let claimed = self.claim(JOBS).await;
        let worked = !claimed.is_empty();
        futures_util::stream::iter(claimed)
            .for_each_concurrent(None, |job| async move { self.carry(&job).await })
            .await;
        worked
    }

    async fn claim(&self, limit: u32) -> Vec<Job> {
        self.store.claim(&self.owner, self.clock.now_ms(), LEASE_MS, limit).await.unwrap_or_else(|error| {
            tracing::error!(error = %error, "jobs could not be claimed");
            Vec::new()
        })
    }

    /// Carries one job while keeping it in hand.
    async fn carry(&self, job: &Job) {
        let work = async {
            match job.kind.as_str() {
                operations::JOB => self.operations.carry(job).await,
                operations::EXPIRY_JOB => self.operations.expire(job).await,
                kind => {
                    tracing::error!(kind, "nobody carries jobs of this kind");
                    Ok(())
                }
            }
        };
        let keep = async {
            loop {
                self.clock.sleep(Duration::from_millis(LEASE_MS.unsigned_abs() / 3)).await;
                match self.store.renew(job, self.clock.now_ms() + LEASE_MS).await {
                    Ok(()) => {}
                    Err(store::Error::LeaseLost) => return store::Error::LeaseLost,
                    // A call under way is not thrown away for a store that hiccups; two more renewals fit in.
                    Err(error) => tracing::warn!(job = job.key, error = %error, "a job could not be kept in hand"),
                }
            }
        };
        let result = tokio::select! {
            result = work => result,
            // Somebody else took the job over: what we still learn would not count.
            error = keep => Err(error),
            () = self.let_go.cancelled() => self.store.release(job, self.clock.now_ms()).await,
        };
        match result {
            Ok(()) => {}
            Err(store::Error::LeaseLost | store::Error::Stale) => {
                tracing::warn!(job = job.key, "a job went to another worker");
            }
            // The lease runs out and the job is claimed again.
            Err(error) => tracing::error!(job = job.key, error = %error, "a job could not be carried on"),
        }
    }

    async fn messages(&self) -> bool {
        let claimed = self.outbox.claim(MESSAGES).await;
        let worked = !claimed.is_empty();
        futures_util::stream::iter(claimed)
            .for_each_concurrent(None, |row| async move { self.outbox.carry(&row).await })
            .await;
        worked
    }

    /// Clears away what is over, and ends operations whose job was given up.
    async fn tidy(&self) {
        let now_ms = self.clock.now_ms();
        if let Err(error) = self.bury().await {
            tracing::error!(error = %error, "dead jobs could not be buried");
        }
        let due_ms = self.tidy_at_ms.load(Ordering::SeqCst);
        if now_ms < due_ms {
            return;
        }
        self.tidy_at_ms.store(now_ms + TIDY_MS, Ordering::SeqCst);
        let store = &self.store;
        let purged = async {
            store.purge_prompts(now_ms - SHORT_MEMORY_MS).await?;
            store.purge_seen(now_ms - SHORT_MEMORY_MS).await?;
            store.purge_outgoing(now_ms - LONG_MEMORY_MS).await?;
            self.tidy_audit(now_ms).await
        };
        if let Err(error) = purged.await {
            tracing::error!(error = %error, "old rows could not be cleared away");
        }
    }

    /// Clears the oldest rows of the audit log away, a day's at least, and says where it stands: a line in a log that is
    /// kept elsewhere shows later that nothing before it was made anew.
    async fn tidy_audit(&self, now_ms: i64) -> Result<(), store::Error> {
        if let Some(keep_ms) = self.audit_retention_ms
            && self.store.audit_oldest_ms().await?.is_some_and(|oldest_ms| oldest_ms < now_ms - keep_ms - DAY_MS)
        {
            let rows = self.store.purge_audit(now_ms - keep_ms, now_ms).await?;
            tracing::info!(rows, "old rows of the audit log were cleared away");
        }
        let (head, _) = self.store.audit_ends().await?;
        tracing::info!(seq = head.seq, hash = head.hash, "where the audit log stands");
        Ok(())
    }

    async fn bury(&self) -> Result<(), store::Error> {
        for dead in self.store.dead_jobs().await? {
            let operation = dead.payload.get("operation").and_then(serde_json::Value::as_str);
            match operation {
                Some(id) if dead.kind == operations::JOB => {
                    self.operations.give_up(&OperationId::new(id), Some(&dead)).await?;
                }
                Some(id) if dead.kind == operations::EXPIRY_JOB => {
                    self.operations.expire_dead(&OperationId::new(id), &dead).await?;
                }
                _ => {
                    let mut tx = self.store.write_tx().await?;
                    tx.bury(&dead).await?;
                    tx.commit().await?;
                }
            }
        }
        Ok(())
    }

    /// Starts the loops. They end when `cancel` says so; work in hand is finished first, and `tracker` knows of it.
    pub fn run(&self, tracker: &TaskTracker, cancel: &CancellationToken) {
        tracker.spawn(self.clone().run_jobs(tracker.clone(), cancel.clone()));
        tracker.spawn(self.clone().run_messages(tracker.clone(), cancel.clone()));
        tracker.spawn(self.clone().run_directory(cancel.clone()));
        tracker.spawn(self.clone().run_access(cancel.clone()));
        if let Some(shadow) = self.shadow.clone() {
            tracker.spawn(self.clone().run_watch(cancel.clone(), move || {
                let shadow = shadow.clone();
                async move { shadow.tick().await }
            }));
        }
        if let Some(mirror) = self.mirror.clone() {
            tracker.spawn(self.clone().run_watch(cancel.clone(), move || {
                let mirror = mirror.clone();
                async move { mirror.tick().await }
            }));
        }
        tracker.spawn(self.clone().run_board(cancel.clone()));
    }

    async fn run_jobs(self, tracker: TaskTracker, cancel: CancellationToken) {
        let queue = Queue { clock: self.clock.clone(), changed: self.store.jobs_changed(), room: JOBS };
        let claim = |room| self.claim(room);
        let work = |job| {
            let worker = self.clone();
            async move { worker.carry(&job).await }
        };
        queue.run(&tracker, &cancel, claim, work).await;
    }

    async fn run_messages(self, tracker: TaskTracker, cancel: CancellationToken) {
        let queue = Queue { clock: self.clock.clone(), changed: self.store.outbox_changed(), room: MESSAGES };
        let claim = |room| self.outbox.claim(room);
        let work = |row| {
            let outbox = self.outbox.clone();
            async move { outbox.carry(&row).await }
        };
        queue.run(&tracker, &cancel, claim, work).await;
        // What was promised a moment ago goes out before the process ends; the rest waits in the store.
        self.messages().await;
    }

    async fn run_access(self, cancel: CancellationToken) {
        while !cancel.is_cancelled() {
            self.access.tick().await;
            tokio::select! {
                () = cancel.cancelled() => {}
                () = self.clock.sleep(Duration::from_secs(1)) => {}
            }
        }
    }

    /// Looks again and again. What it is at when the process ends is broken off: nothing of it was saved yet.
    async fn run_watch<L: Future<Output = bool>>(self, cancel: CancellationToken, look: impl Fn() -> L) {
        let watch = async {
            loop {
                look().await;
                self.clock.sleep(Duration::from_secs(2)).await;
            }
        };
        tokio::select! {
            () = cancel.cancelled() => {}
            () = watch => {}
        }
    }

    async fn run_board(self, cancel: CancellationToken) {
        while !cancel.is_cancelled() {
            self.operations.refresh_board().await;
            tokio::select! {
                () = cancel.cancelled() => {}
                () = self.clock.sleep(Duration::from_secs(1)) => {}
            }
        }
    }

    async fn run_directory(self, cancel: CancellationToken) {
        while !cancel.is_cancelled() {
            self.directory.tick().await;
            self.tidy().await;
            tokio::select! {
                () = cancel.cancelled() => {}
                () = self.directory.woken() => {}
                () = self.clock.sleep(Duration::from_secs(5)) => {}
            }
        }
    }
}
