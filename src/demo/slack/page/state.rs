//! What the page shows: read as one JSON, and waited for.

use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::SimulatedSlack;
use super::super::message::{Author, Message};
use super::super::world::{Channel, Kind, TEAM_NAME, View, World};

/// How long a browser's question for news is held open.
const HOLD: Duration = Duration::from_secs(20);
/// How many messages of a channel the page gets.
const SHOWN: usize = 200;

/// What never changes while the page is open.
pub(super) async fn config(State(slack): State<SimulatedSlack>) -> Json<Value> {
    let inner = &slack.inner;
    let faults = inner.kinsta_faults_url.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    Json(json!({
        "workspace": TEAM_NAME,
        "bot": { "id": inner.read(|world| world.bot.user_id.clone()), "name": inner.options.bot_name },
        "command": format!("/{}", inner.options.bot_name),
        "hints": inner.options.hints,
        "shortcuts": inner.options.shortcuts.iter().map(|shortcut| {
            json!({
                "callback_id": shortcut.callback_id, "name": shortcut.name, "is_on_message": shortcut.is_on_message,
            })
        }).collect::<Vec<_>>(),
        "kinsta_faults_url": faults,
    }))
}

/// Who looks at what.
#[derive(Debug, Deserialize)]
pub(super) struct Looking {
    #[serde(default)]
    user: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    thread: String,
}

/// Everything one person sees at the moment.
pub(super) async fn state(State(slack): State<SimulatedSlack>, Query(looking): Query<Looking>) -> Json<Value> {
    let direct = slack.dm_channel(&looking.user);
    let version = *slack.inner.changed.borrow();
    Json(slack.inner.read(|world| {
        let user = if world.people.contains_key(&looking.user) {
            looking.user.clone()
        } else {
            world.people.keys().next().cloned().unwrap_or_default()
        };
        let places: Vec<&Channel> = world.channels.values().filter(|place| place.has(&user)).collect();
        let asked = places.iter().find(|place| place.id == looking.channel);
        let first = places.iter().find(|place| place.kind == Kind::Public);
        let place = asked.or(first).or(places.first()).copied();
        let people: Vec<Value> = world
            .people
            .values()
            .map(|person| {
                json!({
                    "id": person.id, "name": person.name, "real_name": person.real_name,
                    "locale": person.locale, "tz": person.tz,
                })
            })
            .collect();
        json!({
            "version": version,
            "user": user,
            "people": people,
            "names": *world.names,
            "channels": places.iter().map(|place| channel(place)).collect::<Vec<_>>(),
            "direct": direct,
            "channel": place.map(|place| place.id.clone()),
            "messages": place.map(|place| stream(world, place, &user)),
            "thread": place.filter(|_| !looking.thread.is_empty()).map(|place| {
                thread(world, place, &user, &looking.thread)
            }),
            "views": world.modals.get(&user).map(|stack| stack.iter().map(view).collect::<Vec<_>>()).unwrap_or_default(),
            "home": world.homes.get(&user).map(view),
        })
    }))
}

fn channel(place: &Channel) -> Value {
    json!({
        "id": place.id,
        "name": place.name,
        "kind": match place.kind {
            Kind::Public => "public",
            Kind::Private => "private",
            Kind::Im { .. } => "im",
        },
        "with": match &place.kind {
            Kind::Im { with } => json!(with),
            _ => Value::Null,
        },
        "bot": place.bot_is_member,
        "archived": place.archived,
        "last": place.messages.last().map(|message| message.ts.clone()),
    })
}

fn view(view: &View) -> Value {
    json!({ "id": view.id, "hash": view.hash, "content": view.content, "errors": view.errors, "values": view.values })
}

/// The channel with this person's ephemeral messages in between, in order.
fn stream(world: &World, place: &Channel, user: &str) -> Vec<Value> {
    let top = |message: &&Message| {
        !message.deleted && (message.broadcast || message.thread_ts.as_ref().is_none_or(|thread| *thread == message.ts))
    };
    in_order(world, place, user, place.messages.iter().filter(top), |message| message.thread_ts.is_none())
}

/// One thread with this person's ephemeral messages in it.
fn thread(world: &World, place: &Channel, user: &str, ts: &str) -> Vec<Value> {
    let inside =
        |message: &&Message| !message.deleted && (message.ts == ts || message.thread_ts.as_deref() == Some(ts));
    in_order(world, place, user, place.messages.iter().filter(inside), |message| {
        message.thread_ts.as_deref() == Some(ts)
    })
}

fn in_order<'m>(
    world: &World,
    place: &Channel,
    user: &str,
    posted: impl Iterator<Item = &'m Message>,
    ephemeral: impl Fn(&Message) -> bool,
) -> Vec<Value> {
    let mine = world.ephemerals.iter().filter(|message| {
        !message.deleted
            && message.channel == place.id
            && message.ephemeral_to.as_deref() == Some(user)
            && ephemeral(message)
    });
    let mut shown: Vec<(&str, Value)> = posted
        .map(|message| (message.ts.as_str(), self::message(message, place)))
        .chain(mine.map(|message| (message.ts.as_str(), self::message(message, place))))
        .collect();
    shown.sort_by_key(|(ts, _)| *ts);
    let skip = shown.len().saturating_sub(SHOWN);
    shown.into_iter().skip(skip).map(|(_, message)| message).collect()
}

fn message(message: &Message, place: &Channel) -> Value {
    let replies = place.messages.iter().filter(|reply| {
        !reply.deleted && reply.ts != message.ts && reply.thread_ts.as_deref() == Some(message.ts.as_str())
    });
    json!({
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "author": match &message.author {
            Author::Person(user) => json!({ "kind": "person", "id": user }),
            Author::Bot => json!({ "kind": "bot" }),
            Author::Slackbot => json!({ "kind": "slackbot" }),
        },
        "text": message.text,
        "blocks": message.blocks,
        "files": message.files,
        "ephemeral": message.ephemeral_to.is_some(),
        "edited": message.edited_mark,
        "edits": message.edits,
        "broadcast": message.broadcast,
        "replies": replies.count(),
    })
}

/// Since which version news is wanted.
#[derive(Debug, Deserialize)]
pub(super) struct Since {
    #[serde(default)]
    version: u64,
}

/// Answers when there is something newer, or after a while.
pub(super) async fn events(State(slack): State<SimulatedSlack>, Query(since): Query<Since>) -> Json<Value> {
    let mut changed = slack.inner.changed.subscribe();
    let news = changed.wait_for(|version| *version != since.version);
    let version = match tokio::time::timeout(HOLD, news).await {
        Ok(Ok(version)) => *version,
        _ => since.version,
    };
    Json(json!({ "version": version }))
}
