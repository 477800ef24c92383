//! Uploading a file: ask for a place, send the bytes, share it.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::super::SimulatedSlack;
use super::super::message::Author;
use super::super::world::Upload;
use super::{Call, Refusal, chat};

pub(super) fn upload_url(call: &mut Call<'_>) -> Result<Value, Refusal> {
    let name = call.args.needed("filename")?.to_owned();
    let length = call.args.number("length").filter(|length| *length > 0);
    let length =
        length.ok_or_else(|| Refusal::because("invalid_arguments", vec!["[ERROR] missing length".to_owned()]))?;
    let id = call.world.fresh("F");
    let upload = Upload { name, length: usize::try_from(length).unwrap_or(usize::MAX), received: None, shared: false };
    call.world.uploads.insert(id.clone(), upload);
    Ok(json!({ "upload_url": format!("{}/upload/{id}", call.origin), "file_id": id }))
}

/// `/upload/{file}`: the bytes themselves.
pub(in crate::demo::slack) async fn upload(
    State(slack): State<SimulatedSlack>,
    Path(file): Path<String>,
    body: Bytes,
) -> Response {
    slack.inner.change(|world| match world.uploads.get_mut(&file) {
        Some(upload) => {
            upload.received = Some(body.len());
            if upload.length != body.len() {
                let told = upload.length;
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
    let mut shown = Vec::new();
    for file in &files {
        let id = file["id"].as_str().unwrap_or_default();
        let upload = call.world.uploads.get(id).filter(|upload| upload.received.is_some() && !upload.shared);
        let upload = upload.ok_or_else(|| Refusal::broken("file_not_found"))?;
        let title = file["title"].as_str().unwrap_or(&upload.name);
        shown.push(json!({ "id": id, "name": upload.name, "title": title, "size": upload.received }));
    }
    if let Some(named) = call.args.text("channel_id").or_else(|| call.args.text("channels")).map(str::to_owned) {
        let channel = chat::writable(call, &named)?.id.clone();
        let thread = chat::thread_parent(call, &channel)?;
        let mut message = call.world.draft(&channel, Author::Bot, call.now_ms);
        message.text = call.args.text("initial_comment").unwrap_or_default().to_owned();
        message.files.clone_from(&shown);
        message.thread_ts = thread;
        call.world.show(message);
    }
    for file in &files {
        if let Some(upload) = call.world.uploads.get_mut(file["id"].as_str().unwrap_or_default()) {
            upload.shared = true;
        }
    }
    Ok(json!({ "files": shown }))
}
