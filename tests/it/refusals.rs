//! Every "no" says what is missing and who can help.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds, Setup};

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_may_change_anything_the_variable_is_named() {
    let bot = Bot::with(Setup { variables: vec![("OPERATORS", String::new())], ..Setup::default() }).await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear acme live").await, @"
    ⚠️ Nobody may change anything yet.
    Whoever runs this bot names people in `OPERATORS`; your Slack id is `U0ADA`.
    ");
    assert_snapshot!(ada.asks("/kinsta php restart nothing-of-that-name").await, @"
    ⚠️ Nobody may change anything yet.
    Whoever runs this bot names people in `OPERATORS`; your Slack id is `U0ADA`.
    ");
    assert!(ada.asks("/kinsta site status acme").await.starts_with("Acme · Live"), "reading is open");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_is_told_whom_to_ask() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    bot.ada();
    bot.jonas();
    assert_snapshot!(mia.asks("/kinsta cache clear acme live").await, @"
    ⚠️ You may look, but not change anything.
    Ask @ada, @jonas.
    ");
    assert!(!mia.asks("/kinsta site status acme").await.contains("Restart PHP"), "nothing of it is offered");
    // A button that somebody else was shown is decided anew.
    let theirs = bot.ada();
    theirs.writes("@kinsta site status acme", None).await;
    let answers =
        bot.slack().everything().into_iter().filter(|said| said.buttons().iter().any(|it| it == "Restart PHP…"));
    let shown = answers.last().expect("an answer in the open");
    mia.reads(&shown);
    mia.presses_in(&shown, "Restart PHP…").await;
    assert_snapshot!(mia.sees(), @"
    ⚠️ You may look, but not change anything.
    Ask @ada, @jonas.
    ");
    assert!(mia.asks("/kinsta help php --all").await.contains("php restart"), "help is open");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_sites_were_listed_it_says_so() {
    let bot = Bot::with(Setup { warm: false, ..Setup::default() }).await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site status acme").await, @"
    ⚠️ The site list is being fetched for the first time.
    Try again in a few seconds.
    ");
    assert!(ada.asks("/kinsta site status acme").await.starts_with("Acme · Live"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_kinsta_refuses_from_the_start_is_named_with_the_way_to_a_new_one() {
    let bot = Bot::with(Setup { warm: false, ..Setup::default() }).await;
    bot.kinsta().faults().until_cleared("", Fault::RefusedKey);
    bot.settle().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site list").await, @"
    ⚠️ The API key was refused. Kinsta says: “No or invalid API key provided to the request”
    A company owner or admin must create one in MyKinsta › Company settings › API keys, and whoever runs this bot puts it into `KINSTA_API_KEY`.
    ");
    assert_snapshot!(bot.jonas().asks("/kinsta cache clear acme live").await, @"
    ⚠️ Der API-Schlüssel wurde abgelehnt. Kinsta sagt: „No or invalid API key provided to the request“
    Inhaber oder Admin der Firma legen einen an unter MyKinsta › Firmeneinstellungen › API-Schlüssel (Company settings › API keys), und wer diesen Bot betreibt, trägt ihn in `KINSTA_API_KEY` ein.
    ");
    bot.kinsta().faults().clear();
    bot.advance(60.secs()).await;
    assert!(ada.asks("/kinsta site list").await.starts_with("40 sites"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kinsta_that_is_down_from_the_start_is_said_to_be_down() {
    let bot = Bot::with(Setup { warm: false, ..Setup::default() }).await;
    bot.kinsta().faults().until_cleared("", Fault::BadGateway { executed: false });
    bot.settle().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site list").await, @"
    ⚠️ Kinsta cannot answer at the moment: “HTTP 502”
    Try again in a minute.
    ");
    bot.kinsta().faults().clear();
    bot.kinsta().faults().until_cleared("", Fault::TooManyRequests { retry_after_s: Some(90) });
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.asks("/kinsta site status acme").await, @"
    ⚠️ Kinsta's limit of requests per minute is used up.
    Try again after 2026-11-22 10:01 CET.
    ");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kinsta_refuses_to_start_is_told_in_its_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let site = bot.kinsta().site("Zebra Crossing Driving School").unwrap();
    ada.says("/kinsta cache clear zebra --layer site").await;
    bot.kinsta().remove_site(&site.id);
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The cache of *Zebra Crossing Driving School · Live* was not cleared · asked by @ada
    Zebra Crossing Driving School · Live · zebra-crossing.example
    ❌ Site cache: Not found, or this key may not see it. Kinsta says: “Could not find data or the user does not have permissions to retrieve it” Check the name in MyKinsta; the bot sees what the maker of its API key sees.
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ❌ The cache of *Zebra Crossing Driving School · Live* was not cleared
    ❌ Site cache: Not found, or this key may not see it. Kinsta says: “Could not find data or the user does not have permissions to retrieve it” Check the name in MyKinsta; the bot sees what the maker of its API key sees.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_refused_in_the_middle_is_said_on_the_card() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live --layer site").await;
    bot.kinsta().faults().until_cleared("/sites/tools", Fault::RefusedKey);
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.thread(), @"
    @ada ❌ The cache of *Acme · Live* was not cleared
    ❌ Site cache: The API key was refused. Kinsta says: “No or invalid API key provided to the request” A company owner or admin must create one in MyKinsta › Company settings › API keys, and whoever runs this bot puts it into `KINSTA_API_KEY`.
    ");
    ada.card();
    bot.done().await;
}
