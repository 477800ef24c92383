//! The message to those who could agree to a change, in the channel that is meant for it.
//!
//! The operation's own card can be answered too, so a channel that the bot cannot write in loses nothing but the nudge.

use super::deliver::{Outbox, Outcome};
use super::post::Posting;
use crate::domain::actor::Place;
use crate::domain::ids::ChannelId;
use crate::domain::operation::Operation;
use crate::operations::view;
use crate::slack::blocks;
use crate::slack::client::Error as SlackError;
use crate::store::{self, CardHome, OutgoingRow};

impl Outbox {
    /// Shows the request as it stands now: posted the first time, edited afterwards.
    pub(super) async fn show_request(
        &self,
        row: &OutgoingRow,
        operation: &Operation,
        channel: &ChannelId,
    ) -> Result<Outcome, store::Error> {
        if !row.maybe_sent && self.store.later_update_exists(&row.lane, row.seq).await? {
            return Ok(Outcome::Sent);
        }
        let card = view::request(self.default_lang, operation);
        if let Some(CardHome::Channel { channel, ts }) = self.store.request_home(&operation.id).await? {
            return Ok(match self.edit(&channel, &ts, &card).await {
                // Deleted by somebody, or the channel was closed: the operation's own card has the same.
                Err(SlackError::Gone { .. } | SlackError::Closed { .. }) => Outcome::Sent,
                answer => self.judge(answer),
            });
        }
        let place = Place { channel: channel.clone(), thread: None };
        match self.post_once(row, &place, &blocks::render(&card), &row.lane).await {
            Posting::Stands { channel, ts, was_there } => {
                self.store.set_request_home(&operation.id, &CardHome::Channel { channel, ts }).await?;
                Ok(self.stands(was_there))
            }
            Posting::Closed { code } | Posting::Gone { code } => {
                tracing::warn!(operation = %operation.id, code, "the channel for approvals is closed to the bot");
                Ok(Outcome::Dropped(code))
            }
            Posting::Not(outcome) => Ok(outcome),
        }
    }
}
