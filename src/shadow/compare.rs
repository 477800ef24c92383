//! Whose an entry of Kinsta's activity log is: the bot's, nobody's the bot knows though made with its key, or somebody
//! else's. Pure.
//!
//! The log names a site, a kind of action, a key and a time, but no call. So calls and entries are counted against each
//! other: every entry made with our key needs a call of ours of its own, on that site, at about that time. What the entry
//! is called only chooses between calls, since Kinsta's words for actions are not documented. Where the bot called less
//! often than the log says, or not at all, somebody else has the key.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::ids::SiteId;

/// An entry of the log, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// When it began, in epoch milliseconds.
    pub at_ms: i64,
    /// The site.
    pub site: Option<SiteId>,
    /// What else the site goes by: the ids of its environments and their domains.
    pub names: Vec<String>,
    /// The site was not there a while ago.
    pub is_new: bool,
    /// Kinsta's word for the action, `clearCache`.
    pub kind: String,
    /// Made with our key.
    pub is_ours: bool,
}

/// A call that the bot made or may have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Stands for it.
    pub key: String,
    /// The site it was about; `None` where it was about none that is there already.
    pub site: Option<SiteId>,
    /// What it was about besides, where it names no site: ids and domains.
    pub names: BTreeSet<String>,
    /// The verb's words, `cache clear`.
    pub verb: String,
    /// Its entry began between these two, in epoch milliseconds.
    pub from_ms: i64,
    /// See `from_ms`.
    pub to_ms: i64,
    /// It makes a site, whose entries are all its own until it has ended.
    pub makes_a_site: bool,
    /// The site it made, once that is known.
    pub made: Option<SiteId>,
    /// It is many calls to Kinsta in a row: every entry that sounds like it is its own.
    pub is_many: bool,
}

/// Whose an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A call of ours fits.
    Ours,
    /// Made with our key, and no call of ours is left that fits.
    Unknown {
        /// The bot did call there about then, only less often: it may be another of the entries then.
        beside: bool,
    },
    /// Made by a person or with another key.
    Elsewhere,
}

/// Tells entries apart. Those that come first keep a call where they can have one.
pub fn compare(rows: &[Row], calls: &[Call]) -> Vec<Whose> {
    let mut whose: Vec<Whose> =
        rows.iter().map(|row| if row.is_ours { Whose::Unknown { beside: false } } else { Whose::Elsewhere }).collect();
    let mut made: BTreeMap<&str, &SiteId> = BTreeMap::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.is_ours) {
        let maker = row.site.as_ref().and_then(|site| {
            let makes = |call: &&Call| call.makes_the_site_of(row, site, made.get(call.key.as_str()).copied());
            Some((calls.iter().find(makes)?, site))
        });
        match maker {
            Some((call, site)) => {
                made.insert(&call.key, site);
                whose[at] = Whose::Ours;
            }
            None if calls.iter().any(|call| call.is_many && call.fits(row) && call.says(row)) => {
                whose[at] = Whose::Ours;
            }
            None => open.push(at),
        }
    }
    let is_free = |call: &&Call| !call.is_many && !made.contains_key(call.key.as_str());
    let free: Vec<&Call> = calls.iter().filter(is_free).collect();
    let mut matching = Matching { rows, calls: &free, row_of: vec![None; free.len()] };
    let pairs = [Call::says as fn(&Call, &Row) -> bool, |_: &Call, _: &Row| true];
    for is_wanted in pairs {
        for &row in &open {
            if !matching.row_of.contains(&Some(row)) {
                matching.place(row, is_wanted, &mut vec![false; free.len()]);
            }
        }
    }
    for row in matching.row_of.into_iter().flatten() {
        whose[row] = Whose::Ours;
    }
    for (row, whose) in rows.iter().zip(&mut whose) {
        if let Whose::Unknown { beside } = whose {
            *beside = row.site.is_some() && calls.iter().any(|call| call.fits(row));
        }
    }
    whose
}

impl Call {
    fn is_about_then(&self, row: &Row) -> bool {
        (self.from_ms..=self.to_ms).contains(&row.at_ms)
    }

    /// Whether the entry could be this call's, going by place and time.
    fn fits(&self, row: &Row) -> bool {
        let is_there = match (&self.site, &row.site) {
            (Some(own), Some(site)) => own == site,
            (Some(_), None) => false,
            (None, None) => true,
            (None, Some(site)) => {
                self.names.contains(site.as_str()) || row.names.iter().any(|name| self.names.contains(name))
            }
        };
        is_there && self.is_about_then(row)
    }

    /// Whether the entry is about the site that this call makes, as far as it is known which one that is: all of its
    /// entries are the call's own while it makes it.
    fn makes_the_site_of(&self, row: &Row, site: &SiteId, made: Option<&SiteId>) -> bool {
        let is_its = match self.made.as_ref().or(made) {
            Some(made) => made == site,
            // It has not said yet which; the first site that was not there before is taken to be it.
            None => row.is_new,
        };
        self.makes_a_site && is_its && self.is_about_then(row)
    }

    /// Whether a word of the verb is in the entry's word for the action.
    fn says(&self, row: &Row) -> bool {
        let kind = row.kind.to_lowercase();
        self.verb.split_whitespace().any(|word| word.len() > 2 && kind.contains(word))
    }
}

/// Entries and calls in pairs: as many as there can be.
struct Matching<'a> {
    rows: &'a [Row],
    calls: &'a [&'a Call],
    /// The entry of each call.
    row_of: Vec<Option<usize>>,
}

impl Matching<'_> {
    /// Finds the entry a call, and where only others' calls fit, finds these others. Who has a call keeps one.
    fn place(&mut self, row: usize, is_wanted: fn(&Call, &Row) -> bool, tried: &mut Vec<bool>) -> bool {
        for at in 0..self.calls.len() {
            let (call, wanting) = (self.calls[at], &self.rows[row]);
            if tried[at] || !call.fits(wanting) || !is_wanted(call, wanting) {
                continue;
            }
            tried[at] = true;
            let is_free = match self.row_of[at] {
                None => true,
                Some(other) => self.place(other, is_wanted, tried),
            };
            if is_free {
                self.row_of[at] = Some(row);
                return true;
            }
        }
        false
    }
}
