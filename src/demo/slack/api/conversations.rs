//! `conversations.*`.

use serde_json::{Value, json};

use super::super::message::Message;
use super::super::world::{Channel, Kind};
use super::chat::visible;
use super::{Call, Refusal};

/// When every channel here was made.
const CREATED: i64 = 1_700_000_000;

fn described(channel: &Channel, members: usize) -> Value {
    let mut shown = json!({
        "id": channel.id,
        "created": CREATED,
        "is_channel": channel.kind == Kind::Public,
        "is_group": channel.kind == Kind::Private,
        "is_im": channel.is_im(),
        "is_mpim": false,
        "is_private": channel.kind != Kind::Public,
        "is_archived": channel.archived,
        "is_member": channel.bot_is_member,
        "is_general": false,
        "num_members": members,
    });
    match &channel.kind {
        Kind::Im { with } => shown["user"] = json!(with.first()),
        _ => {
            shown["name"] = json!(channel.name);
            shown["name_normalized"] = json!(channel.name);
        }
    }
    shown
}

fn members_of(call: &Call<'_>, channel: &Channel) -> Vec<String> {
    let mut members: Vec<String> = call.world.people.keys().filter(|user| channel.has(user)).cloned().collect();
    if channel.bot_is_member {
        members.push(call.world.bot.user_id.clone());
    }
    members
}

pub(super) fn info(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = visible(call, call.args.needed("channel")?)?;
    Ok(json!({ "channel": described(channel, members_of(call, channel).len()) }))
}

pub(super) fn open(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let id = match call.args.ids("users").as_slice() {
        [] => visible(call, call.args.needed("channel")?)?.id.clone(),
        [user] => call.world.bot_im(user).ok_or_else(|| Refusal::denied("user_not_found"))?,
        // Conversations between several people and the bot are not simulated.
        _ => return Err(Refusal::broken("method_not_supported_for_channel_type")),
    };
    let channel = visible(call, &id)?;
    Ok(json!({ "channel": described(channel, 2) }))
}

pub(super) fn members(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = visible(call, call.args.needed("channel")?)?;
    let members = members_of(call, channel);
    let (page, next) = paged(&members, call)?;
    Ok(json!({ "members": page, "response_metadata": { "next_cursor": next } }))
}

/// The page that `cursor` and `limit` mean, and the next cursor; empty at the end.
pub(super) fn paged<'i, T>(items: &'i [T], call: &Call<'_>) -> Result<(&'i [T], String), Refusal> {
    let start = match call.args.text("cursor").filter(|cursor| !cursor.is_empty()) {
        None => 0,
        Some(cursor) => {
            let at = cursor.strip_prefix("at:").and_then(|at| at.parse::<usize>().ok());
            at.filter(|at| *at <= items.len()).ok_or_else(|| Refusal::broken("invalid_cursor"))?
        }
    };
    let limit = call.args.number("limit").unwrap_or(100).clamp(1, 1000);
    let end = start.saturating_add(usize::try_from(limit).unwrap_or(1000)).min(items.len());
    let next = if end < items.len() { format!("at:{end}") } else { String::new() };
    Ok((&items[start..end], next))
}

/// The channel, where the bot may read its messages.
fn readable<'w>(call: &'w Call<'_>) -> Result<&'w Channel, Refusal> {
    let channel = visible(call, call.args.needed("channel")?)?;
    if channel.bot_is_member { Ok(channel) } else { Err(Refusal::denied("not_in_channel")) }
}

/// A `ts` as microseconds, so that two can be compared.
fn micros(ts: &str) -> Option<i64> {
    let (seconds, fraction) = ts.split_once('.').unwrap_or((ts, "0"));
    let fraction: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    Some(seconds.parse::<i64>().ok()? * 1_000_000 + fraction)
}

fn in_window(call: &Call<'_>, message: &Message) -> bool {
    let at = micros(&message.ts).unwrap_or(0);
    let bound = |name: &str| call.args.text(name).and_then(micros).filter(|micros| *micros > 0);
    let inclusive = call.args.flag("inclusive");
    let after = bound("oldest").is_none_or(|oldest| at > oldest || (inclusive && at == oldest));
    let before = bound("latest").is_none_or(|latest| at < latest || (inclusive && at == latest));
    after && before
}

fn shown(call: &Call<'_>, channel: &Channel, message: &Message) -> Value {
    let mut shown = message.as_api(&call.world.bot, call.args.flag("include_all_metadata"));
    let replies: Vec<&Message> = channel
        .messages
        .iter()
        .filter(|reply| !reply.deleted && reply.ts != message.ts && reply.thread_ts.as_deref() == Some(&message.ts))
        .collect();
    if let Some(latest) = replies.last() {
        shown["thread_ts"] = json!(message.ts);
        shown["reply_count"] = json!(replies.len());
        shown["latest_reply"] = json!(latest.ts);
    }
    shown
}

pub(super) fn history(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = readable(call)?;
    let top =
        |message: &&Message| message.broadcast || message.thread_ts.as_ref().is_none_or(|thread| *thread == message.ts);
    let found: Vec<&Message> = channel
        .messages
        .iter()
        .rev()
        .filter(|message| !message.deleted && in_window(call, message))
        .filter(top)
        .collect();
    let (page, next) = paged(&found, call)?;
    let messages: Vec<Value> = page.iter().map(|message| shown(call, channel, message)).collect();
    Ok(json!({ "messages": messages, "has_more": !next.is_empty(), "response_metadata": { "next_cursor": next } }))
}

pub(super) fn replies(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = readable(call)?;
    let ts = call.args.needed("ts")?;
    let alive = |message: &&Message| !message.deleted;
    let named = channel.messages.iter().filter(alive).find(|message| message.ts == ts);
    let named = named.ok_or_else(|| Refusal::denied("thread_not_found"))?;
    let parent = named.thread_ts.as_deref().unwrap_or(&named.ts);
    // The parent comes with every page, whatever the window.
    let found: Vec<&Message> = channel
        .messages
        .iter()
        .filter(alive)
        .filter(|message| {
            message.ts == parent || (message.thread_ts.as_deref() == Some(parent) && in_window(call, message))
        })
        .collect();
    let (page, next) = paged(&found, call)?;
    let messages: Vec<Value> = page.iter().map(|message| shown(call, channel, message)).collect();
    Ok(json!({ "messages": messages, "has_more": !next.is_empty(), "response_metadata": { "next_cursor": next } }))
}
