//! `/kinsta operation status`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{self, Fault};

use crate::bot::{Bot, Person, Seconds, Setup};

/// The id on the newest card.
fn id_on_card(person: &Person<'_>) -> String {
    let card = person.cards().pop().unwrap().plain();
    let id = card.rsplit_once("Operation `").unwrap().1;
    id.trim_end_matches('`').to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn before_anything_was_started_it_says_so() {
    let bot = Bot::start().await;
    assert_snapshot!(bot.mia().asks("/kinsta operation status").await, @"Nothing was started from here yet.");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_shows_what_runs_and_what_ran() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta php restart acme shop staging").await;
    ada.presses("Restart PHP").await;
    bot.advance(60.secs()).await;
    ada.says("/kinsta cache clear acme live --layer site").await;
    ada.presses("Clear cache").await;
    assert_snapshot!(bot.mia().asks("/kinsta operation status").await, @"
    Operations
    What | Where | State | Duration | Id
    Clear cache | Acme · Live | ⏳ running | 0.0 s | <id>
    Restart PHP | Acme Shop · Staging | ✅ done | 7 s | <id>
    `/kinsta operation status <id>` shows one of them.
    ");
    let id = id_on_card(&ada);
    assert_snapshot!(bot.mia().asks(&format!("/kinsta operation status {id}")).await, @"
    ⏳ Clearing the cache of *Acme · Live*, asked by @ada
    Acme · Live · acme.example
    ⏳ Site cache: running
    Operation `<id>`
    ");
    bot.advance(60.secs()).await;
    let shown = bot.mia().asks(&format!("/kinsta operation status {}", id.to_lowercase())).await;
    assert_snapshot!(shown, @"
    ✅ Cache of *Acme · Live* cleared in 7 s · asked by @ada
    Acme · Live · acme.example
    ✅ Site cache: done
    Operation `<id>`
    ");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_of_kinstas_for_one_of_ours_shows_ours() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live --layer site").await;
    ada.presses("Clear cache").await;
    bot.advance(4.secs()).await;
    let polled = bot.kinsta().requests().into_iter().rev().find(|request| request.path.starts_with("/operations/"));
    let id = polled.unwrap().path.replace("%3A", ":").split_off("/operations/".len());
    let shown = ada.asks(&format!("/kinsta operation status {id}")).await;
    assert!(shown.starts_with("⏳ Clearing the cache of *Acme · Live*"), "{shown}");
    bot.end().await;
}

/// Starts an operation behind the bot's back, as somebody in MyKinsta does, and says its id.
async fn kinsta_operation(bot: &Bot, path: &str) -> String {
    let env = bot.kinsta().site("Acme Shop").unwrap().environment("live").unwrap().id.clone();
    let response = reqwest::Client::new()
        .post(format!("{}{path}", bot.kinsta().api_url()))
        .bearer_auth("demo-key")
        .json(&serde_json::json!({ "environment_id": env }))
        .send()
        .await
        .unwrap();
    let body: serde_json::Value = response.json().await.unwrap();
    body["operation_id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_started_elsewhere_is_asked_about_at_kinsta() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    let id = kinsta_operation(&bot, "/sites/tools/clear-cache").await;
    let mut said = Vec::new();
    said.push(mia.asks(&format!("/kinsta operation status {id}")).await);
    bot.advance(3.secs()).await;
    said.push(mia.asks(&format!("/kinsta operation status {id}")).await);
    bot.advance(30.secs()).await;
    said.push(mia.asks(&format!("/kinsta operation status {id}")).await);
    let message = "Could not clear the cache";
    bot.kinsta().faults().next(1, "/sites", Fault::FailedOperation { message: message.to_owned() });
    let id = kinsta_operation(&bot, "/sites/tools/clear-cache").await;
    bot.advance(30.secs()).await;
    said.push(mia.asks(&format!("/kinsta operation status {id}")).await);
    said.push(mia.asks("/kinsta operation status sites:clear-00000000-0000-4000-8000-000000000000").await);
    bot.kinsta().faults().until_cleared("", Fault::BadGateway { executed: false });
    mia.says_patiently(&format!("/kinsta operation status {id}")).await;
    said.push(mia.sees());
    assert_snapshot!(said.join("\n---\n"), @"
    ❔ `cache:clear-2387e7cb-ae67-4713-9bec-d0c2f03bf3f2` is not known at Kinsta, or this key may not see it. One that has just begun shows up within a minute.
    ---
    ⏳ `cache:clear-2387e7cb-ae67-4713-9bec-d0c2f03bf3f2` is still running at Kinsta, or has just begun.
    ---
    ✅ `cache:clear-2387e7cb-ae67-4713-9bec-d0c2f03bf3f2` has finished.
    ---
    ❌ `cache:clear-1b1ea4cd-5025-4d2c-9deb-74fa2a448ef8` failed. Kinsta says: “Could not clear the cache”
    ---
    ❔ `sites:clear-00000000-0000-4000-8000-000000000000` is not known at Kinsta, or this key may not see it. One that has just begun shows up within a minute.
    ---
    ❔ Kinsta gave no usable answer about `cache:clear-1b1ea4cd-5025-4d2c-9deb-74fa2a448ef8`: “HTTP 502”. Try again in a minute.
    ");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_is_none_leads_to_the_list() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    assert_snapshot!(mia.asks("/kinsta operation status 42").await, @"
    ⚠️ No operation “42” is known.
    Copy the id from a card or from the list of recent operations.
    [Recent operations]
    ");
    mia.presses("Recent operations").await;
    assert_snapshot!(mia.sees(), @"Nothing was started from here yet.");
    assert_snapshot!(mia.asks("/kinsta operation status <!channel> x").await, @"
    ⚠️ There is no `x` here.
    Usage: `/kinsta operation status [id]`
    For example: `/kinsta operation status`
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_nobody_knows_the_end_of_can_be_checked_again() {
    let bot = Bot::with(Setup {
        kinsta: kinsta::Options { operation_ms: 2_000, ..kinsta::Options::default() },
        ..Setup::default()
    })
    .await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, "/sites/tools", Fault::StuckOperation);
    ada.says("/kinsta cache clear acme live --layer site").await;
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(920.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❔ Nobody can say whether the cache of *Acme · Live* was cleared · asked by @ada
    Acme · Live · acme.example
    ❔ Site cache: it did not end in the time it was followed.
    Look in MyKinsta, or check again here. Nothing was repeated.
    [Check again]
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ❔ Nobody can say whether the cache of *Acme · Live* was cleared
    ❔ Site cache: it did not end in the time it was followed.
    Look in MyKinsta, or check again here. Nothing was repeated.
    ");
    bot.kinsta().finish_operations();
    let card = ada.cards().pop().unwrap();
    bot.mia().presses_in(&card, "Check again").await;
    assert_snapshot!(bot.mia().sees(), @"Looking again; the card will say.");
    bot.advance(5.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Cache of *Acme · Live* cleared in 15 min 20 s · asked by @ada
    Acme · Live · acme.example
    ✅ Site cache: done
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ❔ Nobody can say whether the cache of *Acme · Live* was cleared
    ❔ Site cache: it did not end in the time it was followed.
    Look in MyKinsta, or check again here. Nothing was repeated.
    ---
    @ada ✅ Cache of *Acme · Live* cleared in 15 min 20 s
    ✅ Site cache: done
    ");
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_filtered_by_site_by_person_and_by_what_runs() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says("/kinsta php restart acme shop staging").await;
    ada.presses("Restart PHP").await;
    bot.advance(60.secs()).await;
    jonas.says("/kinsta cache clear acme live --layer site").await;
    jonas.presses("Cache leeren").await;
    let whole = ada.asks("/kinsta operation list").await;
    assert_snapshot!(whole, @"
    Operations
    What | Where | State | Duration | Id
    Clear cache | Acme · Live | ⏳ running | 0.0 s | <id>
    Restart PHP | Acme Shop · Staging | ✅ done | 7 s | <id>
    `/kinsta operation status <id>` shows one of them.
    ");
    let rows = |said: &str| said.lines().filter(|line| line.contains(" | <id>")).map(str::to_owned).collect::<Vec<_>>();
    let running = ada.asks("/kinsta operation list --running").await;
    assert_eq!(rows(&running), rows(&whole)[..1]);
    let mine = ada.asks("/kinsta operation list --mine").await;
    assert_eq!(rows(&mine), rows(&whole)[1..]);
    let of_shop = ada.asks("/kinsta operation list --site acme shop").await;
    assert_eq!(rows(&of_shop), rows(&whole)[1..]);
    assert_snapshot!(ada.asks("/kinsta operation list --mine --running").await, @"
    Nothing of the kind was started from here.
    Leave a filter out, or look through all of them.
    [Recent operations]
    ");
    assert!(ada.asks("/kinsta operation list --site zzz").await.starts_with("⚠️ No site is called “zzz”."));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_list_says_what_will_be_in_it() {
    let bot = Bot::start().await;
    assert_snapshot!(bot.jonas().asks("/kinsta operation list").await, @"
    Von hier aus wurde noch nichts gestartet.
    Was hier bestätigt wird, erscheint in dieser Liste.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_for_the_one_who_asked_and_for_a_day() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    assert_snapshot!(ada.asks("/kinsta operation password 42").await, @"
    ⚠️ No operation “42” is known.
    Copy the id from a card or from the list of recent operations.
    [Recent operations]
    ");
    ada.says("/kinsta cache clear acme live --layer site").await;
    ada.presses("Clear cache").await;
    bot.advance(30.secs()).await;
    let without = id_on_card(&ada);
    assert_snapshot!(ada.asks(&format!("/kinsta operation password {without}")).await, @"
    ⚠️ No password was made up for this operation.
    There is one only where the password was left empty, for the bot to make up.
    [Recent operations]
    ");
    ada.says("/kinsta env create acme --name QA --premium --title QA --admin-user qa --admin-email qa@agency.example")
        .await;
    ada.presses("Create environment").await;
    bot.advance(40.secs()).await;
    let id = id_on_card(&ada);
    assert_snapshot!(ada.asks(&format!("/kinsta operation password {id}")).await, @"
    Show the password of *Acme · QA*? (Create environment)
    [Show it]
    Only you see this, for 5 minutes after you press.
    ");
    assert_snapshot!(jonas.asks(&format!("/kinsta operation password {id}")).await, @"
    ⚠️ Dieses Passwort wurde für @ada ausgedacht, und sonst darf es niemand sehen.
    Frag @ada oder setz ein neues.
    ");
    bot.clock().advance((24 * 3_600 + 1).secs());
    assert_snapshot!(ada.asks(&format!("/kinsta operation password {id}")).await, @"
    ⚠️ That password can no longer be shown: it is more than 24 hours old.
    Set a new one; a WordPress offers that on its login page: “Lost your password?”
    ");
    bot.end().await;
}
