//! Slack's rate limits: one message a second in each channel, and a budget per method and minute.

use std::collections::{HashMap, VecDeque};

/// Messages a channel takes at once before the second counts.
const BURST: i64 = 20;

/// What was sent lately.
#[derive(Debug, Default)]
pub(super) struct Pace {
    channels: HashMap<String, Bucket>,
    methods: HashMap<String, VecDeque<i64>>,
}

#[derive(Debug)]
struct Bucket {
    /// Thousandths of a message that may still be sent.
    left: i64,
    at_ms: i64,
}

/// Calls per minute for a method, by Slack's published tiers.
fn per_minute(method: &str) -> Option<usize> {
    Some(match method {
        "chat.postMessage" => 300,
        "usergroups.list" | "usergroups.users.list" | "users.list" => 20,
        "chat.update"
        | "chat.delete"
        | "conversations.open"
        | "conversations.info"
        | "conversations.history"
        | "conversations.replies" => 50,
        "chat.postEphemeral"
        | "views.open"
        | "views.update"
        | "views.push"
        | "views.publish"
        | "users.info"
        | "files.getUploadURLExternal"
        | "files.completeUploadExternal"
        | "files.info"
        | "conversations.members" => 100,
        _ => return None,
    })
}

impl Pace {
    /// Counts a message into `channel`; the seconds to wait where it is too much.
    pub(super) fn message(&mut self, channel: &str, now_ms: i64) -> Result<(), u64> {
        let full = BURST * 1000;
        let bucket = self.channels.entry(channel.to_owned()).or_insert(Bucket { left: full, at_ms: now_ms });
        bucket.left = (bucket.left + (now_ms - bucket.at_ms).max(0)).min(full);
        bucket.at_ms = now_ms;
        if bucket.left < 1000 {
            return Err(1);
        }
        bucket.left -= 1000;
        Ok(())
    }

    /// Counts a call of `method`; the seconds to wait where its minute is used up.
    pub(super) fn call(&mut self, method: &str, now_ms: i64) -> Result<(), u64> {
        let Some(most) = per_minute(method) else { return Ok(()) };
        let lately = self.methods.entry(method.to_owned()).or_default();
        while lately.front().is_some_and(|at| now_ms - at >= 60_000) {
            lately.pop_front();
        }
        if lately.len() >= most {
            let wait_ms = lately.front().map_or(1000, |oldest| 60_000 - (now_ms - oldest));
            return Err(u64::try_from(wait_ms.max(0)).unwrap_or(0).div_ceil(1000).max(1));
        }
        lately.push_back(now_ms);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_takes_a_burst_and_then_one_message_a_second() {
        let mut pace = Pace::default();
        for _ in 0..BURST {
            assert_eq!(pace.message("C1", 0), Ok(()));
        }
        assert_eq!(pace.message("C1", 0), Err(1));
        assert_eq!(pace.message("C2", 0), Ok(()));
        assert_eq!(pace.message("C1", 1000), Ok(()));
        assert_eq!(pace.message("C1", 1500), Err(1));
    }

    #[test]
    fn a_method_has_a_budget_per_minute_and_says_when_it_is_free_again() {
        let mut pace = Pace::default();
        for _ in 0..50 {
            assert_eq!(pace.call("chat.update", 0), Ok(()));
        }
        assert_eq!(pace.call("chat.update", 15_000), Err(45));
        assert_eq!(pace.call("chat.update", 60_000), Ok(()));
        assert_eq!(pace.call("auth.test", 0), Ok(()));
    }
}
