//! When a call is repeated: one pure function.
//!
//! A read for a waiting person is tried up to three times within a short patience. Every other read has a durable job
//! behind it, which is the retry. A write is sent once, whatever happens.
//!
//! Must not know how a request travels or what it means.

use std::sync::atomic::{AtomicU64, Ordering};

use super::budget::Lane;
use super::endpoint::Effect;

/// How long all waiting within one read for a person may take.
const PATIENCE_MS: i64 = 2_000;
/// How many times a read for a person is repeated after a failure.
const RETRIES: u32 = 2;
/// The first back-off; it doubles.
const BACKOFF_MS: i64 = 200;

/// What became of one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A definite answer, good or bad.
    Answered,
    /// Our own budget or Kinsta's 429 says: not before `wait_ms` have passed. Nothing was executed.
    Limited {
        /// How long to wait.
        wait_ms: i64,
    },
    /// No connection came about, so nothing was sent.
    Unreachable,
    /// The connection broke after sending may have begun.
    Broken {
        /// Whether a status line had come back.
        answered: bool,
    },
    /// Time ran out after sending may have begun.
    TimedOut {
        /// Whether a status line had come back.
        answered: bool,
    },
    /// An answer in the 500s, or one that cannot be trusted.
    ServerError,
}

/// Which try it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// How many failures there were so far, this one counted.
    pub failures: u32,
    /// How long this call has waited between tries so far.
    pub waited_ms: i64,
    /// A random number that spreads the back-off.
    pub roll: u32,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The answer stands.
    Done,
    /// Try again after so many milliseconds.
    RetryAfter(i64),
    /// Stop.
    Give(Giving),
}

/// How a call ends that got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Giving {
    /// As rate limited.
    RateLimited,
    /// As a read that found nobody.
    Unavailable,
    /// As a write that never left.
    NotSent,
    /// As a write nobody knows the end of.
    Ambiguous {
        /// Whether an HTTP answer came back.
        answered: bool,
    },
}

/// Decides what follows one try.
pub fn decide(effect: Effect, lane: Lane, attempt: Attempt, outcome: Outcome) -> Decision {
    match (effect, outcome) {
        (_, Outcome::Answered) => Decision::Done,
        (Effect::Read, Outcome::Limited { wait_ms })
            if lane == Lane::Person && attempt.waited_ms.saturating_add(wait_ms) <= PATIENCE_MS =>
        {
            Decision::RetryAfter(wait_ms)
        }
        (_, Outcome::Limited { .. }) => Decision::Give(Giving::RateLimited),
        (Effect::Write, Outcome::Unreachable) => Decision::Give(Giving::NotSent),
        (Effect::Write, Outcome::Broken { answered } | Outcome::TimedOut { answered }) => {
            Decision::Give(Giving::Ambiguous { answered })
        }
        (Effect::Write, Outcome::ServerError) => Decision::Give(Giving::Ambiguous { answered: true }),
        // Whoever sat through a whole timeout is not kept for a second one.
        (Effect::Read, Outcome::TimedOut { .. }) => Decision::Give(Giving::Unavailable),
        (Effect::Read, Outcome::Unreachable | Outcome::Broken { .. } | Outcome::ServerError) => {
            let wait_ms = backoff_ms(attempt);
            let patient = attempt.waited_ms.saturating_add(wait_ms) <= PATIENCE_MS;
            if lane == Lane::Person && attempt.failures <= RETRIES && patient {
                Decision::RetryAfter(wait_ms)
            } else {
                Decision::Give(Giving::Unavailable)
            }
        }
    }
}

/// Between half of the doubled back-off and all of it.
fn backoff_ms(attempt: Attempt) -> i64 {
    let full = BACKOFF_MS << attempt.failures.saturating_sub(1).min(8);
    full / 2 + i64::from(attempt.roll) % (full / 2 + 1)
}

/// A small seeded source of spread. Not for secrets.
#[derive(Debug)]
pub struct Jitter(AtomicU64);

impl Jitter {
    /// The same seed gives the same numbers.
    pub fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next number.
    pub fn roll(&self) -> u32 {
        // SplitMix64: a fixed step, then mixing; good enough to keep retries apart.
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Attempt = Attempt { failures: 1, waited_ms: 0, roll: 0 };
    const SECOND: Attempt = Attempt { failures: 2, waited_ms: 100, roll: 0 };
    const THIRD: Attempt = Attempt { failures: 3, waited_ms: 300, roll: 0 };

    #[test]
    fn the_table_holds() {
        use Effect::{Read, Write};
        use Lane::{Background, Operation, Person};
        use Outcome::{Answered, Broken, Limited, ServerError, TimedOut, Unreachable};

        let unavailable = Decision::Give(Giving::Unavailable);
        let limited = Decision::Give(Giving::RateLimited);
        let lost = |answered| Decision::Give(Giving::Ambiguous { answered });
        let table = [
            // A person's read: twice more, then no.
            (Read, Person, FIRST, Answered, Decision::Done),
            (Read, Person, FIRST, Unreachable, Decision::RetryAfter(100)),
            (Read, Person, FIRST, Broken { answered: true }, Decision::RetryAfter(100)),
            (Read, Person, SECOND, ServerError, Decision::RetryAfter(200)),
            (Read, Person, THIRD, ServerError, unavailable),
            (Read, Person, FIRST, TimedOut { answered: false }, unavailable),
            (Read, Person, Attempt { failures: 1, waited_ms: 1_950, roll: 0 }, ServerError, unavailable),
            // A person waits two seconds in all for the budget.
            (Read, Person, FIRST, Limited { wait_ms: 2_000 }, Decision::RetryAfter(2_000)),
            (Read, Person, FIRST, Limited { wait_ms: 2_001 }, limited),
            (Read, Person, SECOND, Limited { wait_ms: 1_950 }, limited),
            (Read, Person, FIRST, Limited { wait_ms: i64::MAX }, limited),
            // Others have a job that comes back.
            (Read, Operation, FIRST, Unreachable, unavailable),
            (Read, Operation, FIRST, ServerError, unavailable),
            (Read, Operation, FIRST, Limited { wait_ms: 1 }, limited),
            (Read, Background, FIRST, Broken { answered: false }, unavailable),
            (Read, Background, FIRST, Limited { wait_ms: 0 }, limited),
            // A write is sent once.
            (Write, Person, FIRST, Answered, Decision::Done),
            (Write, Person, FIRST, Limited { wait_ms: 1 }, limited),
            (Write, Person, FIRST, Unreachable, Decision::Give(Giving::NotSent)),
            (Write, Operation, FIRST, Unreachable, Decision::Give(Giving::NotSent)),
            (Write, Person, FIRST, Broken { answered: false }, lost(false)),
            (Write, Operation, FIRST, Broken { answered: true }, lost(true)),
            (Write, Person, FIRST, TimedOut { answered: false }, lost(false)),
            (Write, Person, FIRST, ServerError, lost(true)),
        ];
        for (effect, lane, attempt, outcome, wanted) in table {
            assert_eq!(decide(effect, lane, attempt, outcome), wanted, "{effect:?} {lane:?} {attempt:?} {outcome:?}");
        }
    }

    #[test]
    fn a_write_is_never_repeated_whatever_happens() {
        let outcomes = [
            Outcome::Limited { wait_ms: 0 },
            Outcome::Unreachable,
            Outcome::Broken { answered: false },
            Outcome::TimedOut { answered: true },
            Outcome::ServerError,
        ];
        for lane in [Lane::Person, Lane::Operation, Lane::Background] {
            for outcome in outcomes {
                let decision = decide(Effect::Write, lane, FIRST, outcome);
                assert!(matches!(decision, Decision::Give(_)), "{lane:?} {outcome:?}: {decision:?}");
            }
        }
    }

    #[test]
    fn the_spread_stays_between_half_and_all_of_the_back_off() {
        let jitter = Jitter::seeded(7);
        let waits: Vec<i64> =
            (0..200).map(|_| backoff_ms(Attempt { failures: 2, waited_ms: 0, roll: jitter.roll() })).collect();
        assert!(waits.iter().all(|wait| (200..=400).contains(wait)), "{waits:?}");
        assert!(waits.iter().collect::<std::collections::BTreeSet<_>>().len() > 50, "they are spread");
        let again = Jitter::seeded(7);
        assert_eq!(again.roll(), Jitter::seeded(7).roll(), "the same seed gives the same numbers");
    }
}
