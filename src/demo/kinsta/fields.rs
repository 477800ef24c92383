//! Reading what a request carries: a JSON object in the body, or the query. A wrong type answers Kinsta's 400.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Query, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::reply::Reply;

/// The fields of a JSON object in a request body. Unknown fields are ignored.
#[derive(Debug)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    pub(super) fn text(&self, name: &str) -> Result<&str, Reply> {
        self.optional_text(name)?.ok_or_else(|| Reply::bad_request(name, "Required"))
    }

    pub(super) fn optional_text(&self, name: &str) -> Result<Option<&str>, Reply> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Reply::bad_request(name, "Expected string")),
        }
    }

    pub(super) fn optional_bool(&self, name: &str) -> Result<Option<bool>, Reply> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(*value)),
            Some(_) => Err(Reply::bad_request(name, "Expected boolean")),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Reply;

    async fn from_request(request: Request, state: &S) -> Result<Self, Reply> {
        let declared = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !declared.to_ascii_lowercase().starts_with("application/json") {
            return Err(Reply::bad_request("", "Expected a JSON body"));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Reply::bad_request("", "The body could not be read"))?;
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Reply::bad_request("", "Expected object")),
            Err(_) => Err(Reply::bad_request("", "The body is not JSON")),
        }
    }
}

/// The query of a request.
#[derive(Debug)]
pub(super) struct Params(HashMap<String, String>);

impl Params {
    /// The parameter, where an empty one counts as absent.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(super) fn bool_or_false(&self, name: &str) -> Result<bool, Reply> {
        match self.text(name) {
            None | Some("false" | "null") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Reply::bad_request(name, "Expected boolean")),
        }
    }

    pub(super) fn count_or(&self, name: &str, default: usize) -> Result<usize, Reply> {
        self.text(name)
            .map_or(Ok(default), |text| text.parse().map_err(|_| Reply::bad_request(name, "Expected a whole number")))
    }

    pub(super) fn one_of(&self, name: &str, allowed: &[&str]) -> Result<Option<&str>, Reply> {
        match self.text(name) {
            Some(value) if !allowed.contains(&value) => Err(Reply::bad_request(name, "Invalid enum value")),
            given => Ok(given),
        }
    }
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Params {
    type Rejection = Reply;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, Reply> {
        let query = Query::<HashMap<String, String>>::from_request_parts(parts, state).await;
        query.map(|Query(params)| Self(params)).map_err(|_| Reply::bad_request("", "The query could not be read"))
    }
}
