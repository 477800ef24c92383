//! Uploading a file: ask for a place, send the bytes, share it; and asking what became of it.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::super::SimulatedSlack;
use super::super::files::File;
use super::super::message::Author;
use super::{Call, Refusal, chat};

pub(super) fn upload_url(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let name = call.args.needed("filename")?.to_owned();
    let length = call.args.number("length").filter(|length| *length > 0);
    let length =
        length.ok_or_else(|| Refusal::because("invalid_arguments", vec!["[ERROR] missing length".to_owned()]))?;
    let alt = call.args.text("alt_txt").map(str::to_owned);
    if alt.as_ref().is_some_and(|alt| alt.chars().count() > 1000) {
        return Err(Refusal::broken("alt_txt_too_large"));
    }
    let id = call.world.fresh("F");
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let file = File { title: name.clone(), name, alt, length, user: call.world.bot.user_id.clone(), ..File::default() };
    call.world.files.insert(id.clone(), file);
    Ok(json!({ "upload_url": format!("{}/upload/{id}", call.origin), "file_id": id }))
}

/// `/upload/{file}`: the bytes themselves.
pub(in crate::demo::slack) async fn upload(
    State(slack): State<SimulatedSlack>,
    Path(file): Path<String>,
    body: Bytes,
) -> Response {
    slack.inner.change(|world| match world.files.get_mut(&file) {
        Some(file) => {
            file.bytes = Some(body.to_vec());
            if file.length != body.len() {
                let told = file.length;
                world.violate("upload", &format!("{} bytes arrived, {told} were announced", body.len()));
            }
            (StatusCode::OK, format!("OK - {}", body.len())).into_response()
        }
        None => (StatusCode::NOT_FOUND, "no such upload").into_response(),
    })
}

pub(super) fn complete(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let files = call.args.json("files")?.and_then(|files| files.as_array().cloned()).unwrap_or_default();
    if files.is_empty() {
        return Err(Refusal::because("invalid_arguments", vec!["[ERROR] missing required field: files".to_owned()]));
    }
    for file in &files {
        let known = call.world.files.get(file["id"].as_str().unwrap_or_default());
        known
            .filter(|known| known.bytes.is_some() && !known.is_complete)
            .ok_or_else(|| Refusal::broken("file_not_found"))?;
    }
    // A person's id is no conversation here.
    let named = call.args.text("channel_id").or_else(|| call.args.text("channels")).map(str::to_owned);
    let shared = match named {
        Some(named) => {
            let channel = chat::writable(call, &named)?.id.clone();
            let thread = chat::thread_parent(call, &channel)?;
            Some((channel, thread))
        }
        None if call.args.has("thread_ts") || call.args.has("initial_comment") => {
            return Err(Refusal::because("invalid_arguments", vec!["[ERROR] channel_id is needed".to_owned()]));
        }
        None => None,
    };
    let ready_ms = call.now_ms + call.world.file_processing_ms;
    let mut shown = Vec::new();
    for given in &files {
        let id = given["id"].as_str().unwrap_or_default();
        let Some(file) = call.world.files.get_mut(id) else { continue };
        file.is_complete = true;
        file.ready_ms = ready_ms;
        if let Some(title) = given["title"].as_str() {
            title.clone_into(&mut file.title);
        }
        shown.push(file.as_api(id, call.origin, call.now_ms));
    }
    if let Some((channel, thread)) = shared {
        let mut message = call.world.draft(&channel, Author::Bot, call.now_ms);
        message.text = call.args.text("initial_comment").unwrap_or_default().to_owned();
        message.files.clone_from(&shown);
        message.thread_ts = thread;
        call.world.show(message);
    }
    Ok(json!({ "files": shown }))
}

pub(super) fn info(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let id = call.args.needed("file")?;
    let file = call.world.files.get(id).ok_or_else(|| Refusal::denied("file_not_found"))?;
    Ok(json!({ "file": file.as_api(id, call.origin, call.now_ms) }))
}
