//! One try of a request, and how it becomes the caller's answer or error.
//!
//! Must not know the budget or decide what happens next.

use jiff::Timestamp;

use super::answer::{Answer, Reading};
use super::error::Error;
use super::retry::{Giving, Outcome};

/// What became of one try, with everything needed to report it.
pub(super) enum Tried {
    Limited { until_ms: i64 },
    Unreachable { why: String },
    Broken { why: String, answered: bool },
    TimedOut { why: String, answered: bool },
    Answered { answer: Answer, reading: Reading },
}

impl Tried {
    pub(super) fn outcome(&self, now_ms: i64) -> Outcome {
        match self {
            Self::Limited { until_ms } => Outcome::Limited { wait_ms: until_ms.saturating_sub(now_ms).max(0) },
            Self::Unreachable { .. } => Outcome::Unreachable,
            Self::Broken { answered, .. } => Outcome::Broken { answered: *answered },
            Self::TimedOut { answered, .. } => Outcome::TimedOut { answered: *answered },
            Self::Answered { reading: Reading::ServerError { .. }, .. } => Outcome::ServerError,
            Self::Answered { .. } => Outcome::Answered,
        }
    }

    /// The success, or Kinsta's definite no.
    pub(super) fn into_answer(self) -> Result<Answer, Error> {
        match self {
            Self::Answered { answer, reading } => match reading {
                Reading::Fine => Ok(answer),
                Reading::Unauthorised { message } => Err(Error::Unauthorised { message }),
                Reading::NotFound { message } => Err(Error::NotFoundOrForbidden { message }),
                Reading::Rejected { status, message } => Err(Error::Rejected { status, message }),
                Reading::Limited | Reading::ServerError { .. } => {
                    Err(Error::Unavailable { message: format!("HTTP {}", answer.status) })
                }
            },
            other => Err(other.into_error(Giving::Unavailable)),
        }
    }

    pub(super) fn into_error(self, giving: Giving) -> Error {
        let until = match &self {
            Self::Limited { until_ms } => Timestamp::from_millisecond(*until_ms).unwrap_or(Timestamp::MAX),
            _ => Timestamp::UNIX_EPOCH,
        };
        let (said, broke) = match self {
            Self::Answered { answer, reading: Reading::ServerError { message } } => {
                (message, format!("HTTP {}", answer.status))
            }
            Self::Answered { answer, .. } => (None, format!("HTTP {}", answer.status)),
            Self::Unreachable { why } | Self::Broken { why, .. } | Self::TimedOut { why, .. } => (None, why),
            Self::Limited { .. } => (None, "rate limited".to_owned()),
        };
        match giving {
            Giving::RateLimited => Error::RateLimited { until },
            Giving::Unavailable => Error::Unavailable { message: said.unwrap_or(broke) },
            Giving::NotSent => Error::NotSent { message: broke },
            Giving::Ambiguous { answered } => Error::Ambiguous { message: said, answered },
        }
    }
}
