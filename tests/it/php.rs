//! `/kinsta php restart`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, WebState};

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_rides_out_the_short_503_and_says_that_the_site_answers() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta php restart acme live").await, @"
    Restart PHP of Acme · Live?
    Requests under way are cut off and visitors may see a 503 for some seconds. Afterwards the site is looked at.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Usually takes*
    a few seconds to a minute
    [Restart PHP] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Restart PHP").await;
    assert_snapshot!(ada.sees(), @"✔️ Restarting PHP of *Acme · Live*. Follow it in #ops.");
    assert_snapshot!(ada.card(), @"
    ⏳ Restarting PHP of *Acme · Live*, asked by @ada
    Acme · Live · acme.example
    Operation `<id>`
    ");
    bot.kinsta().set_web("acme.example", WebState::Down(503));
    bot.advance(12.secs()).await;
    assert_snapshot!(ada.card(), @"
    ⏳ Restarting PHP of *Acme · Live*, asked by @ada
    Acme · Live · acme.example
    Operation `<id>`
    ");
    assert_eq!(ada.thread(), "", "the last word waits until the site was looked at");
    bot.kinsta().set_web("acme.example", WebState::Up);
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ PHP of *Acme · Live* restarted in 16 s · asked by @ada
    Acme · Live · acme.example
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ✅ PHP of *Acme · Live* restarted in 16 s
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    ");
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_still_broken_after_the_restart_is_not_called_well() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta php restart acme live").await;
    bot.kinsta().set_web("acme.example", WebState::Down(500));
    ada.presses("Restart PHP").await;
    ada.sees();
    bot.advance(120.secs()).await;
    assert_snapshot!(ada.card(), @"
    ⚠️ PHP of *Acme · Live* restarted in 1 min 1 s · asked by @ada
    Acme · Live · acme.example
    ❌ acme.example answers with an error (500).
    As visitors see it: 500 in <n> ms, cache `BYPASS`
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ⚠️ PHP of *Acme · Live* restarted in 1 min 1 s
    ❌ acme.example answers with an error (500).
    As visitors see it: 500 in <n> ms, cache `BYPASS`
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_leads_to_its_own_www_is_not_called_led_away() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().set_web("acme.example", WebState::Redirect("https://www.acme.example/".to_owned()));
    ada.says("/kinsta php restart acme live").await;
    ada.presses("Restart PHP").await;
    ada.sees();
    bot.advance(40.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"
    @ada ✅ PHP of *Acme · Live* restarted in 7 s
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_that_kinsta_fails_is_told_in_kinstas_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "PHP could not be restarted, please contact support";
    bot.kinsta().faults().next(1, "/sites/tools", Fault::FailedOperation { message: message.to_owned() });
    ada.says("/kinsta php restart acme live").await;
    ada.presses("Restart PHP").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ PHP of *Acme · Live* was not restarted · asked by @ada
    Acme · Live · acme.example
    ❌ PHP: Kinsta says: “PHP could not be restarted, please contact support”
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ❌ PHP of *Acme · Live* was not restarted
    ❌ PHP: Kinsta says: “PHP could not be restarted, please contact support”
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_of_a_site_with_several_environments_asks_which() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta php restart acme").await, @"
    Which environment of *Acme*?
    A change needs its environment named; live is never assumed.
    [Live · acme.example] [Staging · stg-acme-staging.kinsta.cloud]
    ");
    ada.presses("Staging · stg-acme-staging.kinsta.cloud").await;
    assert_snapshot!(ada.sees(), @"
    Restart PHP of Acme · Staging?
    Requests under way are cut off and visitors may see a 503 for some seconds. Afterwards the site is looked at.
    *Site*
    Acme
    *Environment*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Usually takes*
    a few seconds to a minute
    [Restart PHP] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}
