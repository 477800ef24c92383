//! The calls the bot made or may have made, as the audit log and what is under way tell.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::compare::Call;
use crate::domain::audit::{Entry, Kind};
use crate::domain::ids::{OperationId, SiteId};
use crate::domain::operation::{Operation, StepState};
use crate::store::{Error, Store};

/// How far Kinsta's clock may be off, in milliseconds.
const SKEW_MS: i64 = 5_000;
/// How long a call may have taken before its row was written, in milliseconds: it is given up after 30 seconds.
const BEFORE_MS: i64 = 90_000;
/// How long after a call its entry may begin, in milliseconds.
const AFTER_MS: i64 = 120_000;
/// How far the audit log is read back beyond the oldest entry, in milliseconds: a site may be made for so long.
const BACK_MS: i64 = 60 * 60 * 1000;
/// The acts one step of which is many calls.
const MANY: [&str; 1] = ["redirect import"];
/// Rows read at a time.
const READ: u32 = 500;

/// Every call whose entry could be `oldest_ms` old or younger. What is under way is read first: a call that ends
/// meanwhile is then found in both, under one key, and never in neither.
pub async fn calls(store: &Store, oldest_ms: i64, now_ms: i64) -> Result<Vec<Call>, Error> {
    let mut calls: BTreeMap<String, Call> = BTreeMap::new();
    for operation in store.unfinished_operations().await? {
        for step in &operation.steps {
            let from_ms = match step.state {
                StepState::Sending { since_ms } => since_ms - SKEW_MS,
                // Some of its calls may have been made before it was held up.
                StepState::Planned if is_many(&operation.act_name) => operation.created_at_ms - SKEW_MS,
                _ => continue,
            };
            let call = of(&operation, &step.name, from_ms, now_ms + AFTER_MS, now_ms);
            calls.insert(call.key.clone(), call);
        }
    }
    for (key, call) in recorded(store, oldest_ms, now_ms).await? {
        calls.insert(key, call);
    }
    Ok(calls.into_values().collect())
}

async fn recorded(store: &Store, oldest_ms: i64, now_ms: i64) -> Result<BTreeMap<String, Call>, Error> {
    let mut entries: Vec<(i64, Entry)> = Vec::new();
    let mut before = i64::MAX;
    loop {
        let links = store.audit_newest(before, READ).await?;
        let Some(last) = links.last() else { break };
        before = last.seq;
        // Replicas' clocks differ a little, so that one old row alone does not end it.
        let is_over = links.iter().all(|link| link.at_ms < oldest_ms - BACK_MS);
        entries.extend(links.iter().filter_map(|link| Some((link.seq, link.entry()?))));
        if is_over {
            break;
        }
    }
    let confirmed: BTreeMap<OperationId, i64> = entries
        .iter()
        .filter(|(_, entry)| entry.kind == Kind::CONFIRMED)
        .filter_map(|(_, entry)| Some((entry.operation.clone()?, entry.at_ms)))
        .collect();
    let mut calls = BTreeMap::new();
    for (seq, entry) in &entries {
        let to_ms = entry.at_ms + AFTER_MS;
        let call = match (&entry.kind, &entry.operation) {
            (kind, Some(id)) if *kind == Kind::SENT => {
                // After a crash the row is written long after the call, and many calls take their time.
                let is_lost = entry.outcome.as_deref().is_some_and(|outcome| outcome.starts_with("answer lost"));
                let is_late = is_lost || is_many(&entry.verb);
                let begun_ms = || confirmed.get(id).map_or(i64::MIN, |at_ms| at_ms - SKEW_MS);
                let from_ms = if is_late { begun_ms() } else { entry.at_ms - BEFORE_MS };
                let step = entry.arguments.get("step").and_then(Value::as_str).unwrap_or_default();
                match site(entry) {
                    Some(site) => Call { site: Some(site), ..bare(key(id, step), &entry.verb, from_ms, to_ms) },
                    None => match store.operation(id).await? {
                        Some(operation) => of(&operation, step, from_ms, to_ms, now_ms),
                        None => bare(key(id, step), &entry.verb, from_ms, to_ms),
                    },
                }
            }
            // Some secrets are made by a call, and that too is in Kinsta's log.
            (kind, _) if *kind == Kind::SECRET_SHOWN => {
                Call { site: site(entry), ..bare(format!("secret/{seq}"), &entry.verb, entry.at_ms - BEFORE_MS, to_ms) }
            }
            _ => continue,
        };
        if call.to_ms >= oldest_ms {
            calls.insert(call.key.clone(), call);
        }
    }
    Ok(calls)
}

fn of(operation: &Operation, step: &str, from_ms: i64, to_ms: i64, now_ms: i64) -> Call {
    let site = operation.target.site_id.clone();
    let makes_a_site = site.is_none() && operation.act_name.starts_with("site.");
    let mut names = BTreeSet::new();
    if site.is_none() {
        texts(&operation.act, &mut names);
    }
    let kept = operation.steps.iter().find_map(|step| step.kept.as_ref()?.as_str());
    let ended_ms = operation.ended_at_ms.unwrap_or(now_ms) + AFTER_MS;
    Call {
        site,
        names,
        to_ms: if makes_a_site { to_ms.max(ended_ms) } else { to_ms },
        makes_a_site,
        made: kept.filter(|_| makes_a_site).map(SiteId::from),
        ..bare(key(&operation.id, step), &operation.act_name.replace('.', " "), from_ms, to_ms)
    }
}

fn bare(key: String, verb: &str, from_ms: i64, to_ms: i64) -> Call {
    let (site, names, makes_a_site, made) = (None, BTreeSet::new(), false, None);
    Call { key, site, names, verb: verb.to_owned(), from_ms, to_ms, makes_a_site, made, is_many: is_many(verb) }
}

/// Whether one step of the act is many calls; `redirect.import` and `redirect import` are the same.
fn is_many(act: &str) -> bool {
    MANY.contains(&&*act.replace('.', " "))
}

fn key(operation: &OperationId, step: &str) -> String {
    format!("{operation}/{step}")
}

fn site(entry: &Entry) -> Option<SiteId> {
    entry.on.as_ref().map(|on| on.site_id.as_str()).filter(|id| !id.is_empty()).map(SiteId::from)
}

/// Every text in it.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}
