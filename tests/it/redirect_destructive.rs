//! `/kinsta redirect clear`: the site's name is typed.

use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

fn live(bot: &Bot) -> String {
    bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_rules_are_deleted_once_the_name_was_typed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let count = bot.kinsta().redirect_rules(&live(&bot)).len();
    let asked = ada.asks("/kinsta redirect clear acme live").await;
    assert!(asked.contains(&format!("All {count} redirect rules")), "{asked}");
    assert!(asked.contains("redirect export"), "{asked}");
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(20.secs()).await;
    let card = ada.card();
    assert!(card.starts_with("✅") && card.contains("*Rules*\n0"), "{card}");
    ada.thread();
    assert!(bot.kinsta().redirect_rules(&live(&bot)).is_empty());
    let again = ada.asks("/kinsta redirect clear acme live").await;
    assert!(again.contains("has no redirect rules"), "{again}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_added_in_the_meantime_saves_them_all() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.asks("/kinsta redirect clear acme live").await;
    jonas.asks("/kinsta redirect add acme live --from /neu --to /da").await;
    jonas.presses("Weiterleitung anlegen").await;
    jonas.sees();
    bot.advance(20.secs()).await;
    ada.card();
    ada.thread();
    let count = bot.kinsta().redirect_rules(&live(&bot)).len();
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(20.secs()).await;
    let card = ada.card();
    assert!(card.contains("somebody else has changed the rules"), "{card}");
    ada.thread();
    assert_eq!(bot.kinsta().redirect_rules(&live(&bot)).len(), count);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_cannot_be_read_are_not_taken_for_none() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::RefusedKey);
    let asked = ada.asks("/kinsta redirect clear acme live").await;
    assert!(asked.starts_with("⚠️ The API key was refused."), "{asked}");
    bot.done().await;
}
