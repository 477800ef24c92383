//! The mirror: every row of the audit log, in order, in a channel.
//!
//! How far it has got and the promise to post what comes next are saved together, so that no row is lost or posted twice
//! whoever dies when. One message is on its way at a time: while the channel takes none, rows wait in the log and not in
//! the outbox. It begins with what happens after it was switched on, and writes no row itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Names, who, words};
use crate::clock::Clock;
use crate::domain::audit::{Link, On};
use crate::domain::card::Card;
use crate::domain::ids::ChannelId;
use crate::domain::lang::Lang;
use crate::domain::outgoing::Outgoing;
use crate::domain::text;
use crate::i18n::t;
use crate::store::{Error, Store};

/// How far it has got.
const CURSOR: &str = "audit-mirror";
/// How often it looks, in milliseconds: what happens within is one message.
const LOOK_MS: i64 = 5_000;
/// How long one replica has to do so, in milliseconds.
const LEASE_MS: i64 = 15_000;
/// The most rows of one message.
const ROWS: u32 = 20;
/// The longest line, in characters.
const LINE: usize = 300;
/// The longest paragraph, in bytes; Slack takes 3,000 characters.
const PARAGRAPH: usize = 2_800;

/// The mirror.
pub struct Mirror {
    store: Store,
    clock: Arc<dyn Clock>,
    names: Arc<dyn Names>,
    channel: ChannelId,
    lang: Lang,
    owner: String,
    next_ms: AtomicI64,
}

/// The last row that was promised, and to which channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Cursor {
    channel: ChannelId,
    seq: i64,
}

impl Mirror {
    /// A mirror in `channel`, in the language of its channel, looked after by the process called `owner`.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        names: Arc<dyn Names>,
        channel: ChannelId,
        lang: Lang,
        owner: &str,
    ) -> Self {
        Self { store, clock, names, channel, lang, owner: owner.to_owned(), next_ms: AtomicI64::new(0) }
    }

    /// Promises what is new, where it is time. Says whether there was anything.
    pub async fn tick(&self) -> bool {
        let now_ms = self.clock.now_ms();
        if now_ms < self.next_ms.load(Ordering::SeqCst) {
            return false;
        }
        self.next_ms.store(now_ms + LOOK_MS, Ordering::SeqCst);
        self.look(now_ms).await.unwrap_or_else(|error| {
            tracing::error!(error = %error, "the audit log could not be mirrored");
            false
        })
    }

    async fn look(&self, now_ms: i64) -> Result<bool, Error> {
        let (head, _) = self.store.audit_ends().await?;
        let stored = self.store.snapshot(CURSOR).await?;
        let before: Option<Cursor> = stored.and_then(|stored| serde_json::from_value(stored.body).ok());
        let lane = format!("mirror:{}", self.channel);
        let (links, last) = match before.as_ref().filter(|cursor| cursor.channel == self.channel) {
            // What happened before it was switched on, here, is not its business.
            None => (Vec::new(), head.seq),
            Some(cursor) if cursor.seq >= head.seq || self.store.lane_is_busy(&lane).await? => return Ok(false),
            Some(cursor) => {
                let links = self.store.audit_after(cursor.seq, i64::MIN, i64::MAX, ROWS).await?;
                // Rows that were cleared away are passed over; the row about that comes in its turn.
                let Some(last) = links.last().map(|link| link.seq) else { return Ok(false) };
                (links, last)
            }
        };
        if !self.store.try_lease(CURSOR, &self.owner, now_ms, LEASE_MS).await? {
            return Ok(false);
        }
        let card = if links.is_empty() { None } else { Some(self.card(&links).await) };
        let mut tx = self.store.write_tx().await?;
        let current = tx.snapshot_for_update(CURSOR).await?;
        if serde_json::from_value::<Option<Cursor>>(current.body).unwrap_or_default() != before {
            // Another replica was faster after all.
            return Ok(false);
        }
        let cursor = Cursor { channel: self.channel.clone(), seq: last };
        let body = serde_json::to_value(&cursor).unwrap_or_default();
        tx.save_snapshot(CURSOR, &body, now_ms.max(current.at_ms + 1)).await?;
        let promised = card.is_some();
        if let Some(card) = card {
            let message = Outgoing::Mirror { channel: self.channel.clone(), card };
            tx.push_outgoing(&lane, &message, now_ms).await?;
        }
        tx.commit().await?;
        if promised {
            metrics::counter!("audit_rows_mirrored_total").increment(links.len() as u64);
        }
        Ok(promised)
    }

    async fn card(&self, links: &[Link]) -> Card {
        let mut card = Card::new();
        let mut paragraph = String::new();
        for link in links {
            let line = self.line(link).await;
            if !paragraph.is_empty() && paragraph.len() + line.len() >= PARAGRAPH {
                card = card.paragraph(std::mem::take(&mut paragraph));
            }
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(&line);
        }
        card.paragraph(paragraph)
    }

    /// `#4711 · 22 Nov 10:00 · ada (U0ADA) · #ops · cache clear · confirmed · Acme · Live · allowed`, marked.
    async fn line(&self, link: &Link) -> String {
        let number = format!("`#{}`", link.seq);
        let Some(entry) = link.entry() else {
            return format!("{number} {}", t(self.lang, "audit-mirror-unreadable").say());
        };
        let at = Timestamp::from_millisecond(entry.at_ms).unwrap_or_default();
        let place = entry.place.as_ref().filter(|place| !place.channel.is_direct());
        let words = [
            words::what(self.lang, &entry),
            entry.on.as_ref().map(On::label).unwrap_or_default(),
            words::decision(self.lang, &entry),
            words::outcome(self.lang, &entry),
        ];
        let words: Vec<String> = words.into_iter().filter(|said| !said.is_empty()).collect();
        let said = [
            Some(text::moment(at, "UTC")),
            Some(text::plain(&who(self.names.as_ref(), &entry.user).await)).filter(|said| !said.is_empty()),
            place.map(|place| text::channel(&place.channel)),
            Some(text::plain(&clipped(&words.join(" · ")))),
        ];
        format!("{number} {}", said.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }
}

fn clipped(line: &str) -> String {
    let line = line.replace(['\n', '\r'], " ");
    if line.chars().count() <= LINE {
        return line;
    }
    line.chars().take(LINE - 1).chain(['…']).collect()
}
