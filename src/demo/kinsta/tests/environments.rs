//! Making, ending and pushing environments.

use serde_json::{Value, json};

use super::Stage;

fn new_environment(display_name: &str, is_premium: bool) -> Value {
    json!({
        "display_name": display_name, "is_premium": is_premium, "site_title": display_name,
        "admin_email": "admin@agency.example", "admin_password": "pw", "admin_user": "admin", "wp_language": "en_US",
        "wordpress_plugin_edd": true,
    })
}

fn path(stage: &Stage, rest: &str) -> String {
    format!("/sites/{}/environments{rest}", stage.acme().id)
}

#[tokio::test]
async fn new_environments_appear_without_being_named_by_the_operation() {
    let stage = Stage::new().await;
    let before = stage.acme().environments.len();
    assert_eq!(stage.does("POST", &path(&stage, ""), &new_environment("QA Lab", true)).await, Value::Null);
    let plain = json!({ "display_name": "Bare", "is_premium": true });
    stage.does("POST", &path(&stage, "/plain"), &plain).await;
    let clone = json!({ "display_name": "Twin", "is_premium": true, "source_env_id": stage.acme_live().id });
    stage.does("POST", &path(&stage, "/clone"), &clone).await;
    let site = stage.acme();
    assert_eq!(site.environments.len(), before + 3);
    let named = |name: &str| site.environment(name).unwrap().clone();
    let (lab, bare, twin) = (named("qalab"), named("bare"), named("twin"));
    assert!(lab.is_premium && lab.wordpress_version.is_some());
    assert!(stage.kinsta.plugins(&lab.id).iter().any(|plugin| plugin.name == "easy-digital-downloads"));
    assert_eq!((bare.wordpress_version, bare.display_name.as_str()), (None, "Bare"));
    assert_eq!(stage.kinsta.contents(&twin.id), stage.kinsta.contents(&stage.acme_live().id));
    assert_eq!(stage.visit("env-acme-qalab.kinsta.cloud/").await.status, 200);
}

#[tokio::test]
async fn a_site_has_one_standard_staging_and_no_name_twice() {
    let stage = Stage::new().await;
    let said = stage.refused("POST", &path(&stage, ""), &new_environment("Second", false)).await;
    assert!(said.starts_with("The site already has a standard staging environment."), "{said}");
    let said = stage.refused("POST", &path(&stage, ""), &new_environment("Staging", true)).await;
    assert!(said.starts_with("The display name \"Staging\" is already used."), "{said}");
    // Two at once: the second one finds the name taken when it ends.
    for _ in 0..2 {
        assert_eq!(stage.post(&path(&stage, ""), &new_environment("Race", true)).await.status, 202);
    }
    stage.kinsta.finish_operations();
    let log = stage.activity("?limit=2").await;
    let failed: Vec<&Value> = log["items"].as_array().unwrap().iter().map(|item| &item["has_failed"]).collect();
    assert_eq!(failed, [&json!(true), &json!(false)]);
}

#[tokio::test]
async fn a_deleted_environment_keeps_its_name_for_a_while_and_live_stays() {
    let stage = Stage::new().await;
    let live = format!("/sites/environments/{}", stage.acme_live().id);
    assert_eq!(stage.send(stage.request("DELETE", &live)).await.status, 400);
    let staging = stage.acme_staging();
    let gone = format!("/sites/environments/{}", staging.id);
    assert_eq!(stage.send(stage.request("DELETE", &gone)).await.status, 202);
    assert_eq!(stage.post(&format!("{gone}/manual-backups"), &json!({})).await.status, 202, "begins, but");
    stage.kinsta.finish_operations();
    assert_eq!(stage.activity("?limit=1").await["items"][0]["has_failed"], true, "it was blocked");
    assert!(stage.acme().environment("staging").is_none());
    assert_eq!(stage.visit("stg-acme-staging.kinsta.cloud/").await.status, 404);

    stage.refused("POST", &path(&stage, ""), &new_environment("Staging", false)).await;
    stage.advance_ms(30_000);
    stage.does("POST", &path(&stage, ""), &new_environment("Staging", false)).await;
    assert_ne!(stage.acme_staging().id, staging.id);
    assert_eq!(stage.visit("stg-acme-staging.kinsta.cloud/").await.status, 200);
}

#[tokio::test]
async fn a_push_carries_what_it_is_told_and_always_the_settings() {
    let stage = Stage::new().await;
    let (live, staging) = (stage.acme_live(), stage.acme_staging());
    let contents = |id: &str| stage.kinsta.contents(id).unwrap();
    let (old, new) = (contents(&live.id), contents(&staging.id));
    assert!(!stage.kinsta.redirect_rules(&live.id).is_empty());
    let version = json!({ "environment_id": staging.id, "php_version": "8.5" });
    stage.does("PUT", "/sites/tools/modify-php-version", &version).await;

    let files = json!({ "source_env_id": staging.id, "target_env_id": live.id, "push_db": false });
    stage.does("PUT", &path(&stage, ""), &files).await;
    assert_eq!(contents(&live.id).files, new.files);
    assert_eq!(contents(&live.id).database, old.database);
    assert_eq!(stage.kinsta.plugins(&live.id), stage.kinsta.plugins(&staging.id));
    assert_eq!(stage.kinsta.redirect_rules(&live.id), [], "overwritten by those of staging: none");
    assert_eq!(stage.acme_live().php_engine_version, "php8.5");
    let saved = stage.kinsta.backups(&live.id)[0].clone();
    assert_eq!((saved.kind, saved.note.as_deref()), ("system-generated", Some("Before a push")));

    let database = json!({ "source_env_id": staging.id, "target_env_id": live.id });
    stage.does("PUT", &path(&stage, ""), &database).await;
    assert_eq!(contents(&live.id), new, "everything unless told otherwise");
    assert_eq!(stage.acme_live().domains, live.domains, "domains do not travel");
    let (kind, said) = stage.last_activity().await;
    assert_eq!((kind.as_str(), said.as_str()), ("pushEnvironment", "Push \"Acme\" (Staging) to \"Acme\" (Live)"));
}

#[tokio::test]
async fn a_push_may_carry_a_few_files_only() {
    let stage = Stage::new().await;
    let (live, staging) = (stage.acme_live(), stage.acme_staging());
    let plugins = stage.kinsta.plugins(&staging.id);
    let behind: Vec<Value> = plugins.iter().map(|plugin| json!({ "name": plugin.name })).collect();
    stage
        .does("PUT", &format!("/sites/environments/{}/plugins/bulk-update", staging.id), &json!({ "plugins": behind }))
        .await;
    let of = |id: &str, name: &str| stage.kinsta.plugins(id).into_iter().find(|plugin| plugin.name == name);
    let before = stage.kinsta.plugins(&live.id);
    let body = json!({
        "source_env_id": staging.id, "target_env_id": live.id, "push_db": false, "push_files_option": "SPECIFIC_FILES",
        "file_list": ["wp-content/plugins/akismet/"],
    });
    stage.does("PUT", &path(&stage, ""), &body).await;
    assert_eq!(of(&live.id, "akismet"), of(&staging.id, "akismet"));
    assert_eq!(stage.kinsta.plugins(&live.id).len(), before.len());
    let files = stage.kinsta.contents(&live.id).unwrap().files;
    assert!(files != live.id && files != stage.kinsta.contents(&staging.id).unwrap().files, "a mixture");
}

#[tokio::test]
async fn a_push_is_refused_that_makes_no_sense() {
    let stage = Stage::new().await;
    let (live, staging) = (stage.acme_live().id, stage.acme_staging().id);
    let path = path(&stage, "");
    let with = |more: Value| {
        let mut body = json!({ "source_env_id": staging, "target_env_id": live });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for more in [
        json!({ "target_env_id": staging }),
        json!({ "push_db": false, "push_files": false }),
        json!({ "push_files_option": "SPECIFIC_FILES" }),
    ] {
        stage.refused("PUT", &path, &with(more)).await;
    }
    let stranger = stage.kinsta.site("Acme Shop").unwrap().environments[0].id.clone();
    let foreign = with(json!({ "source_env_id": stranger }));
    assert_eq!(stage.send_json("PUT", &path, &foreign).await.status, 404, "the path names the source's site");
    let across = with(json!({ "target_env_id": stranger }));
    stage.does("PUT", &path, &across).await;
}

#[tokio::test]
async fn while_a_push_runs_its_target_is_blocked() {
    let stage = Stage::new().await;
    let body = json!({ "source_env_id": stage.acme_staging().id, "target_env_id": stage.acme_live().id });
    assert_eq!(stage.send_json("PUT", &path(&stage, ""), &body).await.status, 202);
    let listed = stage.read(&path(&stage, "")).await;
    let blocked: Vec<&Value> =
        listed["site"]["environments"].as_array().unwrap().iter().filter(|it| it["is_blocked"] == true).collect();
    assert_eq!((blocked.len(), &blocked[0]["name"]), (1, &json!("live")));
    let clear = stage.clears_acme().await;
    stage.advance_ms(6_000);
    assert_eq!(stage.operation(&clear).await.status, 500);
    assert!(!stage.acme_live().is_blocked);
}

#[tokio::test]
async fn a_failed_push_unblocks_and_changes_nothing() {
    let stage = Stage::new().await;
    let (live, staging) = (stage.acme_live(), stage.acme_staging());
    let before = (stage.kinsta.contents(&live.id), stage.kinsta.backups(&live.id));
    let body = json!({ "source_env_id": staging.id, "target_env_id": live.id });
    assert_eq!(stage.send_json("PUT", &path(&stage, ""), &body).await.status, 202);
    stage.kinsta.fail_operations("The disk is full.");
    assert_eq!((stage.kinsta.contents(&live.id), stage.kinsta.backups(&live.id)), before);
    assert!(!stage.acme_live().is_blocked);
}
