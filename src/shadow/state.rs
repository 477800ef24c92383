//! How far the log was read and what is still to be said: what is saved after each reading.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compare::Row;
use crate::domain::ids::{ChannelId, SiteId};
use crate::domain::site::Site;

/// How long after a message the next one may follow, in milliseconds.
const PAUSE_MS: i64 = 15 * 60 * 1000;
/// The most lines of one message.
const LINES: usize = 10;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The newest entry that was read.
    pub last: Option<Mark>,
    /// The entries of late that a call of ours was found for. They keep one when later ones are looked at.
    pub recent: Vec<Row>,
    /// What is to be said in channels.
    pub channels: BTreeMap<ChannelId, Waiting>,
    /// What is to be said to admins.
    pub alarm: Waiting,
    /// What of the log was not read, and is to be said to admins.
    pub gap: Option<Gap>,
}

/// An entry of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Kinsta's number for it.
    pub id: i64,
    /// When it began, in epoch milliseconds.
    pub at_ms: i64,
}

/// A time whose entries were more than are read at once, in epoch milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// After this.
    pub from_ms: i64,
    /// Before this.
    pub to_ms: i64,
}

/// What is to be said in one place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiting {
    /// Not before this, in epoch milliseconds.
    pub next_ms: i64,
    /// The first lines.
    pub lines: Vec<Told>,
    /// How many more there are.
    pub more: usize,
}

/// One entry to be told of. Texts are plain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When, in epoch milliseconds.
    pub at_ms: i64,
    /// The site's id.
    pub site_id: Option<SiteId>,
    /// The site, as it was when it was last seen.
    pub site: Option<Seen>,
    /// What was done.
    pub what: String,
    /// By whom: a person, a key.
    pub person: Option<String>,
    /// The key's name.
    pub key: Option<String>,
    /// From which address, shortened.
    pub from: Option<String>,
    /// The bot called there about then, too.
    #[serde(default)]
    pub beside: bool,
}

/// What a site was called and what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its technical name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Its labels.
    pub labels: Vec<String>,
}

impl From<&Site> for Seen {
    fn from(site: &Site) -> Self {
        Self { name: site.name.clone(), title: site.title().to_owned(), labels: site.labels.clone() }
    }
}

impl Waiting {
    /// Adds an entry.
    pub fn add(&mut self, told: Told) {
        if self.lines.len() < LINES {
            self.lines.push(told);
        } else {
            self.more += 1;
        }
    }

    /// What is to be said now, and then not again for a while.
    pub fn take(&mut self, now_ms: i64) -> Option<(Vec<Told>, usize)> {
        if self.lines.is_empty() || now_ms < self.next_ms {
            return None;
        }
        self.next_ms = now_ms + PAUSE_MS;
        Some((std::mem::take(&mut self.lines), std::mem::take(&mut self.more)))
    }

    /// Whether there is nothing to say and nothing to wait for.
    pub fn is_over(&self, now_ms: i64) -> bool {
        self.lines.is_empty() && now_ms >= self.next_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(at_ms: i64) -> Told {
        let (site_id, site, person, key, from) = (None, None, None, None, None);
        Told { at_ms, site_id, site, what: "Delete".to_owned(), person, key, from, beside: false }
    }

    #[test]
    fn what_comes_within_a_quarter_of_an_hour_waits_and_is_counted() {
        let mut waiting = Waiting::default();
        assert_eq!(waiting.take(0), None);
        waiting.add(told(1));
        assert_eq!(waiting.take(1), Some((vec![told(1)], 0)));
        for at_ms in 2..15 {
            waiting.add(told(at_ms));
        }
        assert_eq!(waiting.take(PAUSE_MS), None);
        let (lines, more) = waiting.take(PAUSE_MS + 1).unwrap();
        assert_eq!((lines.len(), lines.first(), more), (LINES, Some(&told(2)), 3));
        assert!(!waiting.is_over(PAUSE_MS + 2) && waiting.is_over(2 * PAUSE_MS + 1));
    }
}
