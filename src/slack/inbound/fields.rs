//! Fields of JSON and forms, taken with suspicion.

use std::borrow::Cow;

use serde_json::Value;

use crate::domain::ids::{ChannelId, MessageTs, TeamId, UserId};

use super::Malformed;

/// Slack's ids are about 11 characters; nothing far longer is one.
const MAX_ID: usize = 64;

/// A form's fields, in order.
pub(super) struct Form<'b>(Vec<(Cow<'b, str>, Cow<'b, str>)>);

impl<'b> Form<'b> {
    pub fn read(body: &'b [u8]) -> Self {
        Self(url::form_urlencoded::parse(body).collect())
    }

    /// The first field of that name; an empty one counts as absent.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref()).filter(|value| !value.is_empty())
    }

    pub fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }
}

/// The JSON in the form's `payload`.
pub(super) fn payload(body: &[u8]) -> Result<Value, Malformed> {
    let form = Form::read(body);
    let payload = form.text("payload").ok_or(Malformed { what: "payload" })?;
    object(payload.as_bytes())
}

/// A JSON object.
pub(super) fn object(json: &[u8]) -> Result<Value, Malformed> {
    let value: Value = serde_json::from_slice(json).map_err(|_| Malformed { what: "json" })?;
    if value.is_object() { Ok(value) } else { Err(Malformed { what: "json" }) }
}

/// A text at a JSON pointer; null, other types and empty texts count as absent.
pub(super) fn text<'v>(value: &'v Value, pointer: &str) -> Option<&'v str> {
    value.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty())
}

pub(super) fn owned(value: &Value, pointer: &str) -> Option<String> {
    text(value, pointer).map(str::to_owned)
}

pub(super) fn flag(value: &Value, pointer: &str) -> bool {
    value.pointer(pointer).and_then(Value::as_bool).unwrap_or(false)
}

/// Whether it could be one of Slack's ids. Ids end up in calls and in texts, so nothing else passes.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

pub(super) fn team(text: Option<&str>) -> Result<TeamId, Malformed> {
    text.filter(|id| is_id(id)).map(TeamId::from).ok_or(Malformed { what: "team" })
}

pub(super) fn user(text: Option<&str>) -> Result<UserId, Malformed> {
    text.filter(|id| is_id(id)).map(UserId::from).ok_or(Malformed { what: "user" })
}

pub(super) fn channel(text: Option<&str>) -> Result<ChannelId, Malformed> {
    text.filter(|id| is_id(id)).map(ChannelId::from).ok_or(Malformed { what: "channel" })
}

/// A message's `ts`, where there is one.
pub(super) fn ts(text: Option<&str>) -> Result<Option<MessageTs>, Malformed> {
    let shaped = |ts: &str| ts.len() <= MAX_ID && ts.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match text {
        None => Ok(None),
        Some(ts) if shaped(ts) => Ok(Some(ts.into())),
        Some(_) => Err(Malformed { what: "ts" }),
    }
}

/// The workspace of an interaction: an organisation-wide install leaves `team` null and has its id in `enterprise`.
pub(super) fn team_of(payload: &Value) -> Result<TeamId, Malformed> {
    team(
        text(payload, "/team/id")
            .or_else(|| text(payload, "/enterprise/id"))
            .or_else(|| text(payload, "/user/team_id")),
    )
}
