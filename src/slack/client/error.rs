//! What went wrong with a call, in the terms of whoever has to decide what comes next.
//!
//! Nothing here holds a response's body, a token or an address, so every error may be logged.

use std::time::Duration;

use hyper_util::client::legacy::Error as HyperError;
use jiff::Timestamp;
use slack_morphism::errors::{SlackClientApiError, SlackClientError, SlackClientHttpProtocolError};
use thiserror::Error as ThisError;

/// How long a limit is taken to last when Slack does not say.
const LIMITED_FOR: Duration = Duration::from_secs(30);

/// The outcome of a call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum Error {
    /// Too many calls: the method is closed until then.
    #[error("Slack takes no such call before {until}")]
    RateLimited {
        /// When it opens again.
        until: Timestamp,
    },
    /// The conversation is closed to the bot: it is not a member, or nobody may post there.
    #[error("the conversation is closed to the bot: {code}")]
    Closed {
        /// Slack's word for it.
        code: String,
    },
    /// What the call was about is no longer there: a deleted message, a closed form or one that was updated meanwhile,
    /// a used-up `response_url` or trigger.
    #[error("it is no longer there: {code}")]
    Gone {
        /// Slack's word for it.
        code: String,
    },
    /// The token does not open this.
    #[error("the bot token was refused: {code}{}", needs(.needed.as_deref()))]
    Auth {
        /// Slack's word for it.
        code: String,
        /// The scopes that are missing, where that is the reason.
        needed: Option<String>,
    },
    /// Slack will never take this call as it is.
    #[error("Slack rejected the call: {code}{}", at(.detail.as_deref()))]
    Rejected {
        /// Slack's word for it.
        code: String,
        /// Which parts of the message are wrong, as JSON pointers.
        detail: Option<String>,
    },
    /// Slack could not be reached or was in trouble, and nothing has happened: worth another try.
    #[error("Slack is unavailable: {message}")]
    Unavailable {
        /// What was seen.
        message: String,
    },
    /// The connection broke or the answer was lost after a message was sent: it may have been posted.
    #[error("a message may or may not have been posted: {message}")]
    Ambiguous {
        /// What was seen.
        message: String,
    },
}

impl Error {
    /// The outcome's name in metrics.
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "rate_limited",
            Self::Closed { .. } => "closed",
            Self::Gone { .. } => "gone",
            Self::Auth { .. } => "auth",
            Self::Rejected { .. } => "rejected",
            Self::Unavailable { .. } => "unavailable",
            Self::Ambiguous { .. } => "ambiguous",
        }
    }
}

fn needs(scopes: Option<&str>) -> String {
    scopes.map(|scopes| format!(" (needs {scopes})")).unwrap_or_default()
}

fn at(detail: Option<&str>) -> String {
    detail.map(|detail| format!(" (at {detail})")).unwrap_or_default()
}

/// Whether doing it twice can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Reading, or writing the same thing to the same place.
    Repeatable,
    /// A second call makes a second message.
    Once,
}

impl Effect {
    /// The answer was lost.
    pub fn lost(self, message: impl Into<String>) -> Error {
        let message = message.into();
        match self {
            Self::Repeatable => Error::Unavailable { message },
            Self::Once => Error::Ambiguous { message },
        }
    }

    /// A status other than 200. 503 says that the request was not taken on; every other server error says nothing.
    pub fn status(self, status: u16) -> Error {
        let message = format!("HTTP {status}");
        match status {
            408 | 503 => Error::Unavailable { message },
            500.. => self.lost(message),
            401 | 403 => Error::Auth { code: format!("http_{status}"), needed: None },
            _ => Error::Rejected { code: format!("http_{status}"), detail: None },
        }
    }

    /// Slack's own error word.
    pub fn code(self, code: &str, now: Timestamp) -> Error {
        let word = || word(code).to_owned();
        match code {
            "ratelimited" | "rate_limited" => limited(None, now),
            "not_in_channel"
            | "channel_not_found"
            | "is_archived"
            | "user_not_in_channel"
            | "messages_tab_disabled"
            | "cannot_dm_bot"
            | "channel_type_not_supported"
            | "user_disabled"
            | "user_not_visible"
            | "not_allowed_for_channel"
            | "action_prohibited" => Error::Closed { code: word() },
            code if code.starts_with("restricted_action") => Error::Closed { code: word() },
            "message_not_found"
            | "cant_update_message"
            | "edit_window_closed"
            | "is_inactive"
            | "thread_not_found"
            | "user_not_found"
            | "users_not_found"
            | "expired_url"
            | "used_url"
            | "expired_trigger_id"
            | "trigger_expired"
            | "exchanged_trigger_id"
            | "trigger_exchanged"
            | "hash_conflict"
            | "not_found"
            | "file_not_found"
            | "file_deleted"
            | "no_service" => Error::Gone { code: word() },
            "invalid_auth"
            | "not_authed"
            | "account_inactive"
            | "token_revoked"
            | "token_expired"
            | "missing_scope"
            | "no_permission"
            | "not_allowed_token_type"
            | "access_denied"
            | "org_login_required"
            | "team_access_not_granted"
            | "ekm_access_denied"
            | "two_factor_setup_required"
            | "invalid_token" => Error::Auth { code: word(), needed: None },
            "service_unavailable" | "request_timeout" | "team_added_to_org" => Error::Unavailable { message: word() },
            "internal_error" | "fatal_error" => self.lost(word()),
            _ => Error::Rejected { code: word(), detail: None },
        }
    }

    /// What reqwest says of a request that brought no answer.
    pub fn unanswered(self, error: &reqwest::Error) -> Error {
        if error.is_connect() {
            Error::Unavailable { message: "no connection".to_owned() }
        } else if error.is_builder() {
            Error::Rejected { code: "unsendable".to_owned(), detail: None }
        } else {
            self.lost(if error.is_timeout() { "no answer in time" } else { "the connection broke" })
        }
    }

    /// Any error of slack-morphism's. Its own text holds the response's body and must not be shown.
    pub fn morphism(self, error: &SlackClientError, now: Timestamp) -> Error {
        match error {
            SlackClientError::ApiError(error) => self.api(error, now),
            SlackClientError::RateLimitError(error) => limited(error.retry_after, now),
            SlackClientError::HttpError(error) => self.status(error.status_code.as_u16()),
            SlackClientError::HttpProtocolError(error) => self.transport(error),
            SlackClientError::ProtocolError(error) if error.json_body.is_none() => {
                Error::Rejected { code: "unserialisable".to_owned(), detail: None }
            }
            SlackClientError::ProtocolError(_) => self.lost("the answer could not be read"),
            SlackClientError::SystemError(_)
            | SlackClientError::EndOfStream(_)
            | SlackClientError::SocketModeProtocolError(_) => self.lost("the connection broke"),
        }
    }

    fn api(self, error: &SlackClientApiError, now: Timestamp) -> Error {
        let body = error.http_response_body.as_deref().and_then(|body| serde_json::from_str(body).ok());
        let body: serde_json::Value = body.unwrap_or_default();
        match self.code(&error.code, now) {
            Error::Auth { code, .. } => {
                let needed = body.get("needed").and_then(|needed| needed.as_str()).filter(|needed| is_scopes(needed));
                Error::Auth { code, needed: needed.map(str::to_owned) }
            }
            Error::Rejected { code, .. } => Error::Rejected { code, detail: pointers(&body) },
            other => other,
        }
    }

    fn transport(self, error: &SlackClientHttpProtocolError) -> Error {
        let cause = error.cause.as_deref();
        match cause.and_then(|cause| cause.downcast_ref::<HyperError>()) {
            Some(hyper) if hyper.is_connect() => Error::Unavailable { message: "no connection".to_owned() },
            Some(_) => self.lost("the connection broke"),
            // A URL or a header that cannot be formed: nothing was sent, and nothing will change.
            None => Error::Rejected { code: "unsendable".to_owned(), detail: None },
        }
    }
}

pub(super) fn limited(retry_after: Option<Duration>, now: Timestamp) -> Error {
    let pause = retry_after.unwrap_or(LIMITED_FOR);
    Error::RateLimited { until: now.checked_add(pause).unwrap_or(Timestamp::MAX) }
}

/// Slack's error words are short; anything else is not shown.
pub(super) fn word(code: &str) -> &str {
    let plain = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if plain && (1..=64).contains(&code.len()) { code } else { "unknown_error" }
}

fn is_scopes(needed: &str) -> bool {
    needed.len() <= 200 && needed.bytes().all(|b| b.is_ascii_alphanumeric() || b":,._- ".contains(&b))
}

/// The places Slack complains about, `/blocks/0/text/text`; its sentences may quote the message and are left out.
fn pointers(body: &serde_json::Value) -> Option<String> {
    let messages = body.pointer("/response_metadata/messages").and_then(|messages| messages.as_array())?;
    let pointers: Vec<&str> = messages
        .iter()
        .filter_map(|message| message.as_str()?.split_once("json-pointer:")?.1.split(']').next())
        .map(str::trim)
        .filter(|pointer| {
            pointer.len() <= 100 && pointer.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_-".contains(&b))
        })
        .take(5)
        .collect();
    if pointers.is_empty() { None } else { Some(pointers.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slack_morphism::errors::{SlackClientHttpError, SlackClientProtocolError};

    fn now() -> Timestamp {
        Timestamp::from_second(100).unwrap()
    }

    fn api(code: &str, body: &str) -> Error {
        let error = SlackClientApiError::new(code.to_owned()).with_http_response_body(body.to_owned());
        Effect::Once.morphism(&SlackClientError::ApiError(error), now())
    }

    #[test]
    fn every_word_of_slacks_has_its_consequence() {
        for (code, outcome) in [
            ("not_in_channel", "closed"),
            ("channel_not_found", "closed"),
            ("is_archived", "closed"),
            ("restricted_action", "closed"),
            ("restricted_action_thread_locked", "closed"),
            ("messages_tab_disabled", "closed"),
            ("message_not_found", "gone"),
            ("expired_url", "gone"),
            ("expired_trigger_id", "gone"),
            ("trigger_exchanged", "gone"),
            ("hash_conflict", "gone"),
            ("not_found", "gone"),
            ("file_not_found", "gone"),
            ("invalid_auth", "auth"),
            ("account_inactive", "auth"),
            ("missing_scope", "auth"),
            ("invalid_blocks", "rejected"),
            ("something_new", "rejected"),
            ("ratelimited", "rate_limited"),
            ("service_unavailable", "unavailable"),
            ("internal_error", "ambiguous"),
            ("fatal_error", "ambiguous"),
        ] {
            assert_eq!(api(code, "{}").outcome(), outcome, "{code}");
        }
        assert_eq!(Effect::Repeatable.code("internal_error", now()).outcome(), "unavailable");
    }

    #[test]
    fn the_missing_scope_is_named() {
        let error = api("missing_scope", r#"{"ok":false,"needed":"channels:history,groups:history","provided":"x"}"#);
        assert_eq!(
            error.to_string(),
            "the bot token was refused: missing_scope (needs channels:history,groups:history)"
        );
    }

    #[test]
    fn a_rejection_points_at_the_place_and_quotes_nothing() {
        let body = r#"{"response_metadata":{"messages":["[ERROR] bad: hunter2 [json-pointer:/blocks/0/text/text]","hunter2"]}}"#;
        let error = api("invalid_blocks", body);
        assert_eq!(error.to_string(), "Slack rejected the call: invalid_blocks (at /blocks/0/text/text)");
        assert!(!format!("{error:?}").contains("hunter2"));
    }

    #[test]
    fn bodies_and_odd_words_are_never_shown() {
        let errors = [
            api("xoxb-secret token!", "xoxb-secret"),
            api("missing_scope", r#"{"needed":"<script>xoxb-secret"}"#),
            Effect::Once.morphism(
                &SlackClientError::HttpError(
                    SlackClientHttpError::new(axum::http::StatusCode::BAD_GATEWAY)
                        .with_http_response_body("xoxb-secret".to_owned()),
                ),
                now(),
            ),
            Effect::Once.morphism(
                &SlackClientError::ProtocolError(
                    SlackClientProtocolError::new(serde_json::from_str::<u8>("x").unwrap_err())
                        .with_json_body("xoxb-secret".to_owned()),
                ),
                now(),
            ),
        ];
        for error in errors {
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }

    #[test]
    fn a_status_says_whether_something_may_have_happened() {
        for (status, once, repeatable) in [
            (500, "ambiguous", "unavailable"),
            (502, "ambiguous", "unavailable"),
            (503, "unavailable", "unavailable"),
            (504, "ambiguous", "unavailable"),
            (403, "auth", "auth"),
            (404, "rejected", "rejected"),
            (302, "rejected", "rejected"),
        ] {
            assert_eq!(Effect::Once.status(status).outcome(), once, "{status}");
            assert_eq!(Effect::Repeatable.status(status).outcome(), repeatable, "{status}");
        }
    }

    #[test]
    fn a_limit_without_an_end_lasts_half_a_minute() {
        assert_eq!(limited(None, now()), Error::RateLimited { until: Timestamp::from_second(130).unwrap() });
        let long = limited(Some(Duration::MAX), now());
        assert_eq!(long, Error::RateLimited { until: Timestamp::MAX });
    }
}
