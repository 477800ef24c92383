//! Events: mentions, direct messages, the app's home, its removal.

use serde_json::Value;

use crate::domain::actor::Place;
use crate::domain::ids::{TeamId, UserId};
use crate::domain::intent::{Intent, What};

use super::Malformed;
use super::fields;

/// What came to the address of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventEnvelope {
    /// Slack asks whether the address is ours; answered with the challenge.
    UrlVerification {
        /// What to answer.
        challenge: String,
    },
    /// Something happened.
    Callback(Box<EventCallback>),
    /// Slack keeps events back because there were too many.
    RateLimited,
    /// A kind we do not know.
    Unknown {
        /// Its name.
        kind: String,
    },
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCallback {
    /// The same for every delivery of the same event.
    pub event_id: String,
    /// The workspace.
    pub team: TeamId,
    /// The app the event is for.
    pub app_id: Option<String>,
    /// What.
    pub event: Event,
}

/// The event itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody mentioned the bot, or wrote to it directly.
    Mention(Intent),
    /// Somebody opened the app's home.
    HomeOpened {
        /// Who.
        user: UserId,
    },
    /// The app was removed from the workspace.
    AppUninstalled,
    /// Tokens stopped working.
    TokensRevoked {
        /// The bot users whose tokens they were.
        bots: Vec<UserId>,
    },
    /// Nothing for us: a bot's message, our own, an edit, or a kind we do not know.
    Ignored {
        /// Its kind.
        kind: String,
    },
}

/// Messages people write; every other subtype is an edit, a deletion or an announcement.
const HUMAN_SUBTYPES: [&str; 2] = ["file_share", "thread_broadcast"];

pub(super) fn read(body: &[u8], bot_user: Option<&UserId>) -> Result<EventEnvelope, Malformed> {
    let envelope = fields::object(body)?;
    match fields::text(&envelope, "/type").ok_or(Malformed { what: "type" })? {
        "url_verification" => fields::owned(&envelope, "/challenge")
            .map(|challenge| EventEnvelope::UrlVerification { challenge })
            .ok_or(Malformed { what: "challenge" }),
        "event_callback" => callback(&envelope, bot_user).map(|it| EventEnvelope::Callback(Box::new(it))),
        "app_rate_limited" => Ok(EventEnvelope::RateLimited),
        kind => Ok(EventEnvelope::Unknown { kind: kind.to_owned() }),
    }
}

fn callback(envelope: &Value, bot_user: Option<&UserId>) -> Result<EventCallback, Malformed> {
    let team = fields::text(envelope, "/team_id")
        .or_else(|| fields::text(envelope, "/authorizations/0/team_id"))
        .or_else(|| fields::text(envelope, "/enterprise_id"))
        .or_else(|| fields::text(envelope, "/authorizations/0/enterprise_id"));
    let team = fields::team(team)?;
    let event = envelope.get("event").filter(|event| event.is_object()).ok_or(Malformed { what: "event" })?;
    let authorised = fields::flag(envelope, "/authorizations/0/is_bot")
        .then(|| fields::text(envelope, "/authorizations/0/user_id"))
        .flatten();
    let bot = authorised.or(bot_user.map(UserId::as_str));
    Ok(EventCallback {
        event_id: fields::owned(envelope, "/event_id").ok_or(Malformed { what: "event_id" })?,
        app_id: fields::owned(envelope, "/api_app_id"),
        event: inner(event, &team, bot)?,
        team,
    })
}

fn inner(event: &Value, team: &TeamId, bot: Option<&str>) -> Result<Event, Malformed> {
    let kind = fields::text(event, "/type").ok_or(Malformed { what: "event type" })?;
    let ignored = || Event::Ignored { kind: kind.to_owned() };
    Ok(match kind {
        "app_mention" if is_human(event, bot) => Event::Mention(said(event, team, bot, true)?),
        "message" if fields::text(event, "/channel_type") == Some("im") && is_human(event, bot) => {
            Event::Mention(said(event, team, bot, false)?)
        }
        "app_home_opened" if matches!(fields::text(event, "/tab"), None | Some("home")) => {
            Event::HomeOpened { user: fields::user(fields::text(event, "/user"))? }
        }
        "app_uninstalled" => Event::AppUninstalled,
        "tokens_revoked" => Event::TokensRevoked { bots: revoked(event) },
        _ => ignored(),
    })
}

/// Bots are not answered: two that answer each other never stop.
fn is_human(event: &Value, bot: Option<&str>) -> bool {
    let subtype = fields::text(event, "/subtype");
    let user = fields::text(event, "/user");
    fields::text(event, "/bot_id").is_none()
        && event.get("bot_profile").is_none_or(Value::is_null)
        && subtype.is_none_or(|subtype| HUMAN_SUBTYPES.contains(&subtype))
        && user.is_some_and(|user| Some(user) != bot && user != "USLACKBOT")
}

/// `own_thread`: in a channel the answer opens a thread under the words; a direct message needs none.
fn said(event: &Value, team: &TeamId, bot: Option<&str>, own_thread: bool) -> Result<Intent, Malformed> {
    let thread = fields::text(event, "/thread_ts");
    let thread = if own_thread { thread.or_else(|| fields::text(event, "/ts")) } else { thread };
    Ok(Intent {
        team: team.clone(),
        user: fields::user(fields::text(event, "/user"))?,
        place: Place { channel: fields::channel(fields::text(event, "/channel"))?, thread: fields::ts(thread)? },
        what: What::Mention(words(fields::text(event, "/text").unwrap_or_default(), bot).to_owned()),
        return_address: None,
    })
}

/// The words without the bot's mention: those after it, or those before it where none follow. Where the bot's own id
/// is not known, a mention at the start is taken for the bot's.
fn words<'t>(text: &'t str, bot: Option<&str>) -> &'t str {
    let text = text.trim();
    let mut from = 0;
    while let Some(start) = text[from..].find("<@").map(|at| from + at) {
        let Some(end) = text[start..].find('>').map(|at| start + at) else { break };
        let id = text[start + 2..end].split('|').next().unwrap_or_default();
        if bot.map_or(start == 0, |bot| bot == id) {
            let (before, after) = (text[..start].trim(), text[end + 1..].trim());
            return if after.is_empty() { before } else { after };
        }
        from = end;
    }
    text
}

fn revoked(event: &Value) -> Vec<UserId> {
    let bots = event.pointer("/tokens/bot").and_then(Value::as_array);
    let ids = bots.into_iter().flatten().filter_map(Value::as_str);
    ids.filter(|id| fields::is_id(id)).map(UserId::from).collect()
}
