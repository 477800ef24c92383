//! When to look next. Pure.

/// Pauses between polls in milliseconds; the last one repeats. What Kinsta works on takes a few seconds at least.
const POLLS_MS: [i64; 4] = [3_000, 4_000, 8_000, 15_000];
/// Pauses between readings of the activity log after an answer was lost, in milliseconds.
const SETTLES_MS: [i64; 6] = [2_000, 3_000, 10_000, 15_000, 30_000, 60_000];
/// Pauses between looks at a site after its PHP restarted, in milliseconds.
const PROBES_MS: [i64; 6] = [1_000, 3_000, 5_000, 10_000, 15_000, 20_000];

/// The pause before an operation is asked about after `polls` polls, in milliseconds.
pub fn poll_pause_ms(polls: u32) -> i64 {
    POLLS_MS[(polls as usize).min(POLLS_MS.len() - 1)]
}

/// By how much the pauses between polls are stretched when `left` requests of Kinsta's minute are left: many operations
/// at once share what there is, and starting the next one is worth more than asking again about the last.
pub fn pace(left: u32) -> i64 {
    match left {
        60.. => 1,
        30..60 => 2,
        _ => 4,
    }
}

/// The pause before the activity log is read after `checks` readings, in milliseconds; none when it was read enough.
pub fn settle_pause_ms(checks: u32) -> Option<i64> {
    SETTLES_MS.get(checks as usize).copied()
}

/// A number of readings after which only one more is made.
pub const LAST_CHECK: u32 = SETTLES_MS.len() as u32;

/// The pause before the next look at the site after `tries` looks, in milliseconds; none when it was looked at enough.
pub fn probe_pause_ms(tries: u32) -> Option<i64> {
    PROBES_MS.get(tries as usize).copied()
}

/// The pause before a call that certainly did not reach Kinsta is made again, in milliseconds.
pub const RESEND_PAUSE_MS: i64 = 5_000;

/// The pause before a change looks again whether it is its turn, in milliseconds; whoever is first in line is called.
pub const QUEUE_PAUSE_MS: i64 = 5_000;

/// The pause before Kinsta is asked again whether it is done with an environment, in milliseconds.
pub const BUSY_PAUSE_MS: i64 = 15_000;

/// With fewer requests of Kinsta's minute left than this, none is spent on what the call itself will tell.
pub const SPARE_REQUESTS: u32 = 60;

/// How long a change waits for its turn, in milliseconds.
pub const WAIT_MS: i64 = 2 * 60 * 60 * 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polling_starts_at_three_seconds_and_grows_to_fifteen() {
        let pauses: Vec<_> = (0..6).map(poll_pause_ms).collect();
        assert_eq!(pauses, [3_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    }

    #[test]
    fn a_five_second_operation_is_known_to_be_done_after_two_polls() {
        let second: i64 = (0..2).map(poll_pause_ms).sum();
        assert!(poll_pause_ms(0) < 5_000 && second >= 5_000);
    }

    #[test]
    fn a_lost_answer_is_looked_for_during_two_minutes() {
        let total: i64 = (0..).map_while(settle_pause_ms).sum();
        assert_eq!(total, 120_000);
        assert_eq!(settle_pause_ms(LAST_CHECK), None);
    }
}
