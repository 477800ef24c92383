//! One reading of the log, from where it was read before to what is said of it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::calls;
use super::compare::{Row, Whose, compare};
use super::own_key::OwnKey;
use super::read::{self, mark};
use super::risk::is_risky;
use super::say;
use super::state::{Gap, Seen, State, Told};
use super::{KEY_MS, STATE, Shadow, Trouble};
use crate::access::policy::{Scope, SiteRef, Target};
use crate::domain::actor::Place;
use crate::domain::audit::{Entry as Record, Kind, On, arguments};
use crate::domain::card::Card;
use crate::domain::ids::{ChannelId, SiteId, TeamId, UserId};
use crate::domain::lang::Lang;
use crate::domain::outgoing::Outgoing;
use crate::domain::redact;
use crate::domain::site::Site;
use crate::kinsta::api::activity::Entry;
use crate::kinsta::{KeyFacts, Lane};
use crate::sites::Index;
use crate::store::Error;

/// How old an entry is before it is looked at, in milliseconds: the row about its call may be written after it.
const SETTLED_MS: i64 = 60_000;
/// How long an entry of ours is remembered, in milliseconds: a site may be made for so long.
const RECENT_MS: i64 = 60 * 60 * 1000;
/// How far ahead an entry's moment may be before it is no moment to wait for, in milliseconds.
const AHEAD_MS: i64 = 10 * 60 * 1000;

/// Everything that one reading comes to.
struct Findings {
    state: State,
    records: Vec<Record>,
    messages: Vec<(String, Outgoing)>,
}

/// The lists of sites, the newest first.
struct Lists(Vec<Arc<Index>>);

impl Lists {
    fn site(&self, id: &SiteId) -> Option<&Arc<Site>> {
        self.0.iter().find_map(|index| index.site(id))
    }

    /// Whether the oldest list there is does not have it.
    fn is_new(&self, id: &SiteId) -> bool {
        self.0.last().is_some_and(|index| index.site(id).is_none())
    }
}

impl Shadow {
    /// Says whether there was anything to say. `body` is the state before as it is stored: where another replica saved
    /// something else meanwhile, it was faster, and this reading counts for nothing.
    pub(super) async fn round(&self, before: State, body: Option<Value>, now_ms: i64) -> Result<bool, Trouble> {
        let facts = self.kinsta.key(Lane::Background).await?;
        let Some(last) = before.last else {
            // What happened before the first look is not its business.
            let last = Some(read::newest(&self.kinsta, facts.company, now_ms).await?);
            let state = State { last, ..before };
            return Ok(self.save(Findings { state, records: Vec::new(), messages: Vec::new() }, body, now_ms).await?);
        };
        let own = self.own_key(&facts, now_ms).await;
        let read = read::after(&self.kinsta, facts.company, last, now_ms).await?;
        let is_settled = |at_ms: i64| at_ms <= now_ms - SETTLED_MS || at_ms > now_ms + AHEAD_MS;
        let settled = |entry: &Entry| entry.created_at.is_none_or(|at| is_settled(at.as_millisecond()));
        let entries: Vec<Entry> = read.entries.into_values().take_while(|entry| settled(entry)).collect();
        let mut state = before;
        if read.has_gap {
            // The pages were read from the newest back: what is missing lies right behind the last one seen.
            let to_ms = entries.first().map_or(now_ms, |entry| mark(entry, now_ms).at_ms);
            let from_ms = state.gap.map_or(last.at_ms, |gap| gap.from_ms);
            state.gap = Some(Gap { from_ms, to_ms });
        }
        let records = self.judge(&mut state, &entries, &own, read.has_gap, now_ms).await?;
        let messages = self.messages(&mut state, &own, now_ms).await;
        state.recent.retain(|row| row.at_ms >= now_ms - RECENT_MS);
        state.channels.retain(|_, waiting| !waiting.is_over(now_ms));
        Ok(self.save(Findings { state, records, messages }, body, now_ms).await?)
    }

    async fn own_key(&self, facts: &KeyFacts, now_ms: i64) -> OwnKey {
        let known = self.memory().key.clone();
        if let Some((key, until_ms)) = known
            && now_ms < until_ms
        {
            return key;
        }
        let key = OwnKey::learn(&self.kinsta, facts).await;
        self.memory().key = Some((key.clone(), now_ms + KEY_MS));
        key
    }

    fn lists(&self) -> Lists {
        let kept: Vec<Arc<Index>> = self.memory().lists.iter().rev().cloned().collect();
        Lists([vec![self.directory.full().index.clone()], kept].concat())
    }

    /// Sorts the entries, and puts what is to be said of them into the state.
    async fn judge(
        &self,
        state: &mut State,
        entries: &[Entry],
        own: &OwnKey,
        has_gap: bool,
        now_ms: i64,
    ) -> Result<Vec<Record>, Error> {
        let lists = self.lists();
        let rows: Vec<Row> = entries.iter().map(|entry| row(entry, &lists, own, now_ms)).collect();
        // The log was read before this: whatever made one of its entries is written down by now.
        let calls = if rows.iter().any(|row| row.is_ours) {
            let oldest_ms = state.recent.iter().chain(&rows).map(|row| row.at_ms).min().unwrap_or(now_ms);
            calls::calls(&self.store, oldest_ms, now_ms).await?
        } else {
            Vec::new()
        };
        let all: Vec<Row> = state.recent.iter().chain(&rows).cloned().collect();
        let whose = compare(&all, &calls).split_off(state.recent.len());
        let ours = rows.iter().zip(&whose).filter(|(_, whose)| **whose == Whose::Ours);
        state.recent.extend(ours.map(|(row, _)| row.clone()));
        let policy = self.access.policy();
        let mut records = Vec::new();
        if has_gap {
            records.push(record(now_ms, "gap", &json!({ "read": entries.len() }), None));
        }
        for ((entry, row), whose) in entries.iter().zip(&rows).zip(whose) {
            let what = match whose {
                Whose::Ours => "ours",
                Whose::Unknown { .. } => "unknown",
                Whose::Elsewhere if is_risky(&entry.kind) => "risky",
                Whose::Elsewhere => "other",
            };
            metrics::counter!("shadow_entries_total", "what" => what).increment(1);
            let site = row.site.as_ref().and_then(|id| lists.site(id));
            let told = told(entry, row, site.map(|site| Seen::from(&**site)));
            if let Whose::Unknown { beside } = whose {
                tracing::error!(activity = entry.id, "something was done with the bot's key that the bot did not do");
                records.push(alarmed(now_ms, entry, &told));
                state.alarm.add(Told { beside, ..told });
            } else if what == "risky" {
                for (channel, scope) in &policy.channels {
                    if shows(scope, &told) {
                        state.channels.entry(channel.clone()).or_default().add(told.clone());
                    }
                }
            }
        }
        if let Some(entry) = entries.last() {
            state.last = Some(mark(entry, now_ms));
        }
        Ok(records)
    }

    /// What is said now, each with its lane.
    async fn messages(&self, state: &mut State, own: &OwnKey, now_ms: i64) -> Vec<(String, Outgoing)> {
        let mut messages = Vec::new();
        let policy = self.access.policy();
        for (channel, waiting) in &mut state.channels {
            // The channel may have been bound to something else since.
            let scope = policy.binding(channel);
            waiting.lines.retain(|told| scope.is_some_and(|scope| shows(scope, told)));
            if let Some((lines, more)) = waiting.take(now_ms) {
                metrics::counter!("shadow_digests_total").increment(1);
                messages.push(post(channel, say::digest(self.lang, &lines, more)));
            }
        }
        let gap = state.gap.take();
        let alarm = state.alarm.take(now_ms);
        if gap.is_none() && alarm.is_none() {
            return messages;
        }
        if alarm.is_some() {
            metrics::counter!("shadow_alarms_total").increment(1);
        }
        let mut places: Vec<(ChannelId, Lang)> = Vec::new();
        for admin in policy.admins(&self.access.groups()) {
            let lang = self.languages.language(&admin).await.unwrap_or(self.lang);
            places.push((ChannelId::with(&admin), lang));
        }
        if places.is_empty() {
            tracing::error!("there is no admin to be told of what the activity log shows");
            places.extend(self.audit_channel.clone().map(|channel| (channel, self.lang)));
        }
        for (channel, lang) in places {
            let alarm = alarm.as_ref().map(|(lines, more)| say::alarm(lang, lines, *more, &own.name));
            let gap = gap.map(|gap| say::gap(lang, gap));
            messages.extend(alarm.into_iter().chain(gap).map(|card| post(&channel, card)));
        }
        messages
    }

    async fn save(&self, findings: Findings, body: Option<Value>, now_ms: i64) -> Result<bool, Error> {
        let mut tx = self.store.write_tx().await?;
        let stored = tx.snapshot_for_update(STATE).await?;
        if Some(stored.body).filter(|body| !body.is_null()) != body {
            return Ok(false);
        }
        let state = serde_json::to_value(&findings.state).unwrap_or_default();
        tx.save_snapshot(STATE, &state, now_ms.max(stored.at_ms + 1)).await?;
        for (lane, message) in &findings.messages {
            tx.push_outgoing(lane, message, now_ms).await?;
        }
        findings.records.iter().for_each(|record| tx.record(record));
        tx.commit().await?;
        Ok(!findings.messages.is_empty())
    }
}

fn post(channel: &ChannelId, card: Card) -> (String, Outgoing) {
    let place = Place { channel: channel.clone(), thread: None };
    (format!("shadow:{channel}"), Outgoing::Post { place, card })
}

fn row(entry: &Entry, lists: &Lists, own: &OwnKey, now_ms: i64) -> Row {
    let site = entry.site_id.as_ref().and_then(|id| lists.site(id));
    let names = site.into_iter().flat_map(|site| &site.environments).flat_map(|env| {
        let domains = env.domains.iter().chain(&env.primary_domain).cloned();
        domains.chain([env.id.to_string()])
    });
    Row {
        at_ms: mark(entry, now_ms).at_ms,
        site: entry.site_id.clone(),
        names: names.collect(),
        is_new: entry.site_id.as_ref().is_some_and(|id| lists.is_new(id)),
        kind: entry.kind.clone(),
        is_ours: own.made(entry),
    }
}

fn told(entry: &Entry, row: &Row, site: Option<Seen>) -> Told {
    Told {
        at_ms: row.at_ms,
        site_id: entry.site_id.clone(),
        site,
        what: entry.what(),
        person: entry.person().map(str::to_owned),
        key: entry.api_key_info.as_ref().and_then(|key| key.name.clone()),
        from: entry.ip_address.as_deref().map(|address| redact::log_line(address).into_owned()),
        beside: false,
    }
}

/// Whether somebody in a channel bound to this may be told. What belongs to no site is told where nothing is narrowed.
fn shows(scope: &Scope, told: &Told) -> bool {
    let Some(id) = &told.site_id else { return scope.covers(&Target::None) };
    let (name, labels) = told.site.as_ref().map_or(("", &[][..]), |site| (site.name.as_str(), &site.labels[..]));
    scope.touches(&Target::Site(SiteRef { id, name, labels }))
}

fn alarmed(now_ms: i64, entry: &Entry, told: &Told) -> Record {
    let detail = json!({
        "activity": entry.id,
        "type": entry.kind,
        "what": told.what,
        "at_ms": told.at_ms,
        "made_with": told.key,
        "from": told.from,
    });
    let on = told.site_id.as_ref().map(|id| On {
        site: told.site.as_ref().map_or_else(String::new, |site| site.title.clone()),
        site_id: id.to_string(),
        ..On::default()
    });
    record(now_ms, "not by the bot", &detail, on)
}

fn record(now_ms: i64, outcome: &str, detail: &Value, on: Option<On>) -> Record {
    Record {
        arguments: arguments(detail.clone(), &[]),
        outcome: Some(outcome.to_owned()),
        on,
        ..Record::new(Kind::SHADOW, now_ms, &TeamId::new(""), &UserId::new("")).verb("company activity")
    }
}
