//! The same change confirmed twice within a minute is one.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;
use kinsta_slack::demo::slack;

use crate::bot::{Bot, Person, Seconds};

const CACHE: &str = "/kinsta cache clear acme live --layer site";
const DEV: &str = "C0DEV";

async fn confirms(who: &Person<'_>, line: &str) {
    let ack = who.says(line).await;
    assert!(ack.is_ok(), "{:?}", ack.complaint());
    let label = who.private().buttons()[0].clone();
    who.presses(&label).await;
}

fn writes(bot: &Bot) -> usize {
    bot.kinsta().writes().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_joins_the_first_card() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    confirms(&ada, CACHE).await;
    jonas.says(CACHE).await;
    let told = jonas.sees();
    assert!(told.contains("@ada hat eben dasselbe bestätigt") && !told.contains("an der Reihe"), "{told}");
    jonas.presses("Cache leeren").await;
    assert_snapshot!(jonas.sees(), @"✔️ Der Cache von *Acme · Live* wird geleert. @ada hat eben dasselbe bestätigt: Es läuft einmal, und die Karte nennt auch dich. Wie es läuft, steht in #ops.");
    bot.advance(1.secs()).await;
    assert_snapshot!(ada.card(), @"
    ⏳ Clearing the cache of *Acme · Live*, asked by @ada and @jonas
    Acme · Live · acme.example
    ⏳ Site cache: running
    Operation `<id>`
    ");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada and @jonas
    Acme · Live · acme.example
    ✅ Site cache: done
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada and @jonas ✅ Cache of *Acme · Live* cleared in 7 s
    ✅ Site cache: done
    ");
    assert_eq!((ada.cards().len(), writes(&bot)), (1, 1));
    assert_snapshot!(ada.asks("/kinsta audit list --site acme").await, @"
    Audit log
    When | Who | What | Where | Decision | Outcome
    2026-11-22 10:00:07 | ada (U0ADA) | cache clear · ended | Acme · Live | – | done · 7 s
    2026-11-22 10:00:00 | jonas (U0JONAS) | cache clear · joined | Acme · Live | allowed | –
    2026-11-22 10:00:00 | jonas (U0JONAS) | cache clear · asked | Acme · Live | allowed · named in OPERATORS | –
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · sent to Kinsta | Acme · Live | – | taken on
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · confirmed | Acme · Live | allowed · named in OPERATORS | –
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · asked | Acme · Live | allowed · named in OPERATORS | –
    ");
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_joins_from_another_conversation_is_told_the_end_there() {
    let bot = Bot::start().await;
    bot.slack().add_channel(DEV, "dev", slack::Kind::Public, true);
    let (ada, jonas) = (bot.ada(), bot.jonas().in_channel(DEV));
    confirms(&ada, CACHE).await;
    confirms(&jonas, CACHE).await;
    assert_snapshot!(jonas.sees(), @"✔️ Der Cache von *Acme · Live* wird geleert. @ada hat eben dasselbe bestätigt: Es läuft einmal, und die Karte nennt auch dich. Wie es endet, erfährst du hier.");
    bot.advance(30.secs()).await;
    assert_eq!(jonas.cards().len(), 0, "there is one card");
    assert_snapshot!(jonas.sees(), @"
    @jonas ✅ Cache von *Acme · Live* in 7 s geleert
    ✅ Seiten-Cache: fertig
    ");
    assert_snapshot!(ada.thread(), @"
    @ada and @jonas ✅ Cache of *Acme · Live* cleared in 7 s
    ✅ Site cache: done
    ");
    assert_eq!(writes(&bot), 1);
    jonas.sees_all();
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_twice_is_named_once() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    confirms(&ada, CACHE).await;
    confirms(&ada, CACHE).await;
    assert_snapshot!(ada.sees(), @"✔️ Clearing the cache of *Acme · Live*. You confirmed the same a moment ago: it runs once. Follow it in #ops.");
    bot.advance(30.secs()).await;
    assert_eq!(ada.thread().matches("@ada").count(), 1, "{}", ada.thread());
    assert_eq!((ada.cards().len(), writes(&bot)), (1, 1));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_minute_or_the_end_it_is_another_one() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    bot.kinsta().faults().next(1, "/sites/tools/clear-cache", Fault::StuckOperation);
    confirms(&ada, CACHE).await;
    bot.advance(61.secs()).await;
    confirms(&jonas, CACHE).await;
    assert_eq!(ada.cards().len(), 2);
    bot.kinsta().finish_operations();
    bot.advance(60.secs()).await;
    assert_eq!(writes(&bot), 2);
    // The last one has ended, so this is a third.
    confirms(&ada, CACHE).await;
    bot.advance(30.secs()).await;
    assert_eq!((ada.cards().len(), writes(&bot)), (3, 3));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_arguments_are_another_change() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    confirms(&ada, CACHE).await;
    confirms(&jonas, "/kinsta cache clear acme live --layer cdn").await;
    confirms(&jonas, "/kinsta cache clear acme staging --layer site").await;
    bot.advance(60.secs()).await;
    assert_eq!((ada.cards().len(), writes(&bot)), (3, 3));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_change_it_does_not_join() {
    let mut bot = Bot::start().await;
    bot.ada();
    bot.jonas().says(CACHE).await;
    bot.set("OPERATORS", "U0ADA");
    bot.restart().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    confirms(&ada, CACHE).await;
    jonas.presses("Cache leeren").await;
    assert!(jonas.sees().starts_with("⚠️"), "{}", jonas.sees());
    bot.advance(30.secs()).await;
    assert!(!ada.thread().contains("@jonas"), "{}", ada.thread());
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_the_two_changes_nothing() {
    let mut bot = Bot::start().await;
    bot.slack().add_channel(DEV, "dev", slack::Kind::Public, true);
    confirms(&bot.ada(), CACHE).await;
    bot.crash().await;
    confirms(&bot.jonas().in_channel(DEV), CACHE).await;
    bot.crash().await;
    bot.wait(60.secs()).await;
    let (ada, jonas) = (bot.ada(), bot.jonas().in_channel(DEV));
    assert_eq!((ada.cards().len(), writes(&bot)), (1, 1));
    assert!(ada.thread().starts_with("@ada and @jonas ✅"), "{}", ada.thread());
    let told = jonas.sees_all();
    assert_eq!(told.iter().filter(|said| said.starts_with("@jonas ✅")).count(), 1, "{told:?}");
    bot.over().await;
}

/// Joining while a call is under way must not make its answer a stale one.
#[tokio::test(flavor = "multi_thread")]
async fn joining_in_the_middle_of_the_call_loses_nothing() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says(CACHE).await;
    jonas.says(CACHE).await;
    let (first, second) = (ada.private(), jonas.private());
    bot.kinsta().faults().next(1, "/sites/tools/clear-cache", Fault::Stall { executed: true });
    assert!(bot.slack().press(ada.id, &first, "Clear cache").await.is_ok());
    let join = async {
        bot.kinsta().faults().until_stalled(1).await;
        assert!(bot.slack().press(jonas.id, &second, "Cache leeren").await.is_ok());
        bot.kinsta().faults().release_stalled();
    };
    tokio::join!(bot.settle(), join);
    bot.advance(30.secs()).await;
    assert!(ada.thread().starts_with("@ada and @jonas ✅"), "{}", ada.thread());
    let about_a_site = |query: &str| query.contains("site_id");
    let requests = bot.kinsta().requests();
    let mut looks = requests.iter().filter(|request| request.path.contains("activity-logs"));
    assert!(!looks.any(|look| about_a_site(&look.query)), "the answer was not lost");
    assert_eq!(writes(&bot), 1);
    bot.over().await;
}
