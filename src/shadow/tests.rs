//! Whose an entry is, for every mix of calls and entries.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::compare::{Call, Row, Whose, compare};

/// When it all happens, in epoch milliseconds.
const T: i64 = 1_000_000;

fn row(kind: &str, site: &str, at_ms: i64) -> Row {
    let site = Some(site.into()).filter(|_| !site.is_empty());
    Row { at_ms, site, names: Vec::new(), is_new: false, kind: kind.to_owned(), is_ours: true }
}

/// A call made then.
fn call(key: &str, verb: &str, site: &str, at_ms: i64) -> Call {
    Call {
        key: key.to_owned(),
        site: Some(site.into()).filter(|_| !site.is_empty()),
        names: Default::default(),
        verb: verb.to_owned(),
        from_ms: at_ms - 30_000,
        to_ms: at_ms + 60_000,
        makes_a_site: false,
        made: None,
        is_many: false,
    }
}

const UNKNOWN: Whose = Whose::Unknown { beside: false };
const BESIDE: Whose = Whose::Unknown { beside: true };

#[test]
fn every_entry_of_ours_needs_a_call_of_its_own() {
    type Case = (&'static str, Vec<Row>, Vec<Call>, Vec<Whose>);
    let clear = || row("clearCache", "acme", T);
    let elsewhere = Row { is_ours: false, ..clear() };
    let company = || row("createDnsRecord", "", T);
    let named = |name: &str| Row { names: vec![name.to_owned()], ..row("createDnsRecord", "acme", T) };
    let zone = |name: &str| Call { names: [name.to_owned()].into(), ..call("d", "dns add", "", T) };
    let cases: Vec<Case> = vec![
        ("nothing of ours", vec![clear()], vec![], vec![UNKNOWN]),
        ("a call", vec![clear()], vec![call("a", "cache clear", "acme", T)], vec![Whose::Ours]),
        ("a call of another kind", vec![clear()], vec![call("a", "php restart", "acme", T)], vec![Whose::Ours]),
        ("a call elsewhere", vec![clear()], vec![call("a", "cache clear", "bank", T)], vec![UNKNOWN]),
        ("a call long before", vec![clear()], vec![call("a", "cache clear", "acme", T - 90_000)], vec![UNKNOWN]),
        ("a call long after", vec![clear()], vec![call("a", "cache clear", "acme", T + 60_000)], vec![UNKNOWN]),
        ("a call and two entries", vec![clear(), clear()], vec![call("a", "cache clear", "acme", T)], {
            vec![Whose::Ours, BESIDE]
        }),
        (
            "the entry that sounds like the call is its own",
            vec![row("deleteSite", "acme", T), clear()],
            vec![call("a", "cache clear", "acme", T)],
            vec![BESIDE, Whose::Ours],
        ),
        (
            "a call that fits two entries leaves the one that only it fits",
            vec![row("x", "acme", T), row("x", "acme", T + 80_000)],
            vec![call("a", "cache clear", "acme", T + 25_000), call("b", "cache clear", "acme", T - 40_000)],
            vec![Whose::Ours, Whose::Ours],
        ),
        ("somebody else's", vec![elsewhere], vec![call("a", "cache clear", "acme", T)], vec![Whose::Elsewhere]),
        ("the company's", vec![company()], vec![zone("acme.com")], vec![Whose::Ours]),
        ("a site's call, the company's entry", vec![company()], vec![call("a", "x y", "acme", T)], vec![UNKNOWN]),
        ("a zone with a site", vec![named("acme.com")], vec![zone("acme.com")], vec![Whose::Ours]),
        ("a zone with another site", vec![named("bank.com")], vec![zone("acme.com")], vec![UNKNOWN]),
    ];
    for (case, rows, calls, expected) in cases {
        assert_eq!(compare(&rows, &calls), expected, "{case}");
    }
}

#[test]
fn a_site_that_is_being_made_is_ours_and_a_second_one_is_not() {
    let new = |site: &str, at_ms| Row { is_new: true, ..row("createSite", site, at_ms) };
    let make = Call { makes_a_site: true, to_ms: T + 600_000, ..call("m", "site create", "", T) };
    let rows = [new("fresh", T), new("fresh", T + 1), new("other", T + 2), row("createSite", "acme", T)];
    let whose = compare(&rows, std::slice::from_ref(&make));
    assert_eq!(whose, [Whose::Ours, Whose::Ours, UNKNOWN, UNKNOWN]);
    // By now it is in the list of sites, and the call says what it made, or only its first entry does.
    let later = [new("fresh", T), row("addDomain", "fresh", T + 500_000), row("addDomain", "fresh", T + 700_000)];
    let known = Call { made: Some("fresh".into()), ..make.clone() };
    assert_eq!(compare(&later, std::slice::from_ref(&make)), [Whose::Ours, Whose::Ours, UNKNOWN]);
    assert_eq!(compare(&later[1..], &[known]), [Whose::Ours, UNKNOWN]);
    let wrong = Call { made: Some("another".into()), ..make };
    assert_eq!(compare(&rows[..1], &[wrong]), [UNKNOWN]);
}

#[test]
fn many_calls_in_a_row_make_many_entries_and_none_of_another_kind() {
    let import = Call { is_many: true, ..call("i", "redirect import", "acme", T) };
    let rule = |site, at_ms| row("updateRedirectRules", site, at_ms);
    let rows = [rule("acme", T), rule("acme", T + 1), row("deleteSite", "acme", T), rule("bank", T)];
    assert_eq!(compare(&rows, &[import]), [Whose::Ours, Whose::Ours, BESIDE, UNKNOWN]);
}

const SITES: [&str; 4] = ["acme", "bank", "shop", ""];

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let one = (0..SITES.len(), -200_000..200_000_i64, prop::sample::select(vec!["cache clear", "php restart", "x y"]));
    prop::collection::vec(one, 0..12).prop_map(|calls| {
        let numbered = calls.into_iter().enumerate();
        numbered.map(|(at, (site, shift, verb))| call(&at.to_string(), verb, SITES[site], T + shift)).collect()
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let kinds = prop::sample::select(vec!["clearCache", "restartPhp", "deleteSite", ""]);
    let one = (0..SITES.len(), -200_000..200_000_i64, kinds, any::<bool>());
    prop::collection::vec(one, 0..12).prop_map(|rows| {
        let of = |(site, shift, kind, is_ours): (usize, i64, &str, bool)| Row {
            is_ours,
            ..row(kind, SITES[site], T + shift)
        };
        rows.into_iter().map(of).collect()
    })
}

proptest! {
    /// A stolen key used where the bot did nothing is always found.
    #[test]
    fn an_entry_on_a_site_without_a_call_of_ours_is_always_alarmed(rows in rows(), calls in calls(), shift in 0..9_i64) {
        let stolen = row("deleteSite", "quiet", T + shift);
        let all: Vec<Row> = rows.into_iter().chain([stolen]).collect();
        let whose = compare(&all, &calls);
        prop_assert_eq!(whose.last(), Some(&UNKNOWN));
    }

    /// Whatever else goes on, and however late its entry begins, what the bot did never alarms.
    #[test]
    fn our_own_calls_never_alarm(calls in calls(), delays in prop::collection::vec(-20_000..60_000_i64, 12)) {
        let rows: Vec<Row> = calls.iter().zip(delays).map(|(call, delay)| Row {
            site: call.site.clone(),
            ..row("anything", "", call.from_ms + 30_000 + delay)
        }).collect();
        prop_assert!(compare(&rows, &calls).iter().all(|whose| *whose == Whose::Ours));
        // Nor when they are read bit by bit: those that were ours before stay it.
        let mut ordered = rows;
        ordered.sort_by_key(|row| row.at_ms);
        for read in 0..=ordered.len() {
            prop_assert!(compare(&ordered[..read], &calls).iter().all(|whose| *whose == Whose::Ours));
        }
    }

    /// No site has more entries that pass for ours than there were calls.
    #[test]
    fn as_many_pass_as_there_were_calls_at_most(rows in rows(), calls in calls()) {
        let mut passed: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, whose) in rows.iter().zip(compare(&rows, &calls)) {
            prop_assert_eq!(row.is_ours, whose != Whose::Elsewhere);
            if whose == Whose::Ours {
                *passed.entry(row.site.as_ref().map_or("", |site| site.as_str())).or_default() += 1;
            }
        }
        for (site, count) in passed {
            let made = calls.iter().filter(|call| call.site.as_ref().map_or("", |own| own.as_str()) == site).count();
            prop_assert!(count <= made, "{} of {} on {}", count, made, site);
        }
    }
}
