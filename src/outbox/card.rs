//! The one card of an operation, and the reply in its thread.
//!
//! The card lives in the channel where it was asked for. Where the bot may not post, it lives behind the asker's
//! `response_url` (five uses, thirty minutes), and after that in a direct message.

use super::deliver::{Outbox, Outcome};
use crate::domain::actor::Place;
use crate::domain::card::Card;
use crate::domain::operation::Operation;
use crate::domain::text;
use crate::i18n::t;
use crate::operations::view;
use crate::slack::blocks;
use crate::slack::client::Error as SlackError;
use crate::store::{self, CardHome, OutgoingRow};

/// How many of a `response_url`'s five uses the card takes; one went to the prompt, one is kept for the last word.
const RETURN_USES: i64 = 3;

impl Outbox {
    /// Shows the card as the operation stands now.
    pub(super) async fn show(&self, row: &OutgoingRow, operation: &Operation) -> Result<Outcome, store::Error> {
        if self.store.later_update_exists(&row.lane, row.seq).await? {
            return Ok(Outcome::Sent);
        }
        match self.store.card_home(&operation.id).await? {
            None => self.post_card(row, operation).await,
            Some(CardHome::Channel { channel, ts }) => {
                let message = self.render_card(self.default_lang, operation);
                let answer = self.slack.update(&channel, &ts, &message).await;
                Ok(self.judge(answer))
            }
            Some(CardHome::Dm { channel, ts }) => {
                let message = blocks::render(&self.private_card(operation));
                let answer = self.slack.update(&channel, &ts, &message).await;
                Ok(self.judge(answer))
            }
            Some(CardHome::Return { .. }) if !operation.state.is_final() => Ok(Outcome::Sent),
            Some(CardHome::Return { address, uses }) => {
                if uses >= RETURN_USES || address.expires_at_ms <= self.clock.now_ms() {
                    return self.post_in_dm(row, operation).await;
                }
                match self.slack.respond(&address, &blocks::render(&self.private_card(operation)), true, false).await {
                    Ok(()) => {
                        self.store.set_card_home(&operation.id, &CardHome::Return { address, uses: uses + 1 }).await?;
                        Ok(Outcome::Sent)
                    }
                    Err(SlackError::Gone { .. } | SlackError::Rejected { .. }) => self.post_in_dm(row, operation).await,
                    Err(error) => Ok(self.judge(Err(error))),
                }
            }
        }
    }

    async fn post_card(&self, row: &OutgoingRow, operation: &Operation) -> Result<Outcome, store::Error> {
        let place = &operation.place;
        let key = operation.id.as_str();
        if row.maybe_sent {
            // An earlier attempt may have posted it: look before posting again.
            match self.slack.find_posted(place, key, since(operation)).await {
                Ok(Some(ts)) => {
                    let home = CardHome::Channel { channel: place.channel.clone(), ts };
                    self.store.set_card_home(&operation.id, &home).await?;
                    return Ok(self.again());
                }
                Ok(None) | Err(SlackError::Closed { .. } | SlackError::Gone { .. } | SlackError::Rejected { .. }) => {}
                Err(SlackError::Auth { code, .. }) if code == "missing_scope" => {
                    tracing::warn!(
                        operation = key,
                        "without the history scopes a card may be posted twice after a crash"
                    );
                }
                Err(error) => {
                    // Looking failed; whether it was posted is as open as before.
                    tracing::info!(operation = key, error = %error, "could not look whether a card was posted");
                    return Ok(Outcome::Failed { not_sent: false, why: "looking for the card failed" });
                }
            }
        }
        if let Some(later) = self.paced(&place.channel) {
            return Ok(later);
        }
        let message = self.render_card(self.default_lang, operation);
        match self.posted(self.slack.post(place, &message, Some(key)).await) {
            Ok(posted) => {
                let home = CardHome::Channel { channel: posted.channel, ts: posted.ts };
                self.store.set_card_home(&operation.id, &home).await?;
                Ok(Outcome::Sent)
            }
            Err(SlackError::Closed { code }) => {
                tracing::info!(operation = key, code, "the bot may not post where it was asked");
                self.go_private(row, operation).await
            }
            Err(error) => Ok(self.judge(Err(error))),
        }
    }

    async fn go_private(&self, row: &OutgoingRow, operation: &Operation) -> Result<Outcome, store::Error> {
        let Some(address) = operation.return_address.clone().filter(|to| to.expires_at_ms > self.clock.now_ms()) else {
            return self.post_in_dm(row, operation).await;
        };
        match self.slack.respond(&address, &blocks::render(&self.private_card(operation)), true, false).await {
            Ok(()) => {
                self.store.set_card_home(&operation.id, &CardHome::Return { address, uses: 1 }).await?;
                Ok(Outcome::Sent)
            }
            Err(SlackError::Gone { .. } | SlackError::Rejected { .. }) => self.post_in_dm(row, operation).await,
            Err(error) => Ok(self.judge(Err(error))),
        }
    }

    async fn post_in_dm(&self, row: &OutgoingRow, operation: &Operation) -> Result<Outcome, store::Error> {
        let key = operation.id.as_str();
        let dm = match self.slack.open_dm(&operation.user).await {
            Ok(channel) => Place { channel, thread: None },
            Err(error) => return Ok(self.judge(Err(error))),
        };
        if row.maybe_sent
            && let Ok(Some(ts)) = self.slack.find_posted(&dm, key, since(operation)).await
        {
            self.store.set_card_home(&operation.id, &CardHome::Dm { channel: dm.channel, ts }).await?;
            return Ok(self.again());
        }
        let message = blocks::render(&self.private_card(operation));
        match self.posted(self.slack.post(&dm, &message, Some(key)).await) {
            Ok(posted) => {
                let home = CardHome::Dm { channel: posted.channel, ts: posted.ts };
                self.store.set_card_home(&operation.id, &home).await?;
                Ok(Outcome::Sent)
            }
            Err(error) => Ok(self.judge(Err(error))),
        }
    }

    /// The card for the asker alone, with how to invite the bot.
    fn private_card(&self, operation: &Operation) -> Card {
        let invite = t(operation.lang, "invite").marked("channel", text::channel(&operation.place.channel)).say();
        view::card(operation.lang, operation).note(invite)
    }

    /// The last word, in the card's thread.
    pub(super) async fn reply(&self, row: &OutgoingRow, operation: &Operation) -> Result<Outcome, store::Error> {
        let key = format!("{}:{}", operation.id, row.seq);
        let (channel, thread, card) = match self.store.card_home(&operation.id).await? {
            Some(CardHome::Channel { channel, ts }) => {
                // A reply to a message inside a thread goes to that thread.
                let thread = operation.place.thread.clone().unwrap_or(ts);
                (channel, thread, view::reply(self.default_lang, operation))
            }
            Some(CardHome::Dm { channel, ts }) => (channel, ts, view::reply(operation.lang, operation)),
            Some(CardHome::Return { address, uses }) => {
                // There is no thread behind a return address: the card itself was the last word, this one notifies.
                if uses > RETURN_USES || address.expires_at_ms <= self.clock.now_ms() {
                    return Ok(Outcome::Sent);
                }
                let answer = self
                    .slack
                    .respond(&address, &blocks::render(&view::reply(operation.lang, operation)), false, false)
                    .await;
                return Ok(match answer {
                    Err(SlackError::Gone { .. }) => Outcome::Sent,
                    answer => self.judge(answer),
                });
            }
            None => return Ok(Outcome::Dropped("its card could not be shown anywhere".into())),
        };
        let place = Place { channel, thread: Some(thread) };
        if row.maybe_sent {
            match self.slack.find_posted(&place, &key, since(operation)).await {
                Ok(Some(_)) => return Ok(Outcome::Sent),
                Ok(None) | Err(SlackError::Closed { .. } | SlackError::Gone { .. } | SlackError::Auth { .. }) => {}
                Err(_) => return Ok(Outcome::Failed { not_sent: false, why: "looking for the reply failed" }),
            }
        }
        if let Some(later) = self.paced(&place.channel) {
            return Ok(later);
        }
        let answer = self.posted(self.slack.post(&place, &blocks::render(&card), Some(&key)).await);
        Ok(self.judge(answer.map(|_| ())))
    }
}

/// From when on the operation's messages may have been posted.
fn since(operation: &Operation) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(operation.created_at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}
