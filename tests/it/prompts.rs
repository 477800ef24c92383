//! A question is answered once, in time, and by the one it was put to.

use insta::assert_snapshot;
use kinsta_slack::demo::slack::Message;

use crate::bot::{Bot, Seconds};

const PROMPT: &str = "/kinsta cache clear acme live --layer site";

/// The same message as it would stand before somebody else, who guessed what its buttons send.
fn forged(message: &Message, user: &str) -> Message {
    let mut forged = message.clone();
    forged.ephemeral_to = Some(user.to_owned());
    forged
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_click_changes_nothing_and_says_why() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says(PROMPT).await;
    let prompt = ada.private();
    ada.presses_in(&prompt, "Clear cache").await;
    assert_snapshot!(ada.sees(), @"✔️ Clearing the cache of *Acme · Live*. Follow it in #ops.");
    ada.presses_in(&prompt, "Clear cache").await;
    assert_snapshot!(ada.sees(), @"This was already confirmed. It runs once; its card in the channel shows how it goes.");
    ada.presses_in(&prompt, "Cancel").await;
    assert_snapshot!(ada.sees(), @"This was already confirmed. It runs once; its card in the channel shows how it goes.");
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_eq!(ada.cards().len(), 1);
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_after_five_minutes_changes_nothing() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says(PROMPT).await;
    ada.sees();
    bot.advance(300.secs()).await;
    ada.presses("Clear cache").await;
    assert_snapshot!(ada.sees(), @"This question is older than five minutes, so nothing was changed. Type the command again.");
    // One second before, it would have counted.
    ada.says(PROMPT).await;
    ada.sees();
    bot.advance(299.secs()).await;
    ada.presses("Clear cache").await;
    assert!(ada.sees().starts_with("✔️"), "{}", ada.sees());
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_click_changes_nothing() {
    let bot = Bot::start().await;
    let (ada, jonas, mia) = (bot.ada(), bot.jonas(), bot.mia());
    ada.says(PROMPT).await;
    let prompt = ada.private();
    ada.sees();
    jonas.presses_in(&forged(&prompt, jonas.id), "Clear cache").await;
    assert_snapshot!(jonas.sees(), @"Nur @ada kann das beantworten, nichts wurde geändert. Gib den Befehl selbst ein, dann bekommst du deine eigene Rückfrage.");
    mia.presses_in(&forged(&prompt, mia.id), "Cancel").await;
    assert_snapshot!(mia.sees(), @"Only @ada can answer this, so nothing was changed. Type the command yourself to get your own.");
    assert_eq!(bot.kinsta().writes().len(), 0);
    // It still is the asker's to answer.
    ada.presses("Clear cache").await;
    assert!(ada.sees().starts_with("✔️"), "{}", ada.sees());
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_question_cannot_be_confirmed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says(PROMPT).await;
    let prompt = ada.private();
    ada.presses("Cancel").await;
    assert_snapshot!(ada.sees(), @"Cancelled. Nothing was changed. (It was: Clearing the cache of *Acme · Live*.)");
    assert_eq!(ada.sees_all().len(), 1, "the question is gone");
    ada.presses_in(&prompt, "Clear cache").await;
    assert_snapshot!(ada.sees(), @"This was already cancelled, so nothing was changed. Type the command again.");
    ada.presses_in(&prompt, "Cancel").await;
    ada.sees();
    assert_eq!(ada.cards().len(), 0);
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_outlives_a_restart_of_the_bot() {
    let mut bot = Bot::start().await;
    bot.ada().says(PROMPT).await;
    bot.ada().sees();
    bot.restart().await;
    let ada = bot.ada();
    ada.presses("Clear cache").await;
    assert!(ada.sees().starts_with("✔️"), "{}", ada.sees());
    bot.advance(30.secs()).await;
    assert!(ada.card().starts_with("✅"), "{}", ada.card());
    ada.thread();
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_the_permission_meanwhile_cannot_confirm() {
    let mut bot = Bot::start().await;
    bot.ada().says(PROMPT).await;
    bot.ada().sees();
    bot.set("OPERATORS", "U0JONAS");
    bot.restart().await;
    bot.jonas();
    let ada = bot.ada();
    ada.presses("Clear cache").await;
    assert_snapshot!(ada.sees(), @"
    ⚠️ You may look, but not change anything.
    Ask @jonas.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    // Cancelling is still theirs.
    ada.presses("Cancel").await;
    assert!(ada.sees_all()[0].starts_with("Cancelled."), "{:?}", ada.sees_all());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_at_the_same_moment_are_one_change() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for round in 1..=5 {
        ada.says(PROMPT).await;
        let prompt = ada.private();
        let press = || bot.slack().press(ada.id, &prompt, "Clear cache");
        let (first, second, third) = tokio::join!(press(), press(), press());
        assert!(first.is_ok() && second.is_ok() && third.is_ok());
        bot.advance(30.secs()).await;
        assert_eq!(bot.kinsta().writes().len(), round);
        assert_eq!(ada.cards().len(), round);
        ada.card();
        ada.thread();
    }
    ada.sees_all();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_of_a_day_ago_is_not_known_any_more() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says(PROMPT).await;
    ada.sees();
    bot.clock().advance(std::time::Duration::from_secs(25 * 3600));
    bot.settle().await;
    ada.presses("Clear cache").await;
    assert_snapshot!(ada.sees(), @"This question is not known any more, so nothing was changed. Type the command again.");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}
