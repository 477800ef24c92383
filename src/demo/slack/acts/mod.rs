//! What a person does: types a command, mentions the bot, presses, fills in, opens Home.
//!
//! Every act becomes the signed request Slack would send, and its answer is shown as Slack would show it.

mod commands;
mod events;
mod presses;
mod shortcuts;
mod suggestions;
mod typed;
mod views;

use serde_json::{Value, json};

use super::deliver::Delivery;
use super::world::{Bot, DOMAIN, Person, TEAM};

pub use events::Said;
pub use suggestions::Suggestions;

/// How an act ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The bot answered in time.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The body, as text.
        body: String,
    },
    /// The bot did not answer within three real seconds; the person saw `operation_timeout`.
    SlackTimeout,
    /// The bot could not be reached; the person saw `dispatch_failed`.
    Unreachable(String),
    /// Slack's client would not have sent anything: no such button, a needed field is empty, and so on.
    NotSent(String),
}

/// What came back for an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    /// How it ended.
    pub outcome: Outcome,
}

impl Ack {
    pub(super) fn not_sent(reason: impl Into<String>) -> Self {
        Self { outcome: Outcome::NotSent(reason.into()) }
    }

    /// True for a 200 in time.
    pub fn is_ok(&self) -> bool {
        matches!(self.outcome, Outcome::Answered { status: 200, .. })
    }

    /// The HTTP status, where there was one.
    pub fn status(&self) -> Option<u16> {
        match self.outcome {
            Outcome::Answered { status, .. } => Some(status),
            _ => None,
        }
    }

    /// The body, empty where there was none.
    pub fn body(&self) -> &str {
        match &self.outcome {
            Outcome::Answered { body, .. } => body,
            _ => "",
        }
    }

    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(self.body()).unwrap_or_default()
    }

    /// What Slack tells the person, where it went wrong.
    pub fn complaint(&self) -> Option<String> {
        match &self.outcome {
            Outcome::Answered { status: 200, .. } => None,
            Outcome::Answered { status, .. } => Some(format!("dispatch_failed ({status})")),
            Outcome::SlackTimeout => Some("operation_timeout".to_owned()),
            Outcome::Unreachable(_) => Some("dispatch_failed".to_owned()),
            Outcome::NotSent(reason) => Some(reason.clone()),
        }
    }
}

impl From<Delivery> for Ack {
    fn from(delivery: Delivery) -> Self {
        let outcome = match delivery {
            Delivery::Answered { status, body, .. } => Outcome::Answered { status, body },
            Delivery::TimedOut => Outcome::SlackTimeout,
            Delivery::Failed(reason) => Outcome::Unreachable(reason),
        };
        Self { outcome }
    }
}

/// What every interaction payload starts with.
fn interaction(kind: &str, bot: &Bot, person: &Person) -> Value {
    json!({
        "type": kind,
        "token": "deprecated",
        "api_app_id": bot.app_id,
        "team": { "id": TEAM, "domain": DOMAIN },
        "enterprise": null,
        "is_enterprise_install": false,
        "user": { "id": person.id, "username": person.name, "name": person.name, "team_id": TEAM },
    })
}
