//! `/kinsta ssh password …`: the secret itself, shown to the asker alone.

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn the_password_is_shown_to_who_says_yes_and_to_nobody_else() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    let password = bot.kinsta().sftp_password(&live).unwrap();
    ada.says("/kinsta ssh password show acme live").await;
    ada.presses("Show it").await;
    let seen = ada.sees();
    assert!(seen.contains(&password) && seen.contains("203.0.113.10"), "{seen}");
    assert!(!ada.cards().iter().any(|card| card.plain().contains(&password)));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_is_shown_from_the_card_to_who_presses() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    ada.says("/kinsta ssh password rotate acme live").await;
    ada.presses("New SSH password").await;
    ada.sees();
    bot.advance(5.secs()).await;
    ada.card();
    ada.thread();
    let card = ada.cards().pop().unwrap();
    ada.presses_in(&card, "Show the new password").await;
    ada.presses("Show it").await;
    assert!(ada.sees().contains(&bot.kinsta().sftp_password(&live).unwrap()));
    bot.done().await;
}
