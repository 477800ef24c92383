//! Everything typed can be clicked: forms, the Home tab, shortcuts.

use insta::assert_snapshot;

use crate::bot::{Bot, OPS, Seconds, Setup};

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
    Only this address: <>
    Clears the edge cache alone. The address must be on a domain of the environment.
    Below it: ☐ Everything below this address too
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
    bot.advance(60.secs()).await;
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
    [Act on a site] [access explain] [access show] [approval list] [audit list]
    [company account] [company keys] [company regions] [company users] [dns add]
    [dns delete] [dns domains] [dns list] [dns update] [freeze list]
    [operation password] [operation status] [readonly off] [readonly on] [readonly show]
    [site create] [site create-plain] [site list]
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
    Analytics
    [bandwidth] [cdn] [disk] [visits]
    Backups
    [create] [delete] [downloads] [list] [restore]
    Cache
    [clear] [edge]
    CDN
    [images]
    Company
    [activity]
    Database
    [login]
    Domains
    [add] [list] [primary] [records] [remove]
    Environments
    [clone] [create] [create-plain] [delete] [files]
    [list] [push] [webroot] [webroot set]
    Denied IP addresses
    [allow] [deny] [list]
    Logs
    [access] [cache] [error]
    Operations
    [list]
    PHP
    [allocation] [restart] [set] [version]
    Plugins
    [list] [update]
    Redirects
    [add] [clear] [delete] [export] [import]
    [list] [update]
    SFTP accounts
    [add] [list] [off] [on] [password show]
    [remove]
    Site
    [clone] [delete] [reset] [show] [status]
    [usage]
    SSH
    [allow add] [allow list] [allow remove] [config] [disable]
    [enable] [password expiry] [password off] [password on] [password rotate]
    [password show] [status]
    Themes
    [list] [update]
    WP-CLI
    [run]
    ---
    Nothing is running.
    Site list from 2026-11-22 10:00 CET
    ");
    ada.presses_in_view("clear").await;
    ada.submits().await;
    ada.submits().await;
    assert!(ada.top().is_none());
    bot.kinsta().finish_operations();
    bot.advance(60.secs()).await;
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

#[tokio::test]
async fn a_shortcut_on_a_message_is_answered_in_its_thread() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let ts = ada.writes("@kinsta site status acme shop", None).await;
    let message = bot.slack().message(OPS, &ts).unwrap();
    ada.takes_shortcut_on(&message, "use_in_thread").await;
    ada.chooses("Site and environment", "Acme Shop · Live").await;
    ada.chooses("What to do", "cache clear").await;
    ada.submits().await;
    ada.submits().await;
    ada.submits().await;
    bot.kinsta().finish_operations();
    bot.advance(60.secs()).await;
    let thread = ada.thread_of(&ts);
    assert!(thread.contains("cleared"), "{thread}");
    bot.done().await;
}

#[tokio::test]
async fn a_mention_without_a_site_offers_the_form() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.writes("@kinsta php restart", None).await;
    assert!(ada.sees().contains("`<site>` is missing"), "{}", ada.sees());
    ada.presses("Open the form").await;
    assert!(ada.form().starts_with("php restart"), "{}", ada.form());
    bot.done().await;
}

#[tokio::test]
async fn what_was_typed_stands_in_the_form_already() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    jonas.asks("/kinsta cache clear --layer edge").await;
    assert!(jonas.form().contains("[edge ▾]"), "{}", jonas.form());
    bot.done().await;
}

#[tokio::test]
async fn a_form_that_slack_gave_no_time_for_is_offered_again() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.slack().faults().error("views.open", 1, "expired_trigger_id");
    let said = ada.asks("/kinsta cache clear").await;
    assert!(ada.top().is_none());
    assert_snapshot!(said, @"
    ⚠️ `<site>` is missing.
    Usage: `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]`
    For example: `/kinsta cache clear acme live`
    [Open the form]
    ");
    bot.slack().faults().error("views.open", 1, "expired_trigger_id");
    ada.presses("Open the form").await;
    assert!(ada.sees().contains("Press the button once more"), "{}", ada.sees());
    ada.presses("Open the form").await;
    assert!(ada.top().is_some());
    bot.done().await;
}

#[tokio::test]
async fn a_person_without_the_right_is_told_in_the_form() {
    let variables = vec![("ADMINS", "U0ADA".to_owned())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    let (ada, mia) = (bot.ada(), bot.mia());
    mia.asks("/kinsta site list").await;
    ada.edits("/kinsta access grant @mia operator", "Give role").await;
    mia.takes_shortcut("act_on_site").await;
    mia.chooses("Site and environment", "Acme Shop · Live").await;
    mia.chooses("What to do", "cache clear").await;
    mia.submits().await;
    // The right is taken while the form is open.
    ada.edits("/kinsta access revoke @mia operator", "Take role away").await;
    mia.submits().await;
    assert!(mia.form().contains("You may look, but not change anything"), "{}", mia.form());
    assert!(bot.kinsta().writes().is_empty());
    bot.end().await;
}

#[tokio::test]
async fn a_form_pressed_twice_does_the_work_once() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta cache clear").await;
    ada.chooses("Site and environment", "Acme Shop · Live").await;
    ada.submits().await;
    let (first, second) = tokio::join!(bot.slack().submit_view(ada.id, &[]), bot.slack().submit_view(ada.id, &[]));
    assert!(first.is_ok() || second.is_ok());
    bot.settle().await;
    bot.kinsta().finish_operations();
    bot.advance(60.secs()).await;
    assert_eq!(ada.cards().len(), 1);
    assert!(ada.card().contains("cleared"));
    ada.thread();
    bot.end().await;
}

#[tokio::test]
async fn days_are_chosen_from_a_calendar_and_mistakes_stand_below_their_field() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta analytics visits").await;
    ada.chooses("Site and environment", "Acme Shop · Live").await;
    ada.dates("From", "2026-11-20");
    ada.dates("To", "2026-11-10");
    ada.submits().await;
    assert!(ada.form().contains("! "), "{}", ada.form());
    ada.dates("From", "2026-11-01");
    ada.submits().await;
    assert!(ada.top().is_none(), "{}", ada.form());
    bot.advance(5.secs()).await;
    let said = ada.sees();
    assert!(said.contains("Acme Shop · Live"), "{said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_refusal_offers_is_named_in_the_form() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta cache clear").await;
    ada.chooses("Site and environment", "Acme · Staging").await;
    ada.chooses("Which caches", "cdn").await;
    ada.submits().await;
    let form = ada.form();
    assert!(form.contains("has no CDN cache") && form.contains("Possible: Clear cache"), "{form}");
    assert!(bot.kinsta().writes().is_empty());
    bot.done().await;
}
