//! `/kinsta domain …`, where something is lost: the site's name is typed.

use insta::assert_snapshot;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn rewriting_the_database_wants_the_sites_name_typed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta domain primary acme shop live --name www.acme-shop.example --search-replace").await;
    assert!(asked.contains("acme-shop.example → www.acme-shop.example"), "{asked}");
    assert!(asked.contains("It cannot be undone; only a backup from before"), "{asked}");
    ada.types_to_confirm("Acme Shop").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert!(ada.card().contains("✅ www.acme-shop.example is the primary domain"), "{}", ada.card());
    ada.thread();
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert_eq!(body["run_search_and_replace"], true);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_a_new_domain_fills_in_the_form_of_its_zone() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta domain add acme live --name shop.acme.example").await;
    ada.presses("Add domain").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.thread();
    ada.card();
    let card = ada.cards().pop().unwrap();
    // Nothing is missing in it, so it is as if it had been typed.
    ada.presses_in(&card, "Add proof (TXT)…").await;
    assert_snapshot!(ada.sees(), @"✔️ Adding shop.acme.example to *Acme · Live*. Follow it in #ops.");
    bot.done().await;
}
