//! Clicks, submitted forms and shortcuts.

use jiff::Timestamp;
use serde_json::Value;

use crate::domain::actor::{Place, ReturnAddress};
use crate::domain::ids::{MessageTs, TeamId, UserId};
use crate::domain::intent::{Intent, What};
use crate::slack::press;
use crate::slack::return_address::ReturnAddresses;

use super::Malformed;
use super::fields;

/// What came to the address of interactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interaction {
    /// Buttons of a message were pressed.
    Actions(Actions),
    /// A form was submitted.
    ViewSubmission(Box<ViewSubmission>),
    /// A form was closed.
    ViewClosed(ViewClosed),
    /// A shortcut was taken from the menu.
    Shortcut(Shortcut),
    /// A shortcut was taken on a message.
    MessageAction(Box<MessageAction>),
    /// A kind we do not know.
    Unknown {
        /// Its name.
        kind: String,
    },
}

/// Pressed buttons; Slack sends one at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actions {
    /// One intent for each.
    pub intents: Vec<Intent>,
    /// The message with the buttons.
    pub message: Option<MessageTs>,
    /// Opens a form, for three seconds.
    pub trigger_id: Option<String>,
    /// The app the request is for.
    pub app_id: Option<String>,
}

/// A submitted form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewSubmission {
    /// The workspace.
    pub team: TeamId,
    /// Who submitted.
    pub user: UserId,
    /// The view's id.
    pub view_id: String,
    /// Which form.
    pub callback_id: String,
    /// What we put into it.
    pub private_metadata: String,
    /// Guards against races between updates.
    pub hash: Option<String>,
    /// The fields as Slack sent them: `values[block_id][action_id]`.
    pub values: Value,
    /// Opens a form, for three seconds.
    pub trigger_id: Option<String>,
    /// The app the request is for.
    pub app_id: Option<String>,
}

/// A closed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewClosed {
    /// The workspace.
    pub team: TeamId,
    /// Who closed it.
    pub user: UserId,
    /// The view's id; that of the root view when all were closed at once.
    pub view_id: String,
    /// Which form.
    pub callback_id: String,
    /// Whether all views of the stack were closed.
    pub is_cleared: bool,
    /// The app the request is for.
    pub app_id: Option<String>,
}

/// A global shortcut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcut {
    /// The workspace.
    pub team: TeamId,
    /// Who took it.
    pub user: UserId,
    /// Which shortcut.
    pub callback_id: String,
    /// Opens a form, for three seconds.
    pub trigger_id: Option<String>,
    /// The app the request is for.
    pub app_id: Option<String>,
}

/// A shortcut on a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageAction {
    /// The shortcut itself.
    pub shortcut: Shortcut,
    /// Where the message is.
    pub place: Place,
    /// The message.
    pub message: Option<MessageTs>,
    /// Where an answer may go without membership.
    pub return_address: Option<ReturnAddress>,
}

pub(super) fn read(body: &[u8], addresses: &ReturnAddresses, now: Timestamp) -> Result<Interaction, Malformed> {
    let payload = fields::payload(body)?;
    let kind = fields::text(&payload, "/type").ok_or(Malformed { what: "type" })?;
    let address = fields::text(&payload, "/response_url").and_then(|url| addresses.accept(url, now));
    match kind {
        "block_actions" => actions(&payload, address.as_ref()),
        "view_submission" => submission(&payload).map(|view| Interaction::ViewSubmission(Box::new(view))),
        "view_closed" => closed(&payload).map(Interaction::ViewClosed),
        "shortcut" => shortcut(&payload).map(Interaction::Shortcut),
        "message_action" => message_action(&payload, address).map(|it| Interaction::MessageAction(Box::new(it))),
        kind => Ok(Interaction::Unknown { kind: kind.to_owned() }),
    }
}

fn actions(payload: &Value, address: Option<&ReturnAddress>) -> Result<Interaction, Malformed> {
    if fields::text(payload, "/container/type") == Some("view") {
        return Ok(Interaction::Unknown { kind: "block_actions of a view".to_owned() });
    }
    let ephemeral = fields::flag(payload, "/container/is_ephemeral");
    let team = fields::team_of(payload)?;
    let user = fields::user(fields::text(payload, "/user/id"))?;
    let place = place(payload)?;
    let pressed = payload.get("actions").and_then(Value::as_array).filter(|pressed| !pressed.is_empty());
    let intents = pressed
        .ok_or(Malformed { what: "actions" })?
        .iter()
        .map(|action| {
            let action_id = fields::text(action, "/action_id").ok_or(Malformed { what: "action_id" })?;
            let press = press::decode(action_id, fields::text(action, "/value").unwrap_or_default())?;
            Ok(Intent {
                team: team.clone(),
                user: user.clone(),
                place: place.clone(),
                what: What::Press { press, ephemeral },
                return_address: address.cloned(),
            })
        })
        .collect::<Result<Vec<_>, Malformed>>()?;
    Ok(Interaction::Actions(Actions {
        intents,
        message: message(payload)?,
        trigger_id: fields::owned(payload, "/trigger_id"),
        app_id: fields::owned(payload, "/api_app_id"),
    }))
}

fn place(payload: &Value) -> Result<Place, Malformed> {
    let channel = fields::text(payload, "/channel/id").or_else(|| fields::text(payload, "/container/channel_id"));
    let thread = fields::text(payload, "/container/thread_ts").or_else(|| fields::text(payload, "/message/thread_ts"));
    Ok(Place { channel: fields::channel(channel)?, thread: fields::ts(thread)? })
}

fn message(payload: &Value) -> Result<Option<MessageTs>, Malformed> {
    let ts = fields::text(payload, "/container/message_ts").or_else(|| fields::text(payload, "/message/ts"));
    fields::ts(ts.or_else(|| fields::text(payload, "/message_ts")))
}

fn submission(payload: &Value) -> Result<ViewSubmission, Malformed> {
    Ok(ViewSubmission {
        team: fields::team_of(payload)?,
        user: fields::user(fields::text(payload, "/user/id"))?,
        view_id: fields::owned(payload, "/view/id").ok_or(Malformed { what: "view" })?,
        callback_id: fields::owned(payload, "/view/callback_id").unwrap_or_default(),
        private_metadata: fields::owned(payload, "/view/private_metadata").unwrap_or_default(),
        hash: fields::owned(payload, "/view/hash"),
        values: payload.pointer("/view/state/values").cloned().unwrap_or_default(),
        trigger_id: fields::owned(payload, "/trigger_id"),
        app_id: fields::owned(payload, "/api_app_id"),
    })
}

fn closed(payload: &Value) -> Result<ViewClosed, Malformed> {
    Ok(ViewClosed {
        team: fields::team_of(payload)?,
        user: fields::user(fields::text(payload, "/user/id"))?,
        view_id: fields::owned(payload, "/view/id").ok_or(Malformed { what: "view" })?,
        callback_id: fields::owned(payload, "/view/callback_id").unwrap_or_default(),
        is_cleared: fields::flag(payload, "/is_cleared"),
        app_id: fields::owned(payload, "/api_app_id"),
    })
}

fn shortcut(payload: &Value) -> Result<Shortcut, Malformed> {
    Ok(Shortcut {
        team: fields::team_of(payload)?,
        user: fields::user(fields::text(payload, "/user/id"))?,
        callback_id: fields::owned(payload, "/callback_id").ok_or(Malformed { what: "callback_id" })?,
        trigger_id: fields::owned(payload, "/trigger_id"),
        app_id: fields::owned(payload, "/api_app_id"),
    })
}

fn message_action(payload: &Value, address: Option<ReturnAddress>) -> Result<MessageAction, Malformed> {
    Ok(MessageAction {
        shortcut: shortcut(payload)?,
        place: place(payload)?,
        message: message(payload)?,
        return_address: address,
    })
}
