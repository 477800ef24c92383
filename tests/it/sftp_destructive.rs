//! `/kinsta sftp password show`: the secret itself, shown to the asker alone.

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn the_password_that_was_made_up_is_shown_to_who_asked_for_the_account() {
    let mut bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta sftp add acme shop live --user freelancer").await;
    ada.presses("Add SFTP account").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    // It is sealed in the store, so a restart loses nothing.
    bot.restart().await;
    let password = bot.kinsta().writes().pop().unwrap().body.unwrap()["password"].as_str().unwrap().to_owned();
    let ada = bot.ada();
    let card = ada.cards().pop().unwrap();
    ada.presses_in(&card, "Show the password").await;
    assert!(!ada.sees().contains(&password), "it is asked about first");
    ada.presses("Show it").await;
    let seen = ada.sees();
    assert!(seen.contains(&password) && seen.contains("freelancer"), "{seen}");
    ada.says("/kinsta sftp password show acme shop live --user freelancer").await;
    ada.presses("Show it").await;
    assert!(ada.sees().contains(&password));
    bot.done().await;
}
