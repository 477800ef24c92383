//! Answers through a `response_url`.
//!
//! slack-morphism cannot answer in a channel, so these few lines speak for themselves.

use std::time::{Duration, Instant};

use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use url::Url;
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use crate::domain::actor::ReturnAddress;
use crate::slack::blocks::Message;

use super::error::{Effect, limited};
use super::{Client, Error, count};

/// The method's name in metrics.
const METHOD: &str = "response_url";

/// Slack answers with a word or a small object; more is not read.
const MAX_ANSWER: usize = 16 * 1024;

pub(super) fn http_client(timeout: Duration) -> Result<reqwest::Client, reqwest::Error> {
    let roots = TLS_SERVER_ROOT_CERTS.iter().filter_map(|der| reqwest::Certificate::from_der(der).ok());
    reqwest::Client::builder()
        .tls_certs_only(roots)
        // An address was checked to be Slack's; where it would send us next was not.
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(timeout / 2)
        .timeout(timeout)
        .build()
}

impl Client {
    /// Answers through an address. `replace` puts the answer in the place of the message the address came from;
    /// otherwise it is a new message, seen by everybody if `in_channel`, else by one person. Slack takes five answers in
    /// thirty minutes.
    ///
    /// # Errors
    /// [`Error::Gone`] when the address is used up, too old, or not Slack's.
    pub async fn respond(
        &self,
        to: &ReturnAddress,
        message: &Message,
        replace: bool,
        in_channel: bool,
    ) -> Result<(), Error> {
        let gone = |code: &str| Err(Error::Gone { code: code.to_owned() });
        if to.expires_at_ms <= self.clock.now_ms() {
            return gone("expired_url");
        }
        let Some(url) = Url::parse(&to.url).ok().filter(|url| self.addresses.trusts(url)) else {
            return gone("foreign_url");
        };
        let mut body = json!({
            "text": message.text,
            "response_type": if in_channel { "in_channel" } else { "ephemeral" },
            "replace_original": replace,
        });
        if !message.blocks.is_empty() {
            body["blocks"] = json!(message.blocks);
        }
        let effect = if replace { Effect::Repeatable } else { Effect::Once };
        let started = Instant::now();
        let result = self.send(url, &body, effect).await;
        count(METHOD, started, &result);
        result
    }

    async fn send(&self, url: Url, body: &Value, effect: Effect) -> Result<(), Error> {
        let response = self.answers.post(url).json(body).send().await.map_err(|error| effect.unanswered(&error))?;
        let status = response.status();
        let retry_after = seconds(&response);
        let said = said(response).await;
        let now = self.clock.now();
        match (status, said) {
            (StatusCode::TOO_MANY_REQUESTS, _) => Err(limited(retry_after, now)),
            (status, Said::Error(word)) if status.is_success() || status.is_client_error() => {
                Err(effect.code(&word, now))
            }
            (status, Said::Half) if status.is_success() => Err(effect.lost("the connection broke")),
            (status, _) if status.is_success() => Ok(()),
            (StatusCode::NOT_FOUND | StatusCode::GONE, _) => Err(Error::Gone { code: "expired_url".to_owned() }),
            (status, _) => Err(effect.status(status.as_u16())),
        }
    }
}

pub(super) fn seconds(response: &Response) -> Option<Duration> {
    response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

enum Said {
    /// A yes, or nothing that could be understood.
    Nothing,
    /// An error word.
    Error(String),
    /// The connection broke first.
    Half,
}

/// Slack says `ok`, `{"ok":true}`, `{"ok":false,"error":"…"}` or a bare error word.
async fn said(mut response: Response) -> Said {
    let mut bytes = Vec::new();
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(_) => return Said::Half,
        };
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX_ANSWER {
            return Said::Nothing;
        }
    }
    let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if let Some(word) = json.get("error").and_then(Value::as_str) {
        return Said::Error(word.to_owned());
    }
    let bare = std::str::from_utf8(&bytes).unwrap_or_default().trim();
    let is_word = bare.contains('_') && bare.len() <= 64 && bare.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if is_word { Said::Error(bare.to_owned()) } else { Said::Nothing }
}
