//! What a person does on the page.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::Full;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::acts::{Ack, Outcome};
use super::super::controls::{Input, Pick};
use super::super::deliver::Delivery;
use super::super::{Message, SimulatedSlack};

fn answer(ack: &Ack) -> Json<Value> {
    Json(json!({ "complaint": ack.complaint() }))
}

/// What was typed into the composer.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    user: String,
    channel: String,
    thread_ts: Option<String>,
    text: String,
}

/// A message, or a slash command; `/invite` and `/remove` with the bot's name work too.
pub(super) async fn send(State(slack): State<SimulatedSlack>, Json(typed): Json<Typed>) -> Json<Value> {
    let Typed { user, channel, thread_ts, text } = typed;
    let text = text.trim();
    if !text.starts_with('/') {
        let said = slack.say(&user, &channel, text, thread_ts.as_deref()).await;
        // Not being told of a message is no failure for the one who wrote it.
        let failed = said.ts.is_empty() || !matches!(said.ack.outcome, Outcome::NotSent(_)) && !said.ack.is_ok();
        return if failed { answer(&said.ack) } else { Json(json!({ "complaint": null })) };
    }
    let (command, words) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let name = slack.inner.options.bot_name.clone();
    let about_bot = words.trim() == format!("@{name}");
    let tell = |line: &str| {
        let now_ms = slack.inner.now_ms();
        slack.inner.change(|world| world.slackbot(&user, &channel, thread_ts.as_deref(), line, now_ms));
        Json(json!({ "complaint": null }))
    };
    match command {
        _ if thread_ts.is_some() => tell(&format!("{command} is not supported in threads. Sorry!")),
        "/invite" if about_bot => {
            slack.invite_bot(&channel);
            tell(&format!("@{name} was added to this conversation."))
        }
        "/remove" if about_bot => {
            slack.remove_bot(&channel);
            tell(&format!("@{name} was removed from this conversation."))
        }
        _ if command == format!("/{name}") => {
            slack.slash(&user, &channel, command, words).await;
            // What went wrong stands in the channel already.
            Json(json!({ "complaint": null }))
        }
        _ => tell(&format!("{command} is not a valid command. Try /{name}.")),
    }
}

/// A press or a choice.
#[derive(Debug, Deserialize)]
pub(super) struct Pressed {
    user: String,
    channel: Option<String>,
    /// The message; none for the open view.
    ts: Option<String>,
    block_id: String,
    action_id: String,
    input: Option<Input>,
    /// What stands in the modal's inputs so far, by block.
    #[serde(default)]
    values: Vec<(String, Input)>,
}

fn message_of(slack: &SimulatedSlack, channel: Option<&String>, ts: Option<&String>) -> Option<Message> {
    slack.message(channel?, ts?)
}

pub(super) async fn press(State(slack): State<SimulatedSlack>, Json(pressed): Json<Pressed>) -> Json<Value> {
    let pick = Pick::At(pressed.block_id, pressed.action_id);
    let user = &pressed.user;
    if pressed.ts.is_none() {
        for (block, input) in &pressed.values {
            // What cannot be filled in yet is told when the form is sent.
            let _ = slack.fill(user, block, input);
        }
        let ack = match pressed.input {
            Some(input) => slack.choose_in_view(user, pick, input).await,
            None => slack.press_in_view(user, pick).await,
        };
        return answer(&ack);
    }
    let Some(message) = message_of(&slack, pressed.channel.as_ref(), pressed.ts.as_ref()) else {
        return Json(json!({ "complaint": "this message is gone" }));
    };
    let ack = match pressed.input {
        Some(input) => slack.choose(user, &message, pick, input).await,
        None => slack.press(user, &message, pick).await,
    };
    answer(&ack)
}

/// A filled-in modal.
#[derive(Debug, Deserialize)]
pub(super) struct Submitted {
    user: String,
    values: Vec<(String, Input)>,
}

pub(super) async fn submit(State(slack): State<SimulatedSlack>, Json(submitted): Json<Submitted>) -> Json<Value> {
    let values: Vec<(&str, Input)> =
        submitted.values.iter().map(|(block, input)| (block.as_str(), input.clone())).collect();
    answer(&slack.submit_view(&submitted.user, &values).await)
}

/// A closed modal.
#[derive(Debug, Deserialize)]
pub(super) struct Closed {
    user: String,
    #[serde(default)]
    all: bool,
}

pub(super) async fn close(State(slack): State<SimulatedSlack>, Json(closed): Json<Closed>) -> Json<Value> {
    slack.close_view(&closed.user, closed.all).await;
    Json(json!({ "complaint": null }))
}

/// Letters typed into an external menu.
#[derive(Debug, Deserialize)]
pub(super) struct Searched {
    user: String,
    channel: Option<String>,
    ts: Option<String>,
    action_id: String,
    typed: String,
}

pub(super) async fn options(State(slack): State<SimulatedSlack>, Json(searched): Json<Searched>) -> Json<Value> {
    let message = message_of(&slack, searched.channel.as_ref(), searched.ts.as_ref());
    let found = slack.open_options(&searched.user, message.as_ref(), &searched.action_id, &searched.typed).await;
    Json(json!({ "complaint": found.ack.complaint(), "options": found.options }))
}

/// A file chosen in an input.
#[derive(Debug, Deserialize)]
pub(super) struct Attached {
    user: String,
    name: String,
    bytes: Vec<u8>,
}

pub(super) async fn attach(State(slack): State<SimulatedSlack>, Json(attached): Json<Attached>) -> Json<Value> {
    Json(json!({ "complaint": null, "id": slack.attach(&attached.user, &attached.name, &attached.bytes) }))
}

/// A shortcut from the menu, or on a message.
#[derive(Debug, Deserialize)]
pub(super) struct Taken {
    user: String,
    callback_id: String,
    channel: Option<String>,
    ts: Option<String>,
}

pub(super) async fn shortcut(State(slack): State<SimulatedSlack>, Json(taken): Json<Taken>) -> Json<Value> {
    if taken.ts.is_none() {
        return answer(&slack.shortcut(&taken.user, &taken.callback_id).await);
    }
    match message_of(&slack, taken.channel.as_ref(), taken.ts.as_ref()) {
        Some(message) => answer(&slack.message_shortcut(&taken.user, &message, &taken.callback_id).await),
        None => Json(json!({ "complaint": "this message is gone" })),
    }
}

/// A file as the page shows it: a picture, or something to save.
pub(super) async fn file(State(slack): State<SimulatedSlack>, Path(id): Path<String>) -> Response {
    super::super::files::bytes(&slack, &id, false)
}

/// Someone opened the Home tab.
#[derive(Debug, Deserialize)]
pub(super) struct Opened {
    user: String,
}

pub(super) async fn home(State(slack): State<SimulatedSlack>, Json(opened): Json<Opened>) -> Json<Value> {
    answer(&slack.open_home(&opened.user).await)
}

/// The simulated Kinsta's fault switches, as they are.
pub(super) async fn faults(State(slack): State<SimulatedSlack>) -> Response {
    pass_on(&slack, Method::GET, "", Bytes::new()).await
}

/// One more fault.
pub(super) async fn add_fault(State(slack): State<SimulatedSlack>, Json(fault): Json<Value>) -> Response {
    pass_on(&slack, Method::POST, "", Bytes::from(fault.to_string())).await
}

/// No faults any more.
pub(super) async fn clear_faults(State(slack): State<SimulatedSlack>) -> Response {
    pass_on(&slack, Method::DELETE, "", Bytes::new()).await
}

/// One fault less.
pub(super) async fn remove_fault(State(slack): State<SimulatedSlack>, Path(id): Path<u64>) -> Response {
    pass_on(&slack, Method::DELETE, &format!("/{id}"), Bytes::new()).await
}

/// Requests that hang may go on.
pub(super) async fn release_faults(State(slack): State<SimulatedSlack>, Json(_): Json<Value>) -> Response {
    pass_on(&slack, Method::POST, "/release", Bytes::new()).await
}

async fn pass_on(slack: &SimulatedSlack, method: Method, below: &str, body: Bytes) -> Response {
    let url = slack.inner.kinsta_faults_url.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let Some(url) = url else { return StatusCode::NOT_FOUND.into_response() };
    let request = Request::builder().method(method).uri(url + below).header(CONTENT_TYPE, "application/json");
    let Ok(request) = request.body(Full::from(body)) else { return StatusCode::BAD_GATEWAY.into_response() };
    match slack.inner.http.send(request).await {
        Delivery::Answered { status, body, .. } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            (status, [(CONTENT_TYPE, "application/json")], body).into_response()
        }
        _ => StatusCode::BAD_GATEWAY.into_response(),
    }
}
