//! One limit: what was sent within the last minute, and what Kinsta says is left.

use std::collections::VecDeque;

use super::Lane;
use crate::kinsta::rate_headers::Allowance;

const MINUTE_MS: i64 = 60_000;
/// Two reports whose resets lie closer than this speak of the same allowance.
const SAME_RESET_MS: i64 = 2_000;

#[derive(Debug)]
pub(super) struct Window {
    limit: u32,
    sent_ms: VecDeque<i64>,
    reported: Option<Reported>,
}

#[derive(Debug, Clone, Copy)]
struct Reported {
    limit: u32,
    left: u32,
    until_ms: i64,
}

impl Window {
    pub(super) fn new(limit: u32) -> Self {
        Self { limit, sent_ms: VecDeque::new(), reported: None }
    }

    /// When this lane may send again; `None` is now.
    pub(super) fn opens_at(&mut self, lane: Lane, now_ms: i64) -> Option<i64> {
        self.forget(now_ms);
        let usable = self.limit.saturating_sub(lane.reserve(self.limit)).max(1) as usize;
        // Room for one more is there when all but `usable - 1` of those sent are a minute old.
        let own = self
            .sent_ms
            .len()
            .checked_sub(usable)
            .and_then(|blocking| self.sent_ms.get(blocking))
            .map(|sent_ms| sent_ms.saturating_add(MINUTE_MS));
        let theirs =
            self.reported.filter(|theirs| theirs.left <= lane.reserve(theirs.limit)).map(|theirs| theirs.until_ms);
        own.max(theirs)
    }

    pub(super) fn take(&mut self, now_ms: i64) {
        self.sent_ms.push_back(now_ms);
        if let Some(theirs) = &mut self.reported {
            theirs.left = theirs.left.saturating_sub(1);
        }
    }

    pub(super) fn left(&mut self, now_ms: i64) -> u32 {
        self.forget(now_ms);
        let own = self.limit.saturating_sub(u32::try_from(self.sent_ms.len()).unwrap_or(u32::MAX));
        self.reported.map_or(own, |theirs| own.min(theirs.left))
    }

    pub(super) fn reported(&mut self, allowance: Allowance, now_ms: i64) {
        self.forget(now_ms);
        let until_ms = now_ms.saturating_add(allowance.resets_in_ms.unwrap_or(MINUTE_MS));
        let limit = allowance.limit.unwrap_or(self.limit).max(1);
        // Answers overtake each other: within one allowance the lowest number is the true one.
        let lowest = self
            .reported
            .filter(|known| (known.until_ms - until_ms).abs() <= SAME_RESET_MS)
            .map_or(allowance.left, |known| known.left.min(allowance.left));
        self.reported = (until_ms > now_ms).then_some(Reported { limit, left: lowest, until_ms });
    }

    fn forget(&mut self, now_ms: i64) {
        while self.sent_ms.front().is_some_and(|sent_ms| sent_ms.saturating_add(MINUTE_MS) <= now_ms) {
            self.sent_ms.pop_front();
        }
        self.reported = self.reported.filter(|theirs| theirs.until_ms > now_ms);
    }
}
