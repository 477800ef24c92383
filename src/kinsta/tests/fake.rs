//! A server that answers what it is told and remembers what it was asked.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use secrecy::SecretString;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::clock::{Clock, ManualClock};
use crate::kinsta::{Client, Settings};

pub(super) const KEY: &str = "kinsta-key-5ecret";

/// One request as it arrived.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) path_and_query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

/// One answer to give.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

pub(super) fn reply(status: u16, body: &str) -> Reply {
    Reply { status, headers: Vec::new(), body: body.to_owned() }
}

impl Reply {
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

type Script = Arc<Mutex<(VecDeque<Reply>, Vec<Asked>)>>;

/// The server, a client of it, and the client's clock.
pub(super) struct Fake {
    pub(super) client: Client,
    pub(super) clock: Arc<ManualClock>,
    script: Script,
}

impl Fake {
    /// Gives these answers in turn; the last one stays.
    pub(super) async fn answering(replies: impl IntoIterator<Item = Reply>) -> Self {
        let script: Script = Arc::new(Mutex::new((replies.into_iter().collect(), Vec::new())));
        let router = Router::new().fallback(serve).with_state(script.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let clock = clock();
        Self { client: client(port, Duration::from_secs(10), clock.clone()), clock, script }
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        self.script.lock().unwrap().1.clone()
    }

    /// Waits for `call` while time passes for whoever sleeps. Returns how much passed, in milliseconds.
    pub(super) async fn letting_time_pass<T>(&self, call: impl Future<Output = T>) -> (T, i64) {
        let from = self.clock.now_ms();
        let mut call = pin!(call);
        loop {
            tokio::select! {
                biased;
                result = &mut call => return (result, self.clock.now_ms() - from),
                () = tokio::task::yield_now() => {
                    if self.clock.sleepers() > 0 {
                        self.clock.advance(Duration::from_millis(10));
                    }
                }
            }
        }
    }
}

async fn serve(State(script): State<Script>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let mut script = script.lock().unwrap();
    script.1.push(Asked {
        method: parts.method.to_string(),
        path_and_query: parts.uri.to_string(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let next = if script.0.len() > 1 { script.0.pop_front() } else { script.0.front().cloned() };
    let next = next.expect("an answer is scripted");
    let mut response = Response::builder().status(next.status);
    for (name, value) in next.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(next.body)).unwrap()
}

pub(super) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-09-21T14:13:20Z".parse().unwrap()))
}

pub(super) fn client(port: u16, timeout: Duration, clock: Arc<ManualClock>) -> Client {
    let base_url = format!("http://127.0.0.1:{port}/v2").parse().unwrap();
    Client::new(Settings { base_url, key: SecretString::from(KEY), timeout }, clock).unwrap()
}

/// What a broken server does after it has read a whole request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    /// Hangs up.
    Drop,
    /// Never says anything.
    Silence,
    /// Begins an answer and hangs up in its middle.
    HalfAnAnswer,
    /// Answers with a body that never ends.
    Endless,
    /// Answers the first request, keeps the connection, and hangs up on the second.
    DropSecond,
}

/// A server with a fault, and a counter of the connections that carried a whole request.
pub(super) async fn faulty(fault: Fault) -> (u16, Arc<Mutex<u32>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let requests = Arc::new(Mutex::new(0));
    let counter = requests.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let counter = counter.clone();
            tokio::spawn(async move {
                if !takes_a_request(&mut socket, &counter).await {
                    return;
                }
                match fault {
                    Fault::Drop => {}
                    Fault::Silence => std::future::pending().await,
                    Fault::HalfAnAnswer => {
                        let _ = socket.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 100\r\n\r\n{\"oper").await;
                    }
                    Fault::Endless => {
                        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n").await;
                        while socket.write_all(&[b' '; 65_536]).await.is_ok() {}
                    }
                    Fault::DropSecond => {
                        let _ = socket.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}").await;
                        takes_a_request(&mut socket, &counter).await;
                    }
                }
            });
        }
    });
    (port, requests)
}

/// Reads one whole request and counts it.
async fn takes_a_request(socket: &mut TcpStream, counter: &Mutex<u32>) -> bool {
    let mut read = Vec::new();
    while !is_whole(&read) {
        if socket.read_buf(&mut read).await.unwrap_or(0) == 0 {
            return false;
        }
    }
    *counter.lock().unwrap() += 1;
    true
}

fn is_whole(read: &[u8]) -> bool {
    let text = String::from_utf8_lossy(read).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    body.len() >= length
}
