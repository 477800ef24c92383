//! What came back, and what kind of answer it is.
//!
//! Kinsta wraps every refusal in `{status, message, data}`. Owns reading that envelope and the sorting of answers.
//! Must not know the budget, retries or what an endpoint's success looks like.

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::endpoint::Effect;

/// Messages longer than this are cut.
const LONGEST_MESSAGE: usize = 1_000;
/// How many details of a refused request are repeated.
const MOST_DETAILS: usize = 5;

/// A complete HTTP answer. Its body may hold a secret, so there is no `Debug`.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// What kind of answer it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// A success to decode.
    Fine,
    /// 429 in one of its guises.
    Limited,
    /// The key was refused.
    Unauthorised { message: String },
    /// Not there, or hidden.
    NotFound { message: String },
    /// Declined.
    Rejected { status: u16, message: String },
    /// A server error. `message` is Kinsta's, where its own envelope came.
    ServerError { message: Option<String> },
}

impl Reading {
    /// Its name in metrics.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Limited => "rate_limited",
            Self::Unauthorised { .. } => "unauthorised",
            Self::NotFound { .. } => "not_found",
            Self::Rejected { .. } => "rejected",
            Self::ServerError { .. } => "server_error",
        }
    }
}

/// How to tell answers apart: most endpoints alike, an operation's status in its own way.
pub(super) type Judge = fn(Effect, &Answer) -> Reading;

/// Sorts the answer of an ordinary endpoint.
pub(super) fn ordinary(effect: Effect, answer: &Answer) -> Reading {
    let envelope = answer.envelope();
    let http_fine = (200..300).contains(&answer.status);
    let status = match envelope.status {
        // A success that carries an error's number and words is an error.
        Some(stated) if http_fine && stated >= 400 && envelope.message.is_some() => stated,
        _ => answer.status,
    };
    if status == 429 || envelope.status == Some(429) || envelope.is_limit_in_words(effect, status) {
        return Reading::Limited;
    }
    match status {
        200..=299 => Reading::Fine,
        401 => Reading::Unauthorised { message: envelope.words(status) },
        403 | 404 => Reading::NotFound { message: envelope.words(status) },
        // Somebody on the way gave up waiting: as good as no answer.
        408 => Reading::ServerError { message: envelope.message },
        500.. => Reading::ServerError { message: envelope.message },
        _ => Reading::Rejected { status, message: envelope.words(status) },
    }
}

/// Sorts the answer of `GET /operations/{id}`, whose errors may be about the operation rather than the request.
pub(super) fn operation_status(effect: Effect, answer: &Answer) -> Reading {
    let envelope = answer.envelope();
    let status = envelope.status.unwrap_or(answer.status);
    match status {
        401 => Reading::Unauthorised { message: envelope.words(status) },
        429 => Reading::Limited,
        404 => Reading::Fine,
        400..=499 if answer.status >= 400 => ordinary(effect, answer),
        _ if envelope.is_object => Reading::Fine,
        500.. => Reading::ServerError { message: None },
        _ => Reading::Fine,
    }
}

/// Kinsta's wrapping, as far as it is there.
#[derive(Debug, Default)]
struct Envelope {
    is_object: bool,
    status: Option<u16>,
    message: Option<String>,
    details: Vec<String>,
}

impl Answer {
    fn envelope(&self) -> Envelope {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Head {
            status: Value,
            message: Value,
        }
        #[derive(serde::Deserialize)]
        struct Data {
            #[serde(default)]
            data: Value,
        }
        // Only an error's data is worth keeping; a success may be large.
        let Ok(head) = serde_json::from_slice::<Head>(&self.body) else { return Envelope::default() };
        // A sequence would pass for a struct, too.
        let is_object = self.body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
        if !is_object {
            return Envelope::default();
        }
        let mut details = Vec::new();
        if self.status >= 400
            && let Ok(Data { data }) = serde_json::from_slice(&self.body)
        {
            collect_details(&data, &mut details);
        }
        let status = head.status.as_f64().filter(|status| (100.0..600.0).contains(status));
        Envelope {
            is_object,
            status: status.map(|status| status as u16),
            message: head.message.as_str().map(str::trim).filter(|words| !words.is_empty()).map(cut),
            details,
        }
    }
}

impl Envelope {
    /// Kinsta's message with its details, or the bare status.
    fn words(&self, status: u16) -> String {
        let Some(message) = &self.message else { return format!("HTTP {status}") };
        let mut words = message.clone();
        for detail in self.details.iter().filter(|detail| !message.contains(detail.as_str())).take(MOST_DETAILS) {
            words.push_str("; ");
            words.push_str(detail);
        }
        cut(&words)
    }

    /// Some refusals come with another number and only say it. A write that ended in a 5xx stays open: what was
    /// limited may have been something behind Kinsta.
    fn is_limit_in_words(&self, effect: Effect, status: u16) -> bool {
        let said =
            self.message.as_deref().is_some_and(|words| words.to_ascii_lowercase().contains("too many requests"));
        said && (effect == Effect::Read && status >= 400 || (400..500).contains(&status))
    }
}

/// Finds the sentences in validation data: text, or `message` fields at any depth.
fn collect_details(data: &Value, details: &mut Vec<String>) {
    match data {
        Value::String(text) if !text.trim().is_empty() => details.push(text.trim().to_owned()),
        Value::Array(items) => items.iter().for_each(|item| collect_details(item, details)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "message" => details.push(text.trim().to_owned()),
                    // Where it was is said in the message itself, or helps nobody.
                    Value::Array(_) | Value::Object(_) if name != "path" => collect_details(value, details),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, headers: HeaderMap::new(), body: body.as_bytes().to_vec() }
    }

    fn read(status: u16, body: &str) -> Reading {
        ordinary(Effect::Read, &answer(status, body))
    }

    #[test]
    fn ordinary_answers_are_sorted_by_their_status_and_keep_kinstas_words() {
        let message = || "m".to_owned();
        let table = [
            (200, "[]", Reading::Fine),
            (202, r#"{"operation_id":"o","status":202,"message":"m"}"#, Reading::Fine),
            (200, r#"{"status":"active"}"#, Reading::Fine),
            (200, r#"{"status":500,"message":"m"}"#, Reading::ServerError { message: Some(message()) }),
            (401, r#"{"status":401,"message":"m","data":null}"#, Reading::Unauthorised { message: message() }),
            (403, "<html>", Reading::NotFound { message: "HTTP 403".into() }),
            (404, r#"{"status":404,"message":"m"}"#, Reading::NotFound { message: message() }),
            (400, r#"{"status":400,"message":"m"}"#, Reading::Rejected { status: 400, message: message() }),
            (422, r#"{"message":7}"#, Reading::Rejected { status: 422, message: "HTTP 422".into() }),
            (302, "", Reading::Rejected { status: 302, message: "HTTP 302".into() }),
            (429, "", Reading::Limited),
            (500, r#"{"status":429,"message":"m"}"#, Reading::Limited),
            (400, r#"{"status":400,"message":"Too many requests, please"}"#, Reading::Limited),
            (500, r#"{"status":500,"message":"m"}"#, Reading::ServerError { message: Some(message()) }),
            (502, "<html>", Reading::ServerError { message: None }),
            (408, "", Reading::ServerError { message: None }),
        ];
        for (status, body, wanted) in table {
            assert_eq!(read(status, body), wanted, "{status} {body}");
        }
    }

    #[test]
    fn a_limit_that_is_only_said_in_a_500_does_not_make_a_write_safe_to_repeat() {
        let said = answer(500, r#"{"status":500,"message":"Too many requests"}"#);
        assert_eq!(ordinary(Effect::Read, &said), Reading::Limited);
        assert!(matches!(ordinary(Effect::Write, &said), Reading::ServerError { .. }));
        assert_eq!(ordinary(Effect::Write, &answer(429, "")), Reading::Limited);
    }

    #[test]
    fn validation_details_are_part_of_the_words() {
        let body = r#"{"status":400,"message":"Bad request format","data":{"issues":[
            {"path":["lines"],"message":"Number must be less than or equal to 20000"},{"message":"Bad request format"}]}}"#;
        let Reading::Rejected { message, .. } = read(400, body) else { panic!("rejected") };
        assert_eq!(message, "Bad request format; Number must be less than or equal to 20000");
    }

    #[test]
    fn endless_words_are_cut() {
        let body = serde_json::json!({"status": 404, "message": "ä".repeat(50_000)}).to_string();
        let Reading::NotFound { message } = read(404, &body) else { panic!("not found") };
        assert_eq!(message.chars().count(), LONGEST_MESSAGE + 1);
    }

    #[test]
    fn an_operations_own_errors_are_left_to_its_truth_table() {
        let table = [
            (500, r#"{"status":500,"message":"m"}"#, "ok"),
            (200, r#"{"status":500,"message":"m"}"#, "ok"),
            (200, r#"{"status":400,"message":"m"}"#, "ok"),
            (404, "<html>", "ok"),
            (502, "<html>", "server_error"),
            (401, r#"{"status":401,"message":"m"}"#, "unauthorised"),
            (200, r#"{"status":401,"message":"m"}"#, "unauthorised"),
            (429, "", "rate_limited"),
            (400, r#"{"status":400,"message":"Bad request format"}"#, "rejected"),
            (403, "", "not_found"),
        ];
        for (status, body, wanted) in table {
            assert_eq!(operation_status(Effect::Read, &answer(status, body)).as_str(), wanted, "{status} {body}");
        }
    }
}
