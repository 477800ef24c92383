//! Which backup somebody means: the latest, an id, the beginning of its time, its note.

use jiff::{Timestamp, tz::TimeZone};

use crate::kinsta::api::backups::Backup;

/// Words for the newest one.
const LATEST: [&str; 5] = ["latest", "newest", "last", "neueste", "letzte"];

/// What words came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'b> {
    /// This one.
    One(&'b Backup),
    /// One of these.
    Several(Vec<&'b Backup>),
    /// None.
    Nothing,
}

/// Finds among backups that are ordered newest first. Times are meant in `zone`.
pub fn find<'b>(backups: &'b [Backup], words: &str, zone: &str) -> Found<'b> {
    let words = words.trim().to_lowercase();
    if LATEST.contains(&words.as_str()) {
        return backups.iter().find(|backup| backup.created_at.is_some()).map_or(Found::Nothing, Found::One);
    }
    if let Some(backup) = backups.iter().find(|backup| backup.id.as_str() == words) {
        return Found::One(backup);
    }
    let note = |backup: &Backup| backup.note.as_deref().unwrap_or_default().trim().to_lowercase();
    let since = words.replacen('t', " ", 1);
    let is_time = words.starts_with(|c: char| c.is_ascii_digit()) && words.contains('-');
    let tiers: [&dyn Fn(&Backup) -> bool; 4] = [
        &|backup| is_time && made_at(backup, zone, "%Y-%m-%d %H:%M:%S").is_some_and(|made| made.starts_with(&since)),
        &|backup| note(backup) == words,
        &|backup| note(backup).contains(&words),
        &|backup| backup.name.to_lowercase().contains(&words),
    ];
    if words.is_empty() {
        return Found::Nothing;
    }
    for tier in tiers {
        let mut found: Vec<&Backup> = backups.iter().filter(|backup| tier(backup)).collect();
        match found.len() {
            0 => {}
            1 => return Found::One(found.remove(0)),
            _ => return Found::Several(found),
        }
    }
    Found::Nothing
}

/// When it was made, as a person in `zone` reads it: `2026-11-20 04:00 CET`.
pub fn made(backup: &Backup, zone: &str) -> String {
    made_at(backup, zone, "%Y-%m-%d %H:%M %Z").unwrap_or_else(|| "–".to_owned())
}

fn made_at(backup: &Backup, zone: &str, format: &str) -> Option<String> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Some(backup.created_at?.to_zoned(zone).strftime(format).to_string())
}

/// How old it is: `12 min`, `5 h`, `2 d 6 h`.
pub fn age(created_at: Timestamp, now_ms: i64) -> String {
    let minutes = (now_ms - created_at.as_millisecond()).max(0) / 60_000;
    let (hours, days) = (minutes / 60, minutes / 60 / 24);
    match (days, hours % 24) {
        (0, 0) => format!("{minutes} min"),
        (0, hours) => format!("{hours} h"),
        (days, 0) => format!("{days} d"),
        (days, hours) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backups() -> Vec<Backup> {
        let of = |(id, made, kind, note): (u64, &str, &str, Option<&str>)| {
            let made: Option<Timestamp> = made.parse().ok();
            serde_json::from_value(serde_json::json!({
                "id": id, "name": format!("acme-{id}-{kind}"), "note": note, "type": kind,
                "created_at": made.map(|made| made.as_millisecond()),
            }))
            .unwrap()
        };
        let all = [
            (9, "unknown", "scheduled", None),
            (5, "2026-11-22T23:30:00Z", "scheduled", None),
            (4, "2026-11-22T03:00:00Z", "scheduled", None),
            (3, "2026-11-21T10:00:00Z", "manual", Some("Before the relaunch")),
            (2, "2026-11-21T03:00:00Z", "scheduled", None),
            (1, "2026-10-01T03:00:00Z", "manual", Some("Relaunch")),
        ];
        all.map(of).into()
    }

    #[test]
    fn a_backup_is_named_by_latest_id_time_or_note() {
        let backups = backups();
        for (words, expected) in [
            ("latest", vec!["5"]),
            ("Neueste", vec!["5"]),
            ("4", vec!["4"]),
            // Half past eleven in London is the next day in Berlin.
            ("2026-11-23", vec!["5"]),
            ("2026-11-22", vec!["4"]),
            ("2026-11-22 04:00", vec!["4"]),
            ("2026-11-22T04", vec!["4"]),
            ("2026-11-21", vec!["3", "2"]),
            ("2026-11-21 11", vec!["3"]),
            ("2026-10", vec!["1"]),
            ("relaunch", vec!["1"]),
            ("before", vec!["3"]),
            ("manual", vec!["3", "1"]),
            ("2027-01-01", vec![]),
            ("77", vec![]),
            ("", vec![]),
        ] {
            let found = match find(&backups, words, "Europe/Berlin") {
                Found::One(one) => vec![one.id.as_str()],
                Found::Several(several) => several.iter().map(|backup| backup.id.as_str()).collect(),
                Found::Nothing => vec![],
            };
            assert_eq!(found, expected, "{words}");
        }
        assert_eq!(find(&[], "latest", "UTC"), Found::Nothing);
    }

    #[test]
    fn an_age_has_at_most_two_units() {
        let now = "2026-11-22T09:00:00Z".parse::<Timestamp>().unwrap().as_millisecond();
        for (made, expected) in [
            ("2026-11-22T08:48:30Z", "11 min"),
            ("2026-11-22T04:00:00Z", "5 h"),
            ("2026-11-20T03:00:00Z", "2 d 6 h"),
            ("2026-11-20T09:00:00Z", "2 d"),
            ("2026-11-22T10:00:00Z", "0 min"),
        ] {
            assert_eq!(age(made.parse().unwrap(), now), expected, "{made}");
        }
    }

    #[test]
    fn the_time_is_the_readers() {
        assert_eq!(made(&backups()[1], "Europe/Berlin"), "2026-11-23 00:30 CET");
        assert_eq!(made(&backups()[1], "nowhere"), "2026-11-22 23:30 UTC");
        assert_eq!(made(&backups()[0], "UTC"), "–");
    }
}
