//! What the API answers: a status and a JSON body, with Kinsta's envelope for everything that went wrong.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An answer of the API.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    /// Null stands for no body at all.
    pub(super) body: Value,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body }
    }

    /// `{message, status, data}`, the shape of every error and of a finished operation.
    pub(super) fn envelope(status: StatusCode, message: &str) -> Self {
        let body = json!({ "status": status.as_u16(), "message": message, "data": null });
        Self { status, body }
    }

    /// 400, naming the field at fault (empty for the body as a whole).
    pub(super) fn bad_request(field: &str, problem: &str) -> Self {
        let path: Vec<&str> = if field.is_empty() { Vec::new() } else { vec![field] };
        let mut reply = Self::envelope(StatusCode::BAD_REQUEST, "Bad request format");
        reply.body["data"] = json!([{ "path": path, "message": problem }]);
        reply
    }

    /// 400 for something well-formed that Kinsta does not do.
    pub(super) fn refused(message: &str) -> Self {
        Self::envelope(StatusCode::BAD_REQUEST, message)
    }

    /// 200 for a write that is done at once.
    pub(super) fn result_null() -> Self {
        Self::ok(json!({ "result": null }))
    }

    /// 200 without a body.
    pub(super) fn empty() -> Self {
        Self::ok(Value::Null)
    }

    /// The same body under HTTP 200: a few writes start an operation that way.
    pub(super) fn under_200(self) -> Self {
        Self { status: StatusCode::OK, ..self }
    }

    pub(super) fn unauthorised() -> Self {
        Self::envelope(StatusCode::UNAUTHORIZED, "No or invalid API key provided to the request")
    }

    /// 404, which at Kinsta also stands for "you may not see it".
    pub(super) fn not_found() -> Self {
        let message = "Could not find data or the user does not have permissions to retrieve it";
        Self::envelope(StatusCode::NOT_FOUND, message)
    }

    pub(super) fn wrong_method() -> Self {
        Self::envelope(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
    }

    /// 429 as recorded from the API: without `data`.
    pub(super) fn too_many_requests() -> Self {
        let body = json!({ "status": 429, "message": "Too many requests, please try again later." });
        Self { status: StatusCode::TOO_MANY_REQUESTS, body }
    }

    pub(super) fn server_error(message: &str) -> Self {
        Self::envelope(StatusCode::INTERNAL_SERVER_ERROR, message)
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        if self.body.is_null() {
            return self.status.into_response();
        }
        (self.status, Json(self.body)).into_response()
    }
}
