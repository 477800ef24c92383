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

#[tokio::test(flavor = "multi_thread")]
async fn the_version_is_shown_with_others_to_choose_from_and_changed_to_one() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta php version acme staging").await, @"
    Acme · Staging
    *PHP*
    8.3
    *Automatic PHP updates*
    on
    [PHP 8.4…] [PHP 8.2…] [PHP 8.1…]
    Kinsta has no list of versions: those offered are the ones your sites run. `/kinsta php set` takes others too.
    ");
    assert_snapshot!(ada.asks("/kinsta php set 8.4 acme staging --auto-updates off").await, @"
    Change Acme · Staging to PHP 8.4?
    PHP restarts with the other version. A plugin or theme that does not get on with it can break the site; changing back is possible. Afterwards the site is looked at.
    *Site*
    Acme
    *Environment*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *PHP*
    8.3 → 8.4
    *Automatic PHP updates*
    on → off
    *Usually takes*
    one to two minutes
    [Change PHP version] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Change PHP version").await;
    ada.sees();
    bot.advance(60.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ *Acme · Staging* changed to PHP 8.4 in 7 s · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ✅ stg-acme-staging.kinsta.cloud answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    Operation `<id>`
    ");
    ada.thread();
    let staging = bot.kinsta().site("Acme").unwrap().environment("staging").unwrap().clone();
    assert_eq!(staging.php_engine_version, "php8.4");
    assert!(staging.is_opt_out_from_automatic_php_update);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_version_is_refused_and_an_unknown_one_is_kinstas_to_refuse() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta php set newest acme live").await, @"
    ⚠️ “newest” is not a PHP version.
    Type it like `8.3`. Your sites run: 8.4, 8.3, 8.2, 8.1.
    ");
    let asked = ada.asks("/kinsta php set 9.9 acme live").await;
    assert!(asked.contains("None of your sites runs this version"), "{asked}");
    ada.presses("Change PHP version").await;
    ada.sees();
    bot.advance(60.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"
    @ada ❌ Failed: Changing *Acme · Live* to PHP 9.9
    ❌ PHP: Kinsta says: “The PHP version 9.9 is not supported.”
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sites_share_of_php_reaches_live_and_staging_and_a_premium_ones_only_itself() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let site = bot.kinsta().site("Acme Shop").unwrap();
    let (live, premium) = (&site.environment("live").unwrap().id, &site.environment("preview").unwrap().id);
    let pool = bot.kinsta().php_allocation(live).unwrap();
    let line =
        format!("/kinsta php allocation acme shop --threads {} --memory {}", pool.threads / 2, pool.memory_mb * 2);
    assert_snapshot!(ada.asks(&line).await, @"
    Share out PHP of Acme Shop anew?
    Threads times memory must add up to the pool there is; only MyKinsta changes the pool. Not possible with the plans Single 1.25M and up, WP 60 and up, Agency and custom ones. PHP restarts; afterwards the site is looked at.
    ℹ️ This is the site's share: live and the standard staging. Standard staging keeps its two threads. A premium staging environment has a share of its own; name it to change that.
    ℹ️ Kinsta does not tell what is set now. Note it down in MyKinsta first, to be able to go back.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme Shop
    *Domain*
    acme-shop.example
    *Threads*
    3
    *Memory for each thread*
    512 MB
    *Together*
    1536 MB
    *Usually takes*
    a few seconds to a minute
    [Share out PHP] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Share out PHP").await;
    ada.sees();
    bot.advance(60.secs()).await;
    ada.card();
    ada.thread();
    assert_eq!(bot.kinsta().php_allocation(live).unwrap().threads, pool.threads / 2);
    let asked = ada.asks("/kinsta php allocation acme shop preview --threads 3 --memory 100").await;
    assert!(asked.contains("of this premium staging environment alone"), "{asked}");
    ada.presses("Share out PHP").await;
    ada.sees();
    bot.advance(60.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"
    @ada ❌ Failed: Sharing out PHP of *Acme Shop · Preview* anew
    ❌ PHP: Kinsta says: “Threads and memory must add up to the PHP pool of 1024 MB, not to 300 MB.”
    ");
    assert_ne!(bot.kinsta().php_allocation(premium).unwrap().threads, 3);
    bot.done().await;
}
