//! How a request ends without the change being made.

use insta::assert_snapshot;

use super::{RESTORE, bot, policy, with};
use crate::bot::Seconds;

#[tokio::test(flavor = "multi_thread")]
async fn a_no_ends_it_and_the_asker_is_told_who_said_it() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    lin.requests(RESTORE, "broken").await;
    let card = lin.newest();
    assert!(ada.answers("Refuse").await.contains("You refused."));
    bot.advance(2.secs()).await;
    assert_snapshot!(lin.card(), @"
    🚫 Not done: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET · asked by @lin
    Acme · Live · acme.example
    @ada refused. Nothing was changed.
    Operation `<id>`
    ");
    assert_snapshot!(lin.thread(), @"
    @lin 🚫 Not done: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET
    @ada refused. Nothing was changed.
    ");
    // A yes comes too late.
    ada.presses_in(&card, "Approve").await;
    assert_snapshot!(ada.sees(), @"It does not wait any more: 🚫 Not done: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET");
    bot.wait(120.secs()).await;
    assert_eq!(bot.kinsta().writes(), []);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_asker_takes_it_back() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    lin.requests(RESTORE, "broken").await;
    assert!(ada.answers("Withdraw").await.contains("Only @lin can take this back."));
    assert!(lin.answers("Withdraw").await.contains("You took it back."));
    assert!(lin.card().contains("It was taken back."), "{}", lin.card());
    assert!(ada.asks("/kinsta operation list").await.contains("called off"));
    assert_eq!(bot.kinsta().writes(), []);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_its_time_it_is_called_off_and_a_yes_counts_no_more() {
    let (path, file) = policy("hours", "[approvals]\nhours = 1\n");
    let bot = with(&file).await;
    let (ada, lin) = (bot.ada(), bot.lin());
    lin.requests(RESTORE, "broken").await;
    let card = lin.newest();
    bot.advance_by_steps(3_599.secs(), 60.secs()).await;
    assert!(lin.card().contains("Waits for approval"));
    // The moment has come, and nobody has looked at what is due yet.
    bot.clock().advance(1.secs());
    assert!(bot.slack().press("U0ADA", &card, "Approve").await.is_ok());
    bot.advance(30.secs()).await;
    assert!(ada.sees().contains("It does not wait any more"), "{}", ada.sees());
    assert!(lin.card().contains("Nobody agreed in time."), "{}", lin.card());
    assert!(lin.thread().contains("@lin"), "{}", lin.thread());
    assert_eq!(bot.kinsta().writes(), []);
    bot.end().await;
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_agreed_to_is_not_done_to_something_else() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    lin.requests(RESTORE, "broken").await;
    let site = bot.kinsta().site("Acme").unwrap();
    assert!(bot.kinsta().rename(&site.id, "Acme Holding"));
    bot.wait(600.secs()).await;
    assert!(ada.answers("Approve").await.contains("your yes does not count"), "{}", ada.sees());
    assert_snapshot!(lin.card(), @"
    🚫 Not done: Restoring *Acme · Live* from the backup of 2026-11-21 04:00 CET · asked by @lin
    Acme · Live · acme.example
    Something changed since it was asked: the site's name was “Acme” and is “Acme Holding”. Nothing was changed; ask again.
    Operation `<id>`
    ");
    assert_eq!(bot.kinsta().writes(), []);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_between_the_yes_and_the_call_is_not_done_either() {
    let bot = bot().await;
    let lin = bot.lin();
    lin.requests(RESTORE, "broken").await;
    let card = lin.newest();
    // The yes is stored; by the time the worker comes round to it, the backup is gone.
    assert!(bot.slack().press("U0ADA", &card, "Approve").await.is_ok());
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    bot.kinsta().drop_backups(&live);
    bot.advance(60.secs()).await;
    assert!(lin.card().contains("this backup is no longer there"), "{}", lin.card());
    assert_eq!(bot.kinsta().writes(), []);
    bot.end().await;
}
