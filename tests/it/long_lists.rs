//! The longest lists, to their last page, with Slack's limits on: nothing is left out, and Slack takes every page.

use std::collections::BTreeSet;

use kinsta_slack::demo::kinsta::{self, DnsRecord, Extension, RedirectRule};

use crate::blockkit;
use crate::bot::{Bot, Person, Seconds, Setup};

/// A company of 500 sites; Acme has 300 plugins and themes, 1,000 redirect rules and 1,000 DNS records, all of them long.
async fn much() -> Bot {
    let kinsta = kinsta::Options { sites: 500, requests_per_minute: None, ..kinsta::Options::default() };
    let bot = Bot::with(Setup { kinsta, ..Setup::default() }).await;
    let long = |word: &str| format!("{word}-*<&>_~`@channel`-{}", "long".repeat(40));
    let extension = |number: usize| Extension {
        name: format!("row{number:04}-{}", "x".repeat(60)),
        title: long("Title"),
        status: "active".into(),
        version: "1.2.3-beta.4".into(),
        update_version: number.is_multiple_of(2).then(|| "1.2.4".into()),
        update_status: None,
    };
    let rule = |number: usize| RedirectRule {
        domain: None,
        from: format!("/row{number:04}/{}", "y".repeat(150)),
        to: format!("/{}", long("to")),
        kind: "permanent".into(),
        country: None,
        country_name: None,
        city: None,
        location: None,
    };
    let record = |number: usize| DnsRecord {
        kind: "TXT".into(),
        name: format!("row{number:04}.acme.example"),
        ttl: 3_600,
        values: vec![format!("\"{}\"", long("value"))],
    };
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    let extensions: Vec<_> = (0..300).map(extension).collect();
    let rules: Vec<_> = (0..1_000).map(rule).collect();
    let records: Vec<_> = (0..1_000).map(record).collect();
    assert!(bot.kinsta().furnish(&live, &extensions, &rules) && bot.kinsta().set_dns_records("acme.example", &records));
    bot
}

/// Turns the pages of a list to its end, and gives its rows' first words that begin with `row`.
async fn reads_to_the_end(bot: &Bot, person: &Person<'_>, line: &str, next: &str) -> (usize, BTreeSet<String>) {
    let ack = person.says_patiently(line).await;
    assert!(ack.is_ok(), "{line}: {:?}", ack.complaint());
    let mut rows = BTreeSet::new();
    for page in 1..=60 {
        let message = person.private();
        blockkit::check(&message);
        let said = person.reads(&message);
        let words = said.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with("row"));
        rows.extend(words.map(|word| word.chars().take(7).collect::<String>()));
        if !message.buttons().iter().any(|label| label == next) {
            return (page, rows);
        }
        // Nobody turns pages faster than that, and Kinsta's limit is by the minute.
        bot.advance(3.secs()).await;
        let ack = person.presses_in(&message, next).await;
        assert!(ack.is_ok(), "{line}, page {page}: {:?}", ack.complaint());
    }
    panic!("{line} has no end");
}

async fn nothing_is_left_out(bot: &Bot, person: &Person<'_>, next: &str) {
    for (line, count) in [
        ("/kinsta plugin list acme live", 300),
        ("/kinsta theme list acme live", 300),
        ("/kinsta redirect list acme live", 1_000),
        ("/kinsta dns list acme.example", 1_000),
    ] {
        let (pages, rows) = reads_to_the_end(bot, person, line, next).await;
        assert_eq!(rows.len(), count, "{line}");
        assert!(pages >= count / 25, "{line} has {pages} pages");
    }
    let (pages, _) = reads_to_the_end(bot, person, "/kinsta site list", next).await;
    assert!(pages >= 500 / 25, "{pages}");
    assert_eq!(bot.slack().violations(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_lists_are_read_to_their_end_in_english() {
    let bot = much().await;
    nothing_is_left_out(&bot, &bot.ada(), "Next ›").await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_lists_are_read_to_their_end_in_german() {
    let bot = much().await;
    nothing_is_left_out(&bot, &bot.jonas(), "Weiter ›").await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_list_of_rules_comes_whole_as_a_file() {
    let bot = much().await;
    let ada = bot.ada();
    let said = ada.asks("/kinsta redirect export acme live").await;
    assert!(said.contains("1000 redirect rules") || said.contains("1,000 redirect rules"), "{said}");
    bot.end().await;
}
