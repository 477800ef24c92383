//! The audit log tells the whole story of a change, and no secret.

use std::process::Stdio;

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;
use kinsta_slack::domain::audit::{Entry, Kind};
use kinsta_slack::domain::ids::OperationId;
use kinsta_slack::store::Store;
use serde_json::json;

use crate::bot::{Bot, Seconds, Setup};

const CLEAR: &str = "/kinsta cache clear acme live --layer site";

/// Every entry, oldest first, of a log that is whole.
async fn log(bot: &Bot) -> Vec<Entry> {
    let store = Store::open(&bot.variable("DATABASE_URL")).await.unwrap();
    let whole = store.walk_audit(None).await.unwrap().expect("the log is whole");
    let links = store.audit_after(0, 0, i64::MAX, 10_000).await.unwrap();
    store.close().await;
    assert_eq!(links.len() as u64, whole.rows);
    links.iter().map(|link| link.entry().expect("a readable row")).collect()
}

/// Every entry in a line.
async fn story(bot: &Bot) -> String {
    let line = |entry: &Entry| {
        let on = entry.on.as_ref().map(kinsta_slack::domain::audit::On::label).unwrap_or_default();
        let decision = entry.decision.as_ref().map(|said| format!("{}: {}", said.decision, said.rule));
        let decision = decision.unwrap_or_default();
        let took = entry.duration_ms.map(|ms| format!("{ms} ms")).unwrap_or_default();
        let calls = if entry.calls.is_empty() { "" } else { "at Kinsta" };
        let arguments = if entry.arguments.is_null() { String::new() } else { entry.arguments.to_string() };
        let said = [
            entry.kind.as_str(),
            entry.user.as_str(),
            &entry.verb,
            &on,
            &decision,
            entry.outcome.as_deref().unwrap_or_default(),
            &took,
            calls,
            &arguments,
        ];
        let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
        said.join(" | ")
    };
    log(bot).await.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The log as raw text.
async fn raw(bot: &Bot) -> String {
    let store = Store::open(&bot.variable("DATABASE_URL")).await.unwrap();
    let links = store.audit_after(0, 0, i64::MAX, 10_000).await.unwrap();
    store.close().await;
    format!("{links:?}")
}

/// Presses yes, and lets the bot do no more than answer the press.
async fn confirms(bot: &Bot) {
    let ada = bot.ada();
    let prompt = ada.private();
    assert!(bot.slack().press(ada.id, &prompt, "Clear cache").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_from_the_question_to_its_end() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live").await;
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_snapshot!(story(&bot).await, @r#"
    asked | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"},{"missing":false,"name":"edge"},{"missing":false,"name":"cdn"}],"subdirectories":false,"url":null}
    confirmed | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"},{"missing":false,"name":"edge"},{"missing":false,"name":"cdn"}],"subdirectories":false,"url":null}
    sent | U0ADA | cache clear | Acme · Live | accepted | at Kinsta | {"step":"site"}
    sent | U0ADA | cache clear | Acme · Live | accepted | at Kinsta | {"step":"edge"}
    sent | U0ADA | cache clear | Acme · Live | accepted | at Kinsta | {"step":"cdn"}
    ended | U0ADA | cache clear | Acme · Live | done | 7000 ms | at Kinsta | {"steps":{"cdn":"done","edge":"done","site":"done"}}
    "#);
    let log = log(&bot).await;
    let place = log[0].place.as_ref().expect("a place");
    assert_eq!(place.channel.as_str(), "C0OPS");
    assert!(log[0].question.is_some() && log[0].question == log[1].question);
    let operations: Vec<&OperationId> = log[1..].iter().filter_map(|entry| entry.operation.as_ref()).collect();
    assert!(operations.len() == 5 && operations.iter().all(|id| *id == operations[0]), "{operations:?}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_and_a_change_of_mind_are_told() {
    let bot = Bot::start().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    mia.asks("/kinsta cache clear acme live --layer site").await;
    ada.asks(CLEAR).await;
    ada.presses("Cancel").await;
    ada.sees();
    // A question about what was meant is none about a change, and reading is not recorded.
    ada.asks("/kinsta cache clear acme shop").await;
    ada.asks("/kinsta site list").await;
    assert_snapshot!(story(&bot).await, @r#"
    denied | U0MIA | cache clear | acme live | denied: rule-no-role | {"layer":"site","site":"acme live"}
    asked | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    cancelled | U0ADA | cache clear | Acme · Live
    "#);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_any_more_is_told_of_at_the_press() {
    let mut bot = Bot::start().await;
    bot.ada().asks(CLEAR).await;
    bot.set("OPERATORS", "U0JONAS");
    bot.restart().await;
    bot.jonas();
    let ada = bot.ada();
    ada.presses("Clear cache").await;
    ada.sees();
    bot.settle().await;
    assert_snapshot!(story(&bot).await, @r#"
    asked | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    denied | U0ADA | cache clear | Acme · Live | denied: rule-no-role | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    "#);
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.sees_all();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_between_the_call_and_its_end_leaves_no_gap() {
    let mut bot = Bot::start().await;
    bot.ada().asks(CLEAR).await;
    confirms(&bot).await;
    bot.settle().await;
    bot.advance(2.secs()).await;
    assert_eq!(log(&bot).await.last().map(|entry| entry.kind.clone()), Some(Kind::SENT));
    bot.crash().await;
    bot.advance(60.secs()).await;
    assert_snapshot!(story(&bot).await, @r#"
    asked | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    confirmed | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    sent | U0ADA | cache clear | Acme · Live | accepted | at Kinsta | {"step":"site"}
    ended | U0ADA | cache clear | Acme · Live | done | 7000 ms | at Kinsta | {"steps":{"site":"done"}}
    "#);
    let ada = bot.ada();
    ada.card();
    ada.thread();
    ada.sees();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_whose_answer_nobody_got_is_told_once_it_is_settled() {
    let mut bot = Bot::start().await;
    bot.ada().asks(CLEAR).await;
    bot.kinsta().faults().next(1, "/sites/tools/clear-cache", Fault::Stall { executed: true });
    confirms(&bot).await;
    let kinsta = bot.kinsta().clone();
    bot.crash_at(async move { kinsta.faults().until_stalled(1).await }).await;
    bot.advance(60.secs()).await;
    assert_snapshot!(story(&bot).await, @r#"
    asked | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    confirmed | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    sent | U0ADA | cache clear | Acme · Live | answer lost | {"step":"site"}
    ended | U0ADA | cache clear | Acme · Live | done | 17000 ms | {"steps":{"site":"done"}}
    "#);
    let ada = bot.ada();
    ada.card();
    ada.thread();
    ada.sees();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_and_no_return_address_stands_in_the_log() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for line in [
        "/kinsta hunter2 hunter2",
        "/kinsta cache hunter2",
        "/kinsta cache clear acme live --password=hunter2 --layer",
        "/kinsta cache clear acme live --hunter2 x",
        "/kinsta cache clear \"hunter2",
    ] {
        ada.asks(line).await;
    }
    bot.mia().asks("/kinsta cache clear acme password=hunter2").await;
    bot.kinsta().faults().next(
        1,
        "/sites/tools/clear-cache",
        Fault::FailedOperation { message: "cannot log in with password=hunter2".to_owned() },
    );
    ada.says(CLEAR).await;
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    ada.sees_all();
    assert_snapshot!(story(&bot).await, @r#"
    misread | U0ADA | … …
    misread | U0ADA | cache …
    misread | U0ADA | cache clear | {"options":["…","layer"]}
    misread | U0ADA | cache clear | {"options":["…"]}
    misread | U0ADA | cache clear
    denied | U0MIA | cache clear | acme password=*** | denied: rule-no-role | {"layer":"all","site":"acme password=***"}
    asked | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    confirmed | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    sent | U0ADA | cache clear | Acme · Live | accepted | at Kinsta | {"step":"site"}
    ended | U0ADA | cache clear | Acme · Live | failed | 7000 ms | at Kinsta | {"steps":{"site":"failed: cannot log in with password=***"}}
    "#);
    let raw = raw(&bot).await;
    assert!(raw.contains("cannot log in"), "{raw}");
    for secret in ["hunter2", "http", "response", "xoxb"] {
        assert!(!raw.contains(secret), "{secret} in {raw}");
    }
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_reads_the_log_in_slack() {
    let bot = Bot::start().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    ada.says(CLEAR).await;
    ada.presses("Clear cache").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    mia.asks("/kinsta php restart acme shop live").await;
    assert_snapshot!(ada.asks("/kinsta audit list").await, @"
    Audit log
    When | Who | What | Where | Decision | Outcome
    2026-11-22 10:00:30 | mia (U0MIA) | php restart · denied | acme shop live | denied · no role for it | –
    2026-11-22 10:00:07 | ada (U0ADA) | cache clear · ended | Acme · Live | – | done · 7 s
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · sent to Kinsta | Acme · Live | – | taken on
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · confirmed | Acme · Live | allowed · named in OPERATORS | –
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · asked | Acme · Live | allowed · named in OPERATORS | –
    ");
    assert_snapshot!(ada.asks("/kinsta audit list --site shop").await, @"
    Audit log
    When | Who | What | Where | Decision | Outcome
    2026-11-22 10:00:30 | mia (U0MIA) | php restart · denied | acme shop live | denied · no role for it | –
    ");
    assert_snapshot!(ada.asks("/kinsta audit list --user <@U0ADA|ada> --verb confirmed").await, @"
    Audit log
    When | Who | What | Where | Decision | Outcome
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · confirmed | Acme · Live | allowed · named in OPERATORS | –
    ");
    assert_snapshot!(ada.asks("/kinsta audit list --since 2026-11-23").await, @"The audit log has nothing like that.");
    assert_snapshot!(ada.asks("/kinsta audit list --user somebody").await, @"
    ⚠️ “somebody” is nobody I can look for.
    Pick them from Slack's list after typing @, give their member ID, or write “me”.
    ");
    assert_snapshot!(bot.jonas().asks("/kinsta audit list --verb cache").await, @"
    Protokoll
    Wann | Wer | Was | Wo | Entscheidung | Ausgang
    2026-11-22 10:00:07 | ada (U0ADA) | cache clear · beendet | Acme · Live | – | fertig · 7 s
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · an Kinsta gesendet | Acme · Live | – | angenommen
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · bestätigt | Acme · Live | erlaubt · genannt in OPERATORS | –
    2026-11-22 10:00:00 | ada (U0ADA) | cache clear · gefragt | Acme · Live | erlaubt · genannt in OPERATORS | –
    ");
    assert_snapshot!(mia.asks("/kinsta audit list").await, @"
    ⚠️ The audit log is for those who may see secrets.
    Ask somebody who is named in the service's `OPERATORS`.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_slack_does_not_name_is_an_id_in_the_list() {
    let mut bot = Bot::start().await;
    bot.mia().asks("/kinsta php restart acme shop live").await;
    bot.restart().await;
    bot.ada().asks("/kinsta operation list").await;
    bot.slack().faults().error("users.info", 1, "user_not_found");
    assert_snapshot!(bot.ada().asks("/kinsta audit list").await, @"
    Audit log
    When | Who | What | Where | Decision | Outcome
    2026-11-22 10:00:00 | U0MIA | php restart · denied | acme shop live | denied · no role for it | –
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_log_is_turned_page_by_page() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for _ in 0..15 {
        ada.says(CLEAR).await;
        ada.presses("Cancel").await;
    }
    ada.sees_all();
    let rows = |page: &str| page.matches("cache clear").count();
    let first = ada.asks("/kinsta audit list --site acme").await;
    assert_eq!(rows(&first), 25, "{first}");
    ada.presses("Next ›").await;
    assert_eq!(rows(&ada.sees()), 5);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_rows_go_and_are_accounted_for() {
    let variables = vec![("AUDIT_RETENTION_DAYS", "30".to_owned())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    let ada = bot.ada();
    ada.says(CLEAR).await;
    ada.presses("Cancel").await;
    ada.sees();
    let day = 24 * 60 * 60;
    bot.advance_by_steps((30 * day).secs(), (day).secs()).await;
    assert_eq!(log(&bot).await.len(), 2);
    bot.advance_by_steps((2 * day).secs(), (day).secs()).await;
    let log = log(&bot).await;
    assert_eq!(log.len(), 1);
    assert_eq!((&log[0].kind, &log[0].arguments["rows"]), (&Kind::PURGED, &json!(2)));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_the_app_forgets_the_workspace_and_says_so() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks(CLEAR).await;
    let event = json!({ "type": "app_uninstalled" });
    let (id, ack) = bot.slack().emit("app_uninstalled", event).await;
    assert!(ack.is_ok(), "{:?}", ack.complaint());
    assert!(bot.slack().deliver_event_again(&id.expect("an event")).await.is_ok());
    bot.settle().await;
    assert_snapshot!(story(&bot).await, @r#"
    asked | U0ADA | cache clear | Acme · Live | allowed: rule-configured OPERATORS | {"cdn_cache_id":"29219466-3f8a-4a9d-ae72-1e6b6fa1e90e","layers":[{"missing":false,"name":"site"}],"subdirectories":false,"url":null}
    uninstalled | {"operations":0,"people":0,"questions":1,"unfinished":[]}
    "#);
    ada.presses("Clear cache").await;
    assert_snapshot!(ada.sees(), @"This question is not known any more, so nothing was changed. Type the command again.");
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.sees_all();
    bot.done().await;
}

/// What the binary says and ends with.
async fn runs(bot: &Bot, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kinsta-slack"));
    command.arg("audit").args(arguments).env_clear().env("DATABASE_URL", bot.variable("DATABASE_URL"));
    command.stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Nothing in the log was changed or taken out.
pub async fn verified(bot: &Bot) {
    let (code, said, complaint) = runs(bot, &["verify"]).await;
    assert_eq!(code, Some(0), "{said}{complaint}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_checked_and_taken_away_at_a_terminal() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_eq!(runs(&bot, &["verify"]).await.1.trim(), "The audit log is empty.");
    ada.says(CLEAR).await;
    ada.presses("Cancel").await;
    ada.sees();
    let (code, said, _) = runs(&bot, &["verify"]).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("The audit log is whole: 2 rows from 2026-11-22T09:0"), "{said}");
    let end = said.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(runs(&bot, &["verify", "--known", &end]).await.0, Some(0));
    let (code, _, complaint) = runs(&bot, &["verify", "--known", &format!("2:{}", "0".repeat(64))]).await;
    assert_eq!((code, complaint.contains("row 2 is not the one that was known")), (Some(1), true), "{complaint}");

    let (code, lines, _) = runs(&bot, &["export"]).await;
    assert_eq!((code, lines.lines().count()), (Some(0), 2));
    let last: serde_json::Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!((&last["entry"]["kind"], &last["entry"]["verb"]), (&json!("cancelled"), &json!("cache clear")));
    let (code, table, _) = runs(&bot, &["export", "--format", "csv", "--since", "2026-11-22"]).await;
    let table = kinsta_slack::domain::csv::read(&table).unwrap();
    assert_eq!((code, table.rows.len(), table.headings[2].as_str()), (Some(0), 2, "kind"));
    assert_eq!(table.rows[1].cells[2], "cancelled");
    assert_eq!(runs(&bot, &["export", "--until", "2026-11-21"]).await.1, "");

    // A row is changed by hand.
    let path = bot.variable("DATABASE_URL").replace("sqlite://", "sqlite:");
    sqlx::any::install_default_drivers();
    let mut connection = <sqlx::AnyConnection as sqlx::Connection>::connect(&path).await.unwrap();
    sqlx::query("UPDATE audit SET body = replace(body, 'U0ADA', 'U0MIA') WHERE seq = 1")
        .execute(&mut connection)
        .await
        .unwrap();
    drop(connection);
    let (code, _, complaint) = runs(&bot, &["verify"]).await;
    assert_eq!((code, complaint.contains("The audit log is broken: row 1 was changed.")), (Some(1), true));
    bot.done().await;
}
