//! The client for Kinsta's REST API.
//!
//! Owns the endpoints ([`api`]), the company's request budget, the retry rule, TLS, decoding and the closed [`Error`].
//! One [`Client`] serves the whole process; a change needs a [`Grant`](crate::access::Grant).
//!
//! Must not know Slack, the store, HTTP handlers or any flow. It never sleeps for a caller that has a durable job: such
//! a call answers [`Error::RateLimited`] at once, and the job comes back.

pub mod api;

mod answer;
mod budget;
mod call;
mod client;
mod decode;
mod endpoint;
mod error;
mod key;
mod operation_status;
mod rate_headers;
mod retry;
mod sealed;
mod tls;
mod transport;
mod tried;
mod within;

#[cfg(test)]
mod tests;

pub use budget::{Budget, Lane, LimitClass, Throttled};
pub use client::{Client, Settings};
pub use endpoint::{Effect, EffectMarker, Endpoint, Method, Read, Write};
pub use error::{Error, says_busy};
pub use key::KeyFacts;
pub use operation_status::{EARLY_MS, Verdict, verdict};
pub use rate_headers::Allowance;
pub use retry::{Attempt, Decision, Giving, Jitter, Outcome, decide};
pub use sealed::{Sealed, Unopenable, made_up_password};
pub use tls::install_ring;
