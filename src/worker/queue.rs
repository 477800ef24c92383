//! Works a queue off: as many at a time as there is room, each on its own, so that one that hangs holds up no other.
//!
//! Must not know what is in the queue.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::store::Signal;

/// How often a queue is looked at without being called, for the other replicas' sake.
const LOOK: Duration = Duration::from_millis(500);

/// A queue and how much of it is worked on at once.
pub struct Queue {
    pub clock: Arc<dyn Clock>,
    pub changed: Signal,
    pub room: u32,
}

impl Queue {
    /// Claims and works until `cancel`. Work in hand then goes on; `tracker` knows of it.
    pub async fn run<T, C, W>(
        mut self,
        tracker: &TaskTracker,
        cancel: &CancellationToken,
        claim: impl Fn(u32) -> C,
        work: impl Fn(T) -> W,
    ) where
        C: Future<Output = Vec<T>>,
        W: Future<Output = ()> + Send + 'static,
    {
        let free = Arc::new(Semaphore::new(self.room as usize));
        let done = Arc::new(Notify::new());
        while !cancel.is_cancelled() {
            let room = u32::try_from(free.available_permits()).unwrap_or(self.room);
            let claimed = if room > 0 { claim(room).await } else { Vec::new() };
            for item in claimed {
                let Ok(permit) = free.clone().acquire_owned().await else { return };
                let (work, done) = (work(item), done.clone());
                tracker.spawn(async move {
                    work.await;
                    drop(permit);
                    done.notify_one();
                });
            }
            tokio::select! {
                () = cancel.cancelled() => {}
                () = self.changed.changed() => {}
                () = done.notified() => {}
                () = self.clock.sleep(LOOK) => {}
            }
        }
    }
}
