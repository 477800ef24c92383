//! Bad weather by switch: what the simulator may do wrong, to which requests, and how often.
//!
//! A [`Rule`] names a [`Fault`], a prefix of the path below `/v2` (empty matches all), optionally a method, and how
//! many times it strikes (`None`: until cleared). Rules are tried oldest first; one request-level and one
//! operation-level rule may strike the same request. Only authorised requests within the rate limit are hit.
//!
//! The same over HTTP, beside the API and without a key:
//!
//! | request | body | answer |
//! |---|---|---|
//! | `GET /_faults` | | `{"faults": [{"id": 1, "fault": "drop", "executed": true, "path": "/sites/tools", "method": null, "times": 1}], "failures_as_200": false, "stalled": 0}` |
//! | `POST /_faults` | `{"fault": "too_many_requests", "retry_after_s": 5, "path": "/operations", "method": "GET", "times": 3}`; only `fault` is required | 201 and the list as above, plus `"added": <id>` |
//! | `POST /_faults` | `{"failures_as_200": true}` | 200 and the list |
//! | `POST /_faults/release` | | lets stalled requests go on; 200 and the list |
//! | `DELETE /_faults/{id}` | | takes one back; 200 and the list, or 404 |
//! | `DELETE /_faults` | | good weather again, see [`Faults::clear`]; 200 and the list |
//!
//! The values of `fault` and their own fields:
//! `too_many_requests` (`retry_after_s`: seconds, left out: no header), `refused_key`, `declined` (`message`), `server_error`
//! (`executed`), `bad_gateway` (`executed`), `drop` (`executed`), `stall` (`executed`), `malformed_json`,
//! `stuck_operation`, `failed_operation` (`message`), `lost_operation`. `executed` (default false) says whether the request took effect before it went wrong.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// One thing that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// 429 in Kinsta's words, not executed.
    TooManyRequests {
        /// Seconds for `Retry-After`; `None` sends no such header.
        #[serde(default)]
        retry_after_s: Option<u64>,
    },
    /// 401, as if the key had just been revoked; not executed.
    RefusedKey,
    /// 400 in Kinsta's envelope and these words, not executed.
    Declined {
        /// What Kinsta says about it.
        message: String,
    },
    /// 500 in Kinsta's envelope.
    ServerError {
        /// Whether the request took effect.
        #[serde(default)]
        executed: bool,
    },
    /// 502 with a page of HTML.
    BadGateway {
        /// Whether the request took effect.
        #[serde(default)]
        executed: bool,
    },
    /// The connection is closed after the body was read, without an answer.
    Drop {
        /// Whether the request took effect.
        #[serde(default)]
        executed: bool,
    },
    /// No answer until [`Faults::release_stalled`]; then the true one.
    Stall {
        /// Whether the request takes effect before the wait (otherwise after it, if the caller is still there).
        #[serde(default)]
        executed: bool,
    },
    /// The request takes effect; the answer is HTTP 200 with JSON that breaks off.
    MalformedJson,
    /// An operation that starts now never ends on its own.
    StuckOperation,
    /// An operation that starts now ends as failed.
    FailedOperation {
        /// What Kinsta says about it.
        message: String,
    },
    /// An operation that starts now does its work, but asking for it answers 404 for ever.
    LostOperation,
}

impl Fault {
    fn concerns_operations(&self) -> bool {
        matches!(self, Self::StuckOperation | Self::FailedOperation { .. } | Self::LostOperation)
    }
}

/// A fault and when it strikes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Given when the rule is added; 0 before.
    #[serde(default)]
    pub id: u64,
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// The beginning of the path below `/v2`; empty matches every path.
    #[serde(default)]
    pub path: String,
    /// The method, upper case; `None` matches every method.
    #[serde(default)]
    pub method: Option<String>,
    /// How many times it still strikes; `None` until cleared.
    #[serde(default)]
    pub times: Option<u32>,
}

impl Rule {
    fn matches(&self, method: &str, path: &str) -> bool {
        path.starts_with(self.path.as_str()) && self.method.as_deref().is_none_or(|wanted| wanted == method)
    }
}

#[derive(Debug, Default)]
struct Rules {
    last_id: u64,
    list: Vec<Rule>,
}

/// The switches.
#[derive(Debug)]
pub struct Faults {
    rules: Mutex<Rules>,
    failures_as_200: AtomicBool,
    stalled: watch::Sender<usize>,
    releases: watch::Sender<u64>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            rules: Mutex::default(),
            failures_as_200: AtomicBool::new(false),
            stalled: watch::Sender::new(0),
            releases: watch::Sender::new(0),
        }
    }
}

impl Faults {
    fn open(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next `times` requests whose path starts with `path` meet `fault`. Returns the rule's id.
    pub fn next(&self, times: u32, path: &str, fault: Fault) -> u64 {
        self.add(Rule { id: 0, fault, path: path.to_owned(), method: None, times: Some(times) })
    }

    /// Every request whose path starts with `path` meets `fault`, until cleared. Returns the rule's id.
    pub fn until_cleared(&self, path: &str, fault: Fault) -> u64 {
        self.add(Rule { id: 0, fault, path: path.to_owned(), method: None, times: None })
    }

    /// Adds a rule; its `id` is replaced by the one returned. A rule that strikes zero times is not kept.
    pub fn add(&self, rule: Rule) -> u64 {
        let mut rules = self.open();
        rules.last_id += 1;
        let id = rules.last_id;
        if rule.times != Some(0) {
            rules.list.push(Rule { id, ..rule });
        }
        id
    }

    /// Takes a rule back; false if it is no longer there.
    pub fn remove(&self, id: u64) -> bool {
        let mut rules = self.open();
        let before = rules.list.len();
        rules.list.retain(|rule| rule.id != id);
        rules.list.len() < before
    }

    /// Good weather: no rules, stalled requests go on, failed operations answer HTTP 500 again. Operations that are
    /// already stuck, lost or bound to fail stay so.
    pub fn clear(&self) {
        self.open().list.clear();
        self.set_failures_as_200(false);
        self.release_stalled();
    }

    /// The rules still in force, oldest first.
    pub fn active(&self) -> Vec<Rule> {
        self.open().list.clone()
    }

    /// Whether a failed operation is answered with HTTP 200 and `status: 500` in the body, as some clients have seen.
    pub fn set_failures_as_200(&self, on: bool) {
        self.failures_as_200.store(on, Ordering::SeqCst);
    }

    /// See [`Faults::set_failures_as_200`].
    pub fn failures_as_200(&self) -> bool {
        self.failures_as_200.load(Ordering::SeqCst)
    }

    /// Lets every stalled request go on.
    pub fn release_stalled(&self) {
        self.releases.send_modify(|count| *count += 1);
    }

    /// How many requests are stalled at the moment.
    pub fn stalled(&self) -> usize {
        *self.stalled.borrow()
    }

    /// Resolves as soon as at least `count` requests are stalled.
    pub async fn until_stalled(&self, count: usize) {
        let mut stalled = self.stalled.subscribe();
        // The sender is borrowed along with `self`, so it cannot go away meanwhile.
        let _ = stalled.wait_for(|now| *now >= count).await;
    }

    pub(super) fn strike_request(&self, method: &str, path: &str) -> Option<Fault> {
        self.strike(|rule| !rule.fault.concerns_operations() && rule.matches(method, path))
    }

    pub(super) fn strike_operation(&self, method: &str, path: &str) -> Option<Fault> {
        self.strike(|rule| rule.fault.concerns_operations() && rule.matches(method, path))
    }

    fn strike(&self, hit: impl Fn(&Rule) -> bool) -> Option<Fault> {
        let mut rules = self.open();
        let position = rules.list.iter().position(hit)?;
        let rule = &mut rules.list[position];
        let fault = rule.fault.clone();
        if let Some(times) = &mut rule.times {
            *times -= 1;
            if *times == 0 {
                rules.list.remove(position);
            }
        }
        Some(fault)
    }

    /// Waits for the next release.
    pub(super) async fn stall(&self) {
        let mut releases = self.releases.subscribe();
        let _counted = Counted::new(&self.stalled);
        // The sender is borrowed along with `self`, so it cannot go away meanwhile.
        let _ = releases.changed().await;
    }
}

/// Counts one stalled request for as long as it waits, also when its caller gives up.
struct Counted<'a>(&'a watch::Sender<usize>);

impl<'a> Counted<'a> {
    fn new(count: &'a watch::Sender<usize>) -> Self {
        count.send_modify(|count| *count += 1);
        Self(count)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
