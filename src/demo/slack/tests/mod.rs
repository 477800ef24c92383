//! The simulated Slack against a tiny bot that checks signatures and answers what it is told to.

mod browser;
mod commands;
mod events;
mod faults;
mod files;
mod forms;
mod interactions;
mod morphism;
mod page;
mod responses;
mod web_api;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use http_body_util::Full;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::deliver::{Delivery, Http};
use super::{Kind, Message, Options, SimulatedSlack};
use crate::clock::ManualClock;

/// One request the bot got.
#[derive(Debug, Clone)]
struct Seen {
    path: String,
    headers: HeaderMap,
    body: String,
}

impl Seen {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn form(&self, name: &str) -> String {
        let mut pairs = url::form_urlencoded::parse(self.body.as_bytes());
        pairs.find(|(field, _)| field == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    fn payload(&self) -> Value {
        serde_json::from_str(&self.form("payload")).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Debug, Clone, Default)]
struct Script {
    seen: Arc<Mutex<Vec<Seen>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

#[derive(Debug, Clone)]
enum Answer {
    Body(StatusCode, String),
    NoRetry,
    Never,
}

async fn bot(State(script): State<Script>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let timestamp: i64 = text("x-slack-request-timestamp").parse().unwrap_or(0);
    if text("x-slack-signature") != super::sign::sign("demo-signing-secret", timestamp, &body) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let body = String::from_utf8(body.to_vec()).unwrap();
    script.seen.lock().unwrap().push(Seen { path: uri.path().to_owned(), headers, body });
    let answer = script.answers.lock().unwrap().pop_front();
    match answer {
        None => StatusCode::OK.into_response(),
        Some(Answer::Body(status, body)) => (status, body).into_response(),
        Some(Answer::NoRetry) => (StatusCode::BAD_REQUEST, [("x-slack-no-retry", "1")]).into_response(),
        Some(Answer::Never) => std::future::pending().await,
    }
}

/// A workspace with Ada and Bob, #ops with the bot, #client without, and a bot that answers as scripted.
struct Scene {
    slack: SimulatedSlack,
    clock: Arc<ManualClock>,
    script: Script,
    http: Http,
}

impl Scene {
    async fn start() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        let clock = Arc::new(ManualClock::new("2026-03-01T09:00:00Z".parse::<Timestamp>().unwrap()));
        let slack = SimulatedSlack::start(options, clock.clone(), ([127, 0, 0, 1], 0).into()).await.unwrap();
        slack.add_person("U1", "ada", "Ada Example", "en-GB", "Europe/London");
        slack.add_person("U2", "bob", "Bob Beispiel", "de-DE", "Europe/Berlin");
        slack.add_channel("C1", "#ops", Kind::Public, true);
        slack.add_channel("C2", "#client", Kind::Public, false);
        slack.add_channel("G1", "#secret", Kind::Private, false);
        slack.add_channel("D9", "ada, bob", Kind::Im { with: vec!["U1".into(), "U2".into()] }, false);
        let script = Script::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        slack.set_bot_url(&format!("http://{}/", listener.local_addr().unwrap()));
        let router = Router::new().fallback(bot).with_state(script.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { slack, clock, script, http: Http::new(Duration::from_secs(10)) }
    }

    fn answers(&self, body: &impl ToString) {
        self.script.answers.lock().unwrap().push_back(Answer::Body(StatusCode::OK, body.to_string()));
    }

    fn answers_with(&self, answer: Answer) {
        self.script.answers.lock().unwrap().push_back(answer);
    }

    fn seen(&self) -> Vec<Seen> {
        self.script.seen.lock().unwrap().clone()
    }

    fn last(&self) -> Seen {
        self.seen().pop().expect("the bot was asked")
    }

    async fn post(&self, url: &str, token: Option<&str>, body: &Value) -> Delivery {
        let mut request = Request::post(url).header("content-type", "application/json; charset=utf-8");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.http.send(request.body(Full::from(body.to_string())).unwrap()).await
    }

    /// A Web API call with the right token; the answer's JSON.
    async fn api(&self, method: &str, args: Value) -> Value {
        let url = format!("{}/{method}", self.slack.api_url());
        body_of(&self.post(&url, Some("xoxb-demo-0000000000"), &args).await)
    }

    /// Posts a message in #ops and returns it.
    async fn posted(&self, args: Value) -> Message {
        let mut args = args;
        args["channel"] = json!("C1");
        let answer = self.api("chat.postMessage", args).await;
        assert_eq!(answer["ok"], true, "{answer}");
        self.slack.message("C1", answer["ts"].as_str().unwrap()).unwrap()
    }

    fn no_violations(&self) {
        assert_eq!(self.slack.violations(), Vec::<String>::new());
    }
}

fn status_of(delivery: &Delivery) -> u16 {
    match delivery {
        Delivery::Answered { status, .. } => *status,
        other => panic!("no answer: {other:?}"),
    }
}

fn body_of(delivery: &Delivery) -> Value {
    match delivery {
        Delivery::Answered { body, .. } => serde_json::from_str(body).unwrap_or_else(|_| json!(body)),
        other => panic!("no answer: {other:?}"),
    }
}

/// A card with one button.
fn card(label: &str) -> Value {
    json!([
        { "type": "section", "text": { "type": "mrkdwn", "text": "Clear the cache of *Acme* for <@U1>?" } },
        { "type": "actions", "elements": [
            { "type": "button", "action_id": "yes", "value": "p1", "style": "danger", "text": { "type": "plain_text", "text": label } }
        ] },
    ])
}
