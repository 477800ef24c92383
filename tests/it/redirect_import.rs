//! `/kinsta redirect import` and `export`: rules come and go as files.

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn an_import_without_its_file_asks_for_it() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta redirect import acme live").await;
    assert!(asked.contains("The rules come from a file") && asked.contains("[Open the form]"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_holds_every_rule_and_is_handed_over_where_it_was_asked_for() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let said = ada.asks("/kinsta redirect export acme").await;
    bot.advance(5.secs()).await;
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    let count = bot.kinsta().redirect_rules(&live).len();
    assert!(said.contains(&format!("All {count} redirect rules")), "{said}");
    assert!(ada.direct().contains(".csv"), "{}", ada.direct());
    bot.done().await;
}
