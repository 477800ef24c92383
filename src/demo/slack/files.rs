//! Files: what the app uploads and what people attach, and the addresses their bytes are fetched from.

use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::SimulatedSlack;
use super::api::Refusal;
use super::world::{TEAM, World};

/// A file, or one on its way.
#[derive(Debug, Clone, Default)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) alt: Option<String>,
    /// How many bytes were announced.
    pub(super) length: usize,
    pub(super) bytes: Option<Vec<u8>>,
    /// Whether the upload was completed.
    pub(super) is_complete: bool,
    /// From when on Slack knows what it is, in epoch milliseconds.
    pub(super) ready_ms: i64,
    /// Who uploaded it.
    pub(super) user: String,
}

impl File {
    /// What it is, by its ending.
    fn mimetype(&self) -> &'static str {
        match self.ending() {
            "png" => "image/png",
            "jpg" | "jpeg" => "image/jpeg",
            "gif" => "image/gif",
            "csv" => "text/csv",
            "txt" | "log" => "text/plain",
            "json" => "application/json",
            _ => "application/octet-stream",
        }
    }

    /// The end of its name.
    pub(super) fn ending(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The file as the Web API and payloads show it.
    pub(super) fn as_api(&self, id: &str, origin: &str, now_ms: i64) -> Value {
        let address = format!("{origin}/files/{TEAM}-{id}");
        let name: String = url::form_urlencoded::byte_serialize(self.name.as_bytes()).collect();
        let known = self.is_complete && now_ms >= self.ready_ms;
        let mut shown = json!({
            "id": id,
            "name": self.name,
            "title": self.title,
            "mimetype": if known { self.mimetype() } else { "" },
            "filetype": if known { self.ending() } else { "" },
            "user": self.user,
            "size": self.bytes.as_ref().map_or(0, Vec::len),
            "mode": "hosted",
            "url_private": format!("{address}/{name}"),
            "url_private_download": format!("{address}/download/{name}"),
        });
        if let Some(alt) = &self.alt {
            shown["alt_txt"] = json!(alt);
        }
        shown
    }
}

impl SimulatedSlack {
    /// A person's device hands Slack a file, to be named in an input of a form; returns its id.
    pub fn attach(&self, user: &str, name: &str, bytes: &[u8]) -> String {
        self.inner.change(|world| {
            let id = world.fresh("F");
            let file = File {
                name: name.to_owned(),
                title: name.to_owned(),
                length: bytes.len(),
                bytes: Some(bytes.to_vec()),
                is_complete: true,
                user: user.to_owned(),
                ..File::default()
            };
            world.files.insert(id.clone(), file);
            id
        })
    }

    /// Somebody deletes a file.
    pub fn delete_file(&self, id: &str) {
        self.inner.change(|world| world.files.remove(id));
    }

    /// How long Slack looks at an upload before it knows what it is and shows it as a picture; at once by default.
    pub fn set_file_processing(&self, time: std::time::Duration) {
        let time_ms = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        self.inner.change(|world| world.file_processing_ms = time_ms);
    }

    /// What is in a file, once its bytes are there.
    pub fn file(&self, id: &str) -> Option<Vec<u8>> {
        self.inner.read(|world| world.files.get(id)?.bytes.clone())
    }
}

/// Every picture in the blocks is a file that can be shown.
pub(super) fn check_pictures(world: &World, blocks: &Value, now_ms: i64) -> Result<(), Refusal> {
    let children: Vec<&Value> = match blocks {
        Value::Array(items) => items.iter().collect(),
        Value::Object(fields) => {
            if let Some(id) = fields.get("slack_file").and_then(|file| file["id"].as_str()) {
                check_picture(world, id, now_ms)?;
            }
            fields.values().collect()
        }
        _ => Vec::new(),
    };
    children.into_iter().try_for_each(|child| check_pictures(world, child, now_ms))
}

fn check_picture(world: &World, id: &str, now_ms: i64) -> Result<(), Refusal> {
    let refusal = || Refusal::because("invalid_blocks", vec![format!("[ERROR] invalid slack file {id}")]);
    match world.files.get(id) {
        Some(file) if file.is_complete && file.mimetype().starts_with("image/") => {
            // Too early is no mistake; an app copes.
            if now_ms < file.ready_ms { Err(Refusal { violation: false, ..refusal() }) } else { Ok(()) }
        }
        _ => Err(refusal()),
    }
}

/// `GET /files/{team}-{id}/{name}`: the bytes, with the app's token; without it Slack leads to its log-in page.
pub(super) async fn serve(
    State(slack): State<SimulatedSlack>,
    Path((file, _name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if token != Some(slack.inner.options.bot_token.as_str()) {
        return (StatusCode::FOUND, [(LOCATION, "/login")]).into_response();
    }
    bytes(&slack, file.rsplit('-').next().unwrap_or_default(), true)
}

/// The bytes for whoever may see them.
pub(super) fn bytes(slack: &SimulatedSlack, id: &str, is_download: bool) -> Response {
    let found = slack.inner.read(|world| {
        let file = world.files.get(id)?;
        Some((file.mimetype(), file.bytes.clone()?))
    });
    let Some((kind, bytes)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let shown = if is_download || !kind.starts_with("image/") { "attachment" } else { "inline" };
    ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, shown)], bytes).into_response()
}
