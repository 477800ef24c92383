//! `/kinsta env …`, but for what is destructive.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Person, Seconds};

/// Says yes and waits for the end.
async fn confirmed(bot: &Bot, person: &Person<'_>, button: &str) {
    person.presses(button).await;
    person.sees();
    bot.advance(40.secs()).await;
}

fn paths(bot: &Bot) -> Vec<String> {
    let acme = bot.kinsta().site("Acme").unwrap();
    let site = bot.kinsta().site("Acme Shop").unwrap();
    let writes = bot.kinsta().writes().into_iter();
    writes
        .map(|write| format!("{} {}", write.method, write.path.replace(&site.id, "shop").replace(&acme.id, "acme")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn environments_are_listed_with_what_tells_them_apart() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    let staging = bot.kinsta().site("Acme Shop").unwrap().environment("staging").unwrap().id.clone();
    bot.kinsta().set_blocked(&staging, true);
    assert_snapshot!(mia.asks("/kinsta env list acme shop").await, @"
    Acme Shop: 3 environments
    Environment | Domain | PHP | WordPress | Kind | State
    Live | acme-shop.example | 8.2 | 6.9 | live | free
    Staging | stg-acmeshop-staging.kinsta.cloud | 8.4 | 6.8.1 | standard | ⚠️ busy
    Preview | env-acmeshop-preview.kinsta.cloud | 8.2 | 6.8.3 | premium | free
    [Show the site]
    ");
    assert_snapshot!(bot.jonas().asks("/kinsta env list acme shop").await, @"
    Acme Shop: 3 Umgebungen
    Umgebung | Domain | PHP | WordPress | Art | Stand
    Live | acme-shop.example | 8.2 | 6.9 | Live | frei
    Staging | stg-acmeshop-staging.kinsta.cloud | 8.4 | 6.8.1 | Standard | ⚠️ beschäftigt
    Preview | env-acmeshop-preview.kinsta.cloud | 8.2 | 6.8.3 | Premium | frei
    [Website zeigen] [Umgebung anlegen…]
    ");
    assert_snapshot!(mia.asks("/kinsta env list nonesuch").await, @"
    ⚠️ No site is called “nonesuch”.
    Look through the list. A site made a moment ago shows up within a minute.
    [List sites]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_is_created_and_found_by_the_difference() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let line = "/kinsta env create acme --name QA --premium --title \"Acme QA\" --admin-user qa \
        --admin-email qa@agency.example --woocommerce --edd";
    assert_snapshot!(ada.asks(line).await, @"
    Create the environment QA of Acme?
    Kinsta makes an environment and installs WordPress in it. The others stay as they are.
    💶 A premium environment is billed.
    🔑 A password is made up. Its card has a button that shows it to you alone, for 24 hours.
    *Site*
    Acme
    *Environment*
    QA
    *Title*
    Acme QA
    *Language*
    en_US
    *Administrator*
    qa · qa@agency.example
    *With the plugins*
    WooCommerce, Easy Digital Downloads
    *Usually takes*
    one to a few minutes
    [Create environment] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    confirmed(&bot, &ada, "Create environment").await;
    assert_snapshot!(ada.card(), @"
    ✅ Environment *Acme · QA* created in 7 s · asked by @ada
    Acme · QA
    *Domain*
    env-acme-qa.kinsta.cloud
    *WordPress admin*
    https://env-acme-qa.kinsta.cloud/wp-admin/
    [Show the password] [Is it up?] [Add a domain…] [Push it…]
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"@ada ✅ Environment *Acme · QA* created in 7 s");
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert!(body["wordpress_plugin_edd"] == true && body["is_premium"] == true, "{body}");
    let acme = bot.kinsta().site("Acme").unwrap();
    assert!(acme.environments.iter().any(|env| env.display_name == "QA" && env.is_premium));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_environment_costs_nothing_where_it_is_no_premium_one() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    let site = bot.kinsta().sites().into_iter().find(|site| site.environment("staging").is_none()).unwrap();
    let asked = jonas.asks(&format!("/kinsta env create-plain {} --name Probe", site.display_name)).await;
    assert!(!asked.contains("berechnet") && asked.contains("Leere Umgebung Probe"), "{asked}");
    confirmed(&bot, &jonas, "Umgebung anlegen").await;
    let card = jonas.card();
    assert!(card.starts_with("✅ Empty environment") && !card.contains("wp-admin"), "{card}");
    jonas.thread();
    let made = bot.kinsta().site(&site.display_name).unwrap();
    assert_eq!(made.environment("staging").unwrap().display_name, "Probe");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_is_cloned_from_another() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta env clone acme shop staging --name \"Release 2\" --premium").await, @"
    Create the environment Release 2 of Acme Shop as a copy of Staging?
    Kinsta copies files and database into a new environment. The original stays as it is.
    💶 A premium environment is billed.
    *Site*
    Acme Shop
    *Environment*
    Release 2
    *From*
    Staging
    *Usually takes*
    a few minutes, more for a large site
    [Clone environment] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    confirmed(&bot, &ada, "Clone environment").await;
    assert_snapshot!(ada.card(), @"
    ✅ Environment *Acme Shop · Release 2* created as a copy of *Staging* in 7 s · asked by @ada
    Acme Shop · Release 2
    *Domain*
    env-acmeshop-release2.kinsta.cloud
    *WordPress admin*
    https://env-acmeshop-release2.kinsta.cloud/wp-admin/
    [Is it up?] [Add a domain…] [Push it…]
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(paths(&bot), ["POST /sites/shop/environments/clone"]);
    let shop = bot.kinsta().site("Acme Shop").unwrap();
    assert!(shop.environments.iter().any(|env| env.display_name == "Release 2"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_there_is_refused_before_anything_is_asked() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta env create-plain acme shop --name STAGING").await, @"
    ⚠️ *Acme Shop* already has an environment “STAGING”.
    Choose another name.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kinsta_declines_is_told_with_what_can_be_done() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta env create-plain acme shop --name Another").await;
    confirmed(&bot, &ada, "Create environment").await;
    assert_snapshot!(ada.card(), @"
    ❌ The empty environment *Acme Shop · Another* was not created · asked by @ada
    Acme Shop · Another
    ❌ Environment: the site has its standard staging environment already. Kinsta says: “The site already has a standard staging environment.” With `--premium` it becomes a premium one, which is billed.
    Operation `<id>`
    ");
    ada.thread();
    let message = "The display name \"QA\" is already used.";
    bot.kinsta().faults().next(1, "/sites/", Fault::FailedOperation { message: message.to_owned() });
    ada.says("/kinsta env create-plain acme shop --name QA --premium").await;
    confirmed(&bot, &ada, "Create environment").await;
    assert_snapshot!(ada.card(), @r#"
    ❌ The empty environment *Acme Shop · QA* was not created · asked by @ada
    Acme Shop · QA
    ❌ Environment: the name is taken. Kinsta says: “The display name "QA" is already used.” After an environment was deleted its name stays taken for half a minute: try again then, or choose another name.
    Operation `<id>`
    "#);
    ada.thread();
    assert_eq!(bot.kinsta().site("Acme Shop").unwrap().environments.len(), 3);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_that_does_not_show_yet_is_looked_for_again() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta env create-plain acme shop --name QA --premium").await;
    ada.presses("Create environment").await;
    ada.sees();
    bot.advance(5.secs()).await;
    let id = bot.kinsta().site("Acme Shop").unwrap().id;
    bot.kinsta().faults().next(2, &format!("/sites/{id}/environments"), Fault::ServerError { executed: false });
    bot.advance(30.secs()).await;
    let card = ada.card();
    assert!(card.starts_with("✅") && card.contains("env-acmeshop-qa.kinsta.cloud"), "{card}");
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_drawn_as_a_tree() {
    let bot = Bot::start().await;
    let mia = bot.mia();
    assert_snapshot!(mia.asks("/kinsta env files acme staging").await, @"
    Files of Acme · Staging
    ```
    wp-admin
    wp-content/
      mu-plugins/
        kinsta-mu-plugins
      plugins/
        advanced-custom-fields
        akismet
        classic-editor
        elementor
        gravityforms
        redirection
        safe-svg
        wordpress-seo
        wp-mail-smtp
        wpforms-lite
      themes/
        astra
        twentytwentyfour
        twentytwentyfive
      uploads/
        2025
        2026
    wp-includes
    index.php
    wp-config.php
    ```
    Three levels deep, as far as a push can choose: `/kinsta env push … --file wp-content/themes`.
    ");
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::ServerError { executed: false });
    mia.says_patiently("/kinsta env files acme staging").await;
    assert_snapshot!(mia.sees(), @"
    ⚠️ Kinsta cannot answer at the moment: “Error occurred while processing your request”
    Try again in a minute.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_served_folder_is_shown_and_changed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta env webroot acme staging").await, @"
    Acme · Staging
    *Web root*
    `/www/acme_341/public`
    [Serve another folder…]
    ");
    assert_snapshot!(ada.asks("/kinsta env webroot set acme staging --folder public/release_v2 --keep-cache").await, @"
    Change the web root of Acme · Staging?
    Another folder is served. One that is not there takes the site down until it is set back. Afterwards the site is looked at.
    The caches are kept, so visitors may see the old folder for a while.
    *Site*
    Acme
    *Environment*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Served now*
    /www/acme_341/public
    *Served then*
    public/release_v2
    *Usually takes*
    a few seconds to a minute
    [Change web root] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    confirmed(&bot, &ada, "Change web root").await;
    let card = ada.card();
    assert!(card.starts_with("✅ Web root of *Acme · Staging* changed"), "{card}");
    ada.thread();
    let staging = bot.kinsta().site("Acme").unwrap().environment("staging").unwrap().clone();
    assert!(staging.web_root.ends_with("/public/release_v2"), "{}", staging.web_root);
    assert_eq!(bot.kinsta().writes().pop().unwrap().body.unwrap()["clear_all_cache"], false);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_kinsta_would_not_take_is_refused() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta env webroot set acme staging --folder \"a b\"").await, @"
    ⚠️ „a b“ ist kein Ordner, den Kinsta nimmt.
    Gib einen unter `public` an, etwa `/release_v2`: Buchstaben, Ziffern, `_` und `-`. `/` ist `public` selbst.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_somebody_else_changed_meanwhile_is_left_alone() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for folder in ["/one", "/two"] {
        ada.says(&format!("/kinsta env webroot set acme staging --folder {folder}")).await;
    }
    let questions = bot.slack().ephemerals(ada.id, crate::bot::OPS);
    ada.presses_in(&questions[0], "Change web root").await;
    bot.advance(40.secs()).await;
    ada.card();
    ada.thread();
    ada.presses_in(&questions[1], "Change web root").await;
    bot.advance(40.secs()).await;
    ada.sees_all();
    assert_snapshot!(ada.card(), @"
    ❌ The web root of *Acme · Staging* was not changed · asked by @ada
    Acme · Staging · stg-acme-staging.kinsta.cloud
    ❌ Environment: another folder is served than the one you were shown. Nothing was changed; type the command again.
    Operation `<id>`
    ");
    ada.thread();
    let staging = bot.kinsta().site("Acme").unwrap().environment("staging").unwrap().clone();
    assert!(staging.web_root.ends_with("/public/one"), "{}", staging.web_root);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_makes_no_sense_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let mut said = Vec::new();
    for line in [
        "acme staging --to staging",
        "acme staging --to live --no-files",
        "acme staging --to live --search-replace",
        "acme staging --to live --database --no-files --file wp-content/themes",
        "acme staging --to live --file /",
        "acme staging --to nightly",
    ] {
        said.push(ada.asks(&format!("/kinsta env push {line}")).await);
    }
    assert_snapshot!(said.join("\n---\n"));
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn live_is_not_deleted_on_its_own() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta env delete acme live").await, @"
    ⚠️ Live of *Acme* cannot be deleted on its own.
    It goes only with the whole site.
    [Delete the whole site…]
    ");
    ada.presses("Delete the whole site…").await;
    assert_snapshot!(ada.sees(), @"
    Delete the site Acme?
    The site goes with all its environments, their files, databases and backups. Its domains lead nowhere afterwards.
    🛑 Nothing brings a deleted site back, and its backups go with it.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Domain*
    acme.example
    *Environments lost*
    Live, Staging
    *Domains that go dead*
    acme.example, acme.kinsta.cloud, www.acme.example, stg-acme-staging.kinsta.cloud
    *Usually takes*
    about a minute
    [Type the name…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}
