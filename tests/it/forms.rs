//! Everything typed can be clicked: forms, the Home tab, shortcuts.

use insta::assert_snapshot;

use crate::bot::Bot;

#[tokio::test]
async fn what_is_missing_is_asked_for_in_a_form() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta cache clear").await;
    assert_snapshot!(ada.form(), @"
    cache clear
    Clear the caches of one environment.
    Site and environment: [choose ▾]
    Type a part of the name.
    Which caches: [all ▾]
    [Review] [Cancel]
    ");
    ada.chooses("Site and environment", "Acme Shop · Live").await;
    ada.chooses("Which caches", "site").await;
    ada.submits().await;
    assert_snapshot!(ada.form(), @"
    Clear cache
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
    Nothing has happened yet. Valid for 5 minutes.
    [Clear cache] [Cancel]
    ");
    ada.submits().await;
    assert!(ada.top().is_none(), "{}", ada.form());
    bot.kinsta().finish_operations();
    bot.advance(std::time::Duration::from_secs(60)).await;
    assert!(ada.card().contains("cleared"), "{}", ada.card());
    ada.thread();
    bot.done().await;
}

#[tokio::test]
async fn the_home_tab_finds_a_site_and_opens_its_forms() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.opens_home().await, @"
    Kinsta
    Search for a site  [choose ▾]
    Pick a site above to see what can be done there, or begin here. Nothing happens before you have confirmed it.
    [Act on a site] [operation status] [site list]
    ---
    Nothing is running.
    Site list from 2026-11-22 10:00 CET
    ");
    assert_snapshot!(ada.picks_at_home("Acme Shop · Live").await, @"
    Kinsta
    Search for a site  [Acme Shop · Live ▾]
    *Acme Shop · Live*
    *Domain*
    acme-shop.example
    *PHP*
    8.2
    *WordPress*
    6.9
    *Labels*
    Acme Corp, care-plan
    Cache
    [clear]
    PHP
    [restart]
    Site
    [status]
    ---
    Nothing is running.
    Site list from 2026-11-22 10:00 CET
    ");
    ada.presses_in_view("clear").await;
    ada.submits().await;
    ada.submits().await;
    assert!(ada.top().is_none());
    bot.kinsta().finish_operations();
    bot.advance(std::time::Duration::from_secs(60)).await;
    assert!(ada.direct().contains("cleared"), "{}", ada.direct());
    bot.done().await;
}

#[tokio::test]
async fn a_shortcut_asks_for_a_site_and_what_to_do_there() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.takes_shortcut("act_on_site").await;
    assert!(ada.form().contains("Act on a site"), "{}", ada.form());
    ada.chooses("Site and environment", "Acme Shop · Live").await;
    ada.chooses("What to do", "php restart").await;
    ada.submits().await;
    assert!(ada.form().contains("php restart") && ada.form().contains("Acme Shop · Live"), "{}", ada.form());
    bot.done().await;
}
