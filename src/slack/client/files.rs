//! Files: sending one to Slack, fetching one from there.
//!
//! The addresses come from Slack's answers and from what people attached; only Slack's own are followed, and none that
//! leads elsewhere.

use std::time::Instant;

use reqwest::{RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde_json::json;

use crate::domain::actor::Place;
use crate::domain::ids::{ChannelId, FileId};

use super::error::{Effect, limited};
use super::respond::seconds;
use super::{Client, Error, count};

/// The two steps' names in metrics.
const SEND: &str = "file_upload";
const FETCH: &str = "file_download";

/// A file on its way to Slack.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name, with its ending.
    pub name: String,
    /// What it is called where it is shown.
    pub title: String,
    /// What a picture shows, for those who cannot see it.
    pub alt: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("name", &self.name).field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct UrlAnswer {
    upload_url: String,
    file_id: String,
}

#[derive(Deserialize)]
struct CompleteAnswer {
    #[serde(rename = "files")]
    _files: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct InfoAnswer {
    file: Info,
}

#[derive(Deserialize)]
struct Info {
    mimetype: Option<String>,
}

impl Client {
    /// Hands Slack a file, and shares it in `share` with a `comment`; without a place only the bot can use it, in a card's
    /// picture for instance. Needs the scope `files:write`.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] when it may have been shared. After every other [`Error`] it was not, and what Slack may have
    /// of it is seen by nobody: the whole may be done again.
    pub async fn upload(&self, file: &Upload, share: Option<&Place>, comment: Option<&str>) -> Result<FileId, Error> {
        let channel = match share {
            Some(place) => Some(self.conversation(&place.channel).await?),
            None => None,
        };
        let length = file.bytes.len().to_string();
        let mut parameters = vec![("filename", file.name.as_str()), ("length", length.as_str())];
        parameters.extend(file.alt.as_deref().map(|alt| ("alt_txt", alt)));
        let UrlAnswer { upload_url, file_id } = self.read("files.getUploadURLExternal", &parameters).await?;
        let url = self.addresses.accept_file(&upload_url).ok_or_else(foreign)?;
        let sending =
            self.answers.post(url).header("content-type", "application/octet-stream").body(file.bytes.clone());
        let started = Instant::now();
        let sent = self.ask(sending).await.map(drop);
        count(SEND, started, &sent);
        sent?;
        let mut request = json!({ "files": [{ "id": file_id, "title": file.title }] });
        if let Some(channel) = &channel {
            request["channel_id"] = json!(channel);
            if let Some(thread) = share.and_then(|place| place.thread.as_ref()) {
                request["thread_ts"] = json!(thread);
            }
            if let Some(comment) = comment {
                request["initial_comment"] = json!(comment);
            }
        }
        self.write::<CompleteAnswer>("files.completeUploadExternal", Effect::Once, &request).await?;
        Ok(file_id.into())
    }

    /// Whether a picture can be shown in a card already; Slack needs a moment after the upload. Needs the scope
    /// `files:read`.
    ///
    /// # Errors
    /// [`Error::Gone`] when there is no such file.
    pub async fn file_is_ready(&self, file: &FileId) -> Result<bool, Error> {
        let InfoAnswer { file } = self.read("files.info", &[("file", file.as_str())]).await?;
        Ok(file.mimetype.is_some_and(|kind| !kind.is_empty()))
    }

    /// Fetches what somebody attached, of `max_bytes` at most. Needs the scope `files:read`.
    ///
    /// # Errors
    /// [`Error::Rejected`] with `too_large` or `foreign_url`, [`Error::Gone`] when it was deleted, [`Error::Auth`] when
    /// the bot may not see it: Slack then leads to its log-in page.
    pub async fn download(&self, url: &str, max_bytes: usize) -> Result<Vec<u8>, Error> {
        let url = self.addresses.accept_file(url).ok_or_else(foreign)?;
        let started = Instant::now();
        let fetched = self.fetch(self.answers.get(url).bearer_auth(&self.token.token_value.0), max_bytes).await;
        count(FETCH, started, &fetched);
        fetched
    }

    async fn fetch(&self, request: RequestBuilder, max_bytes: usize) -> Result<Vec<u8>, Error> {
        let too_large = || Error::Rejected { code: "too_large".to_owned(), detail: None };
        let mut response = self.ask(request).await?;
        let max = u64::try_from(max_bytes).unwrap_or(u64::MAX);
        if response.content_length().is_some_and(|length| length > max) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| Effect::Repeatable.unanswered(&error))? {
            if bytes.len() + chunk.len() > max_bytes {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// Sends a request that changes nothing anybody sees.
    async fn ask(&self, request: RequestBuilder) -> Result<Response, Error> {
        let response = request.send().await.map_err(|error| Effect::Repeatable.unanswered(&error))?;
        match response.status() {
            StatusCode::OK => Ok(response),
            StatusCode::TOO_MANY_REQUESTS => Err(limited(seconds(&response), self.clock.now())),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Error::Gone { code: "file_not_found".to_owned() }),
            status if status.is_redirection() => {
                Err(Error::Auth { code: format!("http_{}", status.as_u16()), needed: Some("files:read".to_owned()) })
            }
            status => Err(Effect::Repeatable.status(status.as_u16())),
        }
    }

    /// The conversation's own id: files are not shared with a person's.
    async fn conversation(&self, channel: &ChannelId) -> Result<ChannelId, Error> {
        match channel.person() {
            Some(user) => self.open_dm(&user).await,
            None => Ok(channel.clone()),
        }
    }
}

fn foreign() -> Error {
    Error::Rejected { code: "foreign_url".to_owned(), detail: None }
}
