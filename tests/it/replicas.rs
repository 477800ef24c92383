//! Several processes on one PostgreSQL.

use crate::bot::{Bot, Seconds, Setup};

#[path = "../store/postgres.rs"]
pub mod postgres;

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_pressed_at_once_do_the_work_once() {
    let Some(database) = postgres::database().await else { return };
    let variables = vec![("DATABASE_URL", database.url.clone())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    let other = bot.replica().await;
    let here = bot.url();
    let there = format!("http://{}", other.app().address());
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live").await;
    let prompt = ada.private();

    // The same button, pressed through both at the same moment.
    let slack = bot.slack();
    let press = |url: String, prompt| async move {
        slack.set_bot_url(&url);
        slack.press("U0ADA", &prompt, "Clear cache").await
    };
    let (first, second) = tokio::join!(press(here, prompt.clone()), press(there, prompt));
    assert!(first.is_ok() && second.is_ok());

    // Both look after what is due, side by side.
    for _ in 0..40 {
        for _ in 0..20 {
            let (one, two) = tokio::join!(bot.tick(), other.tick());
            if !one && !two {
                break;
            }
        }
        bot.clock().advance(1.secs());
    }
    let writes: Vec<_> = bot.kinsta().writes().into_iter().map(|write| write.path).collect();
    assert_eq!(writes.len(), 3, "{writes:?}");
    assert_eq!(ada.cards().len(), 1);
    assert!(ada.card().contains("✅ Cache of *Acme · Live* cleared"), "{}", ada.card());
    assert_eq!(ada.thread().matches("@ada ✅").count(), 1);
    other.stop().await;
    bot.end().await;
    database.remove().await;
}
