//! `/kinsta backup list`, `create`, and what the others refuse. What loses something is in `backup_destructive.rs`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Backup, Fault};

use crate::bot::{Bot, Person, Seconds};

fn backups(bot: &Bot, site: &str, env: &str) -> Vec<Backup> {
    bot.kinsta().backups(&bot.kinsta().site(site).unwrap().environment(env).unwrap().id)
}

fn manual(bot: &Bot) -> Vec<Option<String>> {
    backups(bot, "Acme", "live").into_iter().filter(|it| it.kind == "manual").map(|it| it.note).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_newest_first_in_the_readers_time() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta backup list acme").await, @"
    14 backups of Acme · Live
    • 2026-11-21 04:00 CET · scheduled
    • 2026-11-20 04:00 CET · scheduled
    • 2026-11-19 04:00 CET · scheduled
    • 2026-11-18 04:00 CET · scheduled
    • 2026-11-17 04:00 CET · scheduled
    • 2026-11-16 04:00 CET · scheduled
    • 2026-11-15 04:00 CET · scheduled
    • 2026-11-14 04:00 CET · scheduled
    • 2026-11-13 04:00 CET · scheduled
    • 2026-11-12 04:00 CET · scheduled
    • 2026-11-11 04:00 CET · scheduled
    • 2026-11-10 04:00 CET · scheduled
    • 2026-11-09 04:00 CET · scheduled
    • 2026-11-08 04:00 CET · scheduled
    0 of 5 places for backups by hand are taken
    One is named by its time, by a part of its note, or as `latest`.
    [Restore the newest…] [Restore another…] [Back up now…]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_by_hand_is_asked_about_and_made() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let before = manual(&bot).len();
    assert_snapshot!(ada.asks("/kinsta backup create acme live --note \"Before <the> move\"").await, @"
    Back up Acme · Live?
    Files and database are kept as they are now. Visitors notice nothing.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Places taken afterwards*
    1 / 5
    *Note*
    Before <the> move
    *Usually takes*
    a minute to an hour, by the size of the site
    [Back up] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Back up").await;
    assert_snapshot!(ada.sees(), @"✔️ Backing up *Acme · Live*. Follow it in #ops.");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Backup of *Acme · Live* made in 7 s · asked by @ada
    Acme · Live · acme.example
    Operation `<id>`
    ");
    ada.thread();
    let after = manual(&bot);
    assert_eq!((after.len(), after[0].as_deref()), (before + 1, Some("Before <the> move")));
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sixth_backup_is_refused_with_the_oldest_to_delete() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for number in manual(&bot).len()..5 {
        ada.asks(&format!("/kinsta backup create acme live --note \"number {number}\"")).await;
        ada.presses("Back up").await;
        ada.sees();
        bot.advance(20.secs()).await;
        ada.card();
        ada.thread();
    }
    let writes = bot.kinsta().writes().len();
    assert_snapshot!(ada.asks("/kinsta backup create acme live").await, @"
    ⚠️ All 5 places for backups by hand of *Acme · Live* are taken.
    Delete one you no longer need. The oldest is of 2026-11-22 10:00 CET, noted “number 0”.
    [Delete the oldest…] [All backups]
    ");
    assert_eq!((manual(&bot).len(), bot.kinsta().writes().len()), (5, writes));
    ada.presses("Delete the oldest…").await;
    assert!(ada.sees().starts_with("Delete a backup of Acme · Live?"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_was_taken_meanwhile_ends_before_the_call() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.asks("/kinsta backup create acme live").await;
    for _ in manual(&bot).len()..5 {
        jonas.asks("/kinsta backup create acme live").await;
        jonas.presses("Sichern").await;
        jonas.sees();
        bot.advance(20.secs()).await;
        jonas.card();
        jonas.thread();
    }
    let writes = bot.kinsta().writes().len();
    ada.presses("Back up").await;
    ada.sees();
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Backing up *Acme · Live* · asked by @ada
    Acme · Live · acme.example
    ❌ Backup: the last place for a backup by hand was taken meanwhile. Nothing was sent; delete one you no longer need and type the command again.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!((manual(&bot).len(), bot.kinsta().writes().len()), (5, writes));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_kinsta_fails_is_told_in_kinstas_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "The disk is full.";
    bot.kinsta().faults().next(1, "/sites/environments", Fault::FailedOperation { message: message.to_owned() });
    ada.asks("/kinsta backup create acme live").await;
    ada.presses("Back up").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Backing up *Acme · Live* · asked by @ada
    Acme · Live · acme.example
    ❌ Backup: Kinsta says: “The disk is full.”
    Operation `<id>`
    ");
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_not_clear_is_asked_about() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta backup delete acme live --backup 2026-11-2").await, @"
    2 backups fit “2026-11-2”.
    Which one?
    [2026-11-21 04:00 CET · scheduled] [2026-11-20 04:00 CET · scheduled]
    ");
    assert_snapshot!(ada.asks("/kinsta backup delete acme live --backup yesterday").await, @"
    ⚠️ *Acme · Live* has no backup “yesterday”.
    Name one by its time, by a part of its note, or as `latest`. These are the newest:
    [2026-11-21 04:00 CET · scheduled] [2026-11-20 04:00 CET · scheduled] [2026-11-19 04:00 CET · scheduled] [2026-11-18 04:00 CET · scheduled] [2026-11-17 04:00 CET · scheduled]
    [2026-11-16 04:00 CET · scheduled] [2026-11-15 04:00 CET · scheduled] [2026-11-14 04:00 CET · scheduled]
    ");
    assert_snapshot!(ada.asks("/kinsta backup delete acme live").await, @"A form has opened; it asks for the rest.");
    // A backup of another environment is none of this one, whatever its id.
    let other = backups(&bot, "Acme", "staging")[0].id;
    let refused = ada.asks(&format!("/kinsta backup delete acme live --backup {other}")).await;
    assert!(refused.starts_with(&format!("⚠️ *Acme · Live* has no backup “{other}”.")), "{refused}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_asks_who_is_told_and_shows_what_is_lost() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta backup restore acme live --backup latest --to staging").await;
    assert_eq!(offered_to_tell(&ada), ["Accounts Office", "Agency Owner", "Web Developer"]);
    // Where no form can open, there are buttons.
    bot.slack().faults().error("views.open", 1, "expired_trigger_id");
    assert_snapshot!(ada.asks("/kinsta backup restore acme live --backup latest --to staging").await, @"
    Who should get Kinsta's mail about it?
    Kinsta wants one of the company's users. Add `--notify` and their name or e-mail address.
    [Open the form] [Accounts Office · accounts@agency.example] [Agency Owner · owner@agency.example] [Web Developer · developer@agency.example]
    ");
    ada.presses("Web Developer · developer@agency.example").await;
    assert_snapshot!(ada.sees(), @"
    Overwrite Acme · Staging with a backup?
    Files and database become those of 2026-11-21 04:00 CET. Meanwhile the site may not answer; afterwards it is looked at.
    🛑 Whatever Staging has that the backup of 2026-11-21 04:00 CET has not is lost: orders, comments, uploads, settings. Undoing is possible only with a newer backup; Kinsta usually makes one right before, but do not count on it.
    *Site*
    Acme
    *Environment*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Backup of*
    2026-11-21 04:00 CET
    *Its age*
    1 d 6 h
    *Made*
    scheduled
    *From*
    Live
    *Gets Kinsta's mail*
    Web Developer
    *Usually takes*
    some minutes to an hour, by the size of the site
    [Type the name…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    assert_snapshot!(ada.asks("/kinsta backup restore acme live --backup latest --to nightly").await, @"
    ⚠️ *Acme* has no environment “nightly”.
    It has: Live, Staging.
    ");
    assert_snapshot!(ada.asks("/kinsta backup restore acme live --backup latest --notify nobody").await, @"
    ⚠️ Nobody in the company at Kinsta is called “nobody”.
    It has these users:
    [Accounts Office · accounts@agency.example] [Agency Owner · owner@agency.example] [Web Developer · developer@agency.example]
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

/// Who is offered in the open form as the one who gets Kinsta's mail, in this order.
fn offered_to_tell(person: &Person<'_>) -> Vec<String> {
    let view = person.top().expect("a form");
    let block = view.blocks().iter().find(|block| block["block_id"] == "notify").expect("a menu of users").clone();
    let options = block["element"]["options"].as_array().unwrap().iter();
    let name = |label: &str| label.split(" · ").next().unwrap_or_default().to_owned();
    options.map(|option| name(option["text"]["text"].as_str().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_a_restore_is_offered_first_as_the_one_who_is_told() {
    let bot = Bot::start().await;
    let ada = bot.person("U0ADA", "Web Developer", "en-GB");
    ada.asks("/kinsta backup restore acme live --backup latest --to staging").await;
    assert_eq!(offered_to_tell(&ada), ["Web Developer", "Accounts Office", "Agency Owner"]);
    ada.writes("@kinsta backup restore acme live --backup latest --to staging", None).await;
    let said = ada.sees();
    assert!(said.contains("[Open the form] [Web Developer · developer@agency.example] [Accounts Office"), "{said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_kinsta_cannot_give_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::BadGateway { executed: false });
    ada.says_patiently("/kinsta backup list acme").await;
    assert_snapshot!(ada.sees(), @"
    ⚠️ Kinsta cannot answer at the moment: “HTTP 502”
    Try again in a minute.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_may_only_look_makes_restores_and_deletes_nothing() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    assert!(mia.asks("/kinsta backup list acme").await.contains("backups of Acme · Live"));
    for line in ["create acme live", "delete acme live --backup latest", "restore acme live --backup latest"] {
        let said = mia.asks(&format!("/kinsta backup {line}")).await;
        assert!(said.starts_with("⚠️ You may look, but not change anything."), "{said}");
    }
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_spoken_of_in_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta backup list acme staging").await, @"
    16 Backups von Acme · Staging
    • 2026-11-21 04:00 CET · nach Plan
    • 2026-11-20 04:00 CET · nach Plan
    • 2026-11-19 10:00 CET · von Hand · „Before the relaunch“
    • 2026-11-19 04:00 CET · nach Plan
    • 2026-11-18 04:00 CET · nach Plan
    • 2026-11-17 04:00 CET · nach Plan
    • 2026-11-16 04:00 CET · nach Plan
    • 2026-11-15 04:00 CET · nach Plan
    • 2026-11-14 10:00 CET · von Hand · „Before plugin updates“
    • 2026-11-14 04:00 CET · nach Plan
    • 2026-11-13 04:00 CET · nach Plan
    • 2026-11-12 04:00 CET · nach Plan
    • 2026-11-11 04:00 CET · nach Plan
    • 2026-11-10 04:00 CET · nach Plan
    • 2026-11-09 04:00 CET · nach Plan
    • 2026-11-08 04:00 CET · nach Plan
    2 von 5 Plätzen für Backups von Hand sind belegt
    Benannt wird eines mit seiner Zeit, einem Teil seiner Notiz oder als `latest`.
    [Neuestes wiederherstellen…] [Anderes wiederherstellen…] [Jetzt sichern…]
    ");
    assert_snapshot!(jonas.asks("/kinsta backup create acme staging").await, @"
    Acme · Staging sichern?
    Dateien und Datenbank werden so aufbewahrt, wie sie jetzt sind. Besucher merken nichts.
    *Website*
    Acme
    *Umgebung*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Danach belegte Plätze*
    3 / 5
    *Dauert meist*
    eine Minute bis eine Stunde, je nach Größe der Website
    [Sichern] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    assert_snapshot!(jonas.asks("/kinsta backup restore acme staging --backup latest --notify owner@agency.example").await, @"
    Acme · Staging mit einem Backup überschreiben?
    Dateien und Datenbank werden die vom 2026-11-21 04:00 CET. Währenddessen antwortet die Website vielleicht nicht; danach wird nachgesehen.
    🛑 Was Staging hat und das Backup vom 2026-11-21 04:00 CET nicht, ist verloren: Bestellungen, Kommentare, Uploads, Einstellungen. Zurück geht es nur mit einem neueren Backup; Kinsta macht meist eines unmittelbar davor, aber verlass dich nicht darauf.
    *Website*
    Acme
    *Umgebung*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Backup vom*
    2026-11-21 04:00 CET
    *Alter*
    1 d 6 h
    *Gemacht*
    nach Plan
    *Bekommt Kinstas Mail*
    Agency Owner
    *Dauert meist*
    einige Minuten bis eine Stunde, je nach Größe der Website
    [Namen eintippen …] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    assert_snapshot!(jonas.asks("/kinsta backup delete acme staging --backup latest").await, @"
    Ein Backup von Acme · Staging löschen?
    Das Backup vom 2026-11-21 04:00 CET wird entfernt. Die Website selbst bleibt, wie sie ist.
    🛑 Dieses Backup lässt sich nicht zurückholen, und was nur darin steht, ist verloren.
    *Website*
    Acme
    *Umgebung*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Backup vom*
    2026-11-21 04:00 CET
    *Alter*
    1 d 6 h
    *Gemacht*
    nach Plan
    *Dauert meist*
    einige Sekunden bis eine Minute
    [Namen eintippen …] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    bot.done().await;
}
