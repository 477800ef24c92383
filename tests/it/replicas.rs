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

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_and_a_no_at_two_replicas_at_once_have_one_end() {
    let Some(database) = postgres::database().await else { return };
    let variables = vec![("DATABASE_URL", database.url.clone()), ("OPERATORS", "U0ADA U0JONAS U0LIN".to_owned())];
    let bot = Bot::with(Setup { variables, four_eyes: true, ..Setup::default() }).await;
    let other = bot.replica().await;
    let (here, there) = (bot.url(), format!("http://{}", other.app().address()));
    let (ada, jonas) = (bot.ada(), bot.jonas());
    let lin = bot.person("U0LIN", "lin", "en-GB");
    for person in [&ada, &jonas, &lin] {
        person.asks("/kinsta help php").await;
    }
    let slack = bot.slack();
    slack.set_bot_url(&there);
    for person in [&ada, &jonas, &lin] {
        person.asks("/kinsta help php").await;
    }
    slack.set_bot_url(&here);
    let mut ends = Vec::new();
    for round in 0..4 {
        let before = bot.kinsta().writes().len();
        let line = "backup restore acme live --backup latest --to live --notify developer@agency.example";
        ada.asks(&format!("/kinsta {line}")).await;
        ada.presses("Ask for approval…").await;
        ada.fills("Type “Acme” to confirm", "Acme");
        ada.fills("Why is it needed?", "again");
        ada.submits().await;
        bot.advance(5.secs()).await;
        let card = ada.cards().pop().unwrap();
        let press = |url: &str, who: &'static str, label: &'static str| {
            let (url, card) = (url.to_owned(), card.clone());
            async move {
                slack.set_bot_url(&url);
                slack.press(who, &card, label).await
            }
        };
        let (yes, no) = tokio::join!(press(&here, "U0JONAS", "Approve"), press(&there, "U0LIN", "Refuse"));
        assert!(yes.is_ok() && no.is_ok());
        slack.set_bot_url(&here);
        for _ in 0..30 {
            tokio::join!(bot.tick(), other.tick());
            bot.clock().advance(1.secs());
        }
        bot.settle().await;
        let (said, sent) = (ada.card(), bot.kinsta().writes().len() - before);
        let is_done = said.contains("Agreed: @jonas");
        assert!(is_done != said.contains("@lin refused"), "{said}");
        assert_eq!(sent, usize::from(is_done), "round {round}: {said}");
        ends.push(is_done);
    }
    println!("carried out: {ends:?}");
    other.stop().await;
    bot.end().await;
    database.remove().await;
}
