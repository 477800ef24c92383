//! Several processes on one PostgreSQL.

use crate::bot::{Bot, Person, Seconds, Setup};
use crate::process::Process;

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
    }
    other.stop().await;
    bot.end().await;
    database.remove().await;
}

/// Both processes look after what is due, side by side, for so many seconds.
async fn side_by_side(bot: &Bot, other: &Process, seconds: u64, each: impl Fn(&Bot)) {
    for _ in 0..seconds {
        for _ in 0..20 {
            let (one, two) = tokio::join!(bot.tick(), other.tick());
            if !one && !two {
                break;
            }
        }
        each(bot);
        bot.clock().advance(1.secs());
    }
}

/// Two people press yes at the same moment, each through a process of their own.
async fn press_at_once(bot: &Bot, other: &Process, people: [(&Person<'_>, &str); 2]) {
    let addresses = [bot.url(), format!("http://{}", other.app().address())];
    let presses = people.into_iter().zip(addresses).map(|((who, label), url)| {
        let (prompt, id) = (who.private(), who.id);
        async move {
            bot.slack().set_bot_url(&url);
            bot.slack().press(id, &prompt, label).await
        }
    });
    let mut presses: Vec<_> = presses.collect();
    let (second, first) = (presses.pop().unwrap(), presses.pop().unwrap());
    let (first, second) = tokio::join!(first, second);
    assert!(first.is_ok() && second.is_ok());
    bot.slack().set_bot_url(&bot.url());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_keep_an_environment_to_one_change_at_a_time() {
    let Some(database) = postgres::database().await else { return };
    let variables = vec![("DATABASE_URL", database.url.clone())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    let other = bot.replica().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    for _ in 0..3 {
        ada.says("/kinsta php restart acme live").await;
        jonas.says("/kinsta cache clear acme live --layer site").await;
        press_at_once(&bot, &other, [(&ada, "Restart PHP"), (&jonas, "Cache leeren")]).await;
        side_by_side(&bot, &other, 40, |bot| assert!(bot.kinsta().running_operations() <= 1)).await;
    }
    assert_eq!(bot.kinsta().writes().len(), 6);
    assert!(ada.cards().iter().all(|card| card.plain().starts_with("✅")));
    assert_eq!(ada.cards().len(), 6);
    other.stop().await;
    bot.end().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_merge_what_is_confirmed_at_once() {
    let Some(database) = postgres::database().await else { return };
    let variables = vec![("DATABASE_URL", database.url.clone())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    let other = bot.replica().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    for round in 1..=3 {
        for who in [&ada, &jonas] {
            who.says("/kinsta cache clear acme live --layer site").await;
        }
        press_at_once(&bot, &other, [(&ada, "Clear cache"), (&jonas, "Cache leeren")]).await;
        side_by_side(&bot, &other, 30, |_| {}).await;
        assert_eq!((bot.kinsta().writes().len(), ada.cards().len()), (round, round));
        let card = ada.card();
        assert!(card.contains("@ada") && card.contains("@jonas"), "{card}");
    }
    other.stop().await;
    bot.end().await;
    database.remove().await;
}
