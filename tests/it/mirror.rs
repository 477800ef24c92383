//! The audit log, row by row, in a channel.

use insta::assert_snapshot;
use kinsta_slack::demo::slack::Kind;
use kinsta_slack::store::Store;

use crate::bot::{Bot, Seconds, Setup};
use crate::replicas::postgres;

const AUDIT: &str = "C0AUDIT";

async fn with(is_member: bool, more: &[(&'static str, String)]) -> Bot {
    let mut variables = vec![("AUDIT_CHANNEL", AUDIT.to_owned()), ("ADMINS", "U0ADA".to_owned())];
    variables.extend(more.iter().cloned());
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    bot.slack().add_channel(AUDIT, "audit", Kind::Private, is_member);
    bot
}

/// Every message in the audit channel.
fn messages(bot: &Bot) -> Vec<String> {
    let reads = |message| bot.ada().reads(message);
    bot.slack().messages(AUDIT).iter().filter(|message| message.is_by_bot()).map(reads).collect()
}

/// The numbers of the rows that were posted, in the order they stand there.
fn numbers(bot: &Bot) -> Vec<i64> {
    let messages = messages(bot).join("\n");
    let number = |line: &str| line.strip_prefix("`#")?.split('`').next()?.parse().ok();
    messages.lines().filter_map(number).collect()
}

/// The numbers of all rows there are.
async fn rows(bot: &Bot) -> Vec<i64> {
    let store = Store::open(&bot.variable("DATABASE_URL")).await.unwrap();
    let links = store.audit_after(0, 0, i64::MAX, 10_000).await.unwrap();
    store.close().await;
    links.iter().map(|link| link.seq).collect()
}

/// Asks for this many changes and takes each back: two rows each.
async fn asks_and_cancels(bot: &Bot, times: usize) {
    for _ in 0..times {
        bot.ada().asks("/kinsta cache clear acme live --layer site").await;
        bot.ada().presses("Cancel").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_shown_in_order_a_few_at_a_time_and_nobody_is_called() {
    let bot = with(true, &[]).await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live --layer site").await;
    ada.presses("Clear cache").await;
    bot.advance(30.secs()).await;
    assert_snapshot!(messages(&bot).join("\n---\n"), @"
    `#1` 2026-11-22 09:00 UTC · ada (U0ADA) · #ops · cache clear · asked · Acme · Live · allowed · named in OPERATORS
    `#2` 2026-11-22 09:00 UTC · ada (U0ADA) · #ops · cache clear · confirmed · Acme · Live · allowed · named in OPERATORS
    `#3` 2026-11-22 09:00 UTC · ada (U0ADA) · #ops · cache clear · sent to Kinsta · Acme · Live · taken on
    ---
    `#4` 2026-11-22 09:00 UTC · ada (U0ADA) · #ops · cache clear · ended · Acme · Live · done · 7 s
    ");
    assert_eq!(numbers(&bot), rows(&bot).await);
    assert!(!bot.slack().messages(AUDIT).iter().any(|message| format!("{message:?}").contains("<@U")));
    // Nothing of this makes a row, so there is nothing to go on with.
    let before = messages(&bot).len();
    bot.advance(60.secs()).await;
    assert_eq!(messages(&bot).len(), before);
    ada.sees_all();
    ada.card();
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_rows_are_several_messages_in_the_workspaces_language() {
    let bot = with(true, &[("DEFAULT_LANGUAGE", "de".to_owned())]).await;
    asks_and_cancels(&bot, 25).await;
    bot.advance(60.secs()).await;
    assert_eq!(numbers(&bot), rows(&bot).await);
    let messages = messages(&bot);
    assert!(messages.len() >= 3 && messages.len() < 20, "{}", messages.len());
    assert!(messages.iter().all(|text| text.lines().count() <= 20));
    assert!(messages[0].contains("cache clear · gefragt"), "{}", messages[0]);
    assert_eq!(bot.slack().violations(), Vec::<String>::new());
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_begins_where_it_was_switched_on_and_goes_on_where_it_stood() {
    let mut bot = Bot::start().await;
    bot.slack().add_channel(AUDIT, "audit", Kind::Private, true);
    asks_and_cancels(&bot, 3).await;
    bot.advance(10.secs()).await;
    bot.set("AUDIT_CHANNEL", AUDIT);
    bot.restart().await;
    bot.advance(10.secs()).await;
    assert_eq!(numbers(&bot), Vec::<i64>::new(), "what was before is not shown");
    let before = rows(&bot).await.len();
    asks_and_cancels(&bot, 2).await;
    // Rows that nobody showed yet when it ends are shown by the next start; of one message Slack's answer is lost.
    bot.crash().await;
    bot.slack().faults().drop_after("chat.postMessage", 1);
    bot.advance(10.secs()).await;
    bot.crash().await;
    bot.ada();
    asks_and_cancels(&bot, 1).await;
    bot.advance(60.secs()).await;
    assert_eq!(numbers(&bot), rows(&bot).await[before..]);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_lets_the_bot_in_later_misses_nothing() {
    let bot = with(false, &[]).await;
    asks_and_cancels(&bot, 15).await;
    bot.advance_by_steps(90_000.secs(), 600.secs()).await;
    assert_eq!(messages(&bot).len(), 0);
    let store = Store::open(&bot.variable("DATABASE_URL")).await.unwrap();
    assert!(store.lane_is_busy("mirror:C0AUDIT").await.unwrap());
    assert_eq!(store.undelivered_count().await.unwrap(), 1, "rows wait in the log, not in the outbox");
    store.close().await;
    bot.slack().invite_bot(AUDIT);
    bot.advance_by_steps(180.secs(), 5.secs()).await;
    assert_eq!(numbers(&bot), rows(&bot).await);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_show_each_row_once() {
    let Some(database) = postgres::database().await else { return };
    let bot = with(true, &[("DATABASE_URL", database.url.clone())]).await;
    let other = bot.replica().await;
    for _ in 0..6 {
        bot.ada().asks("/kinsta cache clear acme live --layer site").await;
        for _ in 0..20 {
            let (one, two) = tokio::join!(bot.tick(), other.tick());
            if !one && !two {
                break;
            }
        }
        bot.clock().advance(6.secs());
    }
    bot.advance(20.secs()).await;
    assert_eq!(numbers(&bot), rows(&bot).await);
    other.stop().await;
    bot.end().await;
    database.remove().await;
}
