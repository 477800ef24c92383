//! The simulator, asked over HTTP the way a client would.

mod access;
mod backups;
mod calls;
mod data;
mod dns;
mod document;
mod domains;
mod environments;
mod extensions;
mod faults;
mod life;
mod limit;
mod reading;
mod redirects;
mod refusals;
mod settings;
mod shapes;
mod sites;
mod web;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HOST, HeaderMap};
use serde_json::{Value, json};

use super::{Environment, Options, SimulatedKinsta, Site};
use crate::clock::ManualClock;

/// An answer, as far as the tests look at it.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A simulator on a clock that stands still, and a client for it.
struct Stage {
    kinsta: SimulatedKinsta,
    clock: Arc<ManualClock>,
    http: reqwest::Client,
}

impl Stage {
    async fn new() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        Self::starting(options, 0).await
    }

    /// A simulator that was started so much later.
    async fn later(ms: u64) -> Self {
        Self::starting(Options::default(), ms).await
    }

    async fn starting(options: Options, later_ms: u64) -> Self {
        // A second test finds it installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()
            .unwrap();
        let clock = Arc::new(ManualClock::new("2027-03-01T09:00:00Z".parse::<Timestamp>().unwrap()));
        clock.advance(Duration::from_millis(later_ms));
        let bind = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let kinsta = SimulatedKinsta::start(options, Arc::clone(&clock) as _, bind).await.unwrap();
        Self { kinsta, clock, http }
    }

    fn advance_ms(&self, ms: u64) {
        self.clock.advance(Duration::from_millis(ms));
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.kinsta.api_url());
        self.http.request(method.parse().unwrap(), url).bearer_auth("demo-key")
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        read(request.send().await.unwrap()).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path)).await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request("POST", path).json(body)).await
    }

    async fn send_json(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send(self.request(method, path).json(body)).await
    }

    /// Starts an operation, ends it, and returns what is told of it.
    async fn done(&self, method: &str, path: &str, body: &Value) -> Value {
        let begun = self.send_json(method, path, body).await;
        assert!(matches!(begun.status, 200 | 202), "{method} {path}: {}", begun.text);
        self.kinsta.finish_operations();
        self.operation(begun.json()["operation_id"].as_str().unwrap()).await.json()
    }

    /// Does what succeeds.
    async fn does(&self, method: &str, path: &str, body: &Value) -> Value {
        let told = self.done(method, path, body).await;
        assert_eq!(told["status"], 200, "{method} {path}: {told}");
        told["data"].clone()
    }

    /// Starts an operation that fails, and returns its message.
    async fn fails(&self, method: &str, path: &str, body: &Value) -> String {
        let told = self.done(method, path, body).await;
        assert_eq!(told["status"], 500, "{method} {path}: {told}");
        told["message"].as_str().unwrap().to_owned()
    }

    /// Asks for what is refused with 400, and returns the message and the problem.
    async fn refused(&self, method: &str, path: &str, body: &Value) -> String {
        let answer = self.send_json(method, path, body).await;
        assert_eq!(answer.status, 400, "{method} {path}: {}", answer.text);
        let told = answer.json();
        format!("{} {}", told["message"].as_str().unwrap(), told["data"][0]["message"].as_str().unwrap_or_default())
    }

    /// What a read that succeeds tells.
    async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert!(matches!(answer.status, 200 | 202), "{path}: {}", answer.text);
        answer.json()
    }

    /// The newest line of the activity log: its type and its sentence.
    async fn last_activity(&self) -> (String, String) {
        let newest = self.activity("?limit=1").await["items"][0].clone();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&newest["type"]), text(&newest["descriptions"][0]))
    }

    /// The address of something of Acme's live environment.
    fn at_live(&self, rest: &str) -> String {
        format!("/sites/environments/{}/{rest}", self.acme_live().id)
    }

    fn acme_staging(&self) -> Environment {
        self.acme().environment("staging").unwrap().clone()
    }

    /// Sends what may not be answered, and returns whether the connection broke before any answer.
    async fn post_breaks(&self, path: &str, body: &Value) -> bool {
        self.request("POST", path).json(body).send().await.is_err()
    }

    /// Visits a page of the simulated web; `address` is host and path.
    async fn visit(&self, address: &str) -> Answer {
        read(self.visiting(address).send().await.unwrap()).await
    }

    fn visiting(&self, address: &str) -> reqwest::RequestBuilder {
        let (host, path) = address.split_once('/').unwrap();
        self.http.get(format!("http://{}/{path}", self.kinsta.web_addr())).header(HOST, host)
    }

    fn acme(&self) -> Site {
        self.kinsta.site("Acme").unwrap()
    }

    fn acme_live(&self) -> Environment {
        self.acme().environment("live").unwrap().clone()
    }

    /// Starts clearing the cache of Acme · live and returns the operation's id.
    async fn clears_acme(&self) -> String {
        let answer = self.post("/sites/tools/clear-cache", &json!({ "environment_id": self.acme_live().id })).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
        answer.json()["operation_id"].as_str().unwrap().to_owned()
    }

    async fn operation(&self, id: &str) -> Answer {
        self.get(&format!("/operations/{id}")).await
    }

    async fn activity(&self, query: &str) -> Value {
        let answer = self.get(&format!("/company/{}/activity-logs{query}", self.kinsta.company_id())).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["company"]["activity_logs"].clone()
    }
}

async fn read(response: reqwest::Response) -> Answer {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, text: response.text().await.unwrap() }
}
