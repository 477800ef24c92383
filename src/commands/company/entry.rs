//! One entry of the activity log as a row.

use jiff::tz::TimeZone;

use crate::charts;
use crate::commands::services::Asked;
use crate::domain::redact;
use crate::kinsta::api::activity::Entry;
use crate::sites::Index;

/// When, what, to which site, by whom, from where, and how it ended. Everybody where it was asked for may read it, so
/// addresses are shortened wherever they stand.
pub fn row(asked: &Asked, sites: &Index, entry: &Entry) -> Vec<String> {
    vec![
        when(asked, entry),
        what(entry),
        site(asked, sites, entry),
        who(asked, entry),
        origin(entry),
        end(asked, entry),
    ]
}

fn nothing() -> String {
    "–".to_owned()
}

fn when(asked: &Asked, entry: &Entry) -> String {
    let zone = TimeZone::get(&asked.actor.zone).unwrap_or(TimeZone::UTC);
    let at = entry.created_at.map(|at| charts::date(at.to_zoned(zone).datetime(), asked.actor.lang));
    at.unwrap_or_else(nothing)
}

fn what(entry: &Entry) -> String {
    Some(entry.what()).filter(|what| !what.is_empty()).unwrap_or_else(nothing)
}

fn site(asked: &Asked, sites: &Index, entry: &Entry) -> String {
    match &entry.site_id {
        Some(id) => sites.site(id).map_or_else(|| asked.t("company-site-gone").say(), |site| site.title().to_owned()),
        None => nothing(),
    }
}

fn who(asked: &Asked, entry: &Entry) -> String {
    let person = entry.person().map(str::to_owned);
    let key = entry.api_key_info.as_ref().and_then(|key| key.name.as_deref());
    let key = key.map(|name| asked.t("company-by-key").marked("name", name).say());
    let who: Vec<String> = [person, key].into_iter().flatten().collect();
    if who.is_empty() { nothing() } else { who.join(", ") }
}

fn origin(entry: &Entry) -> String {
    entry.ip_address.as_deref().map_or_else(nothing, |address| redact::log_line(address).into_owned())
}

fn end(asked: &Asked, entry: &Entry) -> String {
    let error = entry.public_error.as_deref().map(str::trim).filter(|error| !error.is_empty());
    let key = match (entry, error) {
        // The reason says that it failed, and a cell is short.
        (Entry { has_failed: true, .. }, Some(error)) => return format!("❌ {}", redact::log_line(error)),
        (Entry { has_failed: true, .. }, None) => "company-end-failed",
        (Entry { is_done: false, .. }, _) => "company-end-running",
        (Entry { has_warning: true, .. }, _) => "company-end-warned",
        _ => "company-end-done",
    };
    let end = asked.t(key).say();
    error.map_or(end.clone(), |error| format!("{end}: {}", redact::log_line(error)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::commands::services::Asked;
    use crate::domain::actor::{Actor, Place};
    use crate::domain::lang::Lang;

    fn cells(entry: Value) -> Vec<String> {
        let actor = Actor {
            team: "T1".into(),
            user: "U1".into(),
            lang: Lang::En,
            zone: "Europe/Berlin".into(),
            kind: crate::domain::actor::Kind::Member,
        };
        let asked = Asked::new(actor, Place { channel: "C1".into(), thread: None });
        row(&asked, &Index::build(Vec::new()), &serde_json::from_value(entry).unwrap())
    }

    #[test]
    fn an_entry_without_anything_is_a_row_of_dashes() {
        assert_eq!(cells(json!({ "id": 1 })), ["–", "–", "–", "–", "–", "⏳ running"]);
    }

    #[test]
    fn addresses_are_shortened_wherever_they_stand() {
        let row = cells(json!({
            "id": 1, "created_at": 1_795_338_000_000_i64, "is_done": true, "has_failed": true, "site_id": "gone",
            "descriptions": ["Invite mail@person.example", "Block 203.0.113.42"], "ip_address": "2001:db8:1:2::3",
            "public_error": "Unreachable: 198.51.100.7", "initiated_by": { "first_name": "Web" },
            "api_key_info": { "name": "Deploys" },
        }));
        let when = "22 Nov 2026, 10:00";
        let expected = [
            when,
            "Invite ***; Block 203.0.113.x",
            "no longer listed",
            "Web, key “Deploys”",
            "2001:db8:1::x",
            "❌ Unreachable: 198.51.100.x",
        ];
        assert_eq!(row, expected);
    }

    #[test]
    fn a_kind_reads_as_words_where_kinsta_says_no_sentence() {
        let row = cells(json!({ "id": 1, "type": "clearCache", "is_done": true, "has_warning": true }));
        assert_eq!((row[1].as_str(), row[5].as_str()), ("clear cache", "⚠️ done, with a warning"));
    }
}
