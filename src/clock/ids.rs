//! Ids that sort by time, made from the clock that was given and a source of randomness that was given.

use std::sync::atomic::{AtomicU64, Ordering};

use ulid::Ulid;

use super::Clock;

/// A maker of ULIDs.
#[derive(Debug)]
pub struct Ids {
    seed: Option<AtomicU64>,
}

impl Ids {
    /// Ids nobody can guess.
    pub fn random() -> Self {
        Self { seed: None }
    }

    /// The same ids in every run, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self { seed: Some(AtomicU64::new(seed)) }
    }

    /// A new id, 26 characters.
    pub fn next(&self, clock: &dyn Clock) -> String {
        let ms = u64::try_from(clock.now_ms()).unwrap_or_default();
        let random = match &self.seed {
            Some(counter) => u128::from(counter.fetch_add(1, Ordering::SeqCst)),
            None => {
                let mut bytes = [0_u8; 16];
                if let Err(error) = getrandom::fill(&mut bytes) {
                    // Without entropy an id could be guessed or repeated; the caller's unique keys catch a repeat.
                    tracing::error!(error = %error, "the system gives no randomness");
                }
                u128::from_be_bytes(bytes)
            }
        };
        Ulid::from_parts(ms, random).to_string()
    }
}
