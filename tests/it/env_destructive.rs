//! `/kinsta env push` and `delete`, which take a name that is typed.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn a_push_leaves_the_database_alone_unless_it_is_asked_for() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta env push acme staging --to live").await, @"
    Push Staging of Acme onto Live?
    Live is overwritten with Staging. Kinsta makes a backup of Live first.
    🛑 What is overwritten comes back only with that backup; what is written to Live from now on until then is lost.
    📁 All files are overwritten.
    🗄️ The database stays as it is.
    ⚙️ Redirects, geolocation, PHP and Nginx settings are overwritten whatever is pushed.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *From*
    Staging
    *Usually takes*
    a few minutes, more for a large site
    [Type the name…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ *Staging* of *Acme* pushed onto *Live* in 7 s · asked by @ada
    Acme · Live · acme.example
    Operation `<id>`
    ");
    ada.thread();
    let site = bot.kinsta().site("Acme").unwrap();
    let write = bot.kinsta().writes().pop().unwrap();
    assert_eq!((write.method.as_str(), write.path), ("PUT", format!("/sites/{}/environments", site.id)));
    let body = write.body.unwrap();
    assert_eq!(body["source_env_id"], site.environment("staging").unwrap().id.as_str());
    assert_eq!(body["target_env_id"], site.environment("live").unwrap().id.as_str());
    assert!(body["push_db"] == false && body["push_files"] == true, "{body}");
    assert!(body["run_search_and_replace"] == false && body["push_files_option"] == "ALL_FILES", "{body}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_of_some_files_and_the_database_says_so() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    let line = "/kinsta env push acme shop live --to preview --database --search-replace \
        --file /wp-content/themes/astra/ --file wp-content/plugins/akismet";
    assert_snapshot!(jonas.asks(line).await, @"
    Live von Acme Shop auf Preview übertragen?
    Preview wird mit Live überschrieben. Kinsta sichert Preview vorher.
    🛑 Was überschrieben wird, kommt nur mit dieser Sicherung zurück; was von jetzt bis dahin in Preview geschrieben wird, geht verloren.
    📁 Nur die unten genannten Dateien werden überschrieben.
    🗄️ *Die Datenbank wird überschrieben*, ganz: Bestellungen, Kommentare und Benutzer, die nur sie hat, gehen verloren. Die Adressen darin werden ersetzt.
    ⚙️ Weiterleitungen, Geolokalisierung, PHP- und Nginx-Einstellungen werden immer überschrieben, was auch übertragen wird.
    *Website*
    Acme Shop
    *Umgebung*
    Preview
    *Domain*
    env-acmeshop-preview.kinsta.cloud
    *Von*
    Live
    *Dateien*
    wp-content/themes/astra, wp-content/plugins/akismet
    *Dauert meist*
    einige Minuten, bei einer großen Website mehr
    [Namen eintippen …] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    jonas.presses("Namen eintippen …").await;
    jonas.fills("Zum Bestätigen „Acme Shop“ eintippen", "Acme Shop");
    jonas.submits().await;
    jonas.sees();
    bot.advance(40.secs()).await;
    assert!(jonas.card().starts_with("✅ *Live* of *Acme Shop* pushed onto *Preview*"));
    jonas.thread();
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert!(body["push_db"] == true && body["run_search_and_replace"] == true, "{body}");
    assert_eq!(body["file_list"], serde_json::json!(["wp-content/themes/astra", "wp-content/plugins/akismet"]));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_kinsta_breaks_off_is_told_as_failed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "The target has not enough disk space";
    bot.kinsta().faults().next(1, "/sites/", Fault::FailedOperation { message: message.to_owned() });
    ada.says("/kinsta env push acme staging --to live").await;
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ *Staging* of *Acme* was not pushed onto *Live* · asked by @ada
    Acme · Live · acme.example
    ❌ Environment: Kinsta says: “The target has not enough disk space”
    Operation `<id>`
    ");
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_is_deleted_and_the_others_stay() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta env delete acme shop preview").await, @"
    Delete the environment Preview of Acme Shop?
    The environment goes with its files, database and backups. Its name stays taken for half a minute.
    🛑 Nothing brings a deleted environment back, and its backups go with it.
    *Site*
    Acme Shop
    *Environment*
    Preview
    *Domain*
    env-acmeshop-preview.kinsta.cloud
    *Domains that go dead*
    env-acmeshop-preview.kinsta.cloud
    *Usually takes*
    about a minute
    [Type the name…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.types_to_confirm("Acme Shop").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Environment *Acme Shop · Preview* deleted in 7 s · asked by @ada
    Acme Shop · Preview · env-acmeshop-preview.kinsta.cloud
    Operation `<id>`
    ");
    ada.thread();
    let left: Vec<String> =
        bot.kinsta().site("Acme Shop").unwrap().environments.into_iter().map(|env| env.name).collect();
    assert_eq!(left.len(), 2);
    assert!(!left.contains(&"preview".to_owned()), "{left:?}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_stays_taken_for_a_while_after_its_environment_was_deleted() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta env delete acme shop preview").await;
    ada.types_to_confirm("Acme Shop").await;
    bot.advance(8.secs()).await;
    ada.sees_all();
    ada.card();
    ada.thread();
    ada.says("/kinsta env create-plain acme shop --name Preview --premium").await;
    ada.presses("Create environment").await;
    ada.sees_all();
    bot.advance(3.secs()).await;
    assert_snapshot!(ada.card(), @r#"
    ❌ The empty environment *Acme Shop · Preview* was not created · asked by @ada
    Acme Shop · Preview
    ❌ Environment: the name is taken. Kinsta says: “The display name "Preview" is already used.” After an environment was deleted its name stays taken for half a minute: try again then, or choose another name.
    Operation `<id>`
    "#);
    ada.thread();
    bot.advance(40.secs()).await;
    ada.says("/kinsta env create-plain acme shop --name Preview --premium").await;
    ada.presses("Create environment").await;
    ada.sees_all();
    bot.advance(40.secs()).await;
    assert!(ada.card().starts_with("✅ Empty environment *Acme Shop · Preview* created"));
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_that_is_gone_already_is_not_deleted_again() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta env delete acme shop preview").await;
    let id = bot.kinsta().site("Acme Shop").unwrap().environment("preview").unwrap().id.clone();
    let gone = format!("{}/sites/environments/{id}", bot.kinsta().api_url());
    reqwest::Client::new().delete(gone).bearer_auth("demo-key").send().await.unwrap();
    bot.kinsta().finish_operations();
    bot.kinsta().clear_requests();
    ada.types_to_confirm("Acme Shop").await;
    ada.sees();
    bot.advance(40.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The environment *Acme Shop · Preview* was not deleted · asked by @ada
    Acme Shop · Preview · env-acmeshop-preview.kinsta.cloud
    ❌ Environment: the environment or its domains are not those you were shown any more. Nothing was deleted; type the command again.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}
