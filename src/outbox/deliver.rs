//! One delivery: what Slack's answer makes of a row.

use std::sync::Arc;
use std::time::Duration;

use super::post::{POST, Posting};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::domain::actor::Place;
use crate::domain::ids::{ChannelId, OperationId};
use crate::domain::lang::Lang;
use crate::domain::operation::Operation;
use crate::domain::outgoing::Outgoing;
use crate::slack::blocks;
use crate::slack::client::{Client, Error as SlackError};
use crate::slack::pacing::Pacing;
use crate::store::{self, OutgoingRow, Store};

/// How long a claimed row is ours, in milliseconds; renewed every third of it. See the worker's lease of jobs: whoever
/// takes a message over looks for it in the conversation before posting it again.
const LEASE_MS: i64 = 15_000;
/// How much too early a message may come for its turn in a channel and still be next, in milliseconds.
const A_LITTLE_MS: i64 = 1_000;
/// How long a message is tried, in milliseconds: an outage of a day.
const PATIENCE_MS: i64 = 24 * 60 * 60 * 1000;
/// How long the mirror of the audit log is tried, in milliseconds: somebody has to let the bot in.
const MIRROR_PATIENCE_MS: i64 = 7 * PATIENCE_MS;
/// How often an answer through a `response_url` is tried, because others wait behind it.
const RESPOND_ATTEMPTS: u32 = 4;

/// The deliverer.
#[derive(Clone)]
pub struct Outbox {
    pub(super) store: Store,
    pub(super) slack: Arc<Client>,
    pub(super) clock: Arc<dyn Clock>,
    pacing: Arc<Pacing>,
    owner: Arc<str>,
    pub(super) default_lang: Lang,
    let_go: CancellationToken,
}

/// What to do with a row after an attempt.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Slack has it.
    Sent,
    /// Not before this time, in epoch milliseconds; Slack certainly did not take it.
    Later {
        /// In epoch milliseconds.
        at_ms: i64,
        /// Why.
        why: &'static str,
    },
    /// It went wrong; again after a pause that grows.
    Failed {
        /// Slack certainly did not take it.
        not_sent: bool,
        /// Why.
        why: &'static str,
    },
    /// Never.
    Dropped(String),
}

impl Outbox {
    /// A deliverer named `owner`. Once `let_go` says so, messages in hand are left to the next process.
    pub fn new(
        store: Store,
        slack: Arc<Client>,
        clock: Arc<dyn Clock>,
        owner: &str,
        default_lang: Lang,
        let_go: CancellationToken,
    ) -> Self {
        Self { store, slack, clock, pacing: Arc::new(Pacing::default()), owner: owner.into(), default_lang, let_go }
    }

    /// Claims up to `limit` messages that are due.
    pub async fn claim(&self, limit: u32) -> Vec<OutgoingRow> {
        let now_ms = self.clock.now_ms();
        self.store.claim_outgoing(&self.owner, now_ms, LEASE_MS, limit).await.unwrap_or_else(|error| {
            tracing::error!(error = %error, "messages could not be claimed");
            Vec::new()
        })
    }

    /// Delivers one claimed message while keeping it in hand.
    pub async fn carry(&self, row: &OutgoingRow) {
        let keep = async {
            loop {
                self.clock.sleep(Duration::from_millis(LEASE_MS.unsigned_abs() / 3)).await;
                match self.store.renew_outgoing(row, self.clock.now_ms() + LEASE_MS).await {
                    Ok(()) => {}
                    Err(store::Error::LeaseLost) => return store::Error::LeaseLost,
                    Err(error) => tracing::warn!(error = %error, "a message could not be kept in hand"),
                }
            }
        };
        let delivered = tokio::select! {
            delivered = self.deliver(row) => delivered,
            error = keep => Err(error),
            () = self.let_go.cancelled() => self.store.retry(row, self.clock.now_ms(), "the bot stopped", false).await,
        };
        match delivered {
            Ok(()) => {}
            Err(store::Error::LeaseLost) => tracing::warn!(lane = row.lane, "a message went to another worker"),
            // The lease lapses; the message is taken up again as one that may have been sent.
            Err(error) => tracing::error!(lane = row.lane, error = %error, "a delivery could not be recorded"),
        }
    }

    async fn deliver(&self, row: &OutgoingRow) -> Result<(), store::Error> {
        let outcome = self.attempt(row).await?;
        let kind = match &row.body {
            Outgoing::ShowCard { .. } => "card",
            Outgoing::ShowRequest { .. } => "request",
            Outgoing::Reply { .. } => "reply",
            Outgoing::Respond { .. } => "respond",
            Outgoing::Post { .. } => "post",
            Outgoing::Mirror { .. } => "mirror",
            Outgoing::Whisper { .. } => "whisper",
        };
        match outcome {
            Outcome::Sent => {
                metrics::counter!("outbox_total", "kind" => kind, "outcome" => "sent").increment(1);
                self.store.sent(row).await
            }
            Outcome::Later { why, .. } | Outcome::Failed { why, .. } if self.is_hopeless(row, &outcome) => {
                self.set_aside(row, kind, why).await
            }
            Outcome::Later { at_ms, why } => {
                metrics::counter!("outbox_total", "kind" => kind, "outcome" => "later").increment(1);
                self.store.retry(row, at_ms, why, true).await
            }
            Outcome::Failed { not_sent, why } => {
                metrics::counter!("outbox_total", "kind" => kind, "outcome" => "failed").increment(1);
                let pause_ms = (1_000_i64 << row.attempt.min(6)).min(60_000);
                self.store.retry(row, self.clock.now_ms() + pause_ms, why, not_sent).await
            }
            Outcome::Dropped(why) => self.set_aside(row, kind, &why).await,
        }
    }

    async fn set_aside(&self, row: &OutgoingRow, kind: &'static str, why: &str) -> Result<(), store::Error> {
        metrics::counter!("outbox_total", "kind" => kind, "outcome" => "dropped").increment(1);
        tracing::warn!(kind, lane = row.lane, why, "a message was given up");
        self.store.drop_outgoing(row, why).await
    }

    async fn attempt(&self, row: &OutgoingRow) -> Result<Outcome, store::Error> {
        match &row.body {
            Outgoing::ShowCard { operation } => match self.operation(operation).await? {
                Some(operation) => self.show(row, &operation).await,
                None => Ok(Outcome::Dropped("no such operation".into())),
            },
            Outgoing::ShowRequest { operation, channel } => match self.operation(operation).await? {
                Some(operation) => self.show_request(row, &operation, channel).await,
                None => Ok(Outcome::Dropped("no such operation".into())),
            },
            Outgoing::Reply { operation } => match self.operation(operation).await? {
                Some(operation) => self.reply(row, &operation).await,
                None => Ok(Outcome::Dropped("no such operation".into())),
            },
            Outgoing::Respond { to, replace, card } => {
                let answer = self.respond(to, card, *replace).await?;
                Ok(self.judge(answer))
            }
            Outgoing::Mirror { channel, card } => {
                let place = Place { channel: channel.clone(), thread: None };
                let key = format!("{}:{}", row.lane, row.seq);
                Ok(match self.post_once(row, &place, &blocks::render(card), &key).await {
                    Posting::Stands { .. } => Outcome::Sent,
                    Posting::Closed { code } | Posting::Gone { code } => {
                        if row.attempt == 1 {
                            tracing::error!(channel = %channel, code, "the channel of AUDIT_CHANNEL is closed to the bot");
                        }
                        Outcome::Failed { not_sent: true, why: "the audit channel is closed to the bot" }
                    }
                    Posting::Not(outcome) => outcome,
                })
            }
            // Their conversation has an id only once it is opened, and without one a lost message is not found again.
            Outgoing::Post { place: Place { channel, thread: None }, card } if let Some(user) = channel.person() => {
                Ok(self.tell_in_dm(row, &user, &blocks::render(card)).await)
            }
            Outgoing::Post { place, card } => {
                let key = format!("{}:{}", row.lane, row.seq);
                Ok(match self.post_once(row, place, &blocks::render(card), &key).await {
                    Posting::Stands { .. } => Outcome::Sent,
                    Posting::Closed { code } | Posting::Gone { code } => Outcome::Dropped(code),
                    Posting::Not(outcome) => outcome,
                })
            }
            Outgoing::Whisper { place, user, card } => {
                let message = blocks::render(card);
                match self.slack.whisper(place, user, &message).await {
                    Err(SlackError::Closed { .. } | SlackError::Gone { .. }) => {
                        Ok(self.tell_in_dm(row, user, &message).await)
                    }
                    answer => Ok(self.judge(answer)),
                }
            }
        }
    }

    async fn operation(&self, id: &OperationId) -> Result<Option<Operation>, store::Error> {
        self.store.operation(id).await
    }

    /// Whether trying again would only keep others waiting. Waiting for a turn is no failure, however often.
    fn is_hopeless(&self, row: &OutgoingRow, outcome: &Outcome) -> bool {
        let is_mirror = matches!(row.body, Outgoing::Mirror { .. });
        let patience_ms = if is_mirror { MIRROR_PATIENCE_MS } else { PATIENCE_MS };
        let is_old = self.clock.now_ms() - row.created_at_ms >= patience_ms;
        let failed = matches!(outcome, Outcome::Failed { .. });
        is_old || (failed && matches!(row.body, Outgoing::Respond { .. }) && row.attempt >= RESPOND_ATTEMPTS)
    }

    /// When a method that Slack closed opens again.
    pub(super) fn closed_until(&self, method: &'static str) -> Option<jiff::Timestamp> {
        let until_ms = self.pacing.closed_until(method, self.clock.now_ms())?;
        jiff::Timestamp::from_millisecond(until_ms).ok()
    }

    /// One message a second in a channel: the moment to wait for, if there is one. Who has waited already and is only
    /// a little early does not go to the end of the queue again.
    pub(super) fn paced(&self, row: &OutgoingRow, channel: &ChannelId) -> Option<Outcome> {
        let now_ms = self.clock.now_ms();
        let opens_ms = self.pacing.reserve(channel, POST, now_ms).err()?;
        let is_early = row.attempt > 1 && opens_ms - now_ms <= A_LITTLE_MS;
        let at_ms = if is_early { opens_ms } else { self.pacing.queue_up(channel, opens_ms) };
        Some(Outcome::Later { at_ms, why: "one message a second in a channel" })
    }

    /// Notes a closed door, so that the other messages wait without asking.
    pub(super) fn noted<T>(&self, method: &'static str, answer: Result<T, SlackError>) -> Result<T, SlackError> {
        if let Err(SlackError::RateLimited { until }) = &answer {
            self.pacing.close(method, until.as_millisecond());
        }
        answer
    }

    /// What an answer of Slack's makes of the row, where nothing special is known.
    pub(super) fn judge(&self, answer: Result<(), SlackError>) -> Outcome {
        match answer {
            Ok(()) => Outcome::Sent,
            Err(SlackError::RateLimited { until }) => {
                Outcome::Later { at_ms: until.as_millisecond(), why: "Slack asked to wait" }
            }
            Err(SlackError::Unavailable { .. }) => {
                Outcome::Failed { not_sent: true, why: "Slack could not be reached" }
            }
            Err(SlackError::Ambiguous { .. }) => Outcome::Failed { not_sent: false, why: "Slack's answer was lost" },
            // A revoked or wrong token is mended by an administrator; what was promised waits for it.
            Err(SlackError::Auth { .. }) => Outcome::Failed { not_sent: true, why: "Slack refused the token" },
            Err(error) => Outcome::Dropped(error.to_string()),
        }
    }
}
