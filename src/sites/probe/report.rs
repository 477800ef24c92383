//! What a probe found, as plain data.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a probe found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The domain that was visited.
    pub domain: String,
    /// The visit as anyone makes it.
    pub plain: Visit,
    /// The visit past the caches. `None` where the first one made it pointless.
    pub busted: Option<Visit>,
    /// What both say together.
    pub verdict: Verdict,
    /// When the first visit began.
    pub checked_at: Timestamp,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visit {
    /// The site answered.
    Answered(Answer),
    /// It did not.
    Failed(Why),
}

/// The last answer of a visit, after its redirects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// From the request for the last page, connecting included, to its first byte.
    pub first_byte_ms: u64,
    /// The `x-kinsta-cache` header, such as `HIT`; text from outside, at most 32 characters.
    pub kinsta_cache: Option<String>,
    /// Whether the page came (2xx) and is empty but for white space.
    pub is_blank: bool,
    /// How many redirects were followed.
    pub redirects: u8,
    /// The host that the site sends its visitors to, where it is not the site's own and was therefore not visited.
    pub away_to: Option<String>,
}

/// What the visits say together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The site answers.
    Up,
    /// The site answers and asks for a password or refuses us: 401 or 403.
    Protected {
        /// The HTTP status.
        status: u16,
    },
    /// The site answers with an empty page.
    Blank,
    /// Visitors see a cached page; behind the cache the site answers with an error.
    HiddenError {
        /// The HTTP status behind the cache, 500 or above.
        status: u16,
    },
    /// Visitors see a cached page; behind the cache the site does not answer.
    HiddenSilence {
        /// Why not.
        why: Why,
    },
    /// The site answers with an error, or goes on redirecting.
    Error {
        /// The HTTP status.
        status: u16,
    },
    /// The site sends its visitors to a host that is not its own.
    RedirectsAway {
        /// The host, with its port where that is unusual.
        host: String,
    },
    /// The site does not answer.
    Unreachable {
        /// Why not.
        why: Why,
    },
}

/// Why a visit failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The name leads to no address.
    NoSuchHost,
    /// Nothing listens there.
    Refused,
    /// It took too long.
    Timeout,
    /// No trusted encrypted connection: a wrong, expired or missing certificate.
    Tls,
    /// The name leads to addresses that are not public, and was not visited.
    PrivateAddress,
    /// Anything else, such as a connection that broke or a name that is none.
    Other,
}

impl Visit {
    /// Whether a visit past the caches could tell more: the page came, and from the site itself.
    pub(super) fn is_worth_a_second_look(&self) -> bool {
        match self {
            Self::Answered(answer) => answer.away_to.is_none() && (200..300).contains(&answer.status),
            Self::Failed(_) => false,
        }
    }
}
