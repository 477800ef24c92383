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
    fn given(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(super) fn text(&self, name: &str) -> Result<&str, Reply> {
        self.optional_text(name)?.ok_or_else(|| required(name))
    }

    pub(super) fn optional_text(&self, name: &str) -> Result<Option<&str>, Reply> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Reply::bad_request(name, "Expected string")),
        }
    }

    /// A text that may be null or, other than in the document, left out where that means the same.
    pub(super) fn nullable_text(&self, name: &str) -> Result<Option<&str>, Reply> {
        if self.given(name).is_some_and(Value::is_null) { Ok(None) } else { self.optional_text(name) }
    }

    /// A text with at least one character that is not a space.
    pub(super) fn filled(&self, name: &str) -> Result<&str, Reply> {
        let text = self.text(name)?;
        if text.trim().is_empty() {
            return Err(Reply::bad_request(name, "String must contain at least 1 character(s)"));
        }
        Ok(text)
    }

    pub(super) fn one_of(&self, name: &str, allowed: &[&'static str]) -> Result<&'static str, Reply> {
        self.optional_one_of(name, allowed)?.ok_or_else(|| required(name))
    }

    pub(super) fn optional_one_of(&self, name: &str, allowed: &[&'static str]) -> Result<Option<&'static str>, Reply> {
        let Some(text) = self.optional_text(name)? else { return Ok(None) };
        let known = allowed.iter().find(|known| **known == text);
        known.map(|known| Some(*known)).ok_or_else(|| Reply::bad_request(name, "Invalid enum value"))
    }

    pub(super) fn bool(&self, name: &str) -> Result<bool, Reply> {
        self.optional_bool(name)?.ok_or_else(|| required(name))
    }

    pub(super) fn optional_bool(&self, name: &str) -> Result<Option<bool>, Reply> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(*value)),
            Some(_) => Err(Reply::bad_request(name, "Expected boolean")),
        }
    }

    pub(super) fn number(&self, name: &str) -> Result<u64, Reply> {
        self.optional_number(name)?.ok_or_else(|| required(name))
    }

    /// A whole number from 0. The document says "number" only; a fraction makes no sense in any of its fields.
    pub(super) fn optional_number(&self, name: &str) -> Result<Option<u64>, Reply> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::Number(number)) => {
                let whole = number.as_u64();
                whole.map(Some).ok_or_else(|| Reply::bad_request(name, "Expected a whole number, not below 0"))
            }
            Some(_) => Err(Reply::bad_request(name, "Expected number")),
        }
    }

    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Reply> {
        self.optional_texts(name)?.ok_or_else(|| required(name))
    }

    pub(super) fn optional_texts(&self, name: &str) -> Result<Option<Vec<String>>, Reply> {
        let Some(items) = self.items(name)? else { return Ok(None) };
        let text = |item: &Value| item.as_str().map(str::to_owned);
        let texts: Option<Vec<String>> = items.iter().map(text).collect();
        texts.map(Some).ok_or_else(|| Reply::bad_request(name, "Expected string"))
    }

    pub(super) fn objects(&self, name: &str) -> Result<Vec<Self>, Reply> {
        self.optional_objects(name)?.ok_or_else(|| required(name))
    }

    pub(super) fn optional_objects(&self, name: &str) -> Result<Option<Vec<Self>>, Reply> {
        let Some(items) = self.items(name)? else { return Ok(None) };
        let object = |item: &Value| item.as_object().cloned().map(Self);
        let objects: Option<Vec<Self>> = items.iter().map(object).collect();
        objects.map(Some).ok_or_else(|| Reply::bad_request(name, "Expected object"))
    }

    pub(super) fn optional_object(&self, name: &str) -> Result<Option<Self>, Reply> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::Object(fields)) => Ok(Some(Self(fields.clone()))),
            Some(_) => Err(Reply::bad_request(name, "Expected object")),
        }
    }

    /// The text of one field of every object of a list, e.g. `[{"value": "…"}]`.
    pub(super) fn texts_of(&self, name: &str, field: &str) -> Result<Option<Vec<String>>, Reply> {
        let Some(objects) = self.optional_objects(name)? else { return Ok(None) };
        objects.iter().map(|object| object.text(field).map(str::to_owned)).collect::<Result<_, _>>().map(Some)
    }

    /// Refuses fields beside these, where the document does (`additionalProperties: false`).
    pub(super) fn only(&self, allowed: &[&str]) -> Result<(), Reply> {
        match self.0.keys().find(|name| !allowed.contains(&name.as_str())) {
            Some(name) => Err(Reply::bad_request("", &format!("Unrecognized key(s) in object: '{name}'"))),
            None => Ok(()),
        }
    }

    fn items(&self, name: &str) -> Result<Option<&Vec<Value>>, Reply> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(Reply::bad_request(name, "Expected array")),
        }
    }
}

fn required(name: &str) -> Reply {
    Reply::bad_request(name, "Required")
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
        Self::read(&bytes)
    }
}

impl Fields {
    fn read(bytes: &[u8]) -> Result<Self, Reply> {
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Reply::bad_request("", "Expected object")),
            Err(_) => Err(Reply::bad_request("", "The body is not JSON")),
        }
    }
}

/// The fields of a body that may be left out altogether.
#[derive(Debug)]
pub(super) struct OptionalFields(pub(super) Fields);

impl<S: Send + Sync> FromRequest<S> for OptionalFields {
    type Rejection = Reply;

    async fn from_request(request: Request, state: &S) -> Result<Self, Reply> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Reply::bad_request("", "The body could not be read"))?;
        if bytes.is_empty() { Ok(Self(Fields(Map::new()))) } else { Fields::read(&bytes).map(Self) }
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

    /// The parameter, which may not be left out.
    pub(super) fn required(&self, name: &str) -> Result<&str, Reply> {
        self.text(name).ok_or_else(|| required(name))
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
