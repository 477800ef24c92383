//! Word that there is something new in a queue, within this process.
//!
//! A hint, not a promise: another replica's commits are not heard, so whoever waits for a signal also looks again by
//! the clock. A signal given between two waits of the same listener is not lost.

use tokio::sync::watch;

/// One listener's ear.
#[derive(Debug, Clone)]
pub struct Signal(watch::Receiver<u64>);

impl Signal {
    /// Resolves when something was committed since the listener was made or last heard. Never resolves any more once
    /// the store is gone. May be dropped and called again without losing word.
    pub async fn changed(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// The side that tells.
#[derive(Debug)]
pub(super) struct Bell(watch::Sender<u64>);

impl Bell {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    pub(super) fn ring(&self) {
        self.0.send_modify(|count| *count = count.wrapping_add(1));
    }

    pub(super) fn listen(&self) -> Signal {
        Signal(self.0.subscribe())
    }
}
