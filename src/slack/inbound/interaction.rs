//! Clicks, sent forms and shortcuts.

use jiff::Timestamp;
use serde_json::Value;

use crate::domain::actor::{Place, ReturnAddress};
use crate::domain::form::Filled;
use crate::domain::ids::{MessageTs, TeamId, UserId, ViewId};
use crate::domain::intent::{Intent, What};
use crate::slack::press;
use crate::slack::return_address::ReturnAddresses;

use super::Malformed;
use super::fields;
use super::view::{self, HomePicked, ViewChanged};

/// What came to the address of interactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interaction {
    /// Buttons were pressed, in a message, a form or on the Home tab.
    Actions(Actions),
    /// Something was chosen in a form that is not sent yet.
    ViewChanged(Box<ViewChanged>),
    /// Something was picked on the Home tab.
    HomePicked(HomePicked),
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
    /// The form with the buttons.
    pub view: Option<ViewId>,
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
    pub view_id: ViewId,
    /// Guards against races between updates.
    pub hash: Option<String>,
    /// What it was for and what was filled in.
    pub filled: Filled,
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
    pub view_id: ViewId,
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
    let team = fields::team_of(payload)?;
    let user = fields::user(fields::text(payload, "/user/id"))?;
    let acted = payload.get("actions").and_then(Value::as_array).filter(|acted| !acted.is_empty());
    let acted = acted.ok_or(Malformed { what: "actions" })?;
    let in_view = fields::text(payload, "/container/type") == Some("view");
    if in_view && let Some(action) = acted.iter().find(|action| fields::text(action, "/type") != Some("button")) {
        return view::chosen(payload, action, team, user);
    }
    let ephemeral = fields::flag(payload, "/container/is_ephemeral");
    let place = if in_view { view::place(payload, &user)? } else { place(payload)? };
    let intents = acted
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
        view: if in_view && !view::is_home(payload) { Some(view::id(payload)?) } else { None },
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
        view_id: view::id(payload)?,
        hash: fields::owned(payload, "/view/hash"),
        filled: view::filled(payload)?,
        trigger_id: fields::owned(payload, "/trigger_id"),
        app_id: fields::owned(payload, "/api_app_id"),
    })
}

fn closed(payload: &Value) -> Result<ViewClosed, Malformed> {
    Ok(ViewClosed {
        team: fields::team_of(payload)?,
        user: fields::user(fields::text(payload, "/user/id"))?,
        view_id: view::id(payload)?,
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
