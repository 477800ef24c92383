//! Forms and the Home tab: what was filled in, chosen, picked.
//!
//! Answers are read from the raw JSON, because slack-morphism's types drop days, files and more.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::actor::Place;
use crate::domain::form::{Answer, FileRef, Filled, Purpose};
use crate::domain::ids::{ChannelId, TeamId, UserId, ViewId};
use crate::slack::form::{self, Kind};

use super::fields::{self, is_id};
use super::{Interaction, Malformed};

/// Something was chosen in a form that is not sent yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewChanged {
    /// The workspace.
    pub team: TeamId,
    /// Who chose.
    pub user: UserId,
    /// The view's id.
    pub view_id: ViewId,
    /// Guards against races between updates.
    pub hash: Option<String>,
    /// The name of the field that changed.
    pub field: String,
    /// What the form is for and what is filled in so far.
    pub filled: Filled,
    /// Opens a form, for three seconds.
    pub trigger_id: Option<String>,
    /// The app the request is for.
    pub app_id: Option<String>,
}

/// Something was picked on the Home tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomePicked {
    /// The workspace.
    pub team: TeamId,
    /// Who picked.
    pub user: UserId,
    /// The picker's name.
    pub field: String,
    /// The value of what was picked.
    pub value: String,
    /// Opens a form, for three seconds.
    pub trigger_id: Option<String>,
    /// The app the request is for.
    pub app_id: Option<String>,
}

pub(super) fn id(payload: &Value) -> Result<ViewId, Malformed> {
    let id = fields::text(payload, "/view/id").or_else(|| fields::text(payload, "/container/view_id"));
    id.filter(|id| is_id(id)).map(ViewId::from).ok_or(Malformed { what: "view" })
}

pub(super) fn is_home(payload: &Value) -> bool {
    fields::text(payload, "/view/type") == Some("home")
}

/// Where what a button in a view leads to is said: where its form says, else in the person's own conversation.
pub(super) fn place(payload: &Value, user: &UserId) -> Result<Place, Malformed> {
    let place = if is_home(payload) { None } else { carried(payload)?.1 };
    Ok(place.unwrap_or_else(|| Place { channel: ChannelId::with(user), thread: None }))
}

fn carried(payload: &Value) -> Result<(Purpose, Option<Place>), Malformed> {
    let text = |pointer| fields::text(payload, pointer).unwrap_or_default();
    form::decode(text("/view/callback_id"), text("/view/private_metadata"))
}

pub(super) fn filled(payload: &Value) -> Result<Filled, Malformed> {
    let (purpose, place) = carried(payload)?;
    let values = payload.pointer("/view/state/values").and_then(Value::as_object);
    let mut answers = BTreeMap::new();
    for (name, states) in values.into_iter().flatten() {
        let states = states.as_object().into_iter().flatten();
        let given = states.filter_map(|(action_id, state)| answer(Kind::read(action_id)?, state));
        answers.extend(given.map(|answer| (name.clone(), answer)));
    }
    Ok(Filled { purpose, place, answers })
}

/// What stands in a field; `None` where nothing does.
fn answer(kind: Kind, state: &Value) -> Option<Answer> {
    let text = |pointer| fields::owned(state, pointer).map(Answer::Text);
    match kind {
        Kind::Text => text("/value").filter(|answer| !matches!(answer, Answer::Text(text) if text.trim().is_empty())),
        Kind::Number => text("/value"),
        Kind::Date => text("/selected_date"),
        Kind::One | Kind::Site | Kind::Environment => text("/selected_option/value"),
        Kind::Flag => Some(Answer::Flag(!chosen_values(state).is_empty())),
        Kind::Many => Some(chosen_values(state)).filter(|values| !values.is_empty()).map(Answer::Many),
        Kind::Person => text("/selected_user"),
        Kind::People => Some(chosen_people(state)).filter(|people| !people.is_empty()).map(Answer::Many),
        Kind::Channel => text("/selected_conversation"),
        Kind::File => file(state.pointer("/files/0")?).map(Answer::File),
    }
}

fn chosen_values(state: &Value) -> Vec<String> {
    let options = state.get("selected_options").and_then(Value::as_array);
    options.into_iter().flatten().filter_map(|option| fields::owned(option, "/value")).collect()
}

fn chosen_people(state: &Value) -> Vec<String> {
    let people = state.get("selected_users").and_then(Value::as_array);
    people.into_iter().flatten().filter_map(|id| fields::owned(id, "")).collect()
}

fn file(file: &Value) -> Option<FileRef> {
    Some(FileRef {
        name: fields::owned(file, "/name").unwrap_or_default(),
        url: fields::owned(file, "/url_private_download").or_else(|| fields::owned(file, "/url_private"))?,
        size: file.get("size").and_then(Value::as_u64).unwrap_or_default(),
    })
}

/// Something that is no button was used in a view.
pub(super) fn chosen(payload: &Value, action: &Value, team: TeamId, user: UserId) -> Result<Interaction, Malformed> {
    let field = fields::owned(action, "/block_id").ok_or(Malformed { what: "block_id" })?;
    let trigger_id = fields::owned(payload, "/trigger_id");
    let app_id = fields::owned(payload, "/api_app_id");
    if !is_home(payload) {
        let (view_id, hash) = (id(payload)?, fields::owned(payload, "/view/hash"));
        let filled = filled(payload)?;
        let changed = ViewChanged { team, user, view_id, hash, field, filled, trigger_id, app_id };
        return Ok(Interaction::ViewChanged(Box::new(changed)));
    }
    let kind = fields::text(action, "/action_id").and_then(Kind::read);
    Ok(match kind.and_then(|kind| answer(kind, action)) {
        Some(Answer::Text(value)) => {
            Interaction::HomePicked(HomePicked { team, user, field, value, trigger_id, app_id })
        }
        _ => Interaction::Unknown { kind: "block_actions of the Home tab".to_owned() },
    })
}
