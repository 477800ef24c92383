//! `/kinsta database login`: the link is shown to the asker alone.

use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn the_link_is_made_when_it_is_wanted_and_only_the_asker_sees_it() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta database login acme staging").await;
    assert!(asked.contains("Acme · Staging"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.presses("Show it").await;
    let shown = ada.sees();
    assert!(shown.contains("Open phpMyAdmin") && shown.contains("The link works until"), "{shown}");
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert!(ada.cards().is_empty());
    bot.advance(1.secs()).await;
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_has_to_be_named_and_kinstas_no_is_told() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    let asked = jonas.asks("/kinsta database login acme").await;
    assert!(asked.contains("[Live · acme.example]"), "{asked}");
    jonas.asks("/kinsta database login acme staging").await;
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::RefusedKey);
    jonas.presses("Anzeigen").await;
    let shown = jonas.sees();
    assert!(shown.starts_with("⚠️"), "{shown}");
    bot.done().await;
}
