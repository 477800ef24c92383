//! Whether a site answers: two visits to its front page, and what they say together.
//!
//! Owns the visits and the rule that they touch nothing but public addresses of the site's own domains. Must not know
//! Kinsta's API, cards or words for a person.

mod address;
mod domains;
mod report;
mod resolver;
mod verdict;
mod visit;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use thiserror::Error;

pub use domains::probe_domain;
pub use report::{Answer, Report, Verdict, Visit, Why};

use self::domains::Allowed;
use self::visit::{Start, Visitor};
use crate::clock::Clock;

/// How the prober visits.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Lets visits reach private and loopback addresses. For the demo and for tests.
    pub allow_private: bool,
    /// What a visit begins with.
    pub scheme: Scheme,
    /// Sends every visit to this port, in [`Settings::scheme`], whatever a redirect says. For the demo and for tests.
    pub port: Option<u16>,
    /// Sends every visit to this address, whatever its domain. For the demo and for tests.
    pub resolve_to: Option<IpAddr>,
    /// How long a visit may take, its redirects included.
    pub timeout: Duration,
}

impl Default for Settings {
    /// The settings for real sites: `https`, public addresses only, 10 s a visit.
    fn default() -> Self {
        Self {
            allow_private: false,
            scheme: Scheme::Https,
            port: None,
            resolve_to: None,
            timeout: Duration::from_secs(10),
        }
    }
}

/// A scheme a site can be visited with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Encrypted, as all sites are.
    Https,
    /// In the open, as the demo's are.
    Http,
}

impl Scheme {
    fn as_str(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Http => "http",
        }
    }
}

/// Why there is no prober.
#[derive(Debug, Error)]
#[error("the client for site probes could not be built")]
pub struct SetupError(#[from] reqwest::Error);

/// Visits sites.
#[derive(Debug)]
pub struct Prober {
    visitor: Visitor,
    clock: Arc<dyn Clock>,
    visits: AtomicU64,
}

impl Prober {
    /// A prober with these settings.
    ///
    /// # Errors
    /// Where the TLS set-up of the HTTP client fails.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, SetupError> {
        Ok(Self { visitor: Visitor::new(settings)?, clock, visits: AtomicU64::new(0) })
    }

    /// Visits `https://domain/` as anyone would, then once more past the caches where the first visit got an answer.
    /// Redirects are followed to `domain` and to the `allowed` domains (`*.acme.com` allows every host below it), never
    /// elsewhere. Takes at most twice [`Settings::timeout`].
    pub async fn probe(&self, domain: &str, allowed: &[String]) -> Report {
        let checked_at = self.clock.now();
        let allowed = Allowed::new(domain, allowed);
        let (plain, last) = self.visitor.visit(Start::Domain(domain), &allowed).await;
        let busted = match last {
            Some(url) if plain.is_worth_a_second_look() => {
                let id = self.next_id();
                Some(self.visitor.visit(Start::PastCaches { url, id: &id }, &allowed).await.0)
            }
            _ => None,
        };
        let verdict = verdict::judge(&plain, busted.as_ref());
        Report { domain: domain.to_owned(), plain, busted, verdict, checked_at }
    }

    /// No two visits share an id, so no cache has seen it.
    fn next_id(&self) -> String {
        let count = self.visits.fetch_add(1, Ordering::Relaxed);
        format!("{:x}-{count:x}", self.clock.now_ms())
    }
}

#[cfg(test)]
mod tests;
