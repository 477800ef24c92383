//! `/kinsta site show`, `usage`, `create`, `create-plain` and `clone`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{self, Fault};

use crate::bot::{Bot, Person, Seconds, Setup};

const CREATE: &str = "/kinsta site create Neue Bäckerei --region frankfurt --title \"Neue Bäckerei\" \
    --admin-user baecker --admin-email web@agency.example";

/// Says yes and waits for the end.
async fn confirmed(bot: &Bot, person: &Person<'_>, button: &str) {
    person.presses(button).await;
    person.sees();
    bot.advance(40.secs()).await;
}

fn paths(bot: &Bot) -> Vec<String> {
    bot.kinsta().writes().into_iter().map(|write| format!("{} {}", write.method, write.path)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_shown_with_everything_and_no_id() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    let shown = mia.asks("/kinsta site show acme shop").await;
    assert_snapshot!(shown);
    let site = bot.kinsta().site("Acme Shop").unwrap();
    let ids = site.environments.iter().map(|env| &env.id).chain([&site.id]);
    assert!(ids.into_iter().all(|id| !shown.contains(id.as_str())), "{shown}");
    mia.presses("Usage").await;
    assert!(mia.sees().starts_with("Acme Shop: this month"), "{}", mia.sees());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_kinsta_cannot_show_is_refused_in_its_words() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    let site = bot.kinsta().site("Acme Shop").unwrap();
    bot.kinsta().remove_site(&site.id);
    assert_snapshot!(mia.asks("/kinsta site show acme shop").await, @"
    ⚠️ Not found, or this key may not see it. Kinsta says: “Could not find data or the user does not have permissions to retrieve it”
    Check the name in MyKinsta; the bot sees what the maker of its API key sees.
    ");
    assert_snapshot!(mia.asks("/kinsta site show acme shopp").await, @"
    ⚠️ No site is called “acme shopp”.
    Did you mean one of these?
    [Acme Shop · acme-shop.example] [Acme · acme.example]
    ");
    bot.kinsta().faults().until_cleared("/sites/", Fault::ServerError { executed: false });
    mia.says_patiently("/kinsta site usage acme").await;
    assert_snapshot!(mia.sees(), @"
    ⚠️ Kinsta cannot answer at the moment: “Error occurred while processing your request”
    Try again in a minute.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_is_said_in_units_of_people() {
    let bot = Bot::start().await;
    assert_snapshot!(bot.mia().asks("/kinsta site usage acme").await, @"
    Acme: this month
    *Visits*
    58,577
    *Bandwidth*
    75.5 GB
    *CDN bandwidth*
    145.3 GB
    All environments together, as Kinsta counts them for the plan.
    [Show the site]
    ");
    assert_snapshot!(bot.jonas().asks("/kinsta site usage acme").await, @"
    Acme: dieser Monat
    *Besuche*
    58.577
    *Bandbreite*
    75,5 GB
    *CDN-Bandbreite*
    145,3 GB
    Alle Umgebungen zusammen, wie Kinsta sie für den Tarif zählt.
    [Website zeigen]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_created_and_found_again_with_its_next_steps() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks(&format!("{CREATE} --language de_DE --multisite subdirectory --yoast")).await, @"
    Create the site Neue Bäckerei?
    Kinsta makes a site with a live environment and installs WordPress in it.
    💶 A new site counts against the plan and is billed.
    🔑 A password is made up. Its card has a button that shows it to you alone, for 24 hours.
    *Region*
    Frankfurt DE (europe-west3)
    *Title*
    Neue Bäckerei
    *Language*
    de_DE
    *Administrator*
    baecker · web@agency.example
    *Multisite*
    example.com/blog
    *With the plugins*
    Yoast SEO
    *Usually takes*
    one to a few minutes
    [Create site] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    confirmed(&bot, &ada, "Create site").await;
    assert_snapshot!(ada.card(), @"
    ✅ Site *Neue Bäckerei* created in 7 s · asked by @ada
    Neue Bäckerei
    *Domain*
    neuebaeckerei.kinsta.cloud
    *WordPress admin*
    https://neuebaeckerei.kinsta.cloud/wp-admin/
    [Show the password] [Show the site] [Add a domain…] [Add an environment…]
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"@ada ✅ Site *Neue Bäckerei* created in 7 s");
    let site = bot.kinsta().site("Neue Bäckerei").unwrap();
    assert_eq!(site.environments.len(), 1);
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert_eq!(body["region"], "europe-west3");
    assert_eq!(body["wp_language"], "de_DE");
    assert!(body["is_multisite"] == true && body["is_subdomain_multisite"] == false, "{body}");
    assert!(body["admin_password"].as_str().unwrap().len() >= 20);
    // The bot knows it by its name, too.
    assert!(ada.asks("/kinsta site show neue bäckerei").await.starts_with("Neue Bäckerei\n"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_password_stands_in_no_message() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks(CREATE).await;
    confirmed(&bot, &ada, "Create site").await;
    let password = bot.kinsta().writes().pop().unwrap().body.unwrap()["admin_password"].as_str().unwrap().to_owned();
    let said = [asked, ada.card(), ada.thread(), ada.asks("/kinsta operation list").await].concat();
    assert!(!said.contains(&password));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_is_found_by_a_part_of_its_name_and_offered_where_it_is_unclear() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site create-plain Testing --region us").await, @"
    Several regions match “us”.
    Choose one of these.
    [Dallas US (us-south1)] [Iowa US (us-central1)]
    ");
    ada.presses("Iowa US (us-central1)").await;
    assert_snapshot!(ada.sees(), @"
    Create the empty site Testing?
    Kinsta makes a site with a live environment. There is no WordPress in it.
    💶 A new site counts against the plan and is billed.
    *Region*
    Iowa US (us-central1)
    *Usually takes*
    one to a few minutes
    [Create empty site] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    assert_snapshot!(ada.asks("/kinsta site create-plain Testing --region moon").await, @"
    ⚠️ Kinsta has no region “moon” for you.
    Choose one of these.
    [Dallas US (us-south1)] [Iowa US (us-central1)] [Frankfurt DE (europe-west3)] [Belgium BE (europe-west1)] [London UK (europe-west2)]
    [Sydney AU (australia-southeast1)]
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_address_is_refused() {
    let bot = Bot::start().await;
    let line = "/kinsta site create Shop --region frankfurt --title Shop --admin-user a --admin-email nobody";
    assert_snapshot!(bot.ada().asks(line).await, @"
    ⚠️ “nobody” is no e-mail address.
    Give one like web@agency.example.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_site_is_created_without_a_password() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta site create-plain Acme Shop --region europe-west1").await, @"
    Leere Website Acme Shop anlegen?
    Kinsta legt eine Website mit einer Live-Umgebung an. WordPress ist nicht darin.
    💶 Eine neue Website zählt zum Tarif und wird berechnet.
    ⚠️ Eine Website dieses Namens gibt es schon; danach lassen sie sich daran nicht mehr unterscheiden.
    *Region*
    Belgium BE (europe-west1)
    *Dauert meist*
    eine bis einige Minuten
    [Leere Website anlegen] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    confirmed(&bot, &jonas, "Leere Website anlegen").await;
    assert_snapshot!(jonas.card(), @"
    ✅ Empty site *Acme Shop* created in 7 s · asked by @jonas
    Acme Shop
    *Domain*
    acmeshop2.kinsta.cloud
    [Show the site] [Add a domain…] [Add an environment…]
    Operation `<id>`
    ");
    jonas.thread();
    assert_eq!(paths(&bot), ["POST /sites/plain"]);
    assert_eq!(bot.kinsta().sites().iter().filter(|site| site.display_name == "Acme Shop").count(), 2);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_cloned_from_the_environment_that_was_named() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let line = "/kinsta site clone acme shop --name \"Acme Relaunch\"";
    assert!(ada.asks(line).await.starts_with("Which environment of *Acme Shop*?"));
    ada.presses("Preview · env-acmeshop-preview.kinsta.cloud").await;
    assert_snapshot!(ada.sees(), @"
    Create the site Acme Relaunch as a copy of Acme Shop · Preview?
    Kinsta copies files and database into the live environment of a new site, in the same region. The original stays as it is.
    💶 A new site counts against the plan and is billed.
    *Copy of*
    Acme Shop · Preview
    *Usually takes*
    a few minutes, more for a large site
    [Clone site] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    confirmed(&bot, &ada, "Clone site").await;
    assert_snapshot!(ada.card(), @"
    ✅ Site *Acme Relaunch* created as a copy of *Acme Shop · Preview* in 7 s · asked by @ada
    Acme Relaunch
    *Domain*
    acmerelaunch.kinsta.cloud
    *WordPress admin*
    https://acmerelaunch.kinsta.cloud/wp-admin/
    [Show the site] [Add a domain…] [Add an environment…]
    Operation `<id>`
    ");
    ada.thread();
    let preview = bot.kinsta().site("Acme Shop").unwrap().environment("preview").unwrap().id.clone();
    assert_eq!(bot.kinsta().writes().pop().unwrap().body.unwrap()["source_env_id"], preview.as_str());
    assert!(bot.kinsta().site("Acme Relaunch").is_some());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_kinsta_could_not_make_is_told_as_failed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "No capacity in this region";
    bot.kinsta().faults().next(1, "/sites", Fault::FailedOperation { message: message.to_owned() });
    ada.says(CREATE).await;
    confirmed(&bot, &ada, "Create site").await;
    assert_snapshot!(ada.card(), @"
    ❌ The site *Neue Bäckerei* was not created · asked by @ada
    Neue Bäckerei
    ❌ Site: Kinsta says: “No capacity in this region”
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(bot.kinsta().site("Neue Bäckerei"), None);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_whose_answer_is_lost_is_made_once_and_found_by_its_name() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, "/sites/plain", Fault::BadGateway { executed: true });
    ada.says("/kinsta site create-plain Testing --region dallas").await;
    ada.presses("Create empty site").await;
    ada.sees();
    bot.advance(60.secs()).await;
    let card = ada.card();
    assert!(card.starts_with("✅ Empty site *Testing* created"), "{card}");
    assert!(card.contains("testing.kinsta.cloud"), "{card}");
    ada.thread();
    assert_eq!(paths(&bot), ["POST /sites/plain"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_creations_than_kinsta_allows_a_minute_wait_for_their_turn() {
    let kinsta = kinsta::Options { creations_per_minute: Some(5), ..kinsta::Options::default() };
    let bot = Bot::with(Setup { kinsta, ..Setup::default() }).await;
    let ada = bot.ada();
    bot.kinsta().clear_requests();
    for number in 1..=7 {
        ada.says(&format!("/kinsta site create-plain Site{number} --region dallas")).await;
        ada.presses("Create empty site").await;
        ada.sees_all();
    }
    // The others keep to their own lane: what makes nothing goes on at once.
    ada.says("/kinsta cache clear acme live --layer site").await;
    ada.presses("Clear cache").await;
    ada.sees_all();
    bot.advance(15.secs()).await;
    assert!(
        ada.cards().iter().any(|card| card.plain().starts_with("✅ The cache") || card.plain().contains("cleared in"))
    );
    bot.wait(180.secs()).await;
    let cards: Vec<String> = ada.cards().iter().map(|card| ada.reads(card)).collect();
    assert_eq!(cards.len(), 8);
    let made: Vec<i64> =
        bot.kinsta().writes().iter().filter(|it| it.path == "/sites/plain").map(|it| it.at_ms).collect();
    assert_eq!(made.len(), 7, "each once");
    assert!(made.windows(6).all(|six| six[5] - six[0] >= 60_000), "never six within a minute: {made:?}");
    assert!(bot.kinsta().requests().iter().all(|request| request.status != Some(429)), "Kinsta had to refuse none");
    assert!(cards.iter().all(|card| card.starts_with("✅")), "{cards:?}");
    assert_eq!((1..=7).filter(|number| bot.kinsta().site(&format!("Site{number}")).is_some()).count(), 7);
    bot.end().await;
}
