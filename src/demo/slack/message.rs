//! What stands in a conversation, as people see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

/// Display names by id: people, channels, groups, the bot. Kept with each message so that mentions can be read.
pub(super) type Names = BTreeMap<String, String>;

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A person, by user id.
    Person(String),
    /// The app under test.
    Bot,
    /// Slack itself, telling one person that something went wrong.
    Slackbot,
}

/// One message, ephemeral or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// `seconds.micros`, unique in the workspace.
    pub ts: String,
    /// The conversation it stands in.
    pub channel: String,
    /// The parent's `ts` where this is a reply.
    pub thread_ts: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// The top-level text.
    pub text: String,
    /// Block Kit, with the ids Slack fills in.
    pub blocks: Vec<Value>,
    /// The only person who sees it, where it is ephemeral.
    pub ephemeral_to: Option<String>,
    /// How often it was changed after it was posted.
    pub edits: u32,
    /// Whether people see "(edited)": Slack says so only where the text was part of the change.
    pub edited_mark: bool,
    /// `{event_type, event_payload}`, where the app attached some.
    pub metadata: Option<Value>,
    /// Uploaded files, as the Web API shows them.
    pub files: Vec<Value>,
    /// A reply that also stands in the channel.
    pub broadcast: bool,
    /// True once it was taken away.
    pub deleted: bool,
    pub(super) names: Arc<Names>,
}

impl Message {
    /// True for a message by the app under test.
    pub fn is_by_bot(&self) -> bool {
        self.author == Author::Bot
    }

    /// A readable rendering, one part per line: headers, text with mentions as `@name` and dates as their fallback,
    /// table rows joined by ` | `, buttons as `[Label]`. Without blocks it is the text.
    pub fn plain(&self) -> String {
        let mut lines = super::plain::blocks(&self.blocks, &self.names);
        if lines.is_empty() && !self.text.is_empty() {
            lines.push(super::plain::mrkdwn(&self.text, &self.names));
        }
        lines.extend(self.files.iter().map(|file| format!("(file: {})", file["name"].as_str().unwrap_or("?"))));
        lines.join("\n")
    }

    /// The labels of all buttons in the message, in order.
    pub fn buttons(&self) -> Vec<String> {
        super::controls::in_blocks(&self.blocks)
            .into_iter()
            .filter(|control| control.element["type"] == "button")
            .map(|control| control.label())
            .collect()
    }

    /// The message as the Web API and interaction payloads show it.
    pub(super) fn as_api(&self, bot: &super::world::Bot, with_metadata: bool) -> Value {
        let mut shown = json!({ "type": "message", "ts": self.ts, "text": self.text });
        match &self.author {
            Author::Person(user) => shown["user"] = json!(user),
            Author::Bot => {
                shown["user"] = json!(bot.user_id);
                shown["bot_id"] = json!(bot.bot_id);
                shown["app_id"] = json!(bot.app_id);
            }
            Author::Slackbot => shown["user"] = json!("USLACKBOT"),
        }
        if !self.blocks.is_empty() {
            shown["blocks"] = json!(self.blocks);
        }
        if let Some(thread) = &self.thread_ts {
            shown["thread_ts"] = json!(thread);
        }
        if self.edited_mark {
            shown["edited"] = json!({ "user": bot.user_id, "ts": self.ts });
        }
        if !self.files.is_empty() {
            shown["files"] = json!(self.files);
        }
        if with_metadata && let Some(metadata) = &self.metadata {
            shown["metadata"] = metadata.clone();
        }
        shown
    }
}
