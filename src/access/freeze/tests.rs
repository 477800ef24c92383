//! Freezes around the nights when clocks are turned. Berlin in 2026: on 29 March two o'clock becomes three, on
//! 25 October three becomes two, both at 01:00 UTC.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{Freeze, Moment, Written, Wrong, active, next_end};
use crate::access::policy::{EnvKind, Scope, SiteRef, Target};
use crate::domain::ids::SiteId;

fn written(from: &str, to: &str, zone: &str) -> Written {
    Written {
        name: "Quiet".to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        zone: zone.to_owned(),
        on: Scope::everything(),
    }
}

fn berlin(from: &str, to: &str) -> Freeze {
    Freeze::new(&written(from, to, "Europe/Berlin")).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When it ends, asked at a moment: `HH:MM` of UTC, or a dash where it does not hold.
fn ends(freeze: &Freeze, moment: &str) -> String {
    freeze.ends(at(moment)).map_or("-".to_owned(), |end| end.strftime("%a %H:%M").to_string())
}

#[test]
fn a_window_begins_with_its_first_moment_and_is_over_at_its_last() {
    let freeze = berlin("2026-11-26 18:00", "2026-12-01 08:00");
    assert_eq!(ends(&freeze, "2026-11-26T16:59:59Z"), "-");
    assert_eq!(ends(&freeze, "2026-11-26T17:00:00Z"), "Tue 07:00");
    assert_eq!(ends(&freeze, "2026-12-01T06:59:59Z"), "Tue 07:00");
    assert_eq!(ends(&freeze, "2026-12-01T07:00:00Z"), "-");
}

#[test]
fn nights_and_weekends_wrap_around() {
    let night = berlin("22:00", "06:00");
    assert_eq!(ends(&night, "2026-07-01T19:59:00Z"), "-");
    assert_eq!(ends(&night, "2026-07-01T20:00:00Z"), "Thu 04:00");
    assert_eq!(ends(&night, "2026-07-02T03:59:00Z"), "Thu 04:00");
    assert_eq!(ends(&night, "2026-07-02T04:00:00Z"), "-");
    let weekend = berlin("friday 16:00", "monday 08:00");
    assert_eq!(ends(&weekend, "2026-07-03T13:59:00Z"), "-");
    assert_eq!(ends(&weekend, "2026-07-03T14:00:00Z"), "Mon 06:00");
    assert_eq!(ends(&weekend, "2026-07-05T12:00:00Z"), "Mon 06:00");
    assert_eq!(ends(&weekend, "2026-07-06T06:00:00Z"), "-");
    // From Monday to the Monday after, but for ten minutes.
    let nearly_always = berlin("monday 08:00", "monday 07:50");
    assert_eq!(ends(&nearly_always, "2026-07-06T05:49:00Z"), "Mon 05:50");
    assert_eq!(ends(&nearly_always, "2026-07-06T05:55:00Z"), "-");
    assert_eq!(ends(&nearly_always, "2026-07-06T06:00:00Z"), "Mon 05:50");
}

#[test]
fn local_times_follow_the_clock_when_it_is_turned() {
    let weekend = berlin("friday 16:00", "monday 08:00");
    // Into summer: begins at 15:00 UTC, ends at 06:00 UTC.
    assert_eq!(ends(&weekend, "2026-03-27T14:59:00Z"), "-");
    assert_eq!(ends(&weekend, "2026-03-27T15:00:00Z"), "Mon 06:00");
    assert_eq!(ends(&weekend, "2026-03-30T05:59:00Z"), "Mon 06:00");
    // Out of summer: begins at 14:00 UTC, ends at 07:00 UTC.
    assert_eq!(ends(&weekend, "2026-10-23T14:00:00Z"), "Mon 07:00");
    assert_eq!(ends(&weekend, "2026-10-26T06:59:00Z"), "Mon 07:00");
}

#[test]
fn an_hour_that_comes_twice_is_frozen_both_times() {
    // 02:30 comes at 00:30 and at 01:30 UTC.
    let ends_in_it = berlin("01:00", "02:30");
    assert_eq!(ends(&ends_in_it, "2026-10-24T23:00:00Z"), "Sun 01:30");
    assert_eq!(ends(&ends_in_it, "2026-10-25T00:45:00Z"), "Sun 01:30", "no gap between the two");
    assert_eq!(ends(&ends_in_it, "2026-10-25T01:30:00Z"), "-");
    let begins_in_it = berlin("02:30", "04:00");
    assert_eq!(ends(&begins_in_it, "2026-10-25T00:29:00Z"), "-");
    assert_eq!(ends(&begins_in_it, "2026-10-25T00:30:00Z"), "Sun 03:00");
    assert_eq!(ends(&begins_in_it, "2026-10-25T01:15:00Z"), "Sun 03:00");
}

#[test]
fn an_hour_that_is_left_out_is_the_moment_of_the_jump() {
    let begins_in_it = berlin("02:30", "04:00");
    assert_eq!(ends(&begins_in_it, "2026-03-29T00:59:59Z"), "-");
    assert_eq!(ends(&begins_in_it, "2026-03-29T01:00:00Z"), "Sun 02:00");
    let ends_in_it = berlin("01:00", "02:30");
    assert_eq!(ends(&ends_in_it, "2026-03-29T00:59:59Z"), "Sun 01:00");
    assert_eq!(ends(&ends_in_it, "2026-03-29T01:00:00Z"), "-");
    let inside_it = berlin("02:10", "02:50");
    assert_eq!(ends(&inside_it, "2026-03-29T01:00:00Z"), "-");
    assert_eq!(ends(&inside_it, "2026-03-30T00:10:00Z"), "Mon 00:50");
}

#[test]
fn a_freeze_is_about_its_own_sites_and_environments() {
    let (id, labels) = (SiteId::new("id-acme"), ["Shop".to_owned()]);
    let acme = SiteRef { id: &id, name: "acme", labels: &labels };
    let other_id = SiteId::new("id-other");
    let other = SiteRef { id: &other_id, name: "other", labels: &[] };
    let env = |site, kind| Target::Environment { site, kind };
    let on = Scope::labels(["shop"]).only([EnvKind::Live]);
    let freezes = [Freeze::new(&Written { on, ..written("22:00", "06:00", "UTC") }).unwrap()];
    let night = at("2026-07-01T23:00:00Z");
    let holds = |target: &Target<'_>| active(&freezes, target, night).next().is_some();
    assert!(holds(&env(acme, EnvKind::Live)));
    assert!(!holds(&env(acme, EnvKind::Staging)));
    assert!(holds(&Target::Site(acme)), "what changes the whole site changes live");
    assert!(!holds(&env(other, EnvKind::Live)));
    assert!(!holds(&Target::None));
    assert!(active(&freezes, &env(acme, EnvKind::Live), at("2026-07-01T12:00:00Z")).next().is_none());
    assert_eq!(next_end(&freezes, &env(acme, EnvKind::Live), night), Some(at("2026-07-02T06:00:00Z")));
    assert_eq!(next_end(&freezes, &env(other, EnvKind::Live), night), None);
}

#[test]
fn the_end_told_is_the_end_of_all_that_follow_one_another() {
    let utc = |from, to| Freeze::new(&written(from, to, "UTC")).unwrap();
    let freezes = [
        utc("22:00", "06:00"),
        utc("2026-07-02 05:00", "2026-07-02 09:00"),
        utc("thursday 09:00", "thursday 11:00"),
        utc("thursday 11:30", "thursday 12:00"),
    ];
    let end = next_end(&freezes, &Target::None, at("2026-07-01T23:00:00Z"));
    assert_eq!(end, Some(at("2026-07-02T11:00:00Z")));
    assert_eq!(next_end(&freezes, &Target::None, at("2026-07-02T11:00:00Z")), None);
    let always = [utc("00:00", "12:00"), utc("12:00", "00:00")];
    assert!(next_end(&always, &Target::None, at("2026-07-01T23:00:00Z")) > Some(at("2026-08-01T00:00:00Z")));
}

#[test]
fn what_is_wrong_is_told_all_at_once() {
    let unreadable = |text: &str| super::Unreadable(text.to_owned());
    let from = |text: &str| Wrong::From(unreadable(text));
    for (from_text, to_text, zone, expected) in [
        ("2026-12-01 08:00", "2026-11-26 18:00", "Europe/Berlin", vec![Wrong::EndsFirst]),
        ("22:00", "22:00", "Europe/Berlin", vec![Wrong::NoLength]),
        ("22:00", "monday 08:00", "Europe/Berlin", vec![Wrong::Kinds]),
        ("22:00", "06:00", "Europe/Belrin", vec![Wrong::Zone("Europe/Belrin".to_owned())]),
        ("22:00", "06:00", "+02:00", vec![Wrong::Zone("+02:00".to_owned())]),
        ("22", "fryday 06:00", "", vec![from("22"), Wrong::To(unreadable("fryday 06:00")), Wrong::Zone(String::new())]),
        ("2026-11-26T18:00:00Z", "2026-11-27 18:00", "UTC", vec![from("2026-11-26T18:00:00Z")]),
        ("24:00", "06:00", "UTC", vec![from("24:00")]),
        ("2026-02-30 10:00", "2026-03-01 10:00", "UTC", vec![from("2026-02-30 10:00")]),
    ] {
        assert_eq!(Freeze::new(&written(from_text, to_text, zone)).unwrap_err(), expected, "{from_text} {to_text}");
    }
}

#[test]
fn a_moment_reads_back_as_it_was_written() {
    for text in ["22:00", "22:00:30", "friday 16:00", "2026-11-26 18:00", "2026-11-26 18:00:01"] {
        assert_eq!(Moment::read(text).unwrap().to_string(), text);
    }
    assert_eq!(Moment::read("2026-11-26T18:00:00").unwrap().to_string(), "2026-11-26 18:00");
    assert_eq!(Moment::read(" Friday  16:00 ").unwrap().to_string(), "friday 16:00");
}

fn recurring() -> impl Strategy<Value = Written> {
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"];
    (0..1440u32, 0..1440u32, 0..7usize, 0..7usize, any::<bool>(), proptest::sample::select(zones.to_vec())).prop_map(
        move |(from, to, first, last, weekly, zone)| {
            let word =
                |day: usize, minute| if weekly { format!("{} {}", days[day], clock(minute)) } else { clock(minute) };
            written(&word(first, from), &word(last, to), zone)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn while_it_holds_its_end_is_ahead_and_stays_the_same(window in recurring(), second in 1_760_000_000..1_800_000_000i64) {
        let Ok(freeze) = Freeze::new(&window) else { return Ok(()) };
        let now = Timestamp::from_second(second).unwrap();
        if let Some(end) = freeze.ends(now) {
            prop_assert!(end > now);
            prop_assert!(end.duration_since(now) <= SignedDuration::from_hours(7 * 24 + 2));
            let just_before = end.checked_sub(SignedDuration::from_secs(1)).unwrap();
            prop_assert!(freeze.ends(just_before).is_some_and(|later| later >= end));
        }
    }

    #[test]
    fn away_from_turning_clocks_the_wall_clock_decides(window in recurring(), minute in 0..1440i64) {
        if window.from.contains("day") {
            return Ok(());
        }
        let Ok(freeze) = Freeze::new(&Written { zone: "Europe/Berlin".to_owned(), ..window.clone() }) else { return Ok(()) };
        let now = at("2026-07-14T22:00:00Z").checked_add(SignedDuration::from_mins(minute)).unwrap();
        let wall = format!("{:02}:{:02}", minute / 60, minute % 60);
        let (from, to) = (&window.from, &window.to);
        let inside = if from < to { from <= &wall && &wall < to } else { from <= &wall || &wall < to };
        prop_assert_eq!(freeze.ends(now).is_some(), inside);
    }

    #[test]
    fn a_freeze_survives_being_stored(window in recurring()) {
        let Ok(freeze) = Freeze::new(&window) else { return Ok(()) };
        let json = serde_json::to_string(&freeze).unwrap();
        prop_assert_eq!(serde_json::from_str::<Freeze>(&json).unwrap(), freeze);
    }
}
