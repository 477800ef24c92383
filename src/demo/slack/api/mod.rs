//! The Web API: token, arguments, faults, budgets, recording; then one function per method.

mod args;
mod chat;
mod conversations;
mod files;
mod people;
mod views;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::SimulatedSlack;
use super::faults::Fault;
use super::server::HangUp;
use super::world::{ApiCall, World};

pub(super) use args::Args;
pub(super) use files::upload;
pub(super) use views::{judge, push_onto, replace};

/// Why a call is answered `ok: false`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The `error`.
    pub(super) code: String,
    /// What `response_metadata.messages` says.
    pub(super) messages: Vec<String>,
    /// True where the app broke a rule, false where the workspace just does not allow it.
    pub(super) violation: bool,
    /// Set for 429.
    pub(super) retry_after_s: Option<u64>,
}

impl Refusal {
    /// The app broke a rule.
    pub(super) fn broken(code: &str) -> Self {
        Self { code: code.to_owned(), messages: Vec::new(), violation: true, retry_after_s: None }
    }

    /// The app broke a rule, in these words.
    pub(super) fn because(code: &str, messages: Vec<String>) -> Self {
        Self { messages, ..Self::broken(code) }
    }

    /// The workspace does not allow it; a good app copes.
    pub(super) fn denied(code: &str) -> Self {
        Self { violation: false, ..Self::broken(code) }
    }

    /// Too much, too fast.
    pub(super) fn too_fast(retry_after_s: u64) -> Self {
        Self { retry_after_s: Some(retry_after_s), ..Self::denied("ratelimited") }
    }

    /// The reason as a violation reads.
    pub(super) fn reason(&self) -> String {
        if self.messages.is_empty() { self.code.clone() } else { format!("{} {}", self.code, self.messages.join("; ")) }
    }

    /// The JSON Slack answers with.
    pub(super) fn body(&self) -> Value {
        let mut body = json!({ "ok": false, "error": self.code });
        if !self.messages.is_empty() {
            body["response_metadata"] = json!({ "messages": self.messages });
            body["errors"] = json!(self.messages);
        }
        body
    }

    fn respond(&self) -> Response {
        match self.retry_after_s {
            Some(wait) => {
                (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, wait.to_string())], Json(self.body())).into_response()
            }
            None => Json(self.body()).into_response(),
        }
    }
}

/// What a method works with.
pub(super) struct Call<'a> {
    pub(super) world: &'a mut World,
    pub(super) args: &'a Args,
    pub(super) method: &'a str,
    pub(super) now_ms: i64,
    pub(super) origin: &'a str,
    pub(super) rate_limits: bool,
}

impl Call<'_> {
    /// Notes something Slack lets pass although it should not be sent.
    fn frown(&mut self, reason: &str) {
        self.world.violate(self.method, reason);
    }
}

/// `/api/{method}`.
pub(super) async fn call(
    State(slack): State<SimulatedSlack>,
    Path(method): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let args = Args::read(query.as_deref(), content_type, &body);
    let bearer =
        headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    let token = bearer.or_else(|| args.text("token"));
    let fault = slack.inner.faults.take(&method);
    match early(&slack, &fault).await {
        Some(response) => {
            let error = match &fault {
                Some(Fault::Error { code }) => code.clone(),
                Some(Fault::RateLimited { .. }) => "ratelimited".to_owned(),
                _ => "fault".to_owned(),
            };
            record(&slack, &method, &args, Some(error));
            return response;
        }
        None if token != Some(slack.inner.options.bot_token.as_str()) => {
            let refusal = Refusal::broken(if token.is_some() { "invalid_auth" } else { "not_authed" });
            slack.inner.change(|world| world.violate(&method, &refusal.reason()));
            record(&slack, &method, &args, Some(refusal.code.clone()));
            return refusal.respond();
        }
        None => {}
    }
    let result = run(&slack, &method, &args);
    if fault == Some(Fault::DropAfter) {
        return HangUp.into_response();
    }
    match result {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refusal.respond(),
    }
}

/// Carries out what a fault does before the call itself; `None` lets the call go on.
pub(super) async fn early(slack: &SimulatedSlack, fault: &Option<Fault>) -> Option<Response> {
    match fault.as_ref()? {
        Fault::RateLimited { retry_after_s } => Some(Refusal::too_fast(*retry_after_s).respond()),
        Fault::Http { status } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Some((status, [(CONTENT_TYPE, "text/html")], "<html><body>Server error</body></html>").into_response())
        }
        Fault::Error { code } => Some(Refusal::denied(code).respond()),
        Fault::DropBefore => Some(HangUp.into_response()),
        Fault::DropAfter => None,
        Fault::Stall => {
            slack.inner.faults.wait_for_release().await;
            None
        }
    }
}

fn run(slack: &SimulatedSlack, method: &str, args: &Args) -> Result<Value, Refusal> {
    let now_ms = slack.inner.now_ms();
    let origin = slack.inner.origin();
    let rate_limits = slack.inner.options.rate_limits;
    slack.inner.change(|world| {
        let paced = if rate_limits { world.pace.call(method, now_ms).map_err(Refusal::too_fast) } else { Ok(()) };
        let mut call = Call { world, args, method, now_ms, origin: &origin, rate_limits };
        let result = paced.and_then(|()| dispatch(&mut call));
        let refusal = result.as_ref().err();
        if let Some(refusal) = refusal.filter(|refusal| refusal.violation) {
            world.violate(method, &refusal.reason());
        }
        world.record(ApiCall {
            method: method.to_owned(),
            args: args.recorded(),
            error: refusal.map(|refusal| refusal.code.clone()),
            at_ms: now_ms,
        });
        result.map(|mut answer| {
            answer["ok"] = json!(true);
            answer
        })
    })
}

fn dispatch(call: &mut Call<'_>) -> Result<Value, Refusal> {
    match call.method {
        "auth.test" => people::auth_test(call),
        "users.info" => people::info(call),
        "users.list" => people::list(call),
        "usergroups.list" => people::groups(call),
        "usergroups.users.list" => people::group_users(call),
        "conversations.info" => conversations::info(call),
        "conversations.open" => conversations::open(call),
        "conversations.members" => conversations::members(call),
        "conversations.history" => conversations::history(call),
        "conversations.replies" => conversations::replies(call),
        "chat.postMessage" => chat::post(call),
        "chat.postEphemeral" => chat::post_ephemeral(call),
        "chat.update" => chat::update(call),
        "chat.delete" => chat::delete(call),
        "chat.getPermalink" => chat::permalink(call),
        "views.open" => views::open(call),
        "views.push" => views::push(call),
        "views.update" => views::update(call),
        "views.publish" => views::publish(call),
        "files.getUploadURLExternal" => files::upload_url(call),
        "files.completeUploadExternal" => files::complete(call),
        "files.info" => files::info(call),
        _ => Err(Refusal::broken("unknown_method")),
    }
}

fn record(slack: &SimulatedSlack, method: &str, args: &Args, error: Option<String>) {
    let at_ms = slack.inner.now_ms();
    let call = ApiCall { method: method.to_owned(), args: args.recorded(), error, at_ms };
    slack.inner.change(|world| world.record(call));
}
