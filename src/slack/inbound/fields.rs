//! Fields of JSON and forms, taken with suspicion.

use std::borrow::Cow;

use serde_json::Value;

use crate::domain::ids::{ChannelId, MessageTs, TeamId, UserId};

use super::Malformed;

/// Slack's ids are about 11 characters; nothing far longer is one.
const MAX_ID: usize = 64;

/// A form's fields, in order: the name of each, and all of it as it was sent. Values are decoded as they are asked for.
pub(super) struct Form<'b>(Vec<(Cow<'b, [u8]>, &'b [u8])>);

impl<'b> Form<'b> {
    pub fn read(body: &'b [u8]) -> Self {
        Self(body.split(|byte| *byte == b'&').map(|field| (name(field), field)).collect())
    }

    /// The first field of that name; an empty one counts as absent.
    pub fn text(&self, name: &str) -> Option<Cow<'b, str>> {
        let (_, field) = self.0.iter().find(|(key, _)| **key == *name.as_bytes())?;
        value(field).filter(|value| !value.is_empty())
    }

    pub fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(Cow::into_owned)
    }
}

/// A field's value. Ids and names, of which there are most, are written as themselves.
fn value(field: &[u8]) -> Option<Cow<'_, str>> {
    let value = field.get(end_of_name(field) + 1..).unwrap_or_default();
    match std::str::from_utf8(value) {
        Ok(value) if !is_encoded(value.as_bytes()) => Some(Cow::Borrowed(value)),
        _ => decoded(field).map(|(_, value)| value),
    }
}

/// A field's name, which is hardly ever written in another way than as itself.
fn name(field: &[u8]) -> Cow<'_, [u8]> {
    let (name, _) = field.split_at(end_of_name(field));
    if !is_encoded(name) {
        return Cow::Borrowed(name);
    }
    decoded(field).map_or(Cow::Borrowed(name), |(name, _)| Cow::Owned(name.into_owned().into_bytes()))
}

fn end_of_name(field: &[u8]) -> usize {
    field.iter().position(|byte| *byte == b'=').unwrap_or(field.len())
}

fn is_encoded(text: &[u8]) -> bool {
    text.iter().fold(false, |is, byte| is | (*byte == b'%') | (*byte == b'+'))
}

/// The name and the value of one field.
fn decoded(field: &[u8]) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    url::form_urlencoded::parse(field).next()
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
