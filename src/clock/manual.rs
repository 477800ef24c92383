//! A clock that moves when it is told to.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::Clock;

/// Time for tests: stands still until [`ManualClock::advance`].
#[derive(Debug)]
pub struct ManualClock {
    now_ms: AtomicI64,
    moved: watch::Sender<i64>,
    sleepers: AtomicUsize,
}

impl ManualClock {
    /// A clock that stands at `start`.
    pub fn new(start: Timestamp) -> Self {
        let start = start.as_millisecond();
        Self { now_ms: AtomicI64::new(start), moved: watch::Sender::new(start), sleepers: AtomicUsize::new(0) }
    }

    /// Moves time forward and wakes those whose sleep is over.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        let now = self.now_ms.fetch_add(by, Ordering::SeqCst) + by;
        self.moved.send_replace(now);
    }

    /// How many are asleep at the moment.
    pub fn sleepers(&self) -> usize {
        self.sleepers.load(Ordering::SeqCst)
    }
}

struct Asleep<'a>(&'a AtomicUsize);

impl Drop for Asleep<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now_ms.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let until = self.now_ms().saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX));
        Box::pin(async move {
            self.sleepers.fetch_add(1, Ordering::SeqCst);
            let _asleep = Asleep(&self.sleepers);
            let mut moved = self.moved.subscribe();
            // The sender lives as long as the clock, so waiting cannot fail while it is borrowed.
            let _ = moved.wait_for(|now| *now >= until).await;
        })
    }
}
