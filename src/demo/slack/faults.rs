//! Faults on demand: the next calls of a method go wrong in a chosen way.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// What goes wrong with one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// 429 with `Retry-After`.
    RateLimited { retry_after_s: u64 },
    /// An HTTP status with an HTML body.
    Http { status: u16 },
    /// `{"ok":false,"error":code}`.
    Error { code: String },
    /// The call is carried out, then the connection is closed without an answer.
    DropAfter,
    /// The connection is closed before anything happens.
    DropBefore,
    /// Nothing is answered until [`Faults::release`].
    Stall,
}

/// Switches for faults; methods are named as in the Web API, `response_url` for that endpoint, `*` for any call.
#[derive(Debug)]
pub struct Faults {
    waiting: Mutex<HashMap<String, VecDeque<Fault>>>,
    released: watch::Sender<u64>,
}

impl Default for Faults {
    fn default() -> Self {
        Self { waiting: Mutex::default(), released: watch::Sender::new(0) }
    }
}

impl Faults {
    /// The next `n` calls of `method` are answered 429 with `Retry-After: retry_after_s`.
    pub fn ratelimit(&self, method: &str, n: usize, retry_after_s: u64) {
        self.plan(method, n, &Fault::RateLimited { retry_after_s });
    }

    /// The next `n` calls of `method` are answered with an HTTP `status` and no JSON.
    pub fn http(&self, method: &str, n: usize, status: u16) {
        self.plan(method, n, &Fault::Http { status });
    }

    /// The next `n` calls of `method` are answered `{"ok":false,"error":code}`.
    pub fn error(&self, method: &str, n: usize, code: &str) {
        self.plan(method, n, &Fault::Error { code: code.to_owned() });
    }

    /// The next `n` calls of `method` are carried out, and then the connection breaks.
    pub fn drop_after(&self, method: &str, n: usize) {
        self.plan(method, n, &Fault::DropAfter);
    }

    /// The next `n` calls of `method` break before anything happens.
    pub fn drop_before(&self, method: &str, n: usize) {
        self.plan(method, n, &Fault::DropBefore);
    }

    /// The next `n` calls of `method` get no answer, and do nothing, until [`Self::release`].
    pub fn stall(&self, method: &str, n: usize) {
        self.plan(method, n, &Fault::Stall);
    }

    /// Lets stalled calls go on.
    pub fn release(&self) {
        self.released.send_modify(|count| *count += 1);
    }

    /// Takes back every fault that has not happened yet.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// How many planned faults have not happened yet.
    pub fn pending(&self) -> usize {
        self.lock().values().map(VecDeque::len).sum()
    }

    fn plan(&self, method: &str, n: usize, fault: &Fault) {
        let mut waiting = self.lock();
        let queue = waiting.entry(method.to_owned()).or_default();
        queue.extend(std::iter::repeat_n(fault.clone(), n));
    }

    /// The fault this call runs into.
    pub(super) fn take(&self, method: &str) -> Option<Fault> {
        let mut waiting = self.lock();
        let named = waiting.get_mut(method).and_then(VecDeque::pop_front);
        named.or_else(|| waiting.get_mut("*").and_then(VecDeque::pop_front))
    }

    /// Resolves at the next [`Self::release`].
    pub(super) async fn wait_for_release(&self) {
        let mut released = self.released.subscribe();
        // The sender lives as long as `self`, so this cannot fail.
        let _ = released.changed().await;
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, VecDeque<Fault>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
