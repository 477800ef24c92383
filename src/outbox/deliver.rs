//! One delivery: what Slack's answer makes of a row.

use std::sync::Arc;

use futures_util::StreamExt;

use crate::clock::Clock;
use crate::domain::actor::Place;
use crate::domain::ids::{ChannelId, OperationId, UserId};
use crate::domain::lang::Lang;
use crate::domain::operation::Operation;
use crate::domain::outgoing::Outgoing;
use crate::operations::view;
use crate::slack::blocks;
use crate::slack::client::{Client, Error as SlackError};
use crate::slack::pacing::Pacing;
use crate::store::{self, OutgoingRow, Store};

/// How long a claimed row is ours, in milliseconds: longer than every Slack call together.
const LEASE_MS: i64 = 60_000;
/// Rows claimed at once; they go out side by side.
const BATCH: u32 = 16;
/// The method whose calls are paced.
const POST: &str = "chat.postMessage";
/// After how many attempts a message is set aside: about a day of outages.
const ATTEMPTS: u32 = 1_500;
/// The same for an answer through a `response_url`, which others wait behind.
const RESPOND_ATTEMPTS: u32 = 6;

/// The deliverer.
#[derive(Clone)]
pub struct Outbox {
    pub(super) store: Store,
    pub(super) slack: Arc<Client>,
    pub(super) clock: Arc<dyn Clock>,
    pacing: Arc<Pacing>,
    owner: Arc<str>,
    pub(super) default_lang: Lang,
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
    /// A deliverer named `owner`.
    pub fn new(store: Store, slack: Arc<Client>, clock: Arc<dyn Clock>, owner: &str, default_lang: Lang) -> Self {
        Self { store, slack, clock, pacing: Arc::new(Pacing::default()), owner: owner.into(), default_lang }
    }

    /// Delivers what is due. Says whether anything was claimed.
    pub async fn tick(&self) -> Result<bool, store::Error> {
        let now_ms = self.clock.now_ms();
        let rows = self.store.claim_outgoing(&self.owner, now_ms, LEASE_MS, BATCH).await?;
        let worked = !rows.is_empty();
        futures_util::stream::iter(rows)
            .for_each_concurrent(None, |row| async move {
                if let Err(error) = self.deliver(&row).await {
                    // The lease runs out and the row is taken up again, as one that may have been sent.
                    tracing::error!(error = %error, "a delivery could not be recorded");
                }
            })
            .await;
        Ok(worked)
    }

    async fn deliver(&self, row: &OutgoingRow) -> Result<(), store::Error> {
        let outcome = self.attempt(row).await?;
        let kind = match &row.body {
            Outgoing::ShowCard { .. } => "card",
            Outgoing::Reply { .. } => "reply",
            Outgoing::Respond { .. } => "respond",
            Outgoing::Post { .. } => "post",
            Outgoing::Whisper { .. } => "whisper",
        };
        match outcome {
            Outcome::Sent => {
                metrics::counter!("outbox_total", "kind" => kind, "outcome" => "sent").increment(1);
                self.store.sent(row).await
            }
            Outcome::Later { why, .. } | Outcome::Failed { why, .. } if row.attempt >= attempts(&row.body) => {
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
            Outgoing::Reply { operation } => match self.operation(operation).await? {
                Some(operation) => self.reply(row, &operation).await,
                None => Ok(Outcome::Dropped("no such operation".into())),
            },
            Outgoing::Respond { to, replace, card } => {
                if to.expires_at_ms <= self.clock.now_ms() {
                    return Ok(Outcome::Dropped("the return address has expired".into()));
                }
                let answer = self.slack.respond(to, &blocks::render(card), *replace, false).await;
                Ok(self.judge(answer))
            }
            Outgoing::Post { place, card } => {
                if let Some(later) = self.paced(&place.channel) {
                    return Ok(later);
                }
                let message = blocks::render(card);
                let answer = self.posted(self.slack.post(place, &message, None).await);
                Ok(self.judge(answer.map(|_| ())))
            }
            Outgoing::Whisper { place, user, card } => {
                let message = blocks::render(card);
                let answer = self.slack.whisper(place, user, &message).await;
                match answer {
                    Err(SlackError::Closed { .. }) => self.tell_in_dm(user, &message).await,
                    answer => Ok(self.judge(answer)),
                }
            }
        }
    }

    async fn operation(&self, id: &OperationId) -> Result<Option<Operation>, store::Error> {
        self.store.operation(id).await
    }

    /// A message that must not be lost although the conversation is closed to the bot.
    async fn tell_in_dm(&self, user: &UserId, message: &blocks::Message) -> Result<Outcome, store::Error> {
        let dm = match self.slack.open_dm(user).await {
            Ok(dm) => dm,
            Err(error) => return Ok(self.judge(Err(error))),
        };
        let answer = self.posted(self.slack.post(&Place { channel: dm, thread: None }, message, None).await);
        Ok(self.judge(answer.map(|_| ())))
    }

    /// One message a second in a channel: the moment to wait for, if there is one.
    pub(super) fn paced(&self, channel: &ChannelId) -> Option<Outcome> {
        let at_ms = self.pacing.reserve(channel, POST, self.clock.now_ms()).err()?;
        Some(Outcome::Later { at_ms, why: "one message a second in a channel" })
    }

    /// Notes a closed door, so that the other messages wait without asking.
    pub(super) fn posted<T>(&self, answer: Result<T, SlackError>) -> Result<T, SlackError> {
        if let Err(SlackError::RateLimited { until }) = &answer {
            self.pacing.close(POST, until.as_millisecond());
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

    /// A look at what was posted found the card: continue at once, now that its place is known.
    pub(super) fn again(&self) -> Outcome {
        Outcome::Later { at_ms: self.clock.now_ms(), why: "the card was found" }
    }

    pub(super) fn render_card(&self, lang: Lang, operation: &Operation) -> blocks::Message {
        blocks::render(&view::card(lang, operation))
    }
}

fn attempts(outgoing: &Outgoing) -> u32 {
    if matches!(outgoing, Outgoing::Respond { .. }) { RESPOND_ATTEMPTS } else { ATTEMPTS }
}
