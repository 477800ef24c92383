//! How the rows hang together: each one's hash covers the hash of the row before it, its number, and its text as it is
//! stored, so that a row that was changed, taken out or put in shows.
//!
//! What no chain can show is an end that was cut off and made anew together with everything behind it; for that, keep a
//! [`Head`] somewhere else.

use sha2::{Digest, Sha256};

use super::{Entry, Kind};
use crate::domain::text::hex;

/// A row as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its number; the first is 1, and none is left out.
    pub seq: i64,
    /// When, as the column beside the text says.
    pub at_ms: i64,
    /// The workspace, as the column beside the text says.
    pub team: String,
    /// The person, as the column beside the text says.
    pub user: String,
    /// The entry as JSON.
    pub body: String,
    /// The hash of the row before it.
    pub previous: String,
    /// Its own.
    pub hash: String,
}

impl Link {
    /// What the row says; `None` where it cannot be read.
    pub fn entry(&self) -> Option<Entry> {
        serde_json::from_str(&self.body).ok()
    }
}

/// A row by its number and hash: where a chain ends, or what was cleared away up to here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The number.
    pub seq: i64,
    /// The hash; empty before the first row.
    pub hash: String,
}

/// A row's hash: SHA-256, as hexadecimal digits, over the previous row's hash, the number and the text, a line each and
/// the last one without its end.
pub fn hash(previous: &str, seq: i64, body: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(previous.as_bytes());
    hasher.update(format!("\n{seq}\n").as_bytes());
    hasher.update(body.as_bytes());
    hex(&hasher.finalize())
}

/// The first thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// The row is not what was written.
    #[error("row {seq} was changed")]
    Changed {
        /// Its number.
        seq: i64,
    },
    /// The row is whole, but does not follow the one before it.
    #[error("row {seq} does not follow the row before it: one of the two was put in or replaced")]
    Unlinked {
        /// Its number.
        seq: i64,
    },
    /// Rows are not there.
    #[error("{}", missing(*.from, *.to))]
    Missing {
        /// The first of them.
        from: i64,
        /// The last of them.
        to: i64,
    },
    /// The row is where none can be.
    #[error("row {seq} was put in")]
    Inserted {
        /// Its number.
        seq: i64,
    },
    /// The rows were cleared away by somebody else than the bot: nothing in the log accounts for it.
    #[error("rows up to {seq} are gone, and no row says that they were cleared away")]
    Unaccounted {
        /// The last of them.
        seq: i64,
    },
    /// A row that was known is another one now.
    #[error("row {seq} is not the one that was known")]
    NotTheKnown {
        /// Its number.
        seq: i64,
    },
}

fn missing(from: i64, to: i64) -> String {
    if from == to { format!("row {from} is missing") } else { format!("rows {from} to {to} are missing") }
}

/// What a whole chain holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// How many rows.
    pub rows: u64,
    /// The moments of the first and the last one.
    pub between_ms: Option<(i64, i64)>,
    /// The last row.
    pub head: Head,
}

/// A walk along the chain, row by row.
#[derive(Debug, Clone)]
pub struct Walk {
    anchor: Head,
    is_accounted: bool,
    known: Option<Head>,
    found: Found,
}

impl Walk {
    /// Begins behind `anchor`, the last row that was cleared away. `known` is a row remembered elsewhere.
    pub fn behind(anchor: Head, known: Option<Head>) -> Self {
        let found = Found { head: anchor.clone(), ..Found::default() };
        Self { is_accounted: anchor.seq == 0, anchor, known, found }
    }

    /// The row that was looked at last.
    pub fn last(&self) -> &Head {
        &self.found.head
    }

    /// Looks at the next row, in the order of the numbers.
    ///
    /// # Errors
    /// What is wrong with it, or with what should stand before it.
    pub fn step(&mut self, link: &Link) -> Result<(), Break> {
        let seq = link.seq;
        let last = &self.found.head;
        if seq <= last.seq {
            return Err(Break::Inserted { seq });
        }
        if seq > last.seq + 1 {
            return Err(Break::Missing { from: last.seq + 1, to: seq - 1 });
        }
        let entry = link.entry().filter(|entry| {
            hash(&link.previous, seq, &link.body) == link.hash
                && (entry.at_ms, entry.team.as_str(), entry.user.as_str()) == (link.at_ms, &*link.team, &*link.user)
        });
        let Some(entry) = entry else { return Err(Break::Changed { seq }) };
        if link.previous != last.hash {
            return Err(Break::Unlinked { seq });
        }
        if self.known.as_ref().is_some_and(|known| known.seq == seq && known.hash != link.hash) {
            return Err(Break::NotTheKnown { seq });
        }
        if entry.kind == Kind::PURGED && through(&entry).is_some_and(|through| through == self.anchor) {
            self.is_accounted = true;
        }
        let first_ms = self.found.between_ms.map_or(entry.at_ms, |(first_ms, _)| first_ms);
        self.found.between_ms = Some((first_ms, entry.at_ms));
        self.found.rows += 1;
        self.found.head = Head { seq, hash: link.hash.clone() };
        Ok(())
    }

    /// There are no more rows; the store says that the chain ends at `head`.
    ///
    /// # Errors
    /// What is wrong with the end.
    pub fn end(self, head: &Head) -> Result<Found, Break> {
        let last = &self.found.head;
        if last.seq < head.seq {
            return Err(Break::Missing { from: last.seq + 1, to: head.seq });
        }
        if last.seq > head.seq {
            return Err(Break::Inserted { seq: head.seq + 1 });
        }
        if last.hash != head.hash {
            return Err(Break::Changed { seq: last.seq });
        }
        if !self.is_accounted {
            return Err(Break::Unaccounted { seq: self.anchor.seq });
        }
        if let Some(known) = self.known.filter(|known| known.seq > last.seq) {
            return Err(Break::Missing { from: last.seq + 1, to: known.seq });
        }
        Ok(self.found)
    }
}

/// What a row of [`Kind::PURGED`] says was cleared away.
fn through(entry: &Entry) -> Option<Head> {
    let seq = entry.arguments.get("through")?.as_i64()?;
    let hash = entry.arguments.get("hash")?.as_str()?.to_owned();
    Some(Head { seq, hash })
}

impl Entry {
    /// The row that stands for `rows` older ones, which end with `through`.
    pub fn purged(at_ms: i64, rows: u64, through: &Head) -> Self {
        let arguments = serde_json::json!({ "rows": rows, "through": through.seq, "hash": through.hash });
        Self { arguments, ..Self::new(Kind::PURGED, at_ms, &"".into(), &"".into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(last: &Head, entry: &Entry) -> Link {
        let body = serde_json::to_string(entry).unwrap();
        let seq = last.seq + 1;
        Link {
            seq,
            at_ms: entry.at_ms,
            team: entry.team.to_string(),
            user: entry.user.to_string(),
            hash: hash(&last.hash, seq, &body),
            body,
            previous: last.hash.clone(),
        }
    }

    fn chain(anchor: &Head, entries: &[Entry]) -> (Vec<Link>, Head) {
        let mut head = anchor.clone();
        let mut links = Vec::new();
        for entry in entries {
            let next = link(&head, entry);
            head = Head { seq: next.seq, hash: next.hash.clone() };
            links.push(next);
        }
        (links, head)
    }

    fn entries(count: i64) -> Vec<Entry> {
        (0..count).map(|number| Entry::new(Kind::ASKED, 1_000 + number, &"T1".into(), &"U1".into())).collect()
    }

    fn walk(anchor: &Head, known: Option<Head>, links: &[Link], head: &Head) -> Result<Found, Break> {
        let mut walk = Walk::behind(anchor.clone(), known);
        for link in links {
            walk.step(link)?;
        }
        walk.end(head)
    }

    fn broken(spoil: impl FnOnce(&mut Vec<Link>)) -> Break {
        let (mut links, head) = chain(&Head::default(), &entries(6));
        spoil(&mut links);
        walk(&Head::default(), None, &links, &head).unwrap_err()
    }

    #[test]
    fn the_hash_is_one_that_anybody_can_compute() {
        // printf 'abc\n7\n{}' | sha256sum
        assert_eq!(hash("abc", 7, "{}"), "3e659d9f1b0565b1923bda744c0d67d842a76dea002858e657dcb24442f2d6d0");
    }

    #[test]
    fn a_whole_chain_is_told_with_its_length_and_time() {
        let (links, head) = chain(&Head::default(), &entries(6));
        let found = walk(&Head::default(), Some(Head { seq: 3, hash: links[2].hash.clone() }), &links, &head);
        assert_eq!(found, Ok(Found { rows: 6, between_ms: Some((1_000, 1_005)), head }));
        assert_eq!(walk(&Head::default(), None, &[], &Head::default()), Ok(Found::default()));
    }

    #[test]
    fn whatever_was_done_to_the_rows_shows() {
        assert_eq!(broken(|links| links[2].body = links[2].body.replace("asked", "ended")), Break::Changed { seq: 3 });
        assert_eq!(broken(|links| links[2].at_ms += 1), Break::Changed { seq: 3 });
        assert_eq!(broken(|links| links[2].user = "U2".into()), Break::Changed { seq: 3 });
        assert_eq!(broken(|links| links[2].hash = links[1].hash.clone()), Break::Changed { seq: 3 });
        assert_eq!(broken(|links| drop(links.remove(2))), Break::Missing { from: 3, to: 3 });
        assert_eq!(broken(|links| links.truncate(4)), Break::Missing { from: 5, to: 6 });
        assert_eq!(broken(|links| drop(links.drain(..2))), Break::Missing { from: 1, to: 2 });
        // Two rows change places: their numbers are kept in order, their texts are not.
        let swap = |links: &mut Vec<Link>| {
            links.swap(2, 3);
            (links[2].seq, links[3].seq) = (3, 4);
        };
        assert_eq!(broken(swap), Break::Changed { seq: 3 });
        // Put in with everything right, and those behind it renumbered; or put in behind the end.
        let put_in = |links: &mut Vec<Link>| {
            let last = Head { seq: 3, hash: links[2].hash.clone() };
            links.insert(3, link(&last, &entries(1)[0]));
            links[4..].iter_mut().for_each(|link| link.seq += 1);
        };
        assert_eq!(broken(put_in), Break::Changed { seq: 5 });
        let put_behind = |links: &mut Vec<Link>| {
            let last = Head { seq: 6, hash: links[5].hash.clone() };
            links.push(link(&last, &entries(1)[0]));
        };
        assert_eq!(broken(put_behind), Break::Inserted { seq: 7 });
        // Replaced by another one that is right in itself.
        let replaced = |links: &mut Vec<Link>| {
            let last = Head { seq: 2, hash: links[1].hash.clone() };
            links[2] = link(&last, &Entry { at_ms: 9, ..entries(1)[0].clone() });
        };
        assert_eq!(broken(replaced), Break::Unlinked { seq: 4 });
    }

    #[test]
    fn an_end_that_was_made_anew_shows_against_a_row_that_is_known() {
        let (_, head) = chain(&Head::default(), &entries(6));
        let (anew, other) = chain(&Head::default(), &[&entries(4)[..], &entries(2)[..]].concat());
        assert_eq!(walk(&Head::default(), None, &anew, &other).map(|found| found.rows), Ok(6), "nothing else shows it");
        let known = Some(head);
        assert_eq!(walk(&Head::default(), known.clone(), &anew, &other), Err(Break::NotTheKnown { seq: 6 }));
        let (short, other) = chain(&Head::default(), &entries(4));
        assert_eq!(walk(&Head::default(), known, &short, &other), Err(Break::Missing { from: 5, to: 6 }));
    }

    #[test]
    fn what_was_cleared_away_is_accounted_for_or_missing() {
        let (old, anchor) = chain(&Head::default(), &entries(3));
        let tombstone = Entry::purged(9_000, 3, &anchor);
        let (links, head) = chain(&anchor, &[&entries(2)[..], &[tombstone]].concat());
        assert_eq!(walk(&anchor, None, &links, &head).map(|found| found.rows), Ok(3));
        let (links, head) = chain(&anchor, &entries(2));
        assert_eq!(walk(&anchor, None, &links, &head), Err(Break::Unaccounted { seq: 3 }));
        assert_eq!(walk(&anchor, None, &old, &head), Err(Break::Inserted { seq: 1 }));
    }
}
