//! The client everyone shares: budget, transport, retry rule and decoding put together.
//!
//! Must not know what any endpoint is for.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::answer::{self, Answer, Judge, Reading};
use super::api::operations;
use super::budget::{Budget, Lane};
use super::call::Call;
use super::decode::decode;
use super::endpoint::{Endpoint, Read, Write};
use super::error::Error;
use super::key::KeyCache;
use super::operation_status::{Verdict, verdict};
use super::rate_headers;
use super::retry::{Attempt, Decision, Jitter, decide};
use super::transport::{Sent, Transport};
use super::tried::Tried;
use crate::access::Grant;
use crate::clock::Clock;
use crate::domain::ids::KinstaOperationId;

/// What a client needs to know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Kinsta's address up to and including the version: `https://api.kinsta.com/v2`.
    pub base_url: Url,
    /// The company's API key.
    pub key: SecretString,
    /// How long one request may take from connecting to the last byte.
    pub timeout: Duration,
}

impl Settings {
    /// The usual time for one request.
    pub const TIMEOUT: Duration = Duration::from_secs(30);
}

/// Kinsta's API for one company. Clones are cheap and share connections, budget and memory.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    base_url: Url,
    key: SecretString,
    transport: Transport,
    clock: Arc<dyn Clock>,
    budget: Mutex<Budget>,
    jitter: Jitter,
    known: KeyCache,
    calls: AtomicU64,
    headers_logged: AtomicBool,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("host", &self.inner.base_url.host_str()).finish_non_exhaustive()
    }
}

impl Client {
    /// Builds a client. Sends nothing.
    ///
    /// # Errors
    /// [`Error::Unauthorised`] for a key that cannot stand in a header, [`Error::Unavailable`] for an unusable base URL.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let transport = Transport::new(&settings.base_url, &settings.key, settings.timeout)?;
        let jitter = Jitter::seeded(clock.now_ms().unsigned_abs());
        Ok(Self {
            inner: Arc::new(Inner {
                base_url: settings.base_url,
                key: settings.key,
                transport,
                clock,
                budget: Mutex::new(Budget::new()),
                jitter,
                known: KeyCache::default(),
                calls: AtomicU64::new(0),
                headers_logged: AtomicBool::new(false),
            }),
        })
    }

    /// Reads. In [`Lane::Person`] it may take a few tries and up to two seconds of waiting; elsewhere it is tried once.
    ///
    /// # Errors
    /// Any [`Error`] except [`Error::NotSent`] and [`Error::Ambiguous`].
    pub async fn read<E: Endpoint<Effect = Read>>(&self, endpoint: &E, lane: Lane) -> Result<E::Response, Error> {
        let call = Call::of(&self.inner.base_url, endpoint)?;
        let answer = self.exchange(&call, lane, answer::ordinary).await.map_err(|error| self.scrubbed(error, &[]))?;
        decode(&answer.body, E::WITHIN).inspect_err(|error| {
            tracing::warn!(operation = call.operation, %error, "kinsta's answer could not be read");
        })
    }

    /// Writes, once. The grant proves that the policy was asked.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where it may have been executed, an unreadable success included; the others say that it
    /// was not. Never [`Error::Unavailable`] or [`Error::Decode`].
    pub async fn write<E: Endpoint<Effect = Write>>(
        &self,
        endpoint: &E,
        lane: Lane,
        grant: &Grant,
    ) -> Result<E::Response, Error> {
        let call = Call::of(&self.inner.base_url, endpoint)?;
        tracing::info!(operation = call.operation, user = %grant.user(), "writing to kinsta");
        let secrets = endpoint.secrets();
        let answer =
            self.exchange(&call, lane, answer::ordinary).await.map_err(|error| self.scrubbed(error, &secrets))?;
        decode(&answer.body, E::WITHIN).map_err(|error| {
            tracing::warn!(operation = call.operation, %error, "kinsta's answer to a write could not be read");
            Error::Ambiguous { message: None, answered: true }
        })
    }

    /// Asks how an operation stands. `age_ms` is how long ago Kinsta named it.
    ///
    /// # Errors
    /// Those about the request: [`Error::Unauthorised`], [`Error::RateLimited`], [`Error::Rejected`] (an id Kinsta finds
    /// malformed), [`Error::NotFoundOrForbidden`]. A broken network is [`Verdict::Transient`].
    pub async fn operation(&self, id: &KinstaOperationId, age_ms: i64, lane: Lane) -> Result<Verdict, Error> {
        let call = Call::of(&self.inner.base_url, &operations::Get { id: id.clone() })?;
        match self.exchange(&call, lane, answer::operation_status).await {
            Ok(answer) => Ok(verdict(answer.status, &answer.body, age_ms).map_words(|words| self.scrub(words))),
            Err(Error::Unavailable { message }) => Ok(Verdict::Transient { message: self.scrub(message) }),
            Err(error) => Err(self.scrubbed(error, &[])),
        }
    }

    /// How many requests were sent so far, by all clones together.
    pub fn calls(&self) -> u64 {
        self.inner.calls.load(Ordering::Relaxed)
    }

    /// How many requests the company's budget still holds at this moment.
    pub fn budget_left(&self) -> u32 {
        self.budget().left(self.inner.clock.now_ms())
    }

    /// When to come back for an ordinary request in this lane, in epoch milliseconds, if it may not be sent now. Each
    /// caller is given a moment of its own.
    pub fn turn(&self, lane: Lane) -> Option<i64> {
        self.budget().turn(lane, self.inner.clock.now_ms())
    }

    pub(super) fn key_bytes(&self) -> &[u8] {
        self.inner.key.expose_secret().as_bytes()
    }

    pub(super) fn key_cache(&self) -> &KeyCache {
        &self.inner.known
    }

    fn budget(&self) -> MutexGuard<'_, Budget> {
        // The budget is numbers only: one left behind by a panic is still a budget.
        self.inner.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Draws from the budget, sends, and repeats as [`decide`] says.
    async fn exchange(&self, call: &Call, lane: Lane, judge: Judge) -> Result<Answer, Error> {
        let mut failures = 0;
        let mut waited_ms = 0;
        loop {
            let tried = match self.draw(call, lane) {
                Ok(()) => self.send_once(call, judge).await,
                Err(until_ms) => Tried::Limited { until_ms },
            };
            if !matches!(tried, Tried::Limited { .. }) {
                failures += 1;
            }
            let attempt = Attempt { failures, waited_ms, roll: self.inner.jitter.roll() };
            match decide(call.effect, lane, attempt, tried.outcome(self.inner.clock.now_ms())) {
                Decision::Done => return tried.into_answer(),
                Decision::Give(giving) => return Err(tried.into_error(giving)),
                Decision::RetryAfter(wait_ms) => {
                    // Waiting for nothing would make a loop that never lets go.
                    let wait_ms = wait_ms.max(1);
                    tracing::debug!(operation = call.operation, wait_ms, failures, "waiting to ask kinsta again");
                    self.inner.clock.sleep(Duration::from_millis(wait_ms.unsigned_abs())).await;
                    waited_ms += wait_ms;
                }
            }
        }
    }

    fn draw(&self, call: &Call, lane: Lane) -> Result<(), i64> {
        let now_ms = self.inner.clock.now_ms();
        let mut budget = self.budget();
        let drawn = budget.take(lane, call.class, now_ms);
        metrics::gauge!("kinsta_budget_left").set(budget.left(now_ms));
        drop(budget);
        drawn.map_err(|throttled| {
            let wait_ms = throttled.until_ms - now_ms;
            tracing::debug!(operation = call.operation, lane = lane.as_str(), wait_ms, "held back by the budget");
            throttled.until_ms
        })
    }

    async fn send_once(&self, call: &Call, judge: Judge) -> Tried {
        self.inner.calls.fetch_add(1, Ordering::Relaxed);
        let started = Instant::now();
        let sent = self.inner.transport.send(call).await;
        let elapsed = started.elapsed();

        let (outcome, tried) = match sent {
            Sent::Unreachable { why } => ("unreachable", Tried::Unreachable { why }),
            Sent::Broken { why, answered } => ("broken", Tried::Broken { why, answered }),
            Sent::TimedOut { why, answered } => ("timed_out", Tried::TimedOut { why, answered }),
            Sent::Answer(answer) => {
                let reading = judge(call.effect, &answer);
                let outcome = reading.as_str();
                match self.account(call, &answer, &reading) {
                    Some(until_ms) => (outcome, Tried::Limited { until_ms }),
                    None => (outcome, Tried::Answered { answer, reading }),
                }
            }
        };
        let operation = call.operation.clone();
        metrics::histogram!("kinsta_request_seconds", "operation" => operation.clone()).record(elapsed);
        metrics::counter!("kinsta_requests_total", "operation" => operation, "outcome" => outcome).increment(1);
        let elapsed_ms = elapsed.as_millis() as u64;
        tracing::debug!(operation = call.operation, outcome, elapsed_ms, "kinsta request");
        tried
    }

    /// Tells the budget what an answer means for it. For a 429 returns when it opens again.
    fn account(&self, call: &Call, answer: &Answer, reading: &Reading) -> Option<i64> {
        let now_ms = self.inner.clock.now_ms();
        let names = rate_headers::names(&answer.headers);
        if !names.is_empty() && !self.inner.headers_logged.swap(true, Ordering::Relaxed) {
            tracing::info!(names = names.join(", "), "kinsta sends rate limit headers");
        }
        let allowance = rate_headers::allowance(&answer.headers, now_ms);
        let mut budget = self.budget();
        if let Some(allowance) = allowance {
            budget.reported(call.class, allowance, now_ms);
        }
        let until_ms = if *reading == Reading::Limited {
            let reset_ms = allowance.filter(|allowance| allowance.left == 0).and_then(|found| found.resets_in_ms);
            let asked_ms = rate_headers::retry_after_ms(&answer.headers, now_ms).or(reset_ms);
            Some(budget.refused(asked_ms, now_ms))
        } else {
            budget.answered(now_ms);
            None
        };
        metrics::gauge!("kinsta_budget_left").set(budget.left(now_ms));
        drop(budget);
        if let Some(until_ms) = until_ms {
            tracing::warn!(operation = call.operation, wait_ms = until_ms - now_ms, "kinsta limits our requests");
        }
        until_ms
    }

    /// Kinsta's words could repeat the key.
    fn scrub(&self, text: String) -> String {
        let key = self.inner.key.expose_secret();
        if !key.is_empty() && text.contains(key) { text.replace(key, "[key]") } else { text }
    }

    /// They could also quote what was sent with the request.
    fn scrubbed(&self, error: Error, sent: &[&SecretString]) -> Error {
        let sent = || sent.iter().map(|secret| secret.expose_secret()).filter(|secret| !secret.is_empty());
        error.map_words(|words| sent().fold(self.scrub(words), |words, secret| words.replace(secret, "[secret]")))
    }
}
