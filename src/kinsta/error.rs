//! What can go wrong between us and Kinsta: a closed list, told apart by what a caller may do next.
//!
//! Must not know how a person is told, and never holds the API key.

use jiff::Timestamp;

/// Whether these words of Kinsta's say that something else works on the environment: "The environment is blocked by
/// another process. Please try again a bit later."
pub fn says_busy(message: &str) -> bool {
    message.to_lowercase().contains("blocked by another process")
}

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The API key was refused, or cannot even be sent.
    #[error("kinsta refused the API key: {message}")]
    Unauthorised {
        /// Kinsta's words.
        message: String,
    },
    /// There is no such thing, or this key may not see it: Kinsta does not tell them apart.
    #[error("not found, or hidden from this key: {message}")]
    NotFoundOrForbidden {
        /// Kinsta's words.
        message: String,
    },
    /// The company's allowance is used up. Nothing was executed.
    #[error("rate limited until {until}")]
    RateLimited {
        /// When it is worth another try.
        until: Timestamp,
    },
    /// Kinsta understood and declined. Nothing was executed.
    #[error("kinsta answered {status}: {message}")]
    Rejected {
        /// The HTTP status.
        status: u16,
        /// Kinsta's words, with the validation details it gave.
        message: String,
    },
    /// A read got no usable answer: server error, broken network, timeout.
    #[error("kinsta is not available: {message}")]
    Unavailable {
        /// Kinsta's words, or what broke.
        message: String,
    },
    /// A write that certainly never reached Kinsta. It may be sent again.
    #[error("the request did not reach kinsta: {message}")]
    NotSent {
        /// What broke.
        message: String,
    },
    /// A write that may or may not have been executed. It must not be sent again before that is settled.
    #[error("it is not known whether kinsta executed the request (answered: {answered}): {}", message.as_deref().unwrap_or("no message"))]
    Ambiguous {
        /// Kinsta's words, where its own envelope came back.
        message: Option<String>,
        /// Whether an HTTP answer came back at all (a gateway's counts); without one the connection broke or timed out.
        answered: bool,
    },
    /// A read was answered in a shape we do not understand.
    #[error("kinsta's answer could not be read at `{path}`: {message}")]
    Decode {
        /// Where in the answer: `company.sites[3].id`.
        path: String,
        /// What was wrong there, without values from the answer.
        message: String,
    },
}

impl Error {
    /// Kinsta's own words, or what broke where it said nothing.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Unauthorised { message }
            | Self::NotFoundOrForbidden { message }
            | Self::Rejected { message, .. }
            | Self::Unavailable { message }
            | Self::NotSent { message }
            | Self::Decode { message, .. } => Some(message),
            Self::Ambiguous { message, .. } => message.as_deref(),
            Self::RateLimited { .. } => None,
        }
    }

    /// Whether Kinsta declined because something else works on the environment. Nothing was executed; it is worth another
    /// try once that is over.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Rejected { status: 400..=499, message } if says_busy(message))
    }

    /// Whether it is certain that Kinsta executed nothing and the same request may be sent again later.
    pub fn may_be_sent_again(&self) -> bool {
        matches!(self, Self::RateLimited { .. } | Self::NotSent { .. })
    }

    /// The same error with its words changed.
    pub(super) fn map_words(self, change: impl Fn(String) -> String) -> Self {
        match self {
            Self::Unauthorised { message } => Self::Unauthorised { message: change(message) },
            Self::NotFoundOrForbidden { message } => Self::NotFoundOrForbidden { message: change(message) },
            Self::Rejected { status, message } => Self::Rejected { status, message: change(message) },
            Self::Unavailable { message } => Self::Unavailable { message: change(message) },
            Self::NotSent { message } => Self::NotSent { message: change(message) },
            Self::Ambiguous { message, answered } => Self::Ambiguous { message: message.map(change), answered },
            Self::Decode { path, message } => Self::Decode { path, message: change(message) },
            Self::RateLimited { until } => Self::RateLimited { until },
        }
    }
}
