//! The wire: sends one request once and tells exactly how far it came.
//!
//! Owns TLS set-up, the key's header, timeouts and the cap on an answer's size. Must not know budgets, retries or what
//! an answer means.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use super::answer::Answer;
use super::call::Call;
use super::endpoint::Method;
use super::error::Error;
use super::tls;

/// Answers larger than this are not read to their end.
const LARGEST_BODY: usize = 32 * 1024 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Shorter than servers keep idle connections: a write on a connection that is just being closed would be ambiguous.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// How far a request came.
pub(super) enum Sent {
    /// All the way and back.
    Answer(Answer),
    /// No connection came about: nothing was sent.
    Unreachable { why: String },
    /// It broke after sending may have begun. `answered`: a status line had come back.
    Broken { why: String, answered: bool },
    /// Time ran out after sending may have begun.
    TimedOut { why: String, answered: bool },
}

/// A connection pool with the key in it.
#[derive(Debug, Clone)]
pub(super) struct Transport {
    http: reqwest::Client,
}

impl Transport {
    pub(super) fn new(base: &Url, key: &SecretString, timeout: Duration) -> Result<Self, Error> {
        let unusable = |what: &str| Error::Unavailable { message: what.to_owned() };
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() {
            return Err(unusable("the base URL is not an http or https address"));
        }
        tls::install_ring();
        let mut builder = reqwest::Client::builder()
            .tls_certs_only(tls::roots())
            .default_headers(headers(key)?)
            .user_agent(concat!("kinsta-slack/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            // Only `retry::decide` repeats anything.
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT.min(timeout / 2))
            .timeout(timeout)
            .pool_idle_timeout(IDLE_TIMEOUT);
        if is_loopback(base) {
            // A proxy from the environment cannot reach this machine's own loopback.
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|error| unusable(&reason(error)))?;
        Ok(Self { http })
    }

    /// Sends the request once.
    pub(super) async fn send(&self, call: &Call) -> Sent {
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = self.http.request(method, call.url.clone());
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let mut response = match request.send().await {
            Ok(response) => response,
            // A timeout while connecting is both; what counts is that nothing was sent.
            Err(error) if error.is_connect() || error.is_builder() => {
                return Sent::Unreachable { why: reason(error) };
            }
            Err(error) => return broken(error, false),
        };
        let status = response.status().as_u16();
        let headers = std::mem::take(response.headers_mut());
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > LARGEST_BODY => {
                    return Sent::Broken { why: "the answer is too large".to_owned(), answered: true };
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Sent::Answer(Answer { status, headers, body }),
                Err(error) => return broken(error, true),
            }
        }
    }
}

fn headers(key: &SecretString) -> Result<HeaderMap, Error> {
    let mut bearer = HeaderValue::from_str(&format!("Bearer {}", key.expose_secret()))
        .map_err(|_| Error::Unauthorised { message: "the key has characters that cannot be sent".to_owned() })?;
    bearer.set_sensitive(true);
    Ok(HeaderMap::from_iter([(AUTHORIZATION, bearer)]))
}

fn is_loopback(base: &Url) -> bool {
    match base.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn broken(error: reqwest::Error, answered: bool) -> Sent {
    if error.is_timeout() {
        Sent::TimedOut { why: reason(error), answered }
    } else {
        Sent::Broken { why: reason(error), answered }
    }
}

/// The chain of causes without the URL, which holds ids.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}
