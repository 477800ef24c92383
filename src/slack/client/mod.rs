//! Calls to Slack's Web API, answers through `response_url`s, files.
//!
//! Owns the HTTP clients, the time a call may take, its metrics and the reading of its outcome ([`Error`]). One call is
//! one request: waiting, retrying and pacing are decided elsewhere. Must not know what the messages are about.

mod conversations;
mod error;
mod files;
mod groups;
mod messages;
mod respond;
mod users;
mod views;

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper_util::client::legacy::connect::HttpConnector;
use secrecy::{ExposeSecret, SecretString};
use slack_morphism::hyper_tokio::{SlackClientHyperConnector, SlackClientHyperHttpsConnector};
use slack_morphism::{ClientResult, SlackApiToken, SlackClient, SlackClientSession};
use thiserror::Error as ThisError;
use url::Url;

use crate::clock::Clock;

use super::return_address::ReturnAddresses;
use error::Effect;

pub use error::Error;
pub use files::Upload;
pub use groups::UserGroup;
pub use messages::Posted;
pub use users::{Identity, Person};

/// Where and as whom calls are made.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The Web API's address, `https://slack.com/api`.
    pub api_url: Url,
    /// The bot token.
    pub token: SecretString,
    /// How long one call may take, from the connection to the last byte of the answer.
    pub timeout: Duration,
}

/// Why no client could be made.
#[derive(Debug, ThisError)]
pub enum SetupError {
    /// The token holds what no HTTP header can.
    #[error("the bot token is not a token: it holds characters that cannot be sent")]
    Token,
    /// TLS could not be set up.
    #[error("TLS could not be set up")]
    Tls(#[from] rustls::Error),
    /// The client for answers could not be set up.
    #[error("the HTTP client could not be set up")]
    Http(#[from] reqwest::Error),
}

/// Calls Slack with one bot token.
pub struct Client {
    morphism: SlackClient<SlackClientHyperHttpsConnector>,
    token: SlackApiToken,
    answers: reqwest::Client,
    addresses: ReturnAddresses,
    timeout: Duration,
    clock: Arc<dyn Clock>,
}

impl Client {
    /// A client; no connection is made yet.
    ///
    /// # Errors
    /// [`SetupError`] when the token or the TLS set-up is unusable.
    pub fn new(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Self, SetupError> {
        let token = settings.token.expose_secret();
        if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(SetupError::Token);
        }
        // Both clients use the one provider of the process; whoever comes first installs it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_connect_timeout(Some(settings.timeout / 2));
        let https = hyper_rustls::HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let connector = SlackClientHyperConnector::with_connector(https)
            .with_slack_api_url(settings.api_url.as_str().trim_end_matches('/'));
        Ok(Self {
            morphism: SlackClient::new(connector),
            token: SlackApiToken::new(token.into()),
            answers: respond::http_client(settings.timeout)?,
            addresses: ReturnAddresses::new(&settings.api_url),
            timeout: settings.timeout,
            clock,
        })
    }

    fn session(&self) -> SlackClientSession<'_, SlackClientHyperHttpsConnector> {
        self.morphism.open_session(&self.token)
    }

    /// One call under the time limit, counted.
    async fn call<T>(
        &self,
        method: &'static str,
        effect: Effect,
        request: impl Future<Output = ClientResult<T>>,
    ) -> Result<T, Error> {
        let started = Instant::now();
        let result = match tokio::time::timeout(self.timeout, request).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(effect.morphism(&error, self.clock.now())),
            Err(_) => Err(effect.lost("no answer in time")),
        };
        count(method, started, &result);
        result
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

fn count<T>(method: &'static str, started: Instant, result: &Result<T, Error>) {
    let outcome = result.as_ref().map_or_else(Error::outcome, |_| "ok");
    metrics::counter!("slack_requests_total", "method" => method, "outcome" => outcome).increment(1);
    metrics::histogram!("slack_request_seconds", "method" => method).record(started.elapsed().as_secs_f64());
    if let Err(error) = result {
        tracing::debug!(method, outcome, error = %error, "slack call failed");
    }
}

#[cfg(test)]
mod tests;
