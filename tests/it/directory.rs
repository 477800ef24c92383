//! The sites in memory: fresh where Kinsta answers, old and said to be old where it does not, and never waited for.

use kinsta_slack::demo::kinsta::{Fault, NewEnvironment};
use kinsta_slack::demo::slack::Outcome;

use crate::bot::{Bot, OPS, Seconds, Setup};

/// How often the list of sites was asked for.
fn listings(bot: &Bot) -> usize {
    bot.kinsta().requests().iter().filter(|request| request.path == "/sites").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_fetched_again_every_five_minutes_and_not_sooner() {
    let bot = Bot::start().await;
    assert_eq!(listings(&bot), 1);
    bot.wait(290.secs()).await;
    assert_eq!(listings(&bot), 1);
    bot.wait(15.secs()).await;
    assert_eq!(listings(&bot), 2);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_kinsta_is_down_the_old_list_serves_and_says_so() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta site list acme").await;
    let fresh = ada.sees();
    assert!(fresh.contains("Site list from"), "{fresh}");
    bot.kinsta().faults().until_cleared("", Fault::BadGateway { executed: false });
    bot.wait(360.secs()).await;
    ada.says("/kinsta site list acme").await;
    let stale = ada.sees();
    assert!(stale.contains("Kinsta does not answer at the moment; the site list is from"), "{stale}");
    assert!(stale.contains("acme.example"), "{stale}");
    ada.says("/kinsta cache clear acme live").await;
    assert!(ada.sees().contains("Clear the cache of Acme · Live?"), "a question needs no Kinsta");
    let asked = listings(&bot);
    bot.wait(3600.secs()).await;
    assert!(listings(&bot) - asked <= 14, "Kinsta is not pestered: {}", listings(&bot) - asked);
    bot.kinsta().faults().clear();
    bot.wait(320.secs()).await;
    ada.says("/kinsta site list acme").await;
    let fresh = ada.sees();
    assert!(fresh.contains("Site list from"), "{fresh}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_misses_at_once_are_one_listing() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.wait(60.secs()).await;
    let before = listings(&bot);
    let miss = || bot.slack().slash(ada.id, OPS, "/kinsta", "site status nothing-like-it");
    tokio::join!(miss(), miss(), miss(), miss(), miss());
    bot.settle().await;
    assert_eq!(listings(&bot) - before, 1);
    tokio::join!(miss(), miss());
    bot.settle().await;
    assert_eq!(listings(&bot) - before, 1, "and not again within seconds");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_made_a_moment_ago_is_found_within_a_minute_of_asking() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let new = bot.kinsta().add_site("Zephyr Labs", None, &[NewEnvironment::live(&["zephyr.example"])]);
    ada.says("/kinsta site status zephyr.example").await;
    let missed = ada.sees();
    assert!(missed.contains("shows up within a minute"), "{missed}");
    bot.advance(40.secs()).await;
    ada.says("/kinsta cache clear zephyr live").await;
    let found = ada.sees();
    assert!(found.contains("Clear the cache of Zephyr Labs · Live?"), "{found}");
    bot.kinsta().remove_site(&new.id);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_lookup_waits_for_kinsta() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().until_cleared("", Fault::Stall { executed: true });
    bot.clock().advance(360.secs());
    let asks = async {
        // The refresh hangs in the background.
        bot.kinsta().faults().until_stalled(1).await;
        for words in ["site list acme", "cache clear acme live", "php restart acme", "site status nothing-like-it"] {
            let ack = bot.slack().slash(ada.id, OPS, "/kinsta", words).await;
            assert!(matches!(ack.outcome, Outcome::Answered { status: 200, .. }), "{words}: {ack:?}");
            assert!(!ada.sees().contains("One moment"), "{words} waited");
        }
        bot.kinsta().faults().clear();
    };
    tokio::join!(bot.settle(), asks);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_with_a_store_needs_no_kinsta() {
    let mut bot = Bot::start().await;
    bot.kinsta().shutdown().await;
    bot.restart().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live").await;
    assert!(ada.sees().contains("Clear the cache of Acme · Live?"));
    ada.says("/kinsta site list acme").await;
    let list = ada.sees();
    assert!(list.contains("acme.example"), "{list}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_without_kinsta_says_what_is_wrong_and_recovers() {
    let bot = Bot::with(Setup { warm: false, ..Setup::default() }).await;
    let ada = bot.ada();
    let rule = bot.kinsta().faults().until_cleared("", Fault::RefusedKey);
    ada.says("/kinsta site status acme").await;
    assert!(ada.sees().contains("being fetched for the first time"));
    ada.says("/kinsta site status acme").await;
    let refused = ada.sees();
    assert!(refused.contains("MyKinsta › Company settings › API keys"), "{refused}");
    bot.kinsta().faults().remove(rule);
    bot.advance(60.secs()).await;
    ada.says("/kinsta cache clear acme live").await;
    assert!(ada.sees().contains("Clear the cache of Acme · Live?"));
    bot.done().await;
}
