//! `chat.*`.

use serde_json::{Value, json};

use super::super::files::check_pictures;
use super::super::message::Author;
use super::super::world::{Channel, Kind};
use super::super::written::Written;
use super::{Call, Refusal};

/// The conversation an app names: an id, `#name`, or a user id for the conversation with that person. Opens the
/// latter where needed.
pub(super) fn resolve(call: &mut Call<'_>, named: &str) -> Result<String, Refusal> {
    if named.starts_with('U') || named.starts_with('W') {
        return call.world.bot_im(named).ok_or_else(|| Refusal::denied("channel_not_found"));
    }
    if let Some(name) = named.strip_prefix('#') {
        let found = call.world.channels.values().find(|channel| !channel.is_im() && channel.name == name);
        return found.map(|channel| channel.id.clone()).ok_or_else(|| Refusal::denied("channel_not_found"));
    }
    Ok(named.to_owned())
}

/// The conversation, where the bot can see it at all.
pub(super) fn visible<'w>(call: &'w Call<'_>, id: &str) -> Result<&'w Channel, Refusal> {
    let channel = call.world.channels.get(id);
    channel
        .filter(|channel| channel.bot_is_member || channel.kind == Kind::Public)
        .ok_or_else(|| Refusal::denied("channel_not_found"))
}

/// The conversation, where the bot may write into it.
pub(super) fn writable<'w>(call: &'w Call<'_>, id: &str) -> Result<&'w Channel, Refusal> {
    let channel = visible(call, id)?;
    if channel.archived {
        return Err(Refusal::denied("is_archived"));
    }
    if !channel.bot_is_member {
        return Err(Refusal::denied("not_in_channel"));
    }
    if channel.restricted {
        return Err(Refusal::denied("restricted_action"));
    }
    Ok(channel)
}

/// The parent of the thread that `thread_ts` names.
pub(super) fn thread_parent(call: &mut Call<'_>, channel: &str) -> Result<Option<String>, Refusal> {
    let Some(named) = call.args.text("thread_ts") else { return Ok(None) };
    let messages = call.world.channels.get(channel).map(|channel| channel.messages.as_slice()).unwrap_or_default();
    let parent =
        messages.iter().find(|message| message.ts == named).ok_or_else(|| Refusal::broken("thread_not_found"))?;
    let (ts, thread) = (parent.ts.clone(), parent.thread_ts.clone());
    match thread {
        Some(thread) if thread != ts => {
            call.frown("thread_ts should be the parent's ts, not a reply's");
            Ok(Some(thread))
        }
        _ => Ok(Some(ts)),
    }
}

pub(super) fn post(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let named = call.args.needed("channel")?;
    let channel = resolve(call, named)?;
    writable(call, &channel)?;
    let written = read(call, false)?;
    let thread = thread_parent(call, &channel)?;
    if call.rate_limits {
        call.world.pace.message(&channel, call.now_ms).map_err(Refusal::too_fast)?;
    }
    let mut message = call.world.draft(&channel, Author::Bot, call.now_ms);
    message.text = written.text.unwrap_or_default();
    message.blocks = written.blocks.unwrap_or_default();
    message.metadata = written.metadata;
    message.broadcast = call.args.flag("reply_broadcast") && thread.is_some();
    message.thread_ts = thread;
    let ts = call.world.show(message);
    let shown = call.world.message(&channel, &ts).map(|message| message.as_api(&call.world.bot, true));
    Ok(json!({ "channel": channel, "ts": ts, "message": shown }))
}

pub(super) fn post_ephemeral(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = call.args.needed("channel")?.to_owned();
    let user = call.args.needed("user")?.to_owned();
    let present = writable(call, &channel)?.has(&user);
    if !present {
        return Err(Refusal::denied("user_not_in_channel"));
    }
    let written = read(call, false)?;
    let thread = thread_parent(call, &channel)?;
    let mut message = call.world.draft(&channel, Author::Bot, call.now_ms);
    message.text = written.text.unwrap_or_default();
    message.blocks = written.blocks.unwrap_or_default();
    message.ephemeral_to = Some(user);
    message.thread_ts = thread;
    let ts = call.world.show(message);
    Ok(json!({ "message_ts": ts }))
}

pub(super) fn update(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = call.args.needed("channel")?.to_owned();
    let ts = call.args.needed("ts")?.to_owned();
    let archived = visible(call, &channel)?.archived;
    own_message(call, &channel, &ts, "cant_update_message")?;
    if archived {
        return Err(Refusal::denied("is_inactive"));
    }
    let written = read(call, true)?;
    let bot = call.world.bot.clone();
    let mut blocks = written.blocks.clone().unwrap_or_default();
    call.world.fill_ids(&mut blocks);
    let message = call.world.message_mut(&channel, &ts).ok_or_else(|| Refusal::denied("message_not_found"))?;
    if let Some(text) = written.text {
        message.text = text;
        message.edited_mark = true;
    }
    // Text without blocks takes the old blocks away.
    message.blocks = blocks;
    if written.metadata.is_some() {
        message.metadata = written.metadata;
    }
    message.edits += 1;
    Ok(json!({ "channel": channel, "ts": ts, "text": message.text, "message": message.as_api(&bot, true) }))
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = call.args.needed("channel")?.to_owned();
    let ts = call.args.needed("ts")?.to_owned();
    visible(call, &channel)?;
    own_message(call, &channel, &ts, "cant_delete_message")?;
    if let Some(message) = call.world.message_mut(&channel, &ts) {
        message.deleted = true;
    }
    Ok(json!({ "channel": channel, "ts": ts }))
}

pub(super) fn permalink(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let channel = call.args.needed("channel")?.to_owned();
    let ts = call.args.needed("message_ts")?.to_owned();
    visible(call, &channel)?;
    match call.world.message(&channel, &ts) {
        Some(message) if !message.deleted && message.ephemeral_to.is_none() => {
            let link = format!("{}/archives/{channel}/p{}", call.origin, ts.replace('.', ""));
            Ok(json!({ "channel": channel, "permalink": link }))
        }
        _ => Err(Refusal::denied("message_not_found")),
    }
}

/// The message exists, is for all to see, and is the bot's own.
fn own_message(call: &mut Call<'_>, channel: &str, ts: &str, not_own: &str) -> Result<(), Refusal> {
    match call.world.message(channel, ts) {
        Some(message) if message.ephemeral_to.is_some() => {
            call.frown("an ephemeral message cannot be changed by its ts");
            Err(Refusal::denied("message_not_found"))
        }
        Some(message) if message.deleted => Err(Refusal::denied("message_not_found")),
        Some(message) if message.author != Author::Bot => Err(Refusal::broken(not_own)),
        Some(_) => Ok(()),
        None => Err(Refusal::denied("message_not_found")),
    }
}

/// Reads the content and frowns at what Slack only puts up with.
pub(super) fn read(call: &mut Call<'_>, is_update: bool) -> Result<Written, Refusal> {
    let written = Written::read(call.args, is_update)?;
    for frown in &written.frowns {
        call.frown(frown);
    }
    for block in written.blocks.iter().flatten() {
        check_pictures(call.world, block, call.now_ms)?;
    }
    Ok(written)
}
