//! `/kinsta site status`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, NewEnvironment, WebState};

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_answers_is_described() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site status acme").await, @"
    Acme · Live
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    *PHP*
    8.3
    *WordPress*
    6.8.3
    *Blocked*
    no
    *Edge cache*
    on
    *CDN*
    on
    *Domains*
    acme.example, www.acme.example, acme.kinsta.cloud
    *Labels*
    Acme Corp, care-plan
    [Clear cache…] [Restart PHP…] [Look again]
    ");
    ada.presses("Look again").await;
    assert_snapshot!(ada.sees(), @"
    Acme · Live
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `HIT`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    *PHP*
    8.3
    *WordPress*
    6.8.3
    *Blocked*
    no
    *Edge cache*
    on
    *CDN*
    on
    *Domains*
    acme.example, www.acme.example, acme.kinsta.cloud
    *Labels*
    Acme Corp, care-plan
    [Clear cache…] [Restart PHP…] [Look again]
    ");
    // The answer takes the place of the old one.
    assert_eq!(ada.sees_all().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_buttons_lead_to_the_prompts() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta site status acme staging").await;
    ada.presses("Clear cache…").await;
    assert!(ada.sees().starts_with("Clear the cache of Acme · Staging?"), "{}", ada.sees());
    ada.presses("Restart PHP…").await;
    assert!(ada.sees().starts_with("Restart PHP of Acme · Staging?"), "{}", ada.sees());
    // The status stays above both.
    assert_eq!(ada.sees_all().len(), 3);
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_site_is_said_first() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let mut said = Vec::new();
    for state in [
        WebState::Blank,
        WebState::HiddenError,
        WebState::Down(500),
        WebState::Down(401),
        WebState::Down(404),
        WebState::Redirect("https://parked.example/".to_owned()),
        WebState::Redirect("https://www.acme.example/".to_owned()),
    ] {
        bot.kinsta().set_web("acme.example", state);
        let status = ada.asks("/kinsta site status acme").await;
        let facts = status.find("\n*PHP*").unwrap();
        said.push(status[..facts].to_owned());
    }
    assert_snapshot!(said.join("\n---\n"), @"
    Acme · Live
    ⚠️ acme.example is BLANK: it answers 200 with nothing in it. A fatal PHP error often looks like this.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    ---
    Acme · Live
    ❌ acme.example is broken behind its cache: the cache shows a page, WordPress itself answers 500.
    As visitors see it: 200 in <n> ms, cache `HIT`
    Past the cache: 500 in <n> ms, cache `BYPASS`
    ---
    Acme · Live
    ❌ acme.example answers with an error (500).
    As visitors see it: 500 in <n> ms, cache `BYPASS`
    ---
    Acme · Live
    🔒 acme.example answers, behind a password or block (401).
    As visitors see it: 401 in <n> ms, cache `BYPASS`
    ---
    Acme · Live
    ❌ acme.example answers with an error (404).
    As visitors see it: 404 in <n> ms, cache `BYPASS`
    ---
    Acme · Live
    ⚠️ acme.example sends visitors to parked.example, which is not a domain of this environment. Not followed.
    As visitors see it: 301 in <n> ms, cache `–`
    ---
    Acme · Live
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_environment_is_flagged() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let acme = bot.kinsta().site("Acme").unwrap();
    bot.kinsta().set_blocked(&acme.environment("staging").unwrap().id, true);
    assert_snapshot!(ada.asks("/kinsta site status acme staging").await, @"
    Acme · Staging
    ✅ stg-acme-staging.kinsta.cloud answers.
    As visitors see it: 200 in <n> ms, cache `MISS`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    *PHP*
    8.3
    *WordPress*
    6.8.3
    *Blocked*
    ⚠️ yes: another process at Kinsta works on it
    *Edge cache*
    off
    *CDN*
    off
    *Domains*
    stg-acme-staging.kinsta.cloud
    *Labels*
    Acme Corp, care-plan
    [Clear cache…] [Restart PHP…] [Look again]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_a_live_environment_asks_which() {
    let bot = Bot::start().await;
    bot.kinsta().add_site(
        "Sandbox",
        None,
        &[
            NewEnvironment::staging(&["sandbox-stg.kinsta.cloud"]),
            NewEnvironment::premium_staging("next", "Next year", &["next.sandbox.example"]),
        ],
    );
    bot.kinsta().add_site("Lone Wolf", None, &[NewEnvironment::staging(&["lone.kinsta.cloud"])]);
    bot.advance(310.secs()).await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta site status sandbox").await, @"
    Which environment of *Sandbox*?
    It has no live environment.
    [Staging · sandbox-stg.kinsta.cloud] [Next year · next.sandbox.example]
    ");
    ada.presses("Next year · next.sandbox.example").await;
    assert_snapshot!(ada.sees().lines().next().unwrap(), @"Sandbox · Next year");
    assert_snapshot!(ada.asks("/kinsta site status lone wolf").await.lines().next().unwrap(), @"Lone Wolf · Staging");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_we_are_doing_there_is_shown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta php restart acme live").await;
    ada.presses("Restart PHP").await;
    let status = bot.mia().asks("/kinsta site status acme").await;
    assert_snapshot!(status, @"
    Acme · Live
    ❌ acme.example answers with an error (503).
    As visitors see it: 503 in <n> ms, cache `BYPASS`
    *PHP*
    8.3
    *WordPress*
    6.8.3
    *Blocked*
    no
    *Edge cache*
    on
    *CDN*
    on
    *Domains*
    acme.example, www.acme.example, acme.kinsta.cloud
    *Labels*
    Acme Corp, care-plan
    ⏳ Restarting PHP of *Acme · Live*, asked by @ada
    [Look again]
    ");
    bot.advance(40.secs()).await;
    assert!(!bot.mia().asks("/kinsta site status acme").await.contains("Restarting PHP of"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_kinsta_is_down_the_facts_come_from_memory_and_say_so() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta site status acme").await;
    bot.advance(90.secs()).await;
    bot.kinsta().faults().until_cleared("", Fault::ServerError { executed: false });
    ada.says_patiently("/kinsta site status acme").await;
    assert_snapshot!(ada.sees(), @"
    Acme · Live
    ✅ acme.example answers.
    As visitors see it: 200 in <n> ms, cache `HIT`
    Past the cache: 200 in <n> ms, cache `BYPASS`
    *PHP*
    8.3
    *WordPress*
    6.8.3
    *Blocked*
    no
    *Edge cache*
    on
    *CDN*
    on
    *Domains*
    acme.example, www.acme.example, acme.kinsta.cloud
    *Labels*
    Acme Corp, care-plan
    ⚠️ Kinsta cannot answer at the moment: “Error occurred while processing your request”
    So these facts are from memory, as of 2026-11-22 10:00 CET.
    [Clear cache…] [Restart PHP…] [Look again]
    ");
    bot.kinsta().faults().clear();
    bot.kinsta().faults().until_cleared("", Fault::RefusedKey);
    ada.says_patiently("/kinsta site status acme").await;
    assert_snapshot!(ada.sees().lines().rev().nth(2).unwrap(), @"⚠️ The API key was refused. Kinsta says: “No or invalid API key provided to the request”");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_is_gone_at_kinsta_says_so() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let site = bot.kinsta().site("Zimmerei Jäger").unwrap();
    bot.kinsta().remove_site(&site.id);
    assert_snapshot!(ada.asks("/kinsta site status zimmerei jaeger").await, @"
    Zimmerei Jäger · Live
    ❌ zimmerei-jaeger.example answers with an error (404).
    As visitors see it: 404 in <n> ms, cache `BYPASS`
    *PHP*
    8.1
    *WordPress*
    6.9.1
    *Blocked*
    no
    *Edge cache*
    off
    *CDN*
    off
    *Domains*
    zimmerei-jaeger.example, www.zimmerei-jaeger.example, zimmereijaeger.kinsta.cloud
    *Labels*
    care-plan
    ⚠️ Not found, or this key may not see it. Kinsta says: “Could not find data or the user does not have permissions to retrieve it”
    So these facts are from memory, as of 2026-11-22 10:00 CET.
    [Clear cache…] [Restart PHP…] [Look again]
    ");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_with_wildcards_only_has_nothing_to_look_at() {
    let bot = Bot::start().await;
    bot.kinsta().add_site("Wild", None, &[NewEnvironment::live(&["*.wild.example"])]);
    bot.advance(310.secs()).await;
    assert_snapshot!(bot.ada().asks("/kinsta site status wild").await, @"
    Wild · Live
    There is no domain to look at: only wildcard entries.
    *PHP*
    8.3
    *WordPress*
    6.8.3
    *Blocked*
    no
    *Edge cache*
    on
    *CDN*
    on
    *Domains*
    *.wild.example
    [Clear cache…] [Restart PHP…] [Look again]
    ");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_domains_are_counted() {
    let bot = Bot::start().await;
    let domains: Vec<String> = (0..60).map(|n| format!("d{n}.example")).collect();
    let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    bot.kinsta().add_site("Network", None, &[NewEnvironment::live(&domains)]);
    bot.advance(310.secs()).await;
    let status = bot.ada().asks("/kinsta site status network").await;
    let shown = status.lines().skip_while(|line| *line != "*Domains*").nth(1).unwrap();
    assert_snapshot!(shown, @"d0.example, d1.example, d2.example, d3.example, d4.example, d5.example, d6.example, d7.example, and 52 more");
    bot.end().await;
}
