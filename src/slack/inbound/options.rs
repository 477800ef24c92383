//! A select menu that asks for its options while somebody types.

use serde_json::Value;

use crate::domain::ids::{TeamId, UserId};

use crate::domain::actor::Place;
use crate::slack::form::{self, Kind};

use super::Malformed;
use super::fields;

/// What came to the options address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Options {
    /// A menu asks.
    Query(OptionsQuery),
    /// A kind we do not know.
    Unknown {
        /// Its name.
        kind: String,
    },
}

/// What a menu offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Sites.
    Site,
    /// Environments of sites.
    Environment,
}

/// A menu's question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionsQuery {
    /// The workspace.
    pub team: TeamId,
    /// Who types.
    pub user: UserId,
    /// What it offers; `None` for a menu that has nothing to offer, or that is not one of ours.
    pub sought: Option<Sought>,
    /// The menu.
    pub action_id: String,
    /// The menu's block.
    pub block_id: String,
    /// What was typed so far, possibly nothing.
    pub typed: String,
    /// The conversation of the message or of the form; none for the Home tab and for a form that belongs to none.
    pub place: Option<Place>,
    /// The app the request is for.
    pub app_id: Option<String>,
}

pub(super) fn read(body: &[u8]) -> Result<Options, Malformed> {
    let payload = fields::payload(body)?;
    let kind = fields::text(&payload, "/type").ok_or(Malformed { what: "type" })?;
    if kind != "block_suggestion" {
        return Ok(Options::Unknown { kind: kind.to_owned() });
    }
    query(&payload).map(Options::Query)
}

fn query(payload: &Value) -> Result<OptionsQuery, Malformed> {
    let action_id = fields::owned(payload, "/action_id").ok_or(Malformed { what: "action_id" })?;
    Ok(OptionsQuery {
        team: fields::team_of(payload)?,
        user: fields::user(fields::text(payload, "/user/id"))?,
        sought: match Kind::read(&action_id) {
            Some(Kind::Site) => Some(Sought::Site),
            Some(Kind::Environment) => Some(Sought::Environment),
            _ => None,
        },
        action_id,
        block_id: fields::owned(payload, "/block_id").unwrap_or_default(),
        typed: fields::owned(payload, "/value").unwrap_or_default(),
        place: place(payload)?,
        app_id: fields::owned(payload, "/api_app_id"),
    })
}

fn place(payload: &Value) -> Result<Option<Place>, Malformed> {
    if let Some(channel) =
        fields::text(payload, "/channel/id").or_else(|| fields::text(payload, "/container/channel_id"))
    {
        return Ok(Some(Place { channel: fields::channel(Some(channel))?, thread: None }));
    }
    match (fields::text(payload, "/view/callback_id"), fields::text(payload, "/view/private_metadata")) {
        (Some(callback_id), Some(metadata)) => form::decode(callback_id, metadata).map(|(_, place)| place),
        _ => Ok(None),
    }
}
