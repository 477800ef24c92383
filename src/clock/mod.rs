//! Time is given, never taken: everything that waits or stamps asks a [`Clock`].

mod ids;
mod manual;
mod system;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;

pub use ids::Ids;
pub use manual::ManualClock;
pub use system::SystemClock;

/// A source of time.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The moment it is.
    fn now(&self) -> Timestamp;

    /// Resolves when `duration` has passed on this clock.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

    /// The moment it is, in epoch milliseconds.
    fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }
}
