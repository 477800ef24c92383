//! Ids that sort by time, made from the clock that was given and a source of randomness that was given.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use ulid::Ulid;

use super::Clock;

/// Bytes of entropy for one id.
const OF_ONE: usize = 16;

/// For so many ids entropy is fetched at a time.
const AHEAD: usize = 64;

/// A maker of ULIDs.
#[derive(Debug)]
pub struct Ids(Source);

#[derive(Debug)]
enum Source {
    Random(Box<Mutex<Entropy>>),
    Seeded(AtomicU64),
}

impl Ids {
    /// Ids nobody can guess.
    pub fn random() -> Self {
        Self(Source::Random(Box::new(Mutex::new(Entropy { bytes: [0; OF_ONE * AHEAD], left: 0 }))))
    }

    /// The same ids in every run, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(AtomicU64::new(seed)))
    }

    /// A new id, 26 characters.
    pub fn next(&self, clock: &dyn Clock) -> String {
        let ms = u64::try_from(clock.now_ms()).unwrap_or_default();
        let random = match &self.0 {
            Source::Seeded(counter) => u128::from(counter.fetch_add(1, Ordering::SeqCst)),
            Source::Random(entropy) => entropy.lock().unwrap_or_else(PoisonError::into_inner).take(),
        };
        Ulid::from_parts(ms, random).to_string()
    }
}

/// Entropy fetched ahead, because asking the system for it costs as much as everything else about an id. None of it is
/// given twice, and none of it stays behind.
struct Entropy {
    bytes: [u8; OF_ONE * AHEAD],
    left: usize,
}

impl Entropy {
    fn take(&mut self) -> u128 {
        if self.left == 0 {
            if let Err(error) = getrandom::fill(&mut self.bytes) {
                // Without entropy an id could be guessed or repeated; the caller's unique keys catch a repeat. The next
                // id asks again.
                tracing::error!(error = %error, "the system gives no randomness");
                return 0;
            }
            self.left = AHEAD;
        }
        self.left -= 1;
        let (ids, _) = self.bytes.as_chunks_mut::<OF_ONE>();
        ids.get_mut(self.left).map(std::mem::take).map(u128::from_be_bytes).unwrap_or_default()
    }
}

impl std::fmt::Debug for Entropy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entropy").field("left", &self.left).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::clock::ManualClock;

    #[test]
    fn no_entropy_is_given_twice_or_kept() {
        let mut entropy = Entropy { bytes: [0; OF_ONE * AHEAD], left: 0 };
        let taken: HashSet<u128> = (0..5 * AHEAD).map(|_| entropy.take()).collect();
        assert_eq!(taken.len(), 5 * AHEAD);
        assert_eq!((entropy.left, entropy.bytes), (0, [0; OF_ONE * AHEAD]));
        assert!(!format!("{entropy:?}").contains("bytes"));
    }

    #[test]
    fn ids_of_the_same_moment_differ_and_seeded_ones_come_again() {
        let clock = ManualClock::new("2026-11-30T12:00:00Z".parse().unwrap());
        let random = Ids::random();
        let ids: HashSet<String> = (0..3 * AHEAD).map(|_| random.next(&clock)).collect();
        assert_eq!(ids.len(), 3 * AHEAD);
        assert_eq!(Ids::seeded(7).next(&clock), Ids::seeded(7).next(&clock));
    }
}
