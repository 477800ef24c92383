//! Signed requests to the bot, with Slack's patience, which is real time.

use std::sync::PoisonError;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::Inner;
use super::sign::sign;

/// The largest answer that is read, in bytes.
const LARGEST_ANSWER: usize = 4 * 1024 * 1024;

/// What came back from the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivery {
    /// It answered in time.
    Answered { status: u16, headers: HeaderMap, body: String },
    /// It did not answer in time.
    TimedOut,
    /// It could not be reached, or broke off.
    Failed(String),
}

impl Delivery {
    /// The reason Slack names when it sends an event again; none for a success.
    pub(super) fn retry_reason(&self) -> Option<&'static str> {
        match self {
            Self::Answered { status: 200..=299, .. } => None,
            Self::Answered { .. } => Some("http_error"),
            Self::TimedOut => Some("http_timeout"),
            Self::Failed(_) => Some("connection_failed"),
        }
    }
}

/// The client for plain HTTP on this machine.
#[derive(Debug)]
pub(super) struct Http {
    client: Client<HttpConnector, Full<Bytes>>,
    patience: Duration,
}

impl Http {
    pub(super) fn new(patience: Duration) -> Self {
        Self { client: Client::builder(TokioExecutor::new()).build(HttpConnector::new()), patience }
    }

    /// Sends one request and reads the whole answer within the patience.
    pub(super) async fn send(&self, request: Request<Full<Bytes>>) -> Delivery {
        let exchange = async {
            let response = self.client.request(request).await.map_err(|error| error.to_string())?;
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, LARGEST_ANSWER).collect().await.map_err(|error| error.to_string())?;
            let body = String::from_utf8_lossy(&body.to_bytes()).into_owned();
            Ok::<_, String>(Delivery::Answered { status: parts.status.as_u16(), headers: parts.headers, body })
        };
        match tokio::time::timeout(self.patience, exchange).await {
            Ok(Ok(delivery)) => delivery,
            Ok(Err(error)) => Delivery::Failed(error),
            Err(_) => Delivery::TimedOut,
        }
    }
}

impl Inner {
    /// Posts a signed body to one of the bot's addresses.
    pub(super) async fn deliver(
        &self,
        path: &str,
        content_type: &'static str,
        body: String,
        retry: Option<(u32, &'static str)>,
    ) -> Delivery {
        let base = self.bot_url.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let timestamp = self.clock.now().as_second();
        let signature = sign(&self.options.signing_secret, timestamp, body.as_bytes());
        let mut request = Request::post(format!("{base}{path}"))
            .header(CONTENT_TYPE, content_type)
            .header("x-slack-request-timestamp", timestamp)
            .header("x-slack-signature", signature)
            .header("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        if let Some((number, reason)) = retry {
            request = request
                .header(HeaderName::from_static("x-slack-retry-num"), number)
                .header(HeaderName::from_static("x-slack-retry-reason"), HeaderValue::from_static(reason));
        }
        match request.body(Full::from(body)) {
            Ok(request) => self.http.send(request).await,
            Err(error) => Delivery::Failed(error.to_string()),
        }
    }

    /// Posts a form with the one field `payload`, as interactions are sent.
    pub(super) async fn deliver_payload(&self, path: &str, payload: &serde_json::Value) -> Delivery {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("payload", &payload.to_string()).finish();
        self.deliver(path, "application/x-www-form-urlencoded", body, None).await
    }
}
