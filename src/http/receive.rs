//! Takes a request in: bounded, in time, and only from Slack. Nothing is parsed before the signature is right.

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::desk::Desk;

/// The largest body that is read, in bytes.
const MAX_BODY: usize = 1024 * 1024;

/// Reads and verifies a request's body.
pub async fn signed(desk: &Desk, request: Request<Body>) -> Result<Bytes, Response> {
    let (parts, body) = request.into_parts();
    let announced =
        parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MAX_BODY) {
        return Err(refuse(StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    }
    let read = tokio::time::timeout(desk.limits.body, Limited::new(body, MAX_BODY).collect()).await;
    let body = match read {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return Err(refuse(StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
        }
        Ok(Err(_)) => return Err(refuse(StatusCode::BAD_REQUEST, "broken_body")),
        Err(_) => return Err(refuse(StatusCode::REQUEST_TIMEOUT, "too_slow")),
    };
    desk.verifier.verify(&parts.headers, &body, desk.clock.now()).map_err(|why| {
        tracing::info!(why = %why, "a request was not signed by Slack");
        refuse(StatusCode::UNAUTHORIZED, "unverified")
    })?;
    Ok(body)
}

/// A signed request that makes no sense, or is not for this app.
pub fn refuse(status: StatusCode, why: &'static str) -> Response {
    metrics::counter!("http_refused_total", "why" => why).increment(1);
    status.into_response()
}
