//! Conversations: opening one with a person, looking for a card in one.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use slack_morphism::api::SlackApiConversationsOpenRequest;

use crate::domain::actor::Place;
use crate::domain::ids::{ChannelId, MessageTs, UserId};

use super::error::Effect;
use super::messages::{CARD_EVENT, CARD_KEY};
use super::{Client, Error};

/// Slack's clock and ours need not agree.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// Messages asked for at a time.
const PAGE: &str = "100";

/// Pages read at most: a card that is looked for was posted moments ago.
const MAX_PAGES: usize = 5;

#[derive(Deserialize)]
struct OpenAnswer {
    channel: Opened,
}

#[derive(Deserialize)]
struct Opened {
    id: String,
}

#[derive(Deserialize)]
struct Page {
    messages: Vec<Value>,
    response_metadata: Option<Cursor>,
}

#[derive(Deserialize)]
struct Cursor {
    next_cursor: Option<String>,
}

impl Client {
    /// The direct conversation with a person, opened where needed.
    ///
    /// # Errors
    /// [`Error::Closed`] when the bot may not write to them, [`Error::Gone`] when there is no such person.
    pub async fn open_dm(&self, user: &UserId) -> Result<ChannelId, Error> {
        let request = SlackApiConversationsOpenRequest::new().with_users(vec![user.as_str().into()]);
        let answer: OpenAnswer = self.write("conversations.open", Effect::Repeatable, &request).await?;
        Ok(answer.channel.id.into())
    }

    /// Looks into a conversation as a member of it can.
    ///
    /// # Errors
    /// [`Error::Closed`] when the bot is not in it, [`Error::Auth`] when it was not given the scope to look.
    pub async fn look_into(&self, channel: &ChannelId) -> Result<(), Error> {
        let parameters = [("channel", channel.as_str()), ("limit", "1")];
        let _: Page = self.read("conversations.history", &parameters).await?;
        Ok(())
    }

    /// Looks in `place` for the message posted with `card_key` at or after `since`. `None` means that it is not there.
    ///
    /// # Errors
    /// [`Error::Auth`] with the missing scope when the bot may not read there; then it stays open whether it exists.
    pub async fn find_posted(
        &self,
        place: &Place,
        card_key: &str,
        since: Timestamp,
    ) -> Result<Option<MessageTs>, Error> {
        let oldest = since.checked_sub(SKEW).unwrap_or(since);
        let oldest = format!("{}.000000", oldest.as_second().max(0));
        let (method, thread) = match &place.thread {
            Some(thread) => ("conversations.replies", Some(("ts", thread.as_str()))),
            None => ("conversations.history", None),
        };
        let mut cursor: Option<String> = None;
        for _ in 0..MAX_PAGES {
            let mut parameters = vec![
                ("channel", place.channel.as_str()),
                ("oldest", oldest.as_str()),
                ("inclusive", "true"),
                ("include_all_metadata", "true"),
                ("limit", PAGE),
            ];
            parameters.extend(thread);
            parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let page: Page = self.read(method, &parameters).await?;
            if let Some(found) = page.messages.iter().find_map(|message| ts_of(message, card_key)) {
                return Ok(Some(found));
            }
            let next = page.response_metadata.and_then(|metadata| metadata.next_cursor);
            cursor = next.filter(|next| !next.is_empty());
            if cursor.is_none() {
                return Ok(None);
            }
        }
        // Not found in what was read is not the same as not there.
        Err(Error::Unavailable { message: "too many messages since".to_owned() })
    }
}

fn ts_of(message: &Value, card_key: &str) -> Option<MessageTs> {
    let text = |pointer| message.pointer(pointer).and_then(Value::as_str);
    let key =
        message.pointer("/metadata/event_payload").and_then(|payload| payload.get(CARD_KEY)).and_then(Value::as_str);
    let is_it = text("/metadata/event_type") == Some(CARD_EVENT) && key == Some(card_key);
    if is_it { text("/ts").map(MessageTs::from) } else { None }
}
