//! The company's request budget: who may send now, and when the others should come back.
//!
//! Kinsta allows a company 120 requests a minute, whatever they are for. Every clone of the client draws from one
//! budget, in lanes: what a person waits for may use all of it, following an operation leaves a reserve for people, and
//! background refresh leaves a larger one. It counts in sliding minutes rather than refilling a bucket, since a full
//! bucket plus its refill would send twice the allowance within one minute.
//!
//! Pure: it is told the time. Must not know HTTP, tasks or sleeping.

mod window;

use super::rate_headers::Allowance;
use window::Window;

/// Requests a minute per company.
const GENERAL: u32 = 120;
/// Creations a minute.
const CREATION: u32 = 5;
/// Log reads a minute.
const LOGS: u32 = 35;
/// The first wait after a 429 that names none; it doubles.
const BACKOFF_MS: i64 = 1_000;
/// The longest wait after a 429 that names none.
const LONGEST_BACKOFF_MS: i64 = 60_000;
/// A minute, in milliseconds.
const MINUTE_MS: i64 = 60_000;
/// How far ahead moments are given to those who wait, in milliseconds.
const LONGEST_QUEUE_MS: i64 = 2 * MINUTE_MS;
/// The shortest wait after any 429, for a `Retry-After: 0`.
const SHORTEST_MS: i64 = 250;

/// For whom a request is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// A person waits for the answer.
    Person,
    /// An operation is followed to its end by a durable job.
    Operation,
    /// Nobody waits: refreshing what is remembered.
    Background,
}

impl Lane {
    /// How many requests of `limit` this lane leaves for the lanes before it.
    fn reserve(self, limit: u32) -> u32 {
        let percent = match self {
            Self::Person => 0,
            Self::Operation => 15,
            Self::Background => 40,
        };
        limit.saturating_mul(percent) / 100
    }

    /// The lane's name in logs and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Operation => "operation",
            Self::Background => "background",
        }
    }
}

/// Which of Kinsta's limits a request counts against, besides the general one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitClass {
    /// Only the general one.
    General,
    /// Creating something: 5 a minute.
    Creation,
    /// Reading log files: 35 a minute.
    Logs,
}

/// Not now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttled {
    /// When it is worth asking again, in epoch milliseconds.
    pub until_ms: i64,
}

/// What a company may still send. Times are epoch milliseconds.
#[derive(Debug)]
pub struct Budget {
    general: Window,
    creation: Window,
    logs: Window,
    closed_until_ms: i64,
    turn_ms: i64,
    refusals: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

impl Budget {
    /// A full budget.
    pub fn new() -> Self {
        Self {
            general: Window::new(GENERAL),
            creation: Window::new(CREATION),
            logs: Window::new(LOGS),
            closed_until_ms: i64::MIN,
            turn_ms: i64::MIN,
            refusals: 0,
        }
    }

    /// Draws one request.
    ///
    /// # Errors
    /// [`Throttled`], with nothing drawn, where this lane may not send now.
    pub fn take(&mut self, lane: Lane, class: LimitClass, now_ms: i64) -> Result<(), Throttled> {
        let general = self.opens_at(lane, now_ms);
        // The reserves are about the shared allowance; within a special one there is nobody to leave anything to.
        let special = self.special(class).and_then(|window| window.opens_at(Lane::Person, now_ms));
        if let Some(until_ms) = general.max(special) {
            return Err(Throttled { until_ms });
        }
        self.general.take(now_ms);
        if let Some(window) = self.special(class) {
            window.take(now_ms);
        }
        Ok(())
    }

    /// When one of many that wait should come back, if it may not send now. Each gets the next moment, as far apart as
    /// the lane's requests are, so that they do not all come back for the same. Draws nothing.
    pub fn turn(&mut self, lane: Lane, now_ms: i64) -> Option<i64> {
        let opens_ms = self.opens_at(lane, now_ms)?;
        let apart_ms = MINUTE_MS / i64::from(GENERAL - lane.reserve(GENERAL));
        let last_ms = opens_ms.saturating_add(LONGEST_QUEUE_MS);
        self.turn_ms = self.turn_ms.saturating_add(apart_ms).clamp(opens_ms, last_ms);
        Some(self.turn_ms)
    }

    fn opens_at(&mut self, lane: Lane, now_ms: i64) -> Option<i64> {
        let closed = (self.closed_until_ms > now_ms).then_some(self.closed_until_ms);
        closed.max(self.general.opens_at(lane, now_ms))
    }

    /// How many requests are left for a person.
    pub fn left(&mut self, now_ms: i64) -> u32 {
        if self.closed_until_ms > now_ms { 0 } else { self.general.left(now_ms) }
    }

    /// Kinsta answered something else than 429: the back-off starts over.
    pub fn answered(&mut self, now_ms: i64) {
        // Answers to requests that were on their way when the budget closed say nothing about now.
        if now_ms >= self.closed_until_ms {
            self.refusals = 0;
        }
    }

    /// Kinsta told how much is left. It can only lower what we count ourselves.
    pub fn reported(&mut self, class: LimitClass, allowance: Allowance, now_ms: i64) {
        // A special endpoint may report its own smaller limit, which says nothing about the shared one.
        let own_limit = allowance.limit.is_some_and(|limit| limit < GENERAL);
        match self.special(class) {
            Some(window) if own_limit => window.reported(allowance, now_ms),
            _ => self.general.reported(allowance, now_ms),
        }
    }

    /// Kinsta answered 429: closes the whole budget for as long as it asks, or for a growing while.
    /// Returns when it opens again.
    pub fn refused(&mut self, wait_ms: Option<i64>, now_ms: i64) -> i64 {
        // Of many requests refused at the same time only the first makes the back-off grow.
        if now_ms >= self.closed_until_ms {
            self.refusals = self.refusals.saturating_add(1);
        }
        let wait_ms = wait_ms.unwrap_or_else(|| {
            let doubled = BACKOFF_MS << self.refusals.saturating_sub(1).min(10);
            doubled.min(LONGEST_BACKOFF_MS)
        });
        let until_ms = now_ms.saturating_add(wait_ms.max(SHORTEST_MS));
        self.closed_until_ms = self.closed_until_ms.max(until_ms);
        self.closed_until_ms
    }

    fn special(&mut self, class: LimitClass) -> Option<&mut Window> {
        match class {
            LimitClass::General => None,
            LimitClass::Creation => Some(&mut self.creation),
            LimitClass::Logs => Some(&mut self.logs),
        }
    }
}

#[cfg(test)]
mod tests;
