//! Every way to name a site and an environment.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::NewEnvironment;

use crate::bot::{Bot, Person, Seconds};

/// The question that a line leads to.
async fn question(ada: &Person<'_>, words: &str) -> String {
    ada.asks(&format!("/kinsta cache clear {words}")).await.lines().next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_found_by_whatever_people_call_it() {
    let bot = Bot::start().await;
    let lone = [NewEnvironment::live(&["solo.example", "www.solo.example"])];
    let solo = bot.kinsta().add_site("Solo Studio", Some("Solo GmbH"), &lone);
    bot.kinsta().add_site("Bäcker's “Best”", None, &[NewEnvironment::live(&["best.example"])]);
    bot.advance(310.secs()).await;
    let ada = bot.ada();
    let shop = bot.kinsta().site("Acme Shop").unwrap();
    let (shop_id, staging_id) = (shop.id.as_str(), shop.environment("staging").unwrap().id.as_str());
    let live = "Clear the cache of Acme Shop · Live?";
    let staging = "Clear the cache of Acme Shop · Staging?";
    let solo_live = "Clear the cache of Solo Studio · Live?";
    for (words, expected) in [
        ("acme shop live", live),
        ("ACME SHOP LIVE", live),
        ("  acme   shop    live  ", live),
        ("\"acme shop\" live", live),
        ("“acme shop” live", live),
        ("„Acme Shop“ live", live),
        ("'acme shop' live", live),
        ("acmeshop live", live),
        ("acme-shop.example live", live),
        ("acme-shop.example", live),
        ("www.acme-shop.example", live),
        ("https://acme-shop.example/basket?x=1", live),
        ("<https://acme-shop.example|acme-shop.example>", live),
        ("<https://acme-shop.example/wp-admin|the shop>", live),
        ("acme shop staging", staging),
        ("acme shop stg", staging),
        ("acme shop --env staging", staging),
        ("acme shop —env staging", staging),
        ("stg-acmeshop-staging.kinsta.cloud", staging),
        (staging_id, staging),
        (&format!("https://my.kinsta.com/sites/details/{shop_id}/{staging_id}?idCompany=1"), staging),
        (&format!("<https://my.kinsta.com/sites/details/{shop_id}/{staging_id}?idCompany=1&amp;tab=tools>"), staging),
        ("acme shop preview", "Clear the cache of Acme Shop · Preview?"),
        ("acme shop production", live),
        ("solo", solo_live),
        ("\"Solo GmbH\"", solo_live),
        (solo.id.as_str(), solo_live),
        ("mueller soehne live", "Clear the cache of Müller & Söhne · Live?"),
        ("müller & söhne live", "Clear the cache of Müller & Söhne · Live?"),
        ("o'brien's bikes live", "Clear the cache of O'Brien's Bikes · Live?"),
        ("o’brien’s bikes live", "Clear the cache of O'Brien's Bikes · Live?"),
        ("the golden lion pub live", "Clear the cache of The \"Golden\" Lion Pub · Live?"),
        ("bäcker's best", "Clear the cache of Bäcker's “Best” · Live?"),
        ("R&D <Lab> live", "Clear the cache of R&D <Lab> · Live?"),
        ("100% wool live", "Clear the cache of 100% Wool · Live?"),
        ("東京ラーメン live", "Clear the cache of 東京ラーメン · Live?"),
        ("live live", "Clear the cache of live · Live?"),
        ("staging company berlin live", "Clear the cache of Staging Company Berlin · Live?"),
    ] {
        assert_eq!(question(&ada, words).await, expected, "{words}");
    }
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_fits_several_sites_is_offered_as_a_choice() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear harbour live").await, @"
    2 sites match “harbour”.
    Which one?
    [Harbour Lights Hotel · harbour-lights.example] [Harbour View Hotel · harbour-view.example]
    ");
    ada.presses("Harbour View Hotel · harbour-view.example").await;
    assert!(ada.sees().starts_with("Clear the cache of Harbour View Hotel · Live?"), "{}", ada.sees());
    assert_snapshot!(ada.asks("/kinsta site status portal").await, @"
    2 sites match “portal”.
    Which one?
    [Portal EU · portal-eu.example] [Portal US · portal-us.example]
    ");
    ada.presses("Portal US · portal-us.example").await;
    assert!(ada.sees().starts_with("Portal US · Live"), "{}", ada.sees());
    assert_snapshot!(ada.asks("/kinsta site status care-plan").await, @"
    21 sites match “care-plan”.
    These are the first 8. Type more of the name to see fewer.
    [100% Wool · hundred-wool.example] [Acme · acme.example] [Acme Shop · acme-shop.example] [Bäckerei Süß · baeckerei-suess.example] [Brightside Yoga · brightside-yoga.example]
    [Brightside Yoga Online · brightside-online.example] [City Museum · city-museum.example] [City Museum Tickets · tickets-city-museum.example]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_of_the_finger_is_offered_and_never_taken() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta cache clear zimerei jäger live --layer site").await, @"
    ⚠️ No site is called “zimerei jäger”.
    Did you mean one of these?
    [Zimmerei Jäger · zimmerei-jaeger.example]
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.presses("Zimmerei Jäger · zimmerei-jaeger.example").await;
    assert_snapshot!(ada.sees(), @"
    Clear the cache of Zimmerei Jäger · Live?
    Stored pages and files are dropped and built anew; the first visits are slower.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Zimmerei Jäger
    *Environment*
    Live
    *Domain*
    zimmerei-jaeger.example
    *Usually takes*
    a few seconds to a minute
    *Layers*
    Site cache
    [Clear cache] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    assert_snapshot!(ada.asks("/kinsta site status brigthside yoga").await, @"
    ⚠️ No site is called “brigthside yoga”.
    Did you mean one of these?
    [Brightside Yoga · brightside-yoga.example] [Brightside Yoga Online · brightside-online.example]
    ");
    assert_snapshot!(ada.asks("/kinsta site status qqqqq").await, @"
    ⚠️ No site is called “qqqqq”.
    Look through the list. A site made a moment ago shows up within a minute.
    [List sites]
    ");
    ada.presses("List sites").await;
    assert!(ada.sees().starts_with("40 sites"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_environment_shows_those_there_are() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta php restart acme nightly").await, @"
    ⚠️ *Acme* has no environment “nightly”.
    It has: Live, Staging.
    [Live · acme.example] [Staging · stg-acme-staging.kinsta.cloud]
    ");
    ada.presses("Staging · stg-acme-staging.kinsta.cloud").await;
    assert!(ada.sees().starts_with("Restart PHP of Acme · Staging?"), "{}", ada.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_made_a_minute_ago_is_found_soon_after_the_first_miss() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().add_site("Quokka Rescue", None, &[NewEnvironment::live(&["quokka.example"])]);
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.asks("/kinsta site status quokka rescue").await, @"
    ⚠️ No site is called “quokka rescue”.
    Look through the list. A site made a moment ago shows up within a minute.
    [List sites]
    ");
    assert!(ada.asks("/kinsta site status quokka rescue").await.starts_with("Quokka Rescue · Live"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifteen_environments_are_all_offered() {
    let bot = Bot::start().await;
    let names: Vec<(String, String)> = (1..15).map(|n| (format!("Env {n}"), format!("env-{n}.many.example"))).collect();
    let mut environments = vec![NewEnvironment::live(&["many.example"])];
    for (name, domain) in &names {
        environments.push(NewEnvironment::premium_staging(&name.to_lowercase().replace(' ', ""), name, &[domain]));
    }
    bot.kinsta().add_site("Many", None, &environments);
    bot.advance(310.secs()).await;
    let ada = bot.ada();
    ada.asks("/kinsta cache clear many").await;
    assert_eq!(ada.private().buttons().len(), 15);
    ada.presses("Env 14 · env-14.many.example").await;
    assert!(ada.sees().starts_with("Clear the cache of Many · Env 14?"), "{}", ada.sees());
    bot.done().await;
}
