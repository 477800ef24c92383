//! A typed `/kinsta …`.

use jiff::Timestamp;

use crate::domain::actor::Place;
use crate::domain::intent::{Intent, What};
use crate::slack::return_address::ReturnAddresses;

use super::Malformed;
use super::fields::{self, Form};

/// What came to the address of the slash command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlashForm {
    /// Slack looks whether our certificate is good; answered with a bare 200.
    SslCheck,
    /// Somebody typed the command.
    Command(Box<Slash>),
}

/// A typed command with what came along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slash {
    /// Who typed which words where. The thread is never known: slash commands do not exist in threads.
    pub intent: Intent,
    /// The command itself, `/kinsta`.
    pub command: String,
    /// The app the request is for.
    pub app_id: Option<String>,
    /// Opens a form, for three seconds.
    pub trigger_id: Option<String>,
    /// The conversation's name, without `#`; `directmessage` in a DM.
    pub channel_name: Option<String>,
    /// The organisation, on Enterprise Grid.
    pub enterprise: Option<String>,
    /// Whether the app is installed for the whole organisation.
    pub is_enterprise_install: bool,
}

pub(super) fn read(body: &[u8], addresses: &ReturnAddresses, now: Timestamp) -> Result<SlashForm, Malformed> {
    let form = Form::read(body);
    if form.text("ssl_check").as_deref() == Some("1") {
        return Ok(SlashForm::SslCheck);
    }
    let enterprise = form.owned("enterprise_id");
    let intent = Intent {
        team: fields::team(form.text("team_id").as_deref().or(enterprise.as_deref()))?,
        user: fields::user(form.text("user_id").as_deref())?,
        place: Place { channel: fields::channel(form.text("channel_id").as_deref())?, thread: None },
        what: What::Slash(form.text("text").unwrap_or_default().trim().to_owned()),
        return_address: form.text("response_url").and_then(|url| addresses.accept(&url, now)),
    };
    Ok(SlashForm::Command(Box::new(Slash {
        intent,
        command: form.owned("command").ok_or(Malformed { what: "command" })?,
        app_id: form.owned("api_app_id"),
        trigger_id: form.owned("trigger_id"),
        channel_name: form.owned("channel_name"),
        enterprise,
        is_enterprise_install: form.text("is_enterprise_install").as_deref() == Some("true"),
    })))
}
