//! The `response_url`: five uses in thirty minutes, wherever the command or the press came from.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::SimulatedSlack;
use super::api::{Args, Refusal, early};
use super::faults::Fault;
use super::files::check_pictures;
use super::message::Author;
use super::server::HangUp;
use super::world::{ApiCall, ResponseUrl, World};
use super::written::Written;

/// The name under which calls, faults and violations are kept.
const NAME: &str = "response_url";
/// How often one may be used.
const USES: u32 = 5;
/// How long one lives.
const LIFE_MS: i64 = 30 * 60 * 1000;

/// `POST /response/{token}`.
pub(super) async fn respond(State(slack): State<SimulatedSlack>, Path(token): Path<String>, body: Bytes) -> Response {
    let fault = slack.inner.faults.take(NAME);
    if let Some(response) = early(&slack, &fault).await {
        let at_ms = slack.inner.now_ms();
        let args = serde_json::from_slice(&body).unwrap_or_default();
        let call = ApiCall { method: NAME.to_owned(), args, error: Some("fault".to_owned()), at_ms };
        slack.inner.change(|world| world.record(call));
        return response;
    }
    let now_ms = slack.inner.now_ms();
    let result = slack.inner.change(|world| {
        let result = answer(world, &token, &body, now_ms);
        if let Err((_, refusal)) = &result
            && refusal.violation
        {
            world.violate(NAME, &refusal.reason());
        }
        let args = serde_json::from_slice(&body).unwrap_or_default();
        let error = result.as_ref().err().map(|(_, refusal)| refusal.code.clone());
        world.record(ApiCall { method: NAME.to_owned(), args, error, at_ms: now_ms });
        result
    });
    if fault == Some(Fault::DropAfter) {
        return HangUp.into_response();
    }
    match result {
        Ok(()) => Json(json!({ "ok": true })).into_response(),
        Err((status, refusal)) => (status, Json(refusal.body())).into_response(),
    }
}

fn answer(world: &mut World, token: &str, body: &[u8], now_ms: i64) -> Result<(), (StatusCode, Refusal)> {
    let gone = |code: &str| (StatusCode::NOT_FOUND, Refusal::broken(code));
    let bad = |refusal: Refusal| (StatusCode::BAD_REQUEST, refusal);
    let response = world.responses.get_mut(token).ok_or_else(|| gone("expired_url"))?;
    if now_ms - response.issued_ms > LIFE_MS {
        return Err(gone("expired_url"));
    }
    if response.uses >= USES {
        return Err(gone("used_url"));
    }
    response.uses += 1;
    let response = response.clone();
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return Err(bad(Refusal::broken("invalid_payload")));
    };
    apply(world, &response, &Args::from_object(fields), now_ms).map_err(bad)
}

/// Carries out one body; also how the direct answer to a slash command is shown.
pub(super) fn apply(world: &mut World, response: &ResponseUrl, args: &Args, now_ms: i64) -> Result<(), Refusal> {
    let source = response.source.clone().and_then(|ts| world.message(&response.channel, &ts).cloned());
    let in_channel = match args.text("response_type") {
        None | Some("ephemeral") => false,
        Some("in_channel") => true,
        Some(_) => return Err(Refusal::broken("invalid_response_type")),
    };
    if args.flag("delete_original") {
        match &source {
            Some(source) => delete(world, &source.channel, &source.ts),
            None => return Err(Refusal::broken("delete_original is not available for slash commands")),
        }
        if !["text", "blocks", "attachments"].iter().any(|name| args.has(name)) {
            return Ok(());
        }
    }
    let written = Written::read(args, false)?;
    for frown in &written.frowns {
        world.violate(NAME, frown);
    }
    for block in written.blocks.iter().flatten() {
        check_pictures(world, block, now_ms)?;
    }
    if args.flag("replace_original")
        && let Some(source) = &source
    {
        let mut blocks = written.blocks.unwrap_or_default();
        world.fill_ids(&mut blocks);
        let Some(message) = world.message_mut(&source.channel, &source.ts).filter(|message| !message.deleted) else {
            return Err(Refusal::denied("message_not_found"));
        };
        // Who sees it can never change, whatever response_type says.
        message.edited_mark = message.ephemeral_to.is_none();
        message.text = written.text.unwrap_or_default();
        message.blocks = blocks;
        message.edits += 1;
        return Ok(());
    }
    let thread = args.text("thread_ts");
    if thread.is_some() && !in_channel {
        world.violate(NAME, "thread_ts works only with response_type in_channel");
    }
    let mut message = world.draft(&response.channel, Author::Bot, now_ms);
    message.text = written.text.unwrap_or_default();
    message.blocks = written.blocks.unwrap_or_default();
    if in_channel {
        message.thread_ts = thread.map(str::to_owned);
    } else {
        message.ephemeral_to = Some(response.user.clone());
        // Pressed in a thread, answered in that thread.
        message.thread_ts = source.and_then(|source| source.thread_ts);
    }
    world.show(message);
    Ok(())
}

fn delete(world: &mut World, channel: &str, ts: &str) {
    if let Some(message) = world.message_mut(channel, ts) {
        message.deleted = true;
    }
}
