//! The client against a Slack of a few lines on loopback.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::*;
use crate::clock::ManualClock;
use crate::domain::actor::{Place, ReturnAddress};
use crate::domain::ids::UserId;
use crate::slack::blocks::Message;
use slack_morphism::blocks::SlackDividerBlock;

mod calls;
mod faults;
mod files;
mod views;

const TOKEN: &str = "xoxb-secret-token";
const NOW_S: i64 = 1_800_000_000;

/// One request as it arrived.
#[derive(Debug, Clone)]
struct Seen {
    line: String,
    headers: HeaderMap,
    query: HashMap<String, String>,
    body: Value,
}

type Answer = (StatusCode, Vec<(&'static str, &'static str)>, String);

#[derive(Clone, Default)]
struct Script {
    seen: Arc<Mutex<Vec<Seen>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

struct Fake {
    script: Script,
    client: Client,
    origin: String,
    clock: Arc<ManualClock>,
}

async fn answer(State(script): State<Script>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body: Bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let query = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    script.seen.lock().unwrap().push(Seen {
        line: format!("{} {}", parts.method, parts.uri.path()),
        headers: parts.headers,
        query,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    });
    let answer = script.answers.lock().unwrap().pop_front();
    let (status, headers, body) = answer.unwrap_or((StatusCode::NOT_IMPLEMENTED, vec![], String::new()));
    let mut response = (status, body).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    for (name, value) in headers {
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}

fn client(api_url: &str, timeout: Duration) -> (Client, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(NOW_S).unwrap()));
    let settings = Settings { api_url: Url::parse(api_url).unwrap(), token: TOKEN.into(), timeout };
    (Client::new(&settings, clock.clone()).unwrap(), clock)
}

async fn fake(answers: &[Value]) -> Fake {
    let script = Script::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new().fallback(answer).with_state(script.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let (client, clock) = client(&format!("{origin}/api/"), Duration::from_secs(10));
    let fake = Fake { script, client, origin, clock };
    answers.iter().for_each(|json| fake.says(StatusCode::OK, &[], &json.to_string()));
    fake
}

impl Fake {
    fn says(&self, status: StatusCode, headers: &[(&'static str, &'static str)], body: &str) {
        let headers = [&[("content-type", "application/json; charset=utf-8")], headers].concat();
        self.script.answers.lock().unwrap().push_back((status, headers, body.to_owned()));
    }

    fn seen(&self) -> Vec<Seen> {
        self.script.seen.lock().unwrap().clone()
    }

    fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }

    fn address(&self) -> ReturnAddress {
        ReturnAddress { url: format!("{}/response/1", self.origin), expires_at_ms: NOW_S * 1000 + 1 }
    }
}

fn message() -> Message {
    Message { text: "Hello".to_owned(), blocks: vec![SlackDividerBlock::new().with_block_id("0".into()).into()] }
}

fn channel(thread: Option<&str>) -> Place {
    Place { channel: "C1".into(), thread: thread.map(Into::into) }
}
