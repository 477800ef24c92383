//! Settles a call whose answer was lost, from the company's activity log. Pure.
//!
//! The log names the site, the kind of action, the key and the time, but not our call. So a row counts only when it is
//! the *only* one that could be ours; otherwise the truth is "unknown".

use super::schedule;
use crate::act::ActivityWords;
use crate::domain::operation::{StepState, UnknownReason};

/// How far Kinsta's clock may be off, in milliseconds.
const SKEW_MS: i64 = 2_000;
/// How long after the call its row may begin, in milliseconds.
const WINDOW_MS: i64 = 60_000;

/// A row of the activity log, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Kinsta's word for the action, `clearCache`.
    pub kind: String,
    /// When it began, in epoch milliseconds.
    pub created_at_ms: i64,
    /// It ended.
    pub is_done: bool,
    /// It ended badly.
    pub has_failed: bool,
    /// Why.
    pub public_error: Option<String>,
    /// Made with our key, as far as the row tells.
    pub with_our_key: bool,
}

/// The newest rows of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    /// The rows, in any order.
    pub rows: Vec<Row>,
    /// There are no older ones.
    pub is_whole: bool,
}

impl Log {
    /// Whether nothing at all happened with our key when the call was made. Kinsta's words for actions are not
    /// documented, so a row whose kind is not understood counts as something.
    fn shows_nothing(&self, since_ms: i64) -> bool {
        let reaches_back = self.is_whole || self.rows.iter().any(|row| row.created_at_ms < since_ms - SKEW_MS);
        reaches_back && !self.rows.iter().any(|row| row.with_our_key && is_about_then(row, since_ms))
    }
}

/// What the log makes of an ambiguous step. `alone` says that we made no other call of this kind on this site at about
/// the same time.
pub fn after_reading(before: &StepState, log: &Log, words: ActivityWords, alone: bool, now_ms: i64) -> StepState {
    let StepState::Ambiguous { since_ms, checks, message, .. } = before else { return before.clone() };
    let ours: Vec<&Row> = log.rows.iter().filter(|row| could_be_ours(row, *since_ms, words)).collect();
    match ours.as_slice() {
        [row] if alone && row.has_failed => {
            StepState::Failed { message: row.public_error.clone().or_else(|| message.clone()).unwrap_or_default() }
        }
        [row] if alone && row.is_done => StepState::Done,
        // One row that still runs, none yet, or several: look again while it makes sense.
        _ => after_nothing(*since_ms, *checks, message.clone(), log.shows_nothing(*since_ms), now_ms),
    }
}

/// What it makes of the step that the log could not be read, or did not decide.
pub fn after_nothing(
    since_ms: i64,
    checks: u32,
    message: Option<String>,
    shows_nothing: bool,
    now_ms: i64,
) -> StepState {
    if let Some(pause_ms) = schedule::settle_pause_ms(checks + 1) {
        return StepState::Ambiguous { since_ms, checks: checks + 1, next_ms: now_ms + pause_ms, message };
    }
    match message {
        // Kinsta answered with an error and two minutes later its log knows of nothing: both say no.
        Some(message) if shows_nothing => StepState::Failed { message },
        message => StepState::Unknown { why: UnknownReason::AnswerLost, since_ms, operation_id: None, message },
    }
}

fn could_be_ours(row: &Row, since_ms: i64, words: ActivityWords) -> bool {
    row.with_our_key && is_about_then(row, since_ms) && words.mean(&row.kind)
}

fn is_about_then(row: &Row, since_ms: i64) -> bool {
    (since_ms - SKEW_MS..=since_ms + WINDOW_MS).contains(&row.created_at_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str, created_at_ms: i64) -> Row {
        Row {
            kind: kind.into(),
            created_at_ms,
            is_done: true,
            has_failed: false,
            public_error: None,
            with_our_key: true,
        }
    }

    fn ambiguous(checks: u32, message: Option<&str>) -> StepState {
        StepState::Ambiguous { since_ms: 100_000, checks, next_ms: 0, message: message.map(str::to_owned) }
    }

    fn log(rows: &[Row]) -> Log {
        Log { rows: rows.to_vec(), is_whole: true }
    }

    const WORDS: ActivityWords = ActivityWords { all: &["clear", "cache"], none: &["edge", "cdn"] };

    #[test]
    fn the_only_row_that_could_be_ours_decides() {
        let done = row("clearCache", 100_500);
        let failed = Row { has_failed: true, public_error: Some("blocked".into()), ..done.clone() };
        assert_eq!(after_reading(&ambiguous(0, None), &log(&[done]), WORDS, true, 0), StepState::Done);
        assert_eq!(
            after_reading(&ambiguous(0, None), &log(&[failed]), WORDS, true, 0),
            StepState::Failed { message: "blocked".into() }
        );
    }

    #[test]
    fn in_doubt_it_is_never_called_done() {
        let done = row("clearCache", 100_500);
        let elsewhere = Row { with_our_key: false, ..done.clone() };
        let running = Row { is_done: false, ..done.clone() };
        for (rows, alone) in [
            (vec![done.clone(), done.clone()], true),
            (vec![done], false),
            (vec![elsewhere], true),
            (vec![row("restartPhp", 100_500)], true),
            (vec![row("clearEdgeCache", 100_500)], true),
            (vec![row("clearCache", 90_000)], true),
            (vec![row("clearCache", 170_000)], true),
            (vec![running], true),
            (vec![], true),
        ] {
            assert!(matches!(
                after_reading(&ambiguous(0, None), &log(&rows), WORDS, alone, 0),
                StepState::Ambiguous { checks: 1, .. }
            ));
            assert!(matches!(
                after_reading(&ambiguous(5, None), &log(&rows), WORDS, alone, 0),
                StepState::Unknown { why: UnknownReason::AnswerLost, .. }
            ));
        }
    }

    #[test]
    fn an_error_answer_without_a_row_is_a_failure_in_kinstas_words() {
        let answered = ambiguous(5, Some("Error occurred"));
        let failed = StepState::Failed { message: "Error occurred".into() };
        let older = Log { rows: vec![row("clearCache", 50_000)], is_whole: false };
        for log in [log(&[]), log(&[row("clearCache", 50_000)]), older] {
            assert_eq!(after_reading(&answered, &log, WORDS, true, 0), failed, "{log:?}");
        }
    }

    #[test]
    fn an_error_answer_is_no_failure_while_a_row_could_still_be_its_own() {
        let answered = ambiguous(5, Some("Error occurred"));
        let too_short = Log { rows: vec![row("clearCache", 500_000)], is_whole: false };
        let oddly_named = log(&[row("somethingElse", 100_500)]);
        let running = log(&[Row { is_done: false, ..row("clearCache", 100_500) }]);
        for log in [too_short, oddly_named, running] {
            assert!(matches!(after_reading(&answered, &log, WORDS, true, 0), StepState::Unknown { .. }), "{log:?}");
        }
    }
}
