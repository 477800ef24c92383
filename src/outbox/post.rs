//! The ways to Slack that leave something behind: a message that must not stand twice, an address with five uses.

use super::deliver::{Outbox, Outcome};
use crate::domain::actor::{Place, RETURN_USES, ReturnAddress};
use crate::domain::card::Card;
use crate::domain::ids::{ChannelId, MessageTs, UserId};
use crate::slack::blocks::{self, Message};
use crate::slack::client::Error as SlackError;
use crate::store::{self, OutgoingRow};

/// The method that posts, whose calls are paced.
pub(super) const POST: &str = "chat.postMessage";

/// What became of a message that must not stand twice.
#[derive(Debug)]
pub(super) enum Posting {
    /// It stands.
    Stands {
        /// The conversation.
        channel: ChannelId,
        /// The message.
        ts: MessageTs,
        /// An earlier attempt had posted it, so it may show an older state.
        was_there: bool,
    },
    /// The bot may not post there.
    Closed {
        /// Slack's word for it.
        code: String,
    },
    /// What it belongs to is no longer there.
    Gone {
        /// Slack's word for it.
        code: String,
    },
    /// It does not stand, or nobody knows.
    Not(Outcome),
}

impl Outbox {
    /// Posts a message, unless an earlier attempt of this row did: then it is found by `key`.
    pub(super) async fn post_once(&self, row: &OutgoingRow, place: &Place, message: &Message, key: &str) -> Posting {
        if row.maybe_sent {
            match self.slack.find_posted(place, key, since(row)).await {
                Ok(Some(ts)) => return Posting::Stands { channel: place.channel.clone(), ts, was_there: true },
                // Where nothing can be read, posting says why.
                Ok(None) | Err(SlackError::Closed { .. } | SlackError::Gone { .. } | SlackError::Rejected { .. }) => {}
                Err(SlackError::Auth { code, .. }) if code == "missing_scope" => {
                    tracing::warn!(key, "without the history scopes a message may be posted twice after a broken call");
                }
                Err(SlackError::RateLimited { until }) => {
                    let at_ms = until.as_millisecond();
                    return Posting::Not(Outcome::Later { at_ms, why: "Slack asked to wait" });
                }
                Err(error) => {
                    // Looking failed; whether it was posted is as open as before.
                    tracing::info!(key, error = %error, "could not look whether a message was posted");
                    return Posting::Not(Outcome::Failed { not_sent: false, why: "looking for the message failed" });
                }
            }
        }
        if let Some(later) = self.paced(row, &place.channel) {
            return Posting::Not(later);
        }
        match self.noted(POST, self.slack.post(place, message, Some(key)).await) {
            Ok(posted) => Posting::Stands { channel: posted.channel, ts: posted.ts, was_there: false },
            Err(SlackError::Closed { code }) => Posting::Closed { code },
            Err(SlackError::Gone { code }) => Posting::Gone { code },
            Err(error) => Posting::Not(self.judge(Err(error))),
        }
    }

    /// A message that must not be lost although the conversation is closed to the bot.
    pub(super) async fn tell_in_dm(&self, row: &OutgoingRow, user: &UserId, message: &Message) -> Outcome {
        let place = match self.slack.open_dm(user).await {
            Ok(channel) => Place { channel, thread: None },
            Err(error) => return self.judge(Err(error)),
        };
        match self.post_once(row, &place, message, &format!("{}:{}", row.lane, row.seq)).await {
            Posting::Stands { .. } => Outcome::Sent,
            Posting::Closed { code } | Posting::Gone { code } => Outcome::Dropped(code),
            Posting::Not(outcome) => outcome,
        }
    }

    /// Answers through an address, as long as it has uses left. A use counts before it is made, so that neither a
    /// crash nor a lost answer leads to a sixth.
    pub(super) async fn respond(
        &self,
        to: &ReturnAddress,
        card: &Card,
        replace: bool,
    ) -> Result<Result<(), SlackError>, store::Error> {
        let gone = |code: &str| Ok(Err(SlackError::Gone { code: code.to_owned() }));
        let now_ms = self.clock.now_ms();
        if to.expires_at_ms <= now_ms {
            return gone("expired_url");
        }
        if !self.store.take_use(&to.url, RETURN_USES, now_ms).await? {
            return gone("used_url");
        }
        Ok(self.slack.respond(to, &blocks::render(card), replace, false).await)
    }
}

/// From when on an earlier attempt may have posted it.
fn since(row: &OutgoingRow) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(row.created_at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}
