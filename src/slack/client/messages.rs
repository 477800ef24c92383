//! Messages: posting, editing, whispering.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use slack_morphism::api::{
    SlackApiChatPostEphemeralRequest, SlackApiChatPostMessageRequest, SlackApiChatUpdateRequest,
};
use slack_morphism::{SlackMessageContent, SlackMessageMetadata};

use crate::domain::actor::Place;
use crate::domain::ids::{ChannelId, MessageTs, UserId};
use crate::slack::blocks::Message;

use super::error::Effect;
use super::{Client, Error};

/// The metadata type that names a card, so that it can be found again.
pub(super) const CARD_EVENT: &str = "kinsta_card";

/// The field of the metadata that holds the card's name.
pub(super) const CARD_KEY: &str = "key";

/// Where a message ended up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The conversation; another one than asked for when a person's id stood for their direct messages.
    pub channel: ChannelId,
    /// The message.
    pub ts: MessageTs,
}

#[derive(Deserialize)]
struct PostedAnswer {
    channel: String,
    ts: String,
}

/// Slack's bare yes; the field is asked for because an answer that is not JSON reads as an empty object.
#[derive(Deserialize)]
struct Yes {
    #[serde(rename = "ok")]
    _ok: bool,
}

impl Client {
    /// Posts a message. `card_key` goes along as metadata, by which [`Client::find_posted`] finds it; everybody in the
    /// conversation can read it.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] when it may have been posted, every other [`Error`] when it was not.
    pub async fn post(&self, place: &Place, message: &Message, card_key: Option<&str>) -> Result<Posted, Error> {
        let mut content = content(message);
        content.metadata = card_key.map(|key| SlackMessageMetadata {
            event_type: CARD_EVENT.to_owned(),
            event_payload: Some(HashMap::from([(CARD_KEY.to_owned(), key.to_owned())])),
        });
        let mut request = SlackApiChatPostMessageRequest::new(place.channel.as_str().into(), content);
        request.thread_ts = place.thread.as_ref().map(|ts| ts.as_str().into());
        request.unfurl_links = Some(false);
        request.unfurl_media = Some(false);
        let posted: PostedAnswer = self.write("chat.postMessage", Effect::Once, &request).await?;
        Ok(Posted { channel: posted.channel.into(), ts: posted.ts.into() })
    }

    /// Gives a message of the bot's new content.
    ///
    /// # Errors
    /// [`Error::Gone`] when it cannot be edited any more.
    pub async fn update(&self, channel: &ChannelId, ts: &MessageTs, message: &Message) -> Result<(), Error> {
        let request = SlackApiChatUpdateRequest::new(channel.as_str().into(), content(message), ts.as_str().into());
        self.write::<Yes>("chat.update", Effect::Repeatable, &request).await.map(drop)
    }

    /// Shows one person in a conversation a message. Slack does not promise that it arrives.
    ///
    /// # Errors
    /// [`Error::Closed`] when the bot or the person is not in the conversation.
    pub async fn whisper(&self, place: &Place, user: &UserId, message: &Message) -> Result<(), Error> {
        let mut request = SlackApiChatPostEphemeralRequest::new(
            place.channel.as_str().into(),
            user.as_str().into(),
            content(message),
        );
        request.thread_ts = place.thread.as_ref().map(|ts| ts.as_str().into());
        self.write::<Yes>("chat.postEphemeral", Effect::Once, &request).await.map(drop)
    }

    /// Calls a writing method. The requests are slack-morphism's types; the answers are our own, because its types ask
    /// for more than is needed, and an unread answer would leave open whether a message was posted.
    pub(super) async fn write<A: for<'de> Deserialize<'de> + Send>(
        &self,
        method: &'static str,
        effect: Effect,
        request: &(impl Serialize + Send + Sync),
    ) -> Result<A, Error> {
        let session = self.session();
        self.call(method, effect, session.http_session_api.http_post(method, request, None)).await
    }
}

fn content(message: &Message) -> SlackMessageContent {
    let content = SlackMessageContent::new().with_text(message.text.clone());
    // Without blocks the text is shown, and an update takes the old blocks away.
    if message.blocks.is_empty() { content } else { content.with_blocks(message.blocks.clone()) }
}
