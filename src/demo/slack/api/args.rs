//! Arguments of a Web API call: query, form or JSON, read alike.

use serde_json::{Map, Value};

use super::Refusal;

/// The arguments of one call.
#[derive(Debug, Default)]
pub(in crate::demo::slack) struct Args(Map<String, Value>);

impl Args {
    /// Reads the query and the body; a body that is neither JSON nor a form counts as empty.
    pub(super) fn read(query: Option<&str>, content_type: &str, body: &[u8]) -> Self {
        let mut args = Map::new();
        let mut form = |bytes: &[u8]| {
            for (name, value) in url::form_urlencoded::parse(bytes) {
                args.insert(name.into_owned(), Value::String(value.into_owned()));
            }
        };
        form(query.unwrap_or_default().as_bytes());
        if content_type.starts_with("application/json") {
            if let Ok(Value::Object(fields)) = serde_json::from_slice(body) {
                args.extend(fields);
            }
        } else {
            form(body);
        }
        args.retain(|_, value| !value.is_null());
        Self(args)
    }

    /// Arguments that came as a JSON object.
    pub(in crate::demo::slack) fn from_object(fields: Map<String, Value>) -> Self {
        let mut fields = fields;
        fields.retain(|_, value| !value.is_null());
        Self(fields)
    }

    pub(in crate::demo::slack) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(in crate::demo::slack) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// The text at `name`, or `invalid_arguments`.
    pub(in crate::demo::slack) fn needed(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).filter(|text| !text.is_empty()).ok_or_else(|| {
            Refusal::because("invalid_arguments", vec![format!("[ERROR] missing required field: {name}")])
        })
    }

    pub(in crate::demo::slack) fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text == "true" || text == "1",
            _ => false,
        }
    }

    pub(in crate::demo::slack) fn number(&self, name: &str) -> Option<u64> {
        let value = self.0.get(name)?;
        value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
    }

    /// A structured argument: JSON itself, or JSON written as a string.
    pub(in crate::demo::slack) fn json(&self, name: &str) -> Result<Option<Value>, Refusal> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some).map_err(|_| {
                let code = if name == "blocks" { "invalid_blocks_format" } else { "invalid_arguments" };
                Refusal::because(code, vec![format!("[ERROR] {name} is no JSON")])
            }),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// A list of ids: JSON, or separated by commas.
    pub(in crate::demo::slack) fn ids(&self, name: &str) -> Vec<String> {
        match self.0.get(name) {
            Some(Value::Array(ids)) => ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
            Some(Value::String(ids)) => ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }

    /// Everything but the token.
    pub(in crate::demo::slack) fn recorded(&self) -> Value {
        let mut fields = self.0.clone();
        fields.remove("token");
        Value::Object(fields)
    }
}
