//! `/kinsta site reset` and `delete`, which take a name that is typed, and the password made up for a new site.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, NewEnvironment};

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_deleted_once_its_name_was_typed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta site delete acme shop").await;
    assert!(asked.contains("Live, Staging, Preview") && asked.contains("www.acme-shop.example"), "{asked}");
    ada.types_to_confirm("Acme").await;
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.slack().close_view(ada.id, true).await;
    ada.types_to_confirm("acme shop").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Site *Acme Shop* deleted in 7 s · asked by @ada
    Acme Shop · acme-shop.example
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(bot.kinsta().site("Acme Shop"), None);
    assert!(bot.kinsta().site("Acme").is_some());
    // Nobody finds it any more.
    assert!(ada.asks("/kinsta site show acme shop").await.starts_with("⚠️ No site is called “acme shop”."));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_changed_since_the_question_is_not_deleted() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let site = bot.kinsta().add_site("Old Shop", None, &[NewEnvironment::live(&["old-shop.example"])]);
    bot.wait(301.secs()).await;
    ada.says("/kinsta site delete old shop").await;
    let question = ada.private();
    // Another environment turns up while the question waits.
    let added = format!("{}/sites/{}/environments/plain", bot.kinsta().api_url(), site.id);
    let body = serde_json::json!({ "display_name": "QA", "is_premium": true });
    reqwest::Client::new().post(added).bearer_auth("demo-key").json(&body).send().await.unwrap();
    bot.kinsta().finish_operations();
    assert!(question.buttons().contains(&"Type the name…".to_owned()));
    ada.types_to_confirm("Old Shop").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The site *Old Shop* was not deleted · asked by @ada
    Old Shop · old-shop.example
    ❌ Site: the site's environments or domains are not those you were shown any more. Nothing was deleted; type the command again.
    Operation `<id>`
    ");
    ada.thread();
    assert!(bot.kinsta().site("Old Shop").is_some());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_kinsta_could_not_delete_is_still_there_and_said_to_be() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    let message = "The site is being migrated";
    bot.kinsta().faults().next(1, "/sites/", Fault::FailedOperation { message: message.to_owned() });
    assert_snapshot!(jonas.asks("/kinsta site delete acme").await, @"
    Website Acme löschen?
    Die Website verschwindet mit allen Umgebungen, deren Dateien, Datenbanken und Backups. Ihre Domains führen danach ins Leere.
    🛑 Nichts bringt eine gelöschte Website zurück, und ihre Backups verschwinden mit ihr.
    ⚠️ Das ist *Live*: Besucher merken es.
    *Website*
    Acme
    *Domain*
    acme.example
    *Diese Umgebungen gehen verloren*
    Live, Staging
    *Diese Domains führen ins Leere*
    acme.example, acme.kinsta.cloud, www.acme.example, stg-acme-staging.kinsta.cloud
    *Dauert meist*
    etwa eine Minute
    [Namen eintippen …] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    jonas.presses("Namen eintippen …").await;
    jonas.fills("Zum Bestätigen „Acme“ eintippen", "Acme");
    jonas.submits().await;
    jonas.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(jonas.card(), @"
    ❌ The site *Acme* was not deleted · asked by @jonas
    Acme · acme.example
    ❌ Site: Kinsta says: “The site is being migrated”
    Operation `<id>`
    ");
    jonas.thread();
    assert!(bot.kinsta().site("Acme").is_some());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_reset_and_its_new_password_shown_to_the_one_who_asked() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site reset acme").await, @"
    Reset the site Acme?
    Files and database of the site are replaced by an empty WordPress with a new administrator's password.
    🛑 Everything in the site's files and database is lost, and this cannot be undone from here. Keep a backup first: `/kinsta backup create`.
    🔑 A password is made up. Its card has a button that shows it to you alone, for 24 hours.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Domain*
    acme.example
    *Usually takes*
    one to a few minutes
    [Type the name…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Site *Acme* reset in 7 s: it is an empty WordPress now · asked by @ada
    Acme · acme.example
    *Domain*
    acme.example
    *WordPress admin*
    https://acme.example/wp-admin/
    [Show the password] [Is it up?]
    Operation `<id>`
    ");
    ada.thread();
    let write = bot.kinsta().writes().pop().unwrap();
    assert!(write.path.ends_with("/reset-site"), "{}", write.path);
    let password = write.body.unwrap()["admin_password"].as_str().unwrap().to_owned();
    let id = ada.cards().pop().unwrap().plain().rsplit_once("Operation `").unwrap().1.trim_end_matches('`').to_owned();
    let question = ada.asks(&format!("/kinsta operation password {id}")).await;
    assert!(!question.contains(&password));
    ada.presses("Show it").await;
    let shown = ada.sees();
    assert!(shown.contains(&password), "{shown}");
    bot.advance(301.secs()).await;
    assert!(!ada.sees_all().concat().contains(&password));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_of_a_new_site_leads_to_its_password_for_nobody_but_the_asker() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says(
        "/kinsta site create Shop --region dallas --title Shop --admin-user shop --admin-email web@agency.example",
    )
    .await;
    ada.presses("Create site").await;
    ada.sees();
    bot.advance(40.secs()).await;
    ada.card();
    ada.thread();
    let card = ada.cards().pop().unwrap();
    let password = bot.kinsta().writes().pop().unwrap().body.unwrap()["admin_password"].as_str().unwrap().to_owned();
    jonas.presses_in(&card, "Show the password").await;
    assert_snapshot!(jonas.sees(), @"
    ⚠️ Dieses Passwort wurde für @ada ausgedacht, und sonst darf es niemand sehen.
    Frag @ada oder setz ein neues.
    ");
    ada.presses_in(&card, "Show the password").await;
    assert!(ada.sees().starts_with("Show the password of *Shop*?"), "{}", ada.sees());
    ada.presses("Show it").await;
    let shown = ada.sees();
    assert!(shown.contains(&password), "{shown}");
    // The card is everybody's.
    let seen = [ada.card(), ada.thread(), jonas.sees_all().concat()].concat();
    assert!(!seen.contains(&password), "{seen}");
    bot.end().await;
}
