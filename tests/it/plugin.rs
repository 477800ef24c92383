//! `/kinsta plugin list` and `/kinsta plugin update`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Extension, Fault};

use crate::bot::{Bot, Seconds};

fn live(bot: &Bot) -> String {
    bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone()
}

fn plugin(bot: &Bot, name: &str) -> Extension {
    bot.kinsta().plugins(&live(bot)).into_iter().find(|plugin| plugin.name == name).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_versions_and_what_is_behind_first() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta plugin list acme").await, @"
    10 plugins of Acme · Live
    Name | Title | Version | Status | Update to | Last update
    advanced-custom-fields | Advanced Custom Fields | 6.4.1 | active | 6.5.0 | –
    elementor | Elementor | 3.29.2 | active | 3.31.0 | –
    safe-svg | Safe SVG | 2.3.1 | inactive | 2.3.3 | –
    wpforms-lite | WPForms Lite | 1.9.6 | active | 1.9.7.2 | –
    akismet | Akismet Anti-spam: Spam Protection | 5.4 | active | – | –
    classic-editor | Classic Editor | 1.6.7 | active | – | –
    contact-form-7 | Contact Form 7 | 6.1.1 | active | – | –
    gravityforms | Gravity Forms | 2.9.14 | active | – | –
    kinsta-mu-plugins | Kinsta MU Plugins | 3.2.1 | always active | – | –
    wordpress-seo | Yoast SEO | 25.6 | active | – | –
    4 can be updated
    [Update all…] [Choose…]
    ");
    assert_snapshot!(ada.asks("/kinsta plugin list acme live --updates").await, @"
    4 plugins of Acme · Live can be updated
    Name | Title | Version | Status | Update to | Last update
    advanced-custom-fields | Advanced Custom Fields | 6.4.1 | active | 6.5.0 | –
    elementor | Elementor | 3.29.2 | active | 3.31.0 | –
    safe-svg | Safe SVG | 2.3.1 | inactive | 2.3.3 | –
    wpforms-lite | WPForms Lite | 1.9.6 | active | 1.9.7.2 | –
    [Update all…] [Choose…] [All plugins]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_plugin_is_updated_to_the_version_that_was_shown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta plugin update acme live --name elementor").await, @"
    Update Elementor of Acme · Live to 3.31.0?
    The files of the site change, and perhaps its database. Afterwards the versions are read again.
    💡 There is no way back but a backup. Make one first, unless there is a fresh one.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Versions*
    Elementor 3.29.2 → 3.31.0
    *Usually takes*
    a minute or a few
    [Update] [Cancel] [Back up first…]
    Only you see this. Valid for 5 minutes.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.presses("Update").await;
    assert_snapshot!(ada.sees(), @"✔️ Updating Elementor of *Acme · Live* to 3.31.0. Follow it in #ops.");
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Update of Elementor of *Acme · Live* to 3.31.0 finished in 7 s · asked by @ada
    Acme · Live · acme.example
    *Has the new version*
    Elementor 3.31.0
    [Does the site answer?] [Error log]
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"@ada ✅ Update of Elementor of *Acme · Live* to 3.31.0 finished in 7 s");
    let writes = bot.kinsta().writes();
    assert_eq!(writes.len(), 1);
    assert!(writes[0].path.ends_with("/plugins"), "{}", writes[0].path);
    assert_eq!(plugin(&bot, "elementor").version, "3.31.0");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_are_behind_are_updated_in_one_call() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta plugin list acme live").await;
    ada.presses("Update all…").await;
    assert_snapshot!(ada.sees(), @"
    Update 4 plugins of Acme · Live?
    The files of the site change, and perhaps its database. Afterwards the versions are read again.
    💡 There is no way back but a backup. Make one first, unless there is a fresh one.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Versions*
    Advanced Custom Fields 6.4.1 → 6.5.0
    Elementor 3.29.2 → 3.31.0
    Safe SVG 2.3.1 → 2.3.3
    WPForms Lite 1.9.6 → 1.9.7.2
    *Usually takes*
    a minute or a few
    [Update] [Cancel] [Back up first…]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Update").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Update of 4 plugins of *Acme · Live* finished in 7 s · asked by @ada
    Acme · Live · acme.example
    *Has the new version*
    Advanced Custom Fields 6.5.0
    Elementor 3.31.0
    Safe SVG 2.3.3
    WPForms Lite 1.9.7.2
    [Does the site answer?] [Error log]
    Operation `<id>`
    ");
    ada.thread();
    let writes = bot.kinsta().writes();
    assert_eq!(writes.len(), 1);
    assert!(writes[0].path.ends_with("/plugins/bulk-update"), "{}", writes[0].path);
    assert!(bot.kinsta().plugins(&live(&bot)).iter().all(|plugin| plugin.update_version.is_none()));
    assert_snapshot!(ada.asks("/kinsta plugin update acme live --all").await, @"
    ✅ All 10 plugins of *Acme · Live* are up to date.
    [All plugins]
    ");
    assert_snapshot!(ada.asks("/kinsta plugin list acme live --updates").await, @"
    ✅ All 10 plugins of *Acme · Live* are up to date.
    [All plugins]
    ");
    assert_snapshot!(ada.asks("/kinsta plugin update acme live --name akismet").await, @"
    ✅ Nothing to update on *Acme · Live*: Kinsta knows nothing newer than Akismet Anti-spam: Spam Protection 5.4.
    [All plugins]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_that_is_not_meant_clearly_is_asked_about() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta plugin update acme live --name elemntor").await, @"
    ⚠️ *Acme · Live* has no plugin “elemntor”.
    Did you mean one of these?
    [Elementor (elementor)] [All plugins]
    ");
    ada.presses("Elementor (elementor)").await;
    assert!(ada.sees().starts_with("Update Elementor of Acme · Live to 3.31.0?"), "{}", ada.sees());
    assert_snapshot!(ada.asks("/kinsta plugin update acme live --name jetpack").await, @"
    ⚠️ *Acme · Live* has no plugin “jetpack”.
    Look through the list; the technical name is in its first column.
    [All plugins]
    ");
    assert_snapshot!(ada.asks("/kinsta plugin update acme live --name form").await, @"
    Several plugins of *Acme · Live* fit “form”.
    Which one?
    [Contact Form 7 (contact-form-7)] [Gravity Forms (gravityforms)] [WPForms Lite (wpforms-lite)]
    ");
    assert_snapshot!(ada.asks("/kinsta plugin update acme live --name elementor --all").await, @"
    ⚠️ Either some plugins are named or all are meant, not both.
    Leave out `--all` or every `--name`.
    ");
    assert_snapshot!(ada.asks("/kinsta plugin update acme live").await, @"
    A form has opened; it asks for the rest.
    Which plugins of *Acme · Live*?
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_that_changed_since_they_were_shown_are_not_updated() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.asks("/kinsta plugin update acme live --name elementor").await;
    jonas.asks("/kinsta plugin update acme live --name elementor").await;
    jonas.presses("Aktualisieren").await;
    jonas.sees();
    bot.advance(30.secs()).await;
    jonas.card();
    assert_snapshot!(jonas.thread(), @"@jonas ✅ Update of Elementor of *Acme · Live* to 3.31.0 finished in 7 s");
    ada.presses("Update").await;
    ada.sees();
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Updating Elementor of *Acme · Live* to 3.31.0 · asked by @ada
    Acme · Live · acme.example
    ❌ Update: the versions have changed since they were shown. Nothing was sent; type the command again to see the present ones.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_kinsta_fails_is_told_in_kinstas_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "The update server did not answer.";
    bot.kinsta().faults().next(1, "/sites/environments", Fault::FailedOperation { message: message.to_owned() });
    ada.asks("/kinsta plugin update acme live --name elementor").await;
    ada.presses("Update").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Updating Elementor of *Acme · Live* to 3.31.0 · asked by @ada
    Acme · Live · acme.example
    ❌ Update: Kinsta says: “The update server did not answer.”
    *⚠️ Still has the old version*
    Elementor 3.29.2
    [Does the site answer?] [Error log]
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(plugin(&bot, "elementor").version, "3.29.2");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_part_of_an_update_fails_the_card_says_who_has_which_version() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    ada.asks("/kinsta plugin update acme live --all").await;
    ada.presses("Update").await;
    ada.sees();
    assert!(bot.kinsta().uninstall_plugin(&live, "elementor"), "somebody takes it off meanwhile");
    // The versions cannot be read at once, and until they are nobody is told of an end.
    bot.kinsta().faults().next(
        1,
        &format!("/sites/environments/{live}/plugins"),
        Fault::BadGateway { executed: false },
    );
    bot.advance(60.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Updating 4 plugins of *Acme · Live* · asked by @ada
    Acme · Live · acme.example
    ❌ Update: Kinsta says: “The plugin elementor is not installed.”
    *Has the new version*
    Advanced Custom Fields 6.5.0
    Safe SVG 2.3.3
    WPForms Lite 1.9.7.2
    *⚠️ Is not there any more*
    Elementor
    [Does the site answer?] [Error log]
    Operation `<id>`
    ");
    assert_eq!(ada.thread().matches("@ada").count(), 1, "the end is said once");
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_knows_the_end_of_an_update_the_versions_are_read_all_the_same() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, "/sites/environments", Fault::LostOperation);
    ada.asks("/kinsta plugin update acme live --name elementor").await;
    ada.presses("Update").await;
    ada.sees();
    bot.advance(90.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❔ Nobody can say whether this took effect: Updating Elementor of *Acme · Live* to 3.31.0 · asked by @ada
    Acme · Live · acme.example
    ❔ Update: Kinsta no longer knows the operation.
    *Has the new version*
    Elementor 3.31.0
    [Does the site answer?] [Error log]
    Look in MyKinsta, or check again here. Nothing was repeated.
    [Check again]
    Operation `<id>`
    ");
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_versions_cannot_be_read_after_a_failure_it_is_said_where_they_are() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    let failure = Fault::FailedOperation { message: "The disk is full.".to_owned() };
    bot.kinsta().faults().next(1, "/sites/environments", failure);
    ada.asks("/kinsta plugin update acme live --name elementor").await;
    ada.presses("Update").await;
    ada.sees();
    bot.kinsta()
        .faults()
        .until_cleared(&format!("/sites/environments/{live}/plugins"), Fault::BadGateway { executed: false });
    bot.advance(120.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Updating Elementor of *Acme · Live* to 3.31.0 · asked by @ada
    Acme · Live · acme.example
    ❌ Update: Kinsta says: “The disk is full.”
    Which versions there are now could not be read; `/kinsta plugin list` shows them.
    Operation `<id>`
    ");
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_kinsta_cannot_give_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::ServerError { executed: false });
    ada.says_patiently("/kinsta plugin list acme").await;
    assert_snapshot!(ada.sees(), @"
    ⚠️ Kinsta cannot answer at the moment: “Error occurred while processing your request”
    Try again in a minute.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_may_only_look_sees_the_list_and_updates_nothing() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    assert!(mia.asks("/kinsta plugin list acme").await.contains("akismet"));
    assert_snapshot!(mia.asks("/kinsta plugin update acme live --all").await, @"
    ⚠️ You may look, but not change anything.
    Ask @U0ADA, @U0JONAS.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plugins_are_listed_and_updated_in_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta plugin list acme live --updates").await, @"
    4 Plugins von Acme · Live können aktualisiert werden
    Name | Titel | Version | Status | Update auf | Letztes Update
    advanced-custom-fields | Advanced Custom Fields | 6.4.1 | aktiv | 6.5.0 | –
    elementor | Elementor | 3.29.2 | aktiv | 3.31.0 | –
    safe-svg | Safe SVG | 2.3.1 | inaktiv | 2.3.3 | –
    wpforms-lite | WPForms Lite | 1.9.6 | aktiv | 1.9.7.2 | –
    [Alle aktualisieren…] [Auswählen…] [Alle Plugins]
    ");
    assert_snapshot!(jonas.asks("/kinsta plugin update acme live --all").await, @"
    4 Plugins von Acme · Live aktualisieren?
    Die Dateien der Website ändern sich, vielleicht auch ihre Datenbank. Danach werden die Versionen noch einmal gelesen.
    💡 Zurück geht es nur mit einem Backup. Mach vorher eines, wenn es kein frisches gibt.
    ⚠️ Das ist *Live*: Besucher merken es.
    *Website*
    Acme
    *Umgebung*
    Live
    *Domain*
    acme.example
    *Versionen*
    Advanced Custom Fields 6.4.1 → 6.5.0
    Elementor 3.29.2 → 3.31.0
    Safe SVG 2.3.1 → 2.3.3
    WPForms Lite 1.9.6 → 1.9.7.2
    *Dauert meist*
    eine bis einige Minuten
    [Aktualisieren] [Abbrechen] [Erst Backup machen…]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    bot.done().await;
}
