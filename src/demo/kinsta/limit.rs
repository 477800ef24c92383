//! The company's request limit: a fixed window of one minute, and the headers that tell what is left of it.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

const WINDOW_MS: i64 = 60_000;
const USUAL: u32 = 120;

/// What is left of the current minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowance {
    pub(super) limit: u32,
    pub(super) remaining: u32,
    /// Seconds until the window starts anew, at least 1.
    pub(super) reset_s: i64,
}

impl Allowance {
    pub(super) fn write_to(self, headers: &mut HeaderMap) {
        let pairs = [
            ("ratelimit-limit", i64::from(self.limit)),
            ("ratelimit-remaining", i64::from(self.remaining)),
            ("ratelimit-reset", self.reset_s),
        ];
        for (name, value) in pairs {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Window {
    started_ms: i64,
    used: u32,
}

/// Counts the requests of the only company.
#[derive(Debug)]
pub(super) struct Limiter {
    limit: Option<u32>,
    window: Mutex<Window>,
}

impl Limiter {
    pub(super) fn new(limit: Option<u32>) -> Self {
        Self { limit, window: Mutex::new(Window { started_ms: i64::MIN / 2, used: 0 }) }
    }

    /// Counts one request: `Err` if it is one too many.
    pub(super) fn take(&self, now_ms: i64) -> Result<Allowance, Allowance> {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if now_ms - window.started_ms >= WINDOW_MS {
            *window = Window { started_ms: now_ms, used: 0 };
        }
        let Some(limit) = self.limit else {
            return Ok(Allowance { limit: USUAL, remaining: USUAL, reset_s: 60 });
        };
        if window.used >= limit {
            return Err(allowance(limit, *window, now_ms));
        }
        window.used += 1;
        Ok(allowance(limit, *window, now_ms))
    }

    /// What is left, without counting.
    pub(super) fn peek(&self, now_ms: i64) -> Allowance {
        let window = *self.window.lock().unwrap_or_else(PoisonError::into_inner);
        match self.limit {
            Some(limit) if now_ms - window.started_ms < WINDOW_MS => allowance(limit, window, now_ms),
            given => {
                let limit = given.unwrap_or(USUAL);
                Allowance { limit, remaining: limit, reset_s: 60 }
            }
        }
    }
}

fn allowance(limit: u32, window: Window, now_ms: i64) -> Allowance {
    let left_ms = (window.started_ms + WINDOW_MS - now_ms).max(1);
    Allowance { limit, remaining: limit.saturating_sub(window.used), reset_s: (left_ms + 999) / 1000 }
}
