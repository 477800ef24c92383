//! Backups.

use serde_json::{Value, json};

use super::Stage;

async fn user(stage: &Stage) -> Value {
    let users = stage.read(&format!("/company/{}/users", stage.kinsta.company_id())).await;
    users["company"]["users"][1]["user"]["id"].clone()
}

#[tokio::test]
async fn backups_are_listed_newest_first_with_ids_of_their_own() {
    let stage = Stage::new().await;
    let told = stage.read(&stage.at_live("backups")).await["environment"].clone();
    let backups = told["backups"].as_array().unwrap();
    assert_eq!((&told["display_name"], backups.len() >= 14), (&json!("Live"), true));
    assert!(backups.windows(2).all(|pair| pair[0]["created_at"].as_i64() > pair[1]["created_at"].as_i64()));
    let now = "2027-03-01T09:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    assert!(backups[0]["created_at"].as_i64().unwrap() <= now);
    let sites = stage.kinsta.sites();
    let all = sites.iter().flat_map(|site| &site.environments).flat_map(|it| stage.kinsta.backups(&it.id));
    let mut ids: Vec<u64> = all.map(|backup| backup.id).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[tokio::test]
async fn five_manual_backups_fit_and_a_removed_one_makes_room() {
    let stage = Stage::new().await;
    let id = stage.acme_staging().id;
    let path = format!("/sites/environments/{id}/manual-backups");
    let manual = || stage.kinsta.backups(&id).into_iter().filter(|it| it.kind == "manual").collect::<Vec<_>>();
    for number in manual().len()..4 {
        stage.does("POST", &path, &json!({ "tag": format!("number {number}") })).await;
        stage.advance_ms(1_000);
    }
    // Two at once for one slot: both begin, the second one fails.
    let first = stage.send(stage.request("POST", &path)).await.json();
    let second = stage.post(&path, &json!({ "tag": "" })).await.json();
    stage.kinsta.finish_operations();
    let status = async |begun: &Value| stage.operation(begun["operation_id"].as_str().unwrap()).await.status;
    assert_eq!((status(&first).await, status(&second).await), (200, 500));
    assert_eq!((manual().len(), manual()[0].note.clone()), (5, None));
    let said = stage.refused("POST", &path, &json!({ "tag": "sixth" })).await;
    assert!(said.starts_with("The limit of 5 manual backups"), "{said}");

    let gone = manual()[4].id;
    let removed = stage.send(stage.request("DELETE", &format!("/sites/environments/backups/{gone}"))).await;
    assert_eq!(removed.status, 202);
    stage.kinsta.finish_operations();
    assert_eq!(manual().len(), 4);
    assert_eq!(
        stage.last_activity().await,
        ("removeBackup".to_owned(), "Remove a backup of \"Acme\" (Staging)".to_owned())
    );
    stage.does("POST", &path, &json!({ "tag": "sixth" })).await;
    let odd = stage.send(stage.request("DELETE", "/sites/environments/backups/latest")).await;
    assert_eq!(odd.status, 400);
}

#[tokio::test]
async fn a_restored_backup_brings_back_what_it_kept_into_any_environment_of_the_site() {
    let stage = Stage::new().await;
    let (live, staging) = (stage.acme_live().id, stage.acme_staging().id);
    stage.does("POST", &stage.at_live("manual-backups"), &json!({ "tag": "before" })).await;
    let backup = stage.kinsta.backups(&live)[0].clone();
    assert_eq!((backup.kind, backup.note.as_deref()), ("manual", Some("before")));
    let (contents, rules) = (stage.kinsta.contents(&live), stage.kinsta.redirect_rules(&live));
    stage.post(&stage.at_live("redirect-rules"), &json!({ "action_type": "DELETE_ALL" })).await;
    let command = json!({ "wp_command": "wp post delete 1" });
    stage.does("POST", &stage.at_live("run-wp-cli-command"), &command).await;
    assert_ne!(stage.kinsta.contents(&live), contents);

    let body = json!({ "backup_id": backup.id, "notified_user_id": user(&stage).await });
    for target in [&live, &staging] {
        stage.does("POST", &format!("/sites/environments/{target}/backups/restore"), &body).await;
        assert_eq!(stage.kinsta.contents(target), contents);
        assert_eq!(stage.kinsta.redirect_rules(target), rules);
        assert_eq!(stage.kinsta.backups(target)[0].kind, "system-generated");
    }
}

#[tokio::test]
async fn a_restore_needs_a_user_of_the_company_and_a_backup_of_the_site() {
    let stage = Stage::new().await;
    let path = stage.at_live("backups/restore");
    let own = stage.kinsta.backups(&stage.acme_live().id)[0].id;
    let shop = stage.kinsta.site("Acme Shop").unwrap().environments[0].id.clone();
    let foreign = stage.kinsta.backups(&shop)[0].id;
    let user = user(&stage).await;
    for body in [
        json!({ "backup_id": own, "notified_user_id": "somebody" }),
        json!({ "backup_id": foreign, "notified_user_id": user }),
        json!({ "backup_id": 7, "notified_user_id": user }),
    ] {
        assert_eq!(stage.post(&path, &body).await.status, 404, "{body}");
    }
    assert_eq!(stage.kinsta.running_operations(), 0);
}

#[tokio::test]
async fn downloads_expire() {
    let stage = Stage::new().await;
    let sites = stage.kinsta.sites();
    let mut counts = std::collections::BTreeSet::new();
    for environment in sites.iter().take(20).flat_map(|site| &site.environments) {
        let path = format!("/sites/environments/{}/downloadable-backups", environment.id);
        let told = stage.read(&path).await["environment"]["downloadable_backups"].clone();
        let list = told.as_array().unwrap();
        counts.insert(list.len());
        for download in list {
            assert_eq!(download["download_link"].is_null(), download["is_generation_in_progress"] == true);
        }
    }
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [0, 1, 2]);
    stage.advance_ms(86_400_000);
    let path = stage.at_live("downloadable-backups");
    assert_eq!(stage.read(&path).await["environment"]["downloadable_backups"], json!([]));
}
