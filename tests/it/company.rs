//! `/kinsta company …`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{self, Fault};
use serde_json::json;

use crate::bot::{Bot, OPS, Seconds, Setup};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// 2026-11-22, 09:00 UTC.
const NOW_MS: i64 = 1_795_338_000_000;

/// The query of the last request for the activity log.
fn query(bot: &Bot) -> String {
    let asked = bot.kinsta().requests().into_iter().rfind(|request| request.path.ends_with("/activity-logs"));
    asked.expect("a request for the log").query
}

/// Somebody else changes something, past the bot.
async fn clears(bot: &Bot, site: &str) {
    let environment = bot.kinsta().site(site).unwrap().environment("live").unwrap().id.clone();
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let url = format!("{}/sites/tools/clear-cache", bot.kinsta().api_url());
    let body = json!({ "environment_id": environment }).to_string();
    let request = client.post(url).bearer_auth("demo-key").header("content-type", "application/json").body(body);
    assert_eq!(request.send().await.unwrap().status().as_u16(), 202);
}

fn expiring(days: i64) -> Setup {
    let kinsta = kinsta::Options { key_expires_at_ms: Some(NOW_MS + days * DAY_MS), ..kinsta::Options::default() };
    Setup { kinsta, ..Setup::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn users_are_shown_to_the_asker_alone() {
    let bot = Bot::start().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    assert_snapshot!(ada.asks("/kinsta company users").await, @"
    3 users
    Name | E-mail
    Accounts Office | accounts@agency.example
    Agency Owner | owner@agency.example
    Web Developer | developer@agency.example
    Only you see this. Users are invited and removed in MyKinsta.
    ");
    let ts = ada.writes("@kinsta company users", None).await;
    assert!(ada.sees().contains("owner@agency.example"), "{}", ada.sees());
    assert_eq!(ada.thread_of(&ts), "", "nobody else reads the addresses");
    assert_eq!(bot.slack().ephemerals(mia.id, OPS).len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn regions_are_listed_by_place() {
    let bot = Bot::start().await;
    assert_snapshot!(bot.ada().asks("/kinsta company regions").await, @"
    6 regions
    Place | Region
    Belgium BE | europe-west1
    Dallas US | us-south1
    Frankfurt DE | europe-west3
    Iowa US | us-central1
    London UK | europe-west2
    Sydney AU | australia-southeast1
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_listed_by_name_and_the_bots_own_is_marked() {
    let bot = Bot::with(expiring(11)).await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta company keys").await, @"
    3 API keys
    Key | Status | Expires
    Slack bot ← this bot | active | ⚠️ 3 Dec 2026 (in 11 days)
    Deploys | active | 21 Aug 2028
    Old importer | revoked | never
    Kinsta shows names only, never the keys. They are made and revoked in MyKinsta › Company settings › API keys.
    [What the bot did]
    ");
    ada.presses("What the bot did").await;
    assert!(query(&bot).contains(&format!("id_api_key={}", bot.kinsta().api_key_id())), "{}", query(&bot));
    assert_snapshot!(ada.sees(), @"
    ⚠️ Kinsta's log has nothing for “Slack bot”.
    Ask with less, or look at everything.
    [All activity]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_tells_the_key_and_the_id() {
    let bot = Bot::start().await;
    let said = bot.ada().asks("/kinsta company account").await;
    assert_snapshot!(said.replace(&bot.kinsta().company_id(), "<company>"), @"
    The company and the bot's key
    *API key of this bot*
    Slack bot
    *Status*
    active
    *Expires*
    never
    *Company id*
    `<company>`
    Kinsta does not tell the company's name. Links into MyKinsta carry the id as `idCompany`.
    [API keys] [Users] [All activity]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_ends_soon_is_warned_of() {
    for (days, warning) in [(30, Some("⚠️ 22 Dec 2026 (in 30 days)")), (31, None)] {
        let bot = Bot::with(expiring(days)).await;
        let said = bot.ada().asks("/kinsta company account").await;
        assert_eq!(said.contains("stops working soon"), warning.is_some(), "{said}");
        assert!(said.contains(warning.unwrap_or("\n23 Dec 2026\n")), "{said}");
        bot.done().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_german_reads_about_the_company_in_german() {
    let bot = Bot::with(expiring(1)).await;
    let jonas = bot.jonas();
    let mut said = Vec::new();
    for verb in ["account", "keys", "users", "activity --category sites", "activity --user niemand"] {
        said.push(jonas.asks(&format!("/kinsta company {verb}")).await);
    }
    assert!(query(&bot).contains("language=de"), "{}", query(&bot));
    assert_snapshot!(said.join("\n---\n").replace(&bot.kinsta().company_id(), "<company>"), @r#"
    Die Firma und der Schlüssel des Bots
    *API-Schlüssel dieses Bots*
    Slack bot
    *Zustand*
    aktiv
    *Läuft ab*
    ⚠️ 23. Nov. 2026 (morgen)
    *ID der Firma*
    `<company>`
    ⚠️ Der Schlüssel des Bots gilt nicht mehr lange, dann arbeitet auch der Bot nicht mehr. Inhaber oder Admin der Firma legen in MyKinsta › Firmeneinstellungen › API-Schlüssel einen neuen an, und wer diesen Bot betreibt, trägt ihn in `KINSTA_API_KEY` ein.
    Den Namen der Firma verrät Kinsta nicht. Links nach MyKinsta tragen die ID als `idCompany`.
    [API-Schlüssel] [Benutzer] [Alle Aktivitäten]
    ---
    3 API-Schlüssel
    Schlüssel | Zustand | Läuft ab
    Slack bot ← dieser Bot | aktiv | ⚠️ 23. Nov. 2026 (morgen)
    Deploys | aktiv | 21. Aug. 2028
    Old importer | widerrufen | nie
    Kinsta zeigt nur die Namen, nie die Schlüssel. Angelegt und widerrufen werden sie in MyKinsta › Firmeneinstellungen › API-Schlüssel.
    [Was der Bot getan hat]
    ---
    3 Benutzer
    Name | E-Mail
    Accounts Office | accounts@agency.example
    Agency Owner | owner@agency.example
    Web Developer | developer@agency.example
    Nur du siehst das. Eingeladen und entfernt werden Benutzer in MyKinsta.
    ---
    Aktivität: 4 Einträge zu „Websites“
    Wann | Was | Website | Wer | Woher | Ergebnis
    21. Nov. 2026, 21:00 | Clear site cache of "Müller & Söhne Karriere" (Live) | Müller & Söhne Karriere | Web Developer | 203.0.113.x | ✅ fertig
    21. Nov. 2026, 12:00 | Clear site cache of "Müller & Söhne" (Live) | Müller & Söhne | Schlüssel „Deploys“ | 203.0.113.x | ✅ fertig
    21. Nov. 2026, 03:00 | Clear site cache of "Acme Shop" (Live) | Acme Shop | Web Developer | 203.0.113.x | ✅ fertig
    20. Nov. 2026, 18:00 | Clear site cache of "Acme" (Live) | Acme | Web Developer | 203.0.113.x | ✅ fertig
    Zeiten in Europe/Berlin
    ---
    ⚠️ Kein Benutzer heißt „niemand“.
    Es gibt: Accounts Office, Agency Owner, Web Developer.
    "#);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_what_was_done_by_whom_and_how_it_ended() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "The environment is blocked by another process. Please try again a bit later.";
    bot.kinsta().faults().next(1, "/sites/tools", Fault::FailedOperation { message: message.to_owned() });
    clears(&bot, "Acme Shop").await;
    bot.advance(10.secs()).await;
    clears(&bot, "Acme").await;
    assert_snapshot!(ada.asks("/kinsta company activity").await, @r#"
    Activity: 8 entries
    When | What | Site | Who | From | Result
    22 Nov 2026, 10:00 | Clear site cache of "Acme" (Live) | Acme | key “Slack bot” | 203.0.113.x | ⏳ running
    22 Nov 2026, 10:00 | Clear site cache of "Acme Shop" (Live) | Acme Shop | key “Slack bot” | 203.0.113.x | ❌ The environment is blocked by another process. Please try again a bit later.
    21 Nov 2026, 21:00 | Clear site cache of "Müller & Söhne Karriere" (Live) | Müller & Söhne Karriere | Web Developer | 203.0.113.x | ✅ done
    21 Nov 2026, 12:00 | Clear site cache of "Müller & Söhne" (Live) | Müller & Söhne | key “Deploys” | 203.0.113.x | ✅ done
    21 Nov 2026, 03:00 | Clear site cache of "Acme Shop" (Live) | Acme Shop | Web Developer | 203.0.113.x | ✅ done
    20 Nov 2026, 18:00 | Clear site cache of "Acme" (Live) | Acme | Web Developer | 203.0.113.x | ✅ done
    20 Nov 2026, 08:00 | Change the payment method | – | Accounts Office | 203.0.113.x | ✅ done
    19 Nov 2026, 12:00 | Invite a developer to the company | – | Agency Owner | 203.0.113.x | ✅ done
    Times in Europe/Berlin
    "#);
    bot.advance(10.secs()).await;
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_narrowed_by_site_user_key_and_kind() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let acme = bot.kinsta().site("Acme").unwrap().id;
    let said = ada.asks("/kinsta company activity --site acme").await;
    assert!(query(&bot).contains(&format!("site_id={acme}")), "{}", query(&bot));
    assert!(said.starts_with("Activity: one entry for “Acme”\n"), "{said}");
    let said = ada.asks("/kinsta company activity --site acme shop --user WEB --category sites").await;
    assert!(said.starts_with("Activity: one entry for “Acme Shop · Web Developer · Sites”\n"), "{said}");
    assert!(
        query(&bot).contains("category=siteActions") && query(&bot).contains("id_initiated_by="),
        "{}",
        query(&bot)
    );
    let said = ada.asks("/kinsta company activity --key deploys").await;
    assert!(said.starts_with("Activity: one entry for “Deploys”\n"), "{said}");
    let said = ada.asks("/kinsta company activity --user accounts@agency.example").await;
    assert!(said.starts_with("Activity: one entry for “Accounts Office”\n"), "{said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fits_nothing_or_several_is_said_with_the_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let mut said = Vec::new();
    for filter in [
        "--user nobody",
        "--user e --category billing",
        "--key nothing",
        "--key e --site acme",
        "--site nowhere-at-all",
        "--category parties",
        "--category migrations",
    ] {
        said.push(ada.asks(&format!("/kinsta company activity {filter}")).await);
    }
    assert_snapshot!(said.join("\n---\n"), @"
    ⚠️ No user is called “nobody”.
    There are: Accounts Office, Agency Owner, Web Developer.
    ---
    3 users match “e”.
    Which one?
    [Accounts Office] [Agency Owner] [Web Developer]
    ---
    ⚠️ No API key is called “nothing”.
    There are: Slack bot, Deploys, Old importer.
    ---
    2 API keys match “e”.
    Which one?
    [Deploys] [Old importer]
    ---
    ⚠️ No site is called “nowhere-at-all”.
    Look through the list. A site made a moment ago shows up within a minute.
    [List sites]
    ---
    ⚠️ `parties` is not a value for `--category`: it takes sites, dns, migrations, billing, notifications, users, settings, sso.
    Usage: `/kinsta company activity [--site <site>] [--user <name>] [--key <name>] [--category sites|dns|migrations|billing|notifications|users|settings|sso]`
    For example: `/kinsta company activity --site acme --category sites`
    ---
    ⚠️ Kinsta's log has nothing for “Migrations”.
    Ask with less, or look at everything.
    [All activity]
    ");
    // What was typed besides stays, and the answer takes the place of the question.
    ada.presses("Accounts Office").await;
    let found = &ada.sees_all()[1];
    assert!(found.starts_with("Activity: one entry for “Accounts Office · Billing”\n"), "{found}");
    ada.presses("Old importer").await;
    let found = &ada.sees_all()[3];
    assert!(found.contains("has nothing for “Acme · Old importer”"), "{found}");
    assert!(query(&bot).contains("site_id="), "{}", query(&bot));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinsta_turns_the_pages_of_a_long_log() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for _ in 0..25 {
        clears(&bot, "Acme").await;
    }
    bot.advance(10.secs()).await;
    let first = ada.asks("/kinsta company activity --category sites").await;
    assert!(first.starts_with("Activity: 29 entries for “Sites”\n"), "{first}");
    assert!(first.ends_with("Page 1 of 2 · Times in Europe/Berlin\n[Next ›]"), "{first}");
    assert_eq!(first.matches("Clear site cache").count(), 25);
    assert!(query(&bot).contains("limit=25&offset=0&"), "{}", query(&bot));
    ada.presses("Next ›").await;
    let second = ada.sees();
    assert!(query(&bot).contains("limit=25&offset=25&category=siteActions"), "{}", query(&bot));
    assert!(second.contains("Web Developer") && second.contains("Page 2 of 2"), "{second}");
    assert_eq!(second.matches("Clear site cache").count(), 4);
    ada.presses("‹ Previous").await;
    assert_eq!(ada.sees(), first);
    assert_eq!(ada.asks("/kinsta company activity --category sites --page 99").await, second);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinstas_no_is_told_for_each() {
    for verb in ["users", "regions", "keys", "account", "activity"] {
        let bot = Bot::start().await;
        let ada = bot.ada();
        let path = if verb == "account" { "/validate" } else { "/company" };
        bot.kinsta().faults().until_cleared(path, Fault::ServerError { executed: false });
        ada.says_patiently(&format!("/kinsta company {verb}")).await;
        let said = ada.sees();
        assert!(said.contains("Kinsta cannot answer at the moment"), "{verb}: {said}");
        assert!(said.ends_with("Try again in a minute."), "{verb}: {said}");
        bot.done().await;
    }
}
