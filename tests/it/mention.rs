//! `@kinsta …` in channels, threads and direct messages.

use insta::assert_snapshot;
use kinsta_slack::demo::slack;

use crate::bot::{Bot, OPS, Seconds, Setup};

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_a_channel_is_answered_in_its_thread() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let ts = ada.writes("@kinsta site status acme", None).await;
    assert!(ada.thread_of(&ts).starts_with("Acme · Live\n✅ acme.example answers."), "{}", ada.thread_of(&ts));
    assert_eq!(ada.cards().len(), 0, "nothing stands in the channel itself");
    bot.advance(1.secs()).await;
    let ts = ada.writes("hey @kinsta help cache", None).await;
    assert_snapshot!(ada.thread_of(&ts), @"
    /kinsta cache
    `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]`
    clear the caches of one environment
    For example `/kinsta cache clear acme live`
    `/kinsta cache edge <on|off> <site> [env]`
    turn the edge cache on or off
    For example `/kinsta cache edge off acme live`
    ");
    bot.advance(1.secs()).await;
    let ts = ada.writes("@kinsta", None).await;
    assert!(ada.thread_of(&ts).starts_with("What /kinsta can do"), "{}", ada.thread_of(&ts));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_a_thread_is_answered_there() {
    let bot = Bot::start().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    let ts = bot.slack().say(mia.id, OPS, "the shop looks odd to me", None).await.ts;
    ada.writes("@kinsta site list brightside", Some(&ts)).await;
    assert_snapshot!(ada.thread_of(&ts), @"
    2 sites for “brightside”
    Site | Label | Domain | Environments | PHP | WordPress
    Brightside Yoga | care-plan | brightside-yoga.example | Live, Staging | 8.4 | –
    Brightside Yoga Online | care-plan | brightside-online.example | Live, Staging | 8.1 | 6.8.1
    Site list from 2026-11-22 10:00 CET
    ");
    assert_eq!(ada.cards().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_asked_for_in_a_thread_is_whispered_and_reported_there() {
    let bot = Bot::start().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    let ts = bot.slack().say(mia.id, OPS, "the shop shows old prices", None).await.ts;
    ada.writes("@kinsta cache clear acme shop live --layer site", Some(&ts)).await;
    assert_eq!(ada.thread_of(&ts), "", "the question is for the asker alone");
    assert_eq!(bot.slack().ephemerals(mia.id, OPS).len(), 0);
    let asked = ada.private();
    assert_eq!(asked.thread_ts.as_deref(), Some(ts.as_str()));
    assert_snapshot!(ada.sees(), @"
    Clear the cache of Acme Shop · Live?
    Stored pages and files are dropped and built anew; the first visits are slower.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme Shop
    *Environment*
    Live
    *Domain*
    acme-shop.example
    *Usually takes*
    a few seconds to a minute
    *Layers*
    Site cache
    [Clear cache] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Clear cache").await;
    ada.sees();
    assert_snapshot!(ada.thread_of(&ts), @"
    ⏳ Clearing the cache of *Acme Shop · Live*, asked by @ada
    Acme Shop · Live · acme-shop.example
    ⏳ Site cache: running
    Operation `<id>`
    ");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.thread_of(&ts), @"
    ✅ Cache of *Acme Shop · Live* cleared in 7 s · asked by @ada
    Acme Shop · Live · acme-shop.example
    ✅ Site cache: done
    Operation `<id>`
    ---
    @ada ✅ Cache of *Acme Shop · Live* cleared in 7 s
    ✅ Site cache: done
    ");
    assert_eq!(ada.cards().len(), 0, "nothing stands in the channel itself");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_in_a_mention_is_whispered() {
    let bot = Bot::start().await;
    let (ada, _, mia) = (bot.ada(), bot.jonas(), bot.mia());
    let ts = ada.writes("@kinsta cache claer acme live", None).await;
    assert_snapshot!(ada.sees(), @"
    ⚠️ There is no `cache claer`.
    Did you mean `/kinsta cache clear`?
    [/kinsta cache clear] [Help]
    ");
    assert_eq!(ada.thread_of(&ts), "");
    mia.writes("@kinsta cache clear acme live", None).await;
    assert_snapshot!(mia.sees(), @"
    ⚠️ You may look, but not change anything.
    Ask @ada, @jonas.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_under_a_public_answer_answer_whoever_presses() {
    let bot = Bot::start().await;
    let (ada, _, mia) = (bot.ada(), bot.jonas(), bot.mia());
    let ts = ada.writes("@kinsta site status acme staging", None).await;
    ada.thread_of(&ts);
    let answer = bot.slack().thread(OPS, &ts).pop().unwrap();
    mia.presses_in(&answer, "Restart PHP…").await;
    assert_snapshot!(mia.sees(), @"
    ⚠️ You may look, but not change anything.
    Ask @ada, @jonas.
    ");
    assert_eq!(mia.private().thread_ts.as_deref(), Some(ts.as_str()), "said where it was asked");
    ada.presses_in(&answer, "Restart PHP…").await;
    assert!(ada.sees().starts_with("Restart PHP of Acme · Staging?"), "{}", ada.sees());
    mia.presses_in(&answer, "Look again").await;
    assert!(mia.sees().starts_with("Acme · Staging"), "{}", mia.sees());
    assert_eq!(bot.slack().thread(OPS, &ts).len(), 2, "the public answer stands as it was");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_delivered_twice_is_answered_once() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let said = bot.slack().mention(ada.id, OPS, "@kinsta help", None).await;
    bot.settle().await;
    let again = bot.slack().deliver_event_again(said.event_id.as_deref().unwrap()).await;
    bot.settle().await;
    assert!(again.is_ok());
    assert_eq!(bot.slack().thread(OPS, &said.ts).len(), 2);
    ada.thread_of(&said.ts);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_direct_message_no_mention_is_needed() {
    let mut slack = slack::Options::default();
    slack.events.push("message.im".to_owned());
    let bot = Bot::with(Setup { slack, ..Setup::default() }).await;
    let ada = bot.ada();
    let dm = bot.slack().dm_channel(ada.id).unwrap();
    bot.slack().say(ada.id, &dm, "php restart acme staging", None).await;
    bot.settle().await;
    let ada = ada.in_channel(&dm);
    assert!(ada.sees().starts_with("Restart PHP of Acme · Staging?"), "{}", ada.sees());
    ada.presses("Restart PHP").await;
    assert_snapshot!(ada.sees(), @"✔️ Restarting PHP of *Acme · Staging*. Follow it below.");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.direct(), @"
    php restart acme staging
    ---
    ✅ PHP of *Acme · Staging* restarted in 7 s · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ✅ stg-acme-staging.kinsta.cloud answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    Operation `<id>`
    ---
    @ada ✅ PHP of *Acme · Staging* restarted in 7 s
    ✅ stg-acme-staging.kinsta.cloud answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_command_in_the_direct_message_reports_there() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let dm = bot.slack().dm_channel(ada.id).unwrap();
    let ada = ada.in_channel(&dm);
    ada.asks("/kinsta cache clear acme staging").await;
    ada.presses("Clear cache").await;
    assert_snapshot!(ada.sees(), @"✔️ Clearing the cache of *Acme · Staging*. Follow it below.");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.direct(), @"
    ✅ Cache of *Acme · Staging* cleared in 7 s · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ✅ Site cache: done
    ➖ Edge cache: not on for this environment
    ➖ CDN cache: not on for this environment
    Operation `<id>`
    ---
    @ada ✅ Cache of *Acme · Staging* cleared in 7 s
    ✅ Site cache: done
    ➖ Edge cache: not on for this environment
    ➖ CDN cache: not on for this environment
    ");
    bot.done().await;
}
