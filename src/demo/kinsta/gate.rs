//! What every request to the API passes: its body is read and noted, then key, rate limit and faults are looked at.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::auth;
use super::faults::Fault;
use super::journal::RecordedRequest;
use super::limit::Limiter;
use super::reply::Reply;
use super::routes::BASE;
use super::server::HangUp;
use super::state::Shared;

const BODY_LIMIT: usize = 1024 * 1024;

/// Which call it is, for handlers that start operations.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    /// Below the base path, with an encoded colon written plainly.
    pub(super) path: String,
}

/// The gate; what lies outside the base path passes untouched.
pub(super) async fn pass(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let path = match request.uri().path().strip_prefix(BASE) {
        Some(path) if path.is_empty() || path.starts_with('/') => path.to_owned(),
        _ => return next.run(request).await,
    };
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return Reply::bad_request("", "The body could not be read").into_response();
    };
    let now_ms = shared.clock.now_ms();
    let authorised = auth::accepts(&shared.options.key, &parts.headers);
    let number = shared.journal.note(RecordedRequest {
        method: parts.method.to_string(),
        path: path.clone(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        body: serde_json::from_slice(&body).ok(),
        authorised,
        at_ms: now_ms,
        status: None,
    });

    let taken = if authorised { shared.limiter.take(now_ms) } else { Ok(shared.limiter.peek(now_ms)) };
    let allowance = match taken {
        Ok(left) | Err(left) => left,
    };
    let mut response = if !authorised {
        Reply::unauthorised().into_response()
    } else if taken.is_err() {
        too_many(u64::try_from(allowance.reset_s).ok())
    } else if let Some(spent) = lane(&shared, &parts.method, &path).and_then(|lane| lane.take(now_ms).err()) {
        too_many(u64::try_from(spent.reset_s).ok())
    } else {
        let call = Call { method: parts.method.clone(), path: path.replace("%3A", ":").replace("%3a", ":") };
        let fault = shared.faults.strike_request(call.method.as_str(), &call.path);
        parts.extensions.insert(call);
        answer(&shared, fault, Request::from_parts(parts, Body::from(body)), next).await
    };
    if response.extensions().get::<HangUp>().is_none() {
        allowance.write_to(response.headers_mut());
        shared.journal.answered(number, response.status().as_u16());
    }
    response
}

/// The narrower lane a request has to pass as well.
fn lane<'a>(shared: &'a Shared, method: &Method, path: &str) -> Option<&'a Limiter> {
    let makes = |path: &str| {
        let kind = path.strip_suffix("/plain").or_else(|| path.strip_suffix("/clone")).unwrap_or(path);
        kind == "/sites" || (kind.starts_with("/sites/") && kind.ends_with("/environments"))
    };
    match *method {
        Method::POST if makes(path) => Some(&shared.creations),
        Method::GET if path.starts_with("/sites/environments/") && path.ends_with("/logs") => Some(&shared.log_reads),
        _ => None,
    }
}

async fn answer(shared: &Shared, fault: Option<Fault>, request: Request, next: Next) -> Response {
    match fault {
        None => next.run(request).await,
        Some(Fault::TooManyRequests { retry_after_s }) => too_many(retry_after_s),
        Some(Fault::RefusedKey) => Reply::unauthorised().into_response(),
        Some(Fault::Declined { message }) => Reply::refused(&message).into_response(),
        Some(Fault::ServerError { executed }) => {
            execute(executed, request, next).await;
            Reply::server_error("Error occurred while processing your request").into_response()
        }
        Some(Fault::BadGateway { executed }) => {
            execute(executed, request, next).await;
            bad_gateway()
        }
        Some(Fault::Drop { executed }) => {
            execute(executed, request, next).await;
            HangUp.into_response()
        }
        Some(Fault::Stall { executed: true }) => {
            let response = next.run(request).await;
            shared.faults.stall().await;
            response
        }
        Some(Fault::Stall { executed: false }) => {
            shared.faults.stall().await;
            next.run(request).await
        }
        Some(Fault::MalformedJson) => malformed(next.run(request).await).await,
        // Not struck at requests; harmless if it ever were.
        Some(Fault::StuckOperation | Fault::FailedOperation { .. } | Fault::LostOperation) => next.run(request).await,
    }
}

async fn execute(wanted: bool, request: Request, next: Next) {
    if wanted {
        next.run(request).await;
    }
}

fn too_many(retry_after_s: Option<u64>) -> Response {
    let mut response = Reply::too_many_requests().into_response();
    if let Some(seconds) = retry_after_s {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn bad_gateway() -> Response {
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
                <center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";
    (StatusCode::BAD_GATEWAY, [(CONTENT_TYPE, "text/html")], page).into_response()
}

/// The first half of what would have been said, as a success.
async fn malformed(response: Response) -> Response {
    let whole = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
    let half: Bytes = whole.slice(..whole.len() / 2);
    (StatusCode::OK, [(CONTENT_TYPE, "application/json")], half).into_response()
}
