//! Whatever a verb says, Slack takes it: with the longest names, many sites, domains and environments, in both languages.
//! The simulated Slack judges every message as it arrives; here an independent validator and the rules between fields
//! judge them once more.

use std::collections::HashSet;

use kinsta_slack::demo::kinsta::{self, Fault, NewEnvironment, WebState};
use kinsta_slack::demo::slack::Message;
use serde_json::{Value, json};

use crate::bot::{Bot, Person, Seconds, Setup};

/// The text of all blocks of a message, at most; undocumented, seen to be about 13,000.
const ALL_TEXT: usize = 13_000;

/// A name as long as `length` and with everything Slack's marks are made of.
fn long(word: &str, length: usize) -> String {
    format!("{word} *<&>_~`@channel` ").repeat(length).chars().take(length).collect()
}

/// A domain of the greatest length, 253 characters.
fn long_domain(number: usize) -> String {
    let label = |letter: char| letter.to_string().repeat(60);
    format!("{}.{}.{}.{}{number:03}.example", label('a'), label('b'), label('c'), "d".repeat(50))
}

/// A company of 500 sites, among them some that are too much of everything.
async fn enormous_company(language: &str) -> Bot {
    let kinsta = kinsta::Options { sites: 464, requests_per_minute: None, ..kinsta::Options::default() };
    let variables = vec![("DEFAULT_LANGUAGE", language.to_owned())];
    let bot = Bot::with(Setup { kinsta, variables, ..Setup::default() }).await;
    for number in 0..9 {
        let name = format!("{} {number}", long("Giant", 240));
        let label = long("Label", 200);
        let domains: Vec<String> = (0..60).map(|domain| long_domain(number * 60 + domain)).collect();
        let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
        bot.kinsta().add_site(&name, Some(&label), &[NewEnvironment::live(&domains)]);
    }
    for number in 0..26 {
        let (name, domain) = (format!("{} {number}", long("Titan", 240)), long_domain(800 + number));
        bot.kinsta().add_site(&name, Some(&long("Label", 200)), &[NewEnvironment::live(&[&domain])]);
    }
    let names: Vec<(String, String)> =
        (0..14).map(|number| (format!("{} {number}", long("Environment", 200)), long_domain(900 + number))).collect();
    let mut environments = vec![NewEnvironment::live(&["colossus.example"])];
    for (number, (name, domain)) in names.iter().enumerate() {
        environments.push(NewEnvironment::premium_staging(&format!("env{number}"), name, &[domain]));
    }
    bot.kinsta().add_site(&format!("Colossus {}", long("Colossus", 240)), None, &environments);
    bot.advance(310.secs()).await;
    bot
}

/// Says everything there is to say about the giants.
async fn says_everything(bot: &Bot, person: &Person<'_>, confirm: &str, again: &str, next: &str) {
    let long_words = long("nothing-of-that-name", 1_500);
    for line in [
        "".to_owned(),
        "help".into(),
        "help site".into(),
        "help cache".into(),
        "site".into(),
        "cache".into(),
        format!("{long_words} x"),
        format!("cache {long_words}"),
        format!("clear cache {}", "giant ".repeat(200)),
        "site list".into(),
        "site list giant".into(),
        "site list titan".into(),
        "site status titan".into(),
        format!("site list --label \"{}\"", long("Label", 200).replace('"', "")),
        format!("site list {long_words}"),
        "site list --page 20".into(),
        format!("site list --{}", "x".repeat(2_000)),
        "site status giant".into(),
        "site status colossus".into(),
        "site status d000.example".into(),
        format!("site status {}", long_domain(3)),
        format!("site status {long_words}"),
        "cache clear colossus".into(),
        "php restart colossus".into(),
        "cache clear giant --layer site".into(),
        "cache clear colossus live --layer moon".into(),
        format!("cache clear colossus {long_words}"),
        "php restart colossuss".into(),
        format!("operation status {}", "9".repeat(1_900)),
        format!("operation status a:{}", "9".repeat(180)),
    ] {
        let ack = person.says_patiently(&format!("/kinsta {line}")).await;
        assert!(ack.is_ok(), "{line}: {:?}", ack.complaint());
    }
    person.says("/kinsta site list e").await;
    person.presses(next).await;

    // Every end an operation can have.
    let ends: [(&str, Option<Fault>); 4] = [
        ("cache clear colossus", None),
        ("cache clear colossus", Some(Fault::FailedOperation { message: long("It failed", 3_000) })),
        ("php restart colossus", Some(Fault::LostOperation)),
        ("php restart colossus", None),
    ];
    for (verb, fault) in ends {
        if let Some(fault) = fault {
            bot.kinsta().faults().next(1, "/sites", fault);
        }
        person.says(&format!("/kinsta {verb} {}", long_domain(905))).await;
        person.presses(confirm_of(confirm, verb)).await;
        person.says_patiently(&format!("/kinsta site status {}", long_domain(905))).await;
        bot.kinsta().set_web(&long_domain(905), WebState::Redirect(format!("https://{}/", long_domain(999))));
        bot.advance(240.secs()).await;
    }
    person.says("/kinsta operation status").await;
    let card = person.cards().into_iter().find(|card| card.buttons().iter().any(|label| label == again));
    person.presses_in(&card.expect("an operation nobody knows the end of"), again).await;

    // While Kinsta says no at length.
    bot.kinsta().faults().until_cleared("", Fault::RefusedKey);
    person.says_patiently("/kinsta site status colossus live").await;
    bot.kinsta().faults().clear();
}

/// The button that confirms a verb: the two words of `confirm`, parted by a bar, are for caches and for PHP.
fn confirm_of<'c>(confirm: &'c str, verb: &str) -> &'c str {
    let (cache, php) = confirm.split_once('|').unwrap();
    if verb.starts_with("cache") { cache } else { php }
}

#[tokio::test(flavor = "multi_thread")]
async fn slack_takes_every_card_in_english() {
    let bot = enormous_company("en").await;
    says_everything(&bot, &bot.ada(), "Clear cache|Restart PHP", "Check again", "Next ›").await;
    judge(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slack_takes_every_card_in_german() {
    let bot = enormous_company("de").await;
    says_everything(&bot, &bot.jonas(), "Cache leeren|PHP neu starten", "Erneut prüfen", "Weiter ›").await;
    judge(bot).await;
}

async fn judge(bot: Bot) {
    assert_eq!(bot.slack().violations(), Vec::<String>::new(), "the simulated Slack rejected something");
    let messages: Vec<Message> = bot.slack().everything().into_iter().filter(Message::is_by_bot).collect();
    assert!(messages.len() >= 40, "only {} messages", messages.len());
    for message in &messages {
        check(message);
        // Rows that had to be left out would be on no page at all.
        assert!(!message.plain().contains("… +"), "{}", message.plain());
    }
    // The big ones are big, or this test would test nothing.
    let biggest = messages.iter().map(|message| all_text(&json!(message.blocks))).max().unwrap();
    assert!(biggest > 6_000, "the biggest message has {biggest} characters only");
    let tables = messages.iter().filter(|message| message.blocks.iter().any(|block| block["type"] == "table")).count();
    assert!(tables >= 3, "only {tables} tables");
    bot.end().await;
}

/// Judges one message by itself.
pub fn check(message: &Message) {
    assert!(!message.text.trim().is_empty(), "no text for notifications: {message:?}");
    assert!(message.text.chars().count() <= 4_000, "the text is too long");
    let payload = json!({ "channel": "C1", "text": message.text, "blocks": message.blocks });
    if let Err(error) = slackblocks::MessagePayload::try_from(payload.clone()) {
        panic!("{error}: {payload:#}");
    }
    let mut block_ids = HashSet::new();
    let mut action_ids = HashSet::new();
    for block in &message.blocks {
        assert!(block_ids.insert(block["block_id"].to_string()), "a block id twice: {block}");
        for element in block["elements"].as_array().into_iter().flatten() {
            if !element["action_id"].is_null() {
                assert!(action_ids.insert(element["action_id"].to_string()), "an action id twice: {element}");
            }
        }
        if block["type"] == "table" {
            check_table(block);
        }
        no_empty_text(block);
    }
    let all = all_text(&json!(message.blocks));
    assert!(all <= ALL_TEXT, "{all} characters in all blocks");
}

fn check_table(block: &Value) {
    let rows = block["rows"].as_array().unwrap();
    let columns = rows[0].as_array().unwrap().len();
    assert!(rows.len() <= 100 && columns <= 20, "{} rows of {columns}", rows.len());
    for row in rows {
        assert_eq!(row.as_array().unwrap().len(), columns, "a ragged row: {row}");
    }
    assert!(all_text(block) <= 10_000, "a table of {} characters", all_text(block));
}

fn no_empty_text(value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(no_empty_text),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
            Value::String(text) if name == "text" => assert!(!text.trim().is_empty(), "an empty text in {fields:?}"),
            other => no_empty_text(other),
        }),
        _ => {}
    }
}

fn all_text(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(all_text).sum(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match value {
                Value::String(text) if name == "text" => text.chars().count(),
                other => all_text(other),
            })
            .sum(),
        _ => 0,
    }
}
