//! The switch that stops every change.

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn while_the_switch_is_on_nothing_is_changed_and_a_restart_does_not_forget_it() {
    let mut bot = Bot::start().await;
    bot.ada().asks("/kinsta cache clear acme live").await;
    {
        let jonas = bot.jonas();
        jonas.asks("/kinsta readonly on").await;
        jonas.presses("Änderungen anhalten").await;
        assert!(jonas.sees().contains("Alle Änderungen sind angehalten"), "{}", jonas.sees());
        let ada = bot.ada();
        ada.presses("Clear cache").await;
        assert!(ada.sees().contains("Every change is stopped: @jonas"), "{}", ada.sees());
        assert!(ada.asks("/kinsta php restart acme live").await.contains("@jonas switched to read-only"));
        assert!(ada.asks("/kinsta help").await.contains("Every change is stopped"));
        assert!(ada.opens_home().await.contains("Every change is stopped"));
        assert!(ada.asks("/kinsta site status acme").await.starts_with("Acme · Live"), "reading goes on");
    }
    bot.restart().await;
    let ada = bot.ada();
    assert!(ada.asks("/kinsta readonly show").await.contains("@jonas"));
    assert!(ada.asks("/kinsta php restart acme live").await.contains("read-only"));
    assert!(bot.mia().asks("/kinsta readonly off").await.contains("You may look"));
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.asks("/kinsta readonly off").await;
    ada.presses("Let changes happen").await;
    assert!(ada.asks("/kinsta php restart acme live").await.starts_with("Restart PHP"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_confirmed_and_waits_is_not_sent_on_any_replica() {
    let bot = Bot::start().await;
    let other = bot.replica().await;
    let ada = bot.ada();
    ada.asks("/kinsta readonly on").await;
    ada.presses("Stop every change").await;
    bot.clock().advance(4.secs());
    for _ in 0..5 {
        other.tick().await;
    }
    bot.slack().set_bot_url(&format!("http://{}", other.app().address()));
    let said = bot.slack().slash("U0ADA", "C0OPS", "/kinsta", "php restart acme live").await;
    assert!(said.is_ok());
    assert!(ada.sees().contains("Every change is stopped"), "{}", ada.sees());
    other.stop().await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_confirmed_before_the_switch_is_not_sent_after_it() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.asks("/kinsta cache clear acme live").await;
    jonas.asks("/kinsta readonly on").await;
    let (change, stop) = (ada.private(), jonas.private());
    // Both presses are stored; the worker comes round to the change only then.
    assert!(bot.slack().press("U0ADA", &change, "Clear cache").await.is_ok());
    assert!(bot.slack().press("U0JONAS", &stop, "Änderungen anhalten").await.is_ok());
    bot.advance(30.secs()).await;
    assert!(ada.card().contains("every change was stopped before it was its turn"), "{}", ada.card());
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.end().await;
}
