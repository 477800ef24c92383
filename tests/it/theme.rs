//! `/kinsta theme list` and `/kinsta theme update`: like plugins, at endpoints of their own.

use insta::assert_snapshot;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn a_theme_is_listed_and_updated() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta theme list acme live").await, @"
    3 themes of Acme · Live
    Name | Title | Version | Status | Update to | Last update
    astra | Astra | 4.11.2 | active | 4.11.8 | –
    twentytwentyfive | Twenty Twenty-Five | 1.2 | inactive | 1.3 | –
    twentytwentyfour | Twenty Twenty-Four | 1.3 | inactive | – | –
    2 can be updated
    [Update all…] [Choose…]
    ");
    assert_snapshot!(ada.asks("/kinsta theme update acme live --name astra").await, @"
    Update Astra of Acme · Live to 4.11.8?
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
    Astra 4.11.2 → 4.11.8
    *Usually takes*
    a minute or a few
    [Update] [Cancel] [Back up first…]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Update").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Update of Astra of *Acme · Live* to 4.11.8 finished in 7 s · asked by @ada
    Acme · Live · acme.example
    *Has the new version*
    Astra 4.11.8
    [Does the site answer?] [Error log]
    Operation `<id>`
    ");
    ada.thread();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    let astra = bot.kinsta().themes(&live).into_iter().find(|theme| theme.name == "astra").unwrap();
    assert_eq!(astra.version, "4.11.8");
    let writes: Vec<String> = bot.kinsta().writes().into_iter().map(|write| write.path).collect();
    assert_eq!(writes, [format!("/sites/environments/{live}/themes")]);
    assert_snapshot!(ada.asks("/kinsta theme update acme live --name twentytwentyfour").await, @"
    ✅ Nothing to update on *Acme · Live*: Kinsta knows nothing newer than Twenty Twenty-Four 1.3.
    [All themes]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_themes_are_updated_in_one_call() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    let sites = bot.kinsta().sites();
    let behind = |id: &str| bot.kinsta().themes(id).iter().filter(|theme| theme.update_version.is_some()).count();
    let site = sites.iter().find(|site| site.environment("live").is_some_and(|env| behind(&env.id) == 2)).unwrap();
    let live = site.environment("live").unwrap().id.clone();
    jonas.asks(&format!("/kinsta theme update {live} --all")).await;
    jonas.presses("Aktualisieren").await;
    jonas.sees();
    bot.advance(30.secs()).await;
    assert!(jonas.card().starts_with("✅ Update of 2 themes of"), "{}", jonas.card());
    jonas.thread();
    assert_eq!(behind(&live), 0);
    let writes: Vec<String> = bot.kinsta().writes().into_iter().map(|write| write.path).collect();
    assert_eq!(writes, [format!("/sites/environments/{live}/themes/bulk-update")]);
    bot.done().await;
}
