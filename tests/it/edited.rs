//! Every edit of the policy and the switch is a row of the audit log, with what was before and what is after.

use kinsta_slack::domain::audit::{Entry, Kind};
use kinsta_slack::store::Store;
use serde_json::json;

use crate::bot::{Bot, Seconds, Setup};

async fn edits(bot: &Bot) -> Vec<Entry> {
    let store = Store::open(&bot.variable("DATABASE_URL")).await.unwrap();
    store.walk_audit(None).await.unwrap().expect("the log is whole");
    let links = store.audit_after(0, 0, i64::MAX, 10_000).await.unwrap();
    store.close().await;
    links.iter().filter_map(|link| link.entry()).filter(|entry| entry.kind == Kind::EDITED).collect()
}

async fn with(more: &[(&'static str, String)]) -> Bot {
    let mut variables = vec![("ADMINS", "U0ADA".to_owned())];
    variables.extend(more.iter().cloned());
    Bot::with(Setup { variables, ..Setup::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_edit_from_slack_is_one_row_of_who_what_before_and_after() {
    let bot = with(&[]).await;
    let ada = bot.ada();
    bot.mia();
    let freeze = "freeze add Sale --from \"2026-11-23 09:00\" --to \"2026-11-24 09:00\" --zone UTC";
    let edited = [
        ("access grant @mia operator --labels care", "Give role"),
        ("access revoke @mia operator", "Take role away"),
        (freeze, "Freeze"),
        ("freeze end sale", "End freeze"),
        ("readonly on", "Stop every change"),
        ("readonly off", "Let changes happen"),
    ];
    for (line, button) in edited {
        ada.asks(&format!("/kinsta {line}")).await;
        ada.presses(button).await;
        // Pressed again it is nothing.
        ada.sees();
    }
    let rows = edits(&bot).await;
    let told: Vec<_> = rows.iter().map(|row| (row.verb.as_str(), row.outcome.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        told,
        [
            ("access grant", "members +1"),
            ("access revoke", "members -1"),
            ("freeze add", "freezes +1"),
            ("freeze end", "freezes -1"),
            ("readonly on", "on"),
            ("readonly off", "off"),
        ]
    );
    assert!(rows.iter().all(|row| row.user.as_str() == "U0ADA" && row.question.is_some() && row.place.is_some()));
    let member = json!([{ "who": "U0MIA", "role": "operator", "on": { "labels": ["care"] } }]);
    assert_eq!(rows[0].arguments, json!({ "before": {}, "after": { "members": member } }));
    assert_eq!(rows[1].arguments, json!({ "before": { "members": member }, "after": {} }));
    assert_eq!(rows[4].arguments["before"], json!({ "readonly": null }));
    assert_eq!(rows[4].arguments["after"]["readonly"]["by"], "U0ADA");
    assert_eq!(rows[5].arguments["before"]["readonly"]["by"], "U0ADA");
    let listed = ada.asks("/kinsta audit list --verb access").await;
    assert!(listed.contains("access grant · edited"), "{listed}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_edited_after_all_is_no_row() {
    let bot = with(&[]).await;
    let ada = bot.ada();
    bot.mia();
    ada.asks("/kinsta access grant @mia operator").await;
    let (first, _) = (ada.private(), ada.asks("/kinsta access grant @mia operator").await);
    ada.presses("Give role").await;
    // The other question asks for what is so already.
    ada.presses_in(&first, "Give role").await;
    ada.asks("/kinsta access revoke @mia operator").await;
    ada.presses("Cancel").await;
    assert_eq!(edits(&bot).await.len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_is_one_row_for_each_content_by_nobody() {
    let folder = std::env::temp_dir().join(format!("kinsta-slack-edited-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("policy.toml");
    let one = "[[members]]\nwho = \"U0MIA\"\nrole = \"operator\"\n";
    std::fs::write(&path, one).unwrap();
    let mut bot = with(&[("ACCESS_FILE", path.display().to_string())]).await;
    let other = bot.replica().await;
    assert_eq!(edits(&bot).await.len(), 1, "the first content, once for both");
    std::fs::write(&path, format!("{one}[channels]\nC0OPS = {{ sites = [\"acme\"] }}\n")).unwrap();
    bot.clock().advance(5.secs());
    let _ = tokio::join!(bot.tick(), other.tick());
    std::fs::write(&path, "[[members]]\nwho = \"U0MIA\"\nrole = \"king\"\n").unwrap();
    bot.advance(5.secs()).await;
    bot.restart_with(&path, one).await;
    other.stop().await;
    let rows = edits(&bot).await;
    let told: Vec<_> = rows.iter().map(|row| row.outcome.as_deref().unwrap_or_default()).collect();
    assert_eq!(told, ["members +1, second person +1", "channels +1", "channels -1"]);
    assert!(rows.iter().all(|row| row.user.as_str().is_empty() && row.verb == "access file"));
    assert!(rows.iter().all(|row| row.arguments["sha256"].as_str().is_some_and(|hash| hash.len() == 64)));
    assert_eq!(rows[0].arguments["sha256"], rows[2].arguments["sha256"]);
    assert_eq!(rows[1].arguments["changed"]["after"], json!({ "channels": { "C0OPS": { "sites": ["acme"] } } }));
    assert!(bot.ada().asks("/kinsta audit list").await.contains("access file · edited"));
    bot.end().await;
    std::fs::remove_dir_all(&folder).unwrap();
}

impl Bot {
    /// Starts anew with another content of a file.
    async fn restart_with(&mut self, path: &std::path::Path, text: &str) {
        std::fs::write(path, text).unwrap();
        self.restart().await;
        self.ada();
    }
}
