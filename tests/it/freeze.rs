//! Times when nothing is changed.

use crate::bot::{Bot, Seconds, Setup};

async fn bot() -> Bot {
    Bot::with(Setup { variables: vec![("ADMINS", "U0ADA".to_owned())], ..Setup::default() }).await
}

// The clock of a test begins at 2026-11-22 09:00 UTC.
const SALE: &str =
    "/kinsta freeze add Sale --from \"2026-11-22 09:02\" --to \"2026-11-22 09:10\" --zone UTC --labels \"Acme Corp\"";

#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_stops_what_is_asked_and_what_is_pressed_until_it_ends() {
    let bot = bot().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.asks(SALE).await;
    ada.presses("Freeze").await;
    assert!(ada.sees().contains("The freeze “Sale” was added"), "{}", ada.sees());
    assert!(jonas.asks("/kinsta cache clear acme live").await.contains("Acme"));
    bot.wait(120.secs()).await;
    jonas.presses("Cache leeren").await;
    assert!(jonas.sees().contains("Während „Sale“"), "{}", jonas.sees());
    assert!(jonas.asks("/kinsta php restart acme live").await.contains("Während „Sale“"));
    assert!(ada.asks("/kinsta freeze list").await.contains("It holds now"));
    assert!(ada.asks("/kinsta php restart \"Brightside Yoga\" live").await.starts_with("Restart PHP"), "another site");
    assert_eq!(bot.kinsta().writes().len(), 0);
    assert!(jonas.asks("/kinsta freeze end Sale").await.contains("@ada"), "only an admin ends it");
    ada.asks("/kinsta freeze end sale").await;
    ada.presses("End freeze").await;
    assert!(ada.asks("/kinsta php restart acme live").await.starts_with("Restart PHP"));
    assert!(ada.asks("/kinsta freeze add X --from monday --to 09:00").await.contains("These times make no freeze"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_confirmed_before_a_freeze_is_not_sent_in_it() {
    let bot = bot().await;
    let ada = bot.ada();
    ada.asks(SALE).await;
    ada.presses("Freeze").await;
    ada.asks("/kinsta cache clear acme live --layer site").await;
    let prompt = ada.private();
    // The press is stored; the worker comes round to it only when the freeze has begun.
    assert!(bot.slack().press("U0ADA", &prompt, "Clear cache").await.is_ok());
    bot.clock().advance(120.secs());
    bot.settle().await;
    bot.advance(10.secs()).await;
    assert!(ada.card().contains("a freeze had begun"), "{}", ada.card());
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_of_every_weekend_comes_back_until_it_is_ended() {
    let bot = bot().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    // It is Sunday, 09:00 UTC.
    let line =
        "/kinsta freeze add Weekend --from \"friday 16:00\" --to \"monday 07:00\" --zone UTC --environments live";
    ada.asks(line).await;
    ada.presses("Freeze").await;
    assert!(ada.sees().contains("The freeze “Weekend” was added"), "{}", ada.sees());
    let listed = ada.asks("/kinsta freeze list").await;
    assert!(
        listed.contains("*Weekend*: friday 16:00 to monday 07:00 (UTC)") && listed.contains("It holds now"),
        "{listed}"
    );
    assert!(jonas.asks("/kinsta cache clear acme live").await.contains("Während „Weekend“"));
    assert!(ada.asks("/kinsta cache clear acme staging").await.starts_with("Clear the cache"), "only live is frozen");
    // On Monday it is over, on the next Saturday it is back.
    bot.clock().advance((23 * 3600).secs());
    bot.settle().await;
    assert!(ada.asks("/kinsta cache clear acme live").await.starts_with("Clear the cache"));
    bot.clock().advance((5 * 24 * 3600).secs());
    bot.settle().await;
    assert!(jonas.asks("/kinsta cache clear acme live").await.contains("Während „Weekend“"));
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}
