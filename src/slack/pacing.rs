//! When the next call may go out: Slack takes one message per second and conversation, and says itself how long a
//! method is closed after too many calls.
//!
//! A plain ledger driven by the time it is given: it never waits. Whoever is told to come back later does so.
//! Must not know what is sent.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::ids::ChannelId;

/// One message a second into a conversation.
const GAP_MS: i64 = 1000;

/// Conversations that may have had a message within the last second; the next one waits a second itself.
const MAX_ENTRIES: usize = 10_000;

/// The ledger; shared by everything that posts with one token.
#[derive(Debug, Default)]
pub struct Pacing {
    ledger: Mutex<Ledger>,
}

#[derive(Debug, Default)]
struct Ledger {
    channels: HashMap<ChannelId, i64>,
    turns: HashMap<ChannelId, i64>,
    methods: HashMap<&'static str, i64>,
}

impl Pacing {
    /// An empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the turn for one `method` call that puts a message into `channel`, at `now_ms` (epoch milliseconds).
    ///
    /// # Errors
    /// The epoch milliseconds from which on it is worth asking again; nothing was taken then.
    pub fn reserve(&self, channel: &ChannelId, method: &'static str, now_ms: i64) -> Result<(), i64> {
        let mut ledger = self.lock();
        let method_opens = ledger.methods.get(method).copied().unwrap_or(i64::MIN);
        let channel_opens = ledger.channels.get(channel).copied().unwrap_or(i64::MIN);
        let opens = method_opens.max(channel_opens);
        if opens > now_ms {
            return Err(opens);
        }
        if !ledger.has_room(now_ms) {
            return Err(now_ms.saturating_add(GAP_MS));
        }
        ledger.channels.insert(channel.clone(), now_ms.saturating_add(GAP_MS));
        Ok(())
    }

    /// A moment of its own for one of many that wait for `channel`, which opens at `opens_ms`: each gets the next one, so
    /// that they do not all come back for the same.
    pub fn queue_up(&self, channel: &ChannelId, opens_ms: i64) -> i64 {
        let mut ledger = self.lock();
        let turn_ms = ledger.turns.get(channel).map_or(opens_ms, |last| opens_ms.max(last.saturating_add(GAP_MS)));
        if ledger.turns.len() >= MAX_ENTRIES {
            ledger.turns.retain(|_, turn| *turn > opens_ms);
        }
        ledger.turns.insert(channel.clone(), turn_ms);
        turn_ms
    }

    /// Notes Slack's `Retry-After`: `method` is closed until `until_ms`.
    pub fn close(&self, method: &'static str, until_ms: i64) {
        let mut ledger = self.lock();
        let opens = ledger.methods.entry(method).or_insert(until_ms);
        *opens = (*opens).max(until_ms);
    }

    /// Until when `method` is closed, if it is closed at `now_ms`.
    pub fn closed_until(&self, method: &'static str, now_ms: i64) -> Option<i64> {
        self.lock().methods.get(method).copied().filter(|until_ms| *until_ms > now_ms)
    }

    fn lock(&self) -> MutexGuard<'_, Ledger> {
        // The ledger is whole after every statement, so a panic elsewhere cannot have broken it.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger {
    /// Forgets conversations that are open again when there are many.
    fn has_room(&mut self, now_ms: i64) -> bool {
        if self.channels.len() >= MAX_ENTRIES {
            self.channels.retain(|_, opens| *opens > now_ms);
        }
        self.channels.len() < MAX_ENTRIES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(name: &str) -> ChannelId {
        name.into()
    }

    #[test]
    fn a_conversation_takes_one_message_a_second() {
        let pacing = Pacing::new();
        assert_eq!(pacing.reserve(&c("C1"), "chat.postMessage", 5_000), Ok(()));
        assert_eq!(pacing.reserve(&c("C1"), "chat.postMessage", 5_000), Err(6_000));
        assert_eq!(pacing.reserve(&c("C1"), "chat.update", 5_999), Err(6_000));
        assert_eq!(pacing.reserve(&c("C1"), "chat.postMessage", 6_000), Ok(()));
    }

    #[test]
    fn those_who_wait_for_a_conversation_get_a_moment_each() {
        let pacing = Pacing::new();
        assert_eq!(pacing.queue_up(&c("C1"), 1_000), 1_000);
        assert_eq!(pacing.queue_up(&c("C1"), 1_000), 2_000);
        assert_eq!(pacing.queue_up(&c("C2"), 1_000), 1_000);
        assert_eq!(pacing.queue_up(&c("C1"), 9_000), 9_000);
    }

    #[test]
    fn conversations_do_not_wait_for_each_other() {
        let pacing = Pacing::new();
        assert_eq!(pacing.reserve(&c("C1"), "chat.postMessage", 0), Ok(()));
        assert_eq!(pacing.reserve(&c("C2"), "chat.postMessage", 0), Ok(()));
    }

    #[test]
    fn a_refusal_takes_no_turn() {
        let pacing = Pacing::new();
        pacing.reserve(&c("C1"), "chat.postMessage", 0).unwrap();
        for now in [100, 500, 999] {
            assert_eq!(pacing.reserve(&c("C1"), "chat.postMessage", now), Err(1_000));
        }
        assert_eq!(pacing.reserve(&c("C1"), "chat.postMessage", 1_000), Ok(()));
    }

    #[test]
    fn a_closed_method_is_closed_everywhere_and_alone() {
        let pacing = Pacing::new();
        pacing.close("chat.postMessage", 30_000);
        pacing.close("chat.postMessage", 20_000);
        assert_eq!(pacing.reserve(&c("C1"), "chat.postMessage", 29_999), Err(30_000));
        assert_eq!(pacing.reserve(&c("C2"), "chat.postMessage", 0), Err(30_000));
        assert_eq!(pacing.reserve(&c("C1"), "chat.update", 0), Ok(()));
        assert_eq!(pacing.reserve(&c("C2"), "chat.postMessage", 30_000), Ok(()));
    }

    #[test]
    fn memory_stays_bounded() {
        let pacing = Pacing::new();
        for i in 0..MAX_ENTRIES {
            pacing.reserve(&c(&format!("C{i}")), "chat.postMessage", 7).unwrap();
        }
        assert_eq!(pacing.reserve(&c("one more"), "chat.postMessage", 7), Err(1_007));
        assert_eq!(pacing.reserve(&c("one more"), "chat.postMessage", 1_007), Ok(()));
        assert_eq!(pacing.lock().channels.len(), 1);
    }
}
