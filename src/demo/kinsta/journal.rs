//! What was asked of the simulator, for tests and for the demo page. Never records the key.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::Value;

const KEPT: usize = 10_000;

/// One request to the API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordedRequest {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the base path, as it was sent, e.g. `/operations/cache%3Aclear-…`.
    pub path: String,
    /// The query as it was sent, without `?`; empty if there was none.
    pub query: String,
    /// The body, if it was JSON.
    pub body: Option<Value>,
    /// Whether the right key came with it.
    pub authorised: bool,
    /// When its body had been read, in epoch milliseconds of the given clock.
    pub at_ms: i64,
    /// The HTTP status it was answered with; `None` while unanswered and for ever if the connection was dropped.
    pub status: Option<u16>,
}

/// One visit to a site's web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WebVisit {
    /// The host that was asked for, lower case, without port.
    pub host: String,
    /// `GET`, `HEAD`, …
    pub method: String,
    /// The path.
    pub path: String,
    /// The query without `?`; empty if there was none.
    pub query: String,
    /// When, in epoch milliseconds of the given clock.
    pub at_ms: i64,
}

#[derive(Debug, Default)]
struct Pages {
    requests: VecDeque<RecordedRequest>,
    /// How many requests were dropped from the front, so that a number keeps meaning the same request.
    forgotten: usize,
    visits: VecDeque<WebVisit>,
}

/// The bounded record.
#[derive(Debug, Default)]
pub(super) struct Journal(Mutex<Pages>);

impl Journal {
    fn open(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request and gives the number to settle it with.
    pub(super) fn note(&self, request: RecordedRequest) -> usize {
        let mut pages = self.open();
        if pages.requests.len() == KEPT {
            pages.requests.pop_front();
            pages.forgotten += 1;
        }
        pages.requests.push_back(request);
        pages.forgotten + pages.requests.len() - 1
    }

    pub(super) fn answered(&self, number: usize, status: u16) {
        let mut pages = self.open();
        let position = number.checked_sub(pages.forgotten);
        if let Some(request) = position.and_then(|position| pages.requests.get_mut(position)) {
            request.status = Some(status);
        }
    }

    pub(super) fn visited(&self, visit: WebVisit) {
        let mut pages = self.open();
        if pages.visits.len() == KEPT {
            pages.visits.pop_front();
        }
        pages.visits.push_back(visit);
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.open().requests.iter().cloned().collect()
    }

    pub(super) fn visits(&self) -> Vec<WebVisit> {
        self.open().visits.iter().cloned().collect()
    }

    pub(super) fn clear(&self) {
        let mut pages = self.open();
        pages.forgotten += pages.requests.len();
        pages.requests.clear();
        pages.visits.clear();
    }
}
