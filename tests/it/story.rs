//! A site's whole life, once in words and once in forms, without a single id: made with WooCommerce, a staging beside it,
//! its plugins updated there, pushed to live, a domain with its DNS records, a backup restored, the error log read, a month
//! of visits looked at, and the site deleted again.

use crate::bot::{Bot, Person, Seconds};

/// Lets Kinsta finish, and reads the card and its thread.
async fn ends_well(bot: &Bot, ada: &Person<'_>) -> String {
    bot.advance_by_steps(180.secs(), 5.secs()).await;
    let card = ada.card();
    assert!(card.starts_with('✅'), "{card}");
    ada.thread();
    ada.sees_all();
    card
}

/// Sends the question that stands in a form; what is destructive has the name typed.
async fn confirms(ada: &Person<'_>, name: &str) {
    let Some(_) = ada.top() else { panic!("no question: {:?} {}", ada.sees_all(), ada.direct()) };
    let question = ada.form();
    let typed = format!("Type “{name}” to confirm");
    if question.contains(&typed) {
        ada.fills(&typed, name);
    }
    ada.submits().await;
    assert!(ada.top().is_none(), "{}", ada.form());
}

/// Types a verb without anything behind it, which opens its form.
async fn opens(ada: &Person<'_>, words: &str) {
    ada.says(&format!("/kinsta {words}")).await;
    ada.sees_all();
    assert!(ada.top().is_some(), "{words} opened no form");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sites_life_in_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks(
        "/kinsta site create New Shop --region frankfurt --title \"New Shop\" --admin-user shop \
         --admin-email web@agency.example --woocommerce",
    )
    .await;
    ada.presses("Create site").await;
    let made = ends_well(&bot, &ada).await;
    assert!(made.contains("New Shop") && made.contains("kinsta.cloud"), "{made}");

    ada.asks(
        "/kinsta env create New Shop --name Staging --title \"New Shop\" --admin-user shop \
         --admin-email web@agency.example",
    )
    .await;
    ada.presses("Create environment").await;
    assert!(ends_well(&bot, &ada).await.contains("Staging"));
    bot.advance(301.secs()).await;

    ada.asks("/kinsta plugin update New Shop staging --all").await;
    ada.presses("Update").await;
    ends_well(&bot, &ada).await;

    ada.asks("/kinsta env push New Shop staging --to live").await;
    ada.types_to_confirm("New Shop").await;
    ends_well(&bot, &ada).await;

    ada.asks("/kinsta domain add New Shop live --name shop.agency.example").await;
    ada.presses("Add domain").await;
    ends_well(&bot, &ada).await;
    ada.asks("/kinsta dns add agency.example --type A --name shop --value 203.0.113.20").await;
    ada.presses("Add DNS record").await;
    ends_well(&bot, &ada).await;

    ada.asks("/kinsta backup create New Shop live --note before").await;
    ada.presses("Back up").await;
    ends_well(&bot, &ada).await;
    ada.asks("/kinsta backup restore New Shop live --backup latest --notify developer@agency.example").await;
    ada.types_to_confirm("New Shop").await;
    ends_well(&bot, &ada).await;

    let log = ada.asks("/kinsta log error New Shop").await;
    assert!(log.starts_with("New Shop · Live: error log"), "{log}");
    let visits = ada.asks("/kinsta analytics visits New Shop").await;
    assert!(visits.contains("New Shop · Live"), "{visits}");

    ada.asks("/kinsta site delete New Shop").await;
    ada.types_to_confirm("New Shop").await;
    ends_well(&bot, &ada).await;
    assert_eq!(bot.kinsta().site("New Shop"), None);
    ada.direct();
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sites_life_in_forms() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    opens(&ada, "site create").await;
    ada.fills("Name of the new site", "New Shop");
    ada.fills("Title on its pages", "New Shop");
    ada.fills("Administrator's user name", "shop");
    ada.fills("Administrator's e-mail address", "web@agency.example");
    ada.chooses_like("Region", "Frankfurt").await;
    ada.ticks("WooCommerce");
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;
    assert!(bot.kinsta().site("New Shop").is_some());
    bot.advance(301.secs()).await;

    opens(&ada, "env create").await;
    ada.chooses("Site", "New Shop").await;
    ada.fills("Name of the new environment", "Staging");
    ada.fills("Title on its pages", "New Shop");
    ada.fills("Administrator's user name", "shop");
    ada.fills("Administrator's e-mail address", "web@agency.example");
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;
    bot.advance(301.secs()).await;

    opens(&ada, "plugin update").await;
    ada.chooses("Site and environment", "New Shop · Staging").await;
    ada.ticks("All of them");
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;

    opens(&ada, "env push").await;
    ada.chooses("Site and environment", "New Shop · Staging").await;
    ada.chooses_like("Onto which environment", "Live").await;
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;

    opens(&ada, "domain add").await;
    ada.chooses("Site and environment", "New Shop · Live").await;
    ada.fills("Domain", "shop.agency.example");
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;
    opens(&ada, "dns add").await;
    ada.chooses_like("Domain", "agency.example").await;
    ada.chooses("Type", "A").await;
    ada.fills("Name", "shop");
    ada.fills("Value", "203.0.113.20");
    ada.submits().await;
    confirms(&ada, "agency.example").await;
    ends_well(&bot, &ada).await;

    opens(&ada, "backup create").await;
    ada.chooses("Site and environment", "New Shop · Live").await;
    ada.fills("Note", "before");
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;
    opens(&ada, "backup restore").await;
    ada.chooses("Site and environment", "New Shop · Live").await;
    ada.chooses_like("Backup", "before").await;
    ada.chooses_like("Who gets Kinsta's mail", "").await;
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;

    opens(&ada, "log error").await;
    ada.chooses("Site and environment", "New Shop · Live").await;
    ada.submits().await;
    bot.advance(5.secs()).await;
    assert!(ada.sees_all().concat().contains("New Shop · Live: error log"), "{:?}", ada.sees_all());
    opens(&ada, "analytics visits").await;
    ada.chooses("Site and environment", "New Shop · Live").await;
    ada.submits().await;
    bot.advance(5.secs()).await;
    assert!(ada.sees().contains("New Shop · Live"), "{}", ada.sees());

    opens(&ada, "site delete").await;
    ada.chooses("Site", "New Shop").await;
    ada.submits().await;
    confirms(&ada, "New Shop").await;
    ends_well(&bot, &ada).await;
    assert_eq!(bot.kinsta().site("New Shop"), None);
    ada.direct();
    bot.end().await;
}
