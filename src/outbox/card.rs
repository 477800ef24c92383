//! The one card of an operation, and the reply in its thread.
//!
//! The card lives in the channel where it was asked for. Where the bot may not post, it lives behind the asker's
//! `response_url` (five uses, thirty minutes), and after that in a direct message. A card that somebody deleted, or
//! whose conversation was closed meanwhile, is left alone until there is an end to tell; the end finds another place.

use super::deliver::{Outbox, Outcome};
use super::post::Posting;
use crate::domain::actor::Place;
use crate::domain::card::Card;
use crate::domain::ids::{ChannelId, MessageTs};
use crate::domain::operation::{Operation, State};
use crate::domain::text;
use crate::i18n::t;
use crate::operations::view;
use crate::slack::blocks;
use crate::slack::client::Error as SlackError;
use crate::store::{self, CardHome, OutgoingRow};

/// The method that edits.
const UPDATE: &str = "chat.update";

impl Outbox {
    /// Shows the card as the operation stands now.
    pub(super) async fn show(&self, row: &OutgoingRow, operation: &Operation) -> Result<Outcome, store::Error> {
        // A row that may have posted the card is not passed over: the next one would not look for it.
        if !row.maybe_sent && self.store.later_update_exists(&row.lane, row.seq).await? {
            return Ok(Outcome::Sent);
        }
        match self.store.card_home(&operation.id).await? {
            None => self.post_card(row, operation, operation.id.as_str()).await,
            Some(CardHome::Return { .. }) if !operation.state.is_final() => Ok(Outcome::Sent),
            Some(CardHome::Return { code, .. }) => self.go_private(row, operation, &code).await,
            Some(CardHome::Channel { channel, ts }) => {
                let card = view::card(self.default_lang, operation);
                match self.edit(&channel, &ts, &card).await {
                    Err(SlackError::Gone { .. } | SlackError::Closed { .. }) if !operation.state.is_final() => {
                        Ok(Outcome::Sent)
                    }
                    Err(SlackError::Gone { .. }) => self.post_card(row, operation, &anew(row)).await,
                    Err(SlackError::Closed { code }) => self.go_private(row, operation, &code).await,
                    answer => Ok(self.judge(answer)),
                }
            }
            Some(CardHome::Dm { channel, ts, code }) => {
                match self.edit(&channel, &ts, &private(operation, &code)).await {
                    Err(SlackError::Gone { .. }) if operation.state.is_final() => {
                        self.post_in_dm(row, operation, &code, &anew(row)).await
                    }
                    answer => Ok(self.judge(answer)),
                }
            }
        }
    }

    pub(super) async fn edit(&self, channel: &ChannelId, ts: &MessageTs, card: &Card) -> Result<(), SlackError> {
        if let Some(until) = self.closed_until(UPDATE) {
            return Err(SlackError::RateLimited { until });
        }
        self.noted(UPDATE, self.slack.update(channel, ts, &blocks::render(card)).await)
    }

    async fn post_card(&self, row: &OutgoingRow, operation: &Operation, key: &str) -> Result<Outcome, store::Error> {
        let message = blocks::render(&view::card(self.default_lang, operation));
        match self.post_once(row, &operation.place, &message, key).await {
            Posting::Stands { channel, ts, was_there } => {
                self.store.set_card_home(&operation.id, &CardHome::Channel { channel, ts }).await?;
                Ok(self.stands(was_there))
            }
            Posting::Closed { code } | Posting::Gone { code } => self.go_private(row, operation, &code).await,
            Posting::Not(outcome) => Ok(outcome),
        }
    }

    /// Through the asker's address while that lives, else in a direct message. `code` is why not in the channel.
    async fn go_private(&self, row: &OutgoingRow, operation: &Operation, code: &str) -> Result<Outcome, store::Error> {
        tracing::info!(operation = %operation.id, code, "the bot may not post where it was asked");
        let Some(address) = operation.return_address.clone() else {
            return self.post_in_dm(row, operation, code, operation.id.as_str()).await;
        };
        match self.respond(&address, &private(operation, code), true).await? {
            Ok(()) => {
                let home = CardHome::Return { address, code: code.to_owned() };
                self.store.set_card_home(&operation.id, &home).await?;
                Ok(Outcome::Sent)
            }
            Err(SlackError::Gone { .. } | SlackError::Rejected { .. }) => {
                self.post_in_dm(row, operation, code, operation.id.as_str()).await
            }
            Err(error) => Ok(self.judge(Err(error))),
        }
    }

    async fn post_in_dm(
        &self,
        row: &OutgoingRow,
        operation: &Operation,
        code: &str,
        key: &str,
    ) -> Result<Outcome, store::Error> {
        let dm = match self.slack.open_dm(&operation.user).await {
            Ok(channel) => Place { channel, thread: None },
            Err(error) => return Ok(self.judge(Err(error))),
        };
        let message = blocks::render(&private(operation, code));
        match self.post_once(row, &dm, &message, key).await {
            Posting::Stands { channel, ts, was_there } => {
                let home = CardHome::Dm { channel, ts, code: code.to_owned() };
                self.store.set_card_home(&operation.id, &home).await?;
                Ok(self.stands(was_there))
            }
            Posting::Closed { code } | Posting::Gone { code } => Ok(Outcome::Dropped(code)),
            Posting::Not(outcome) => Ok(outcome),
        }
    }

    /// A card that an earlier attempt posted shows that attempt's state: it is edited next, now that its place is known.
    pub(super) fn stands(&self, was_there: bool) -> Outcome {
        if was_there { Outcome::Later { at_ms: self.clock.now_ms(), why: "the card was found" } } else { Outcome::Sent }
    }

    /// The last word, in the card's thread.
    pub(super) async fn reply(&self, row: &OutgoingRow, operation: &Operation) -> Result<Outcome, store::Error> {
        let own = view::reply(operation.lang, operation);
        let (channel, thread, card) = match self.store.card_home(&operation.id).await? {
            Some(CardHome::Channel { channel, ts }) => {
                // A reply to a message inside a thread goes to that thread.
                let thread = operation.place.thread.clone().unwrap_or(ts);
                (channel, thread, view::reply(self.default_lang, operation))
            }
            Some(CardHome::Dm { channel, ts, .. }) => (channel, ts, own.clone()),
            Some(CardHome::Return { address, .. }) => {
                // There is no thread behind a return address: the card itself was the last word, this one notifies.
                return Ok(match self.respond(&address, &own, false).await? {
                    Err(SlackError::Gone { .. }) => Outcome::Sent,
                    answer => self.judge(answer),
                });
            }
            None => return Ok(self.tell_in_dm(row, &operation.user, &blocks::render(&own)).await),
        };
        let place = Place { channel, thread: Some(thread) };
        let key = format!("{}:{}", operation.id, row.seq);
        Ok(match self.post_once(row, &place, &blocks::render(&card), &key).await {
            Posting::Stands { .. } => Outcome::Sent,
            Posting::Closed { .. } | Posting::Gone { .. } => {
                self.tell_in_dm(row, &operation.user, &blocks::render(&own)).await
            }
            Posting::Not(outcome) => outcome,
        })
    }
}

/// Whether a request can be answered by nobody, because only the asker sees it.
fn is_unseen(operation: &Operation) -> bool {
    operation.approval.as_ref().is_some_and(|approval| approval.channel.is_none())
}

/// The name of a card that is posted once more because the first one was deleted.
fn anew(row: &OutgoingRow) -> String {
    format!("{}:card:{}", row.lane, row.seq)
}

/// The card for the asker alone, and what would let the next one appear in the channel.
fn private(operation: &Operation, code: &str) -> Card {
    let channel = operation.place.channel.as_str();
    let key = match code {
        // Who could agree does not see it.
        _ if operation.state == State::Waiting && is_unseen(operation) => "invite-waiting",
        _ if channel.starts_with('D') => "invite-dm",
        "is_archived" | "is_inactive" => "invite-archived",
        code if code.starts_with("restricted_action") => "invite-restricted",
        _ => "invite",
    };
    let hint = t(operation.lang, key).marked("channel", text::channel(&operation.place.channel)).say();
    view::card(operation.lang, operation).note(hint)
}
