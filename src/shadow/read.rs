//! Reads Kinsta's activity log back to where it was read before.

use std::collections::BTreeMap;

use super::state::Mark;
use crate::domain::ids::CompanyId;
use crate::kinsta::api::activity::{Entry, List};
use crate::kinsta::{self, Client, Lane};

/// Entries asked for at a time.
const PAGE: u32 = 50;
/// Pages read at most.
const PAGES: usize = 10;

/// What is new.
#[derive(Debug)]
pub struct Read {
    /// Its entries, oldest first.
    pub entries: BTreeMap<i64, Entry>,
    /// Where it was read before was not reached.
    pub has_gap: bool,
}

/// The newest entry there is.
pub async fn newest(kinsta: &Client, company: CompanyId, now_ms: i64) -> Result<Mark, kinsta::Error> {
    let request = List { limit: Some(1), ..List::of(company) };
    let page = kinsta.read(&request, Lane::Background).await?.into_page();
    // Where there is none, the first one will be new.
    Ok(page.items.first().map_or(Mark { id: i64::MIN, at_ms: now_ms }, |entry| mark(entry, now_ms)))
}

/// Everything after `last`. Entries are added while pages are turned, so that one may come twice; it is taken once.
pub async fn after(kinsta: &Client, company: CompanyId, last: Mark, now_ms: i64) -> Result<Read, kinsta::Error> {
    let mut entries = BTreeMap::new();
    let mut offset = 0;
    for _ in 0..PAGES {
        let request = List { limit: Some(PAGE), offset: Some(offset), ..List::of(company.clone()) };
        let page = kinsta.read(&request, Lane::Background).await?.into_page();
        let read = u32::try_from(page.items.len()).unwrap_or(PAGE);
        offset += read;
        let mut reached = read == 0 || (read < PAGE && u64::from(offset) >= page.total);
        for entry in page.items {
            let id = mark(&entry, now_ms).id;
            if id <= last.id {
                reached = true;
            } else {
                entries.insert(id, entry);
            }
        }
        if reached {
            return Ok(Read { entries, has_gap: false });
        }
    }
    Ok(Read { entries, has_gap: true })
}

/// Where an entry stands. Kinsta's numbers grow; a number that is none is replaced by the moment.
pub fn mark(entry: &Entry, now_ms: i64) -> Mark {
    let at_ms = entry.created_at.map_or(now_ms, |at| at.as_millisecond());
    Mark { id: entry.id.parse().unwrap_or(at_ms), at_ms }
}
