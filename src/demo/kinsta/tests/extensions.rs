//! Plugins and themes, and WP-CLI.

use serde_json::{Value, json};

use super::Stage;

async fn listed(stage: &Stage, kind: &str) -> Vec<Value> {
    let told = stage.read(&stage.at_live(kind)).await;
    told["environment"]["container_info"][format!("wp_{kind}")]["data"].as_array().unwrap().clone()
}

fn behind(list: &[Value]) -> Value {
    list.iter().find(|each| each["update"] == "available").unwrap().clone()
}

#[tokio::test]
async fn one_plugin_or_theme_is_updated_to_the_version_that_is_there() {
    let stage = Stage::new().await;
    for kind in ["plugins", "themes"] {
        let old = behind(&listed(&stage, kind).await);
        let path = stage.at_live(kind);
        let said = stage.fails("PUT", &path, &json!({ "name": old["name"], "update_version": "99" })).await;
        assert!(said.contains("is not available"), "{said}");
        stage.does("PUT", &path, &json!({ "name": old["name"], "update_version": old["update_version"] })).await;
        let new = listed(&stage, kind).await.into_iter().find(|each| each["name"] == old["name"]).unwrap();
        assert_eq!(new["version"], old["update_version"]);
        assert_eq!(
            (&new["update"], &new["update_version"], &new["update_status"]),
            (&json!("none"), &Value::Null, &json!("updated"))
        );
        let said = stage.fails("PUT", &path, &json!({ "name": "nothing", "update_version": "1" })).await;
        assert!(said.ends_with("nothing is not installed."), "{said}");
    }
}

#[tokio::test]
async fn several_are_updated_under_http_200_and_one_that_is_missing_spoils_nothing() {
    let stage = Stage::new().await;
    for kind in ["plugins", "themes"] {
        let names: Vec<Value> = listed(&stage, kind)
            .await
            .into_iter()
            .filter(|each| each["update"] == "available")
            .map(|each| json!({ "name": each["name"] }))
            .collect();
        let path = stage.at_live(&format!("{kind}/bulk-update"));
        let missing: Vec<Value> = [json!({ "name": "nothing" })].into_iter().chain(names).collect();
        let begun = stage.send_json("PUT", &path, &json!({ kind: missing })).await;
        assert_eq!((begun.status, &begun.json()["status"]), (200, &json!(202)));
        stage.kinsta.finish_operations();
        let told = stage.operation(begun.json()["operation_id"].as_str().unwrap()).await;
        assert_eq!(told.status, 500);
        assert!(told.json()["message"].as_str().unwrap().contains("nothing is not installed"));
        assert!(listed(&stage, kind).await.iter().all(|each| each["update"] == "none"));
    }
    assert_eq!(stage.last_activity().await.0, "updateThemes");
}

#[tokio::test]
async fn environments_differ_in_what_they_have() {
    let stage = Stage::new().await;
    assert_ne!(stage.kinsta.plugins(&stage.acme_live().id), stage.kinsta.plugins(&stage.acme_staging().id));
    let sites = stage.kinsta.sites();
    let all: Vec<_> = sites.iter().flat_map(|site| &site.environments).collect();
    assert!(all.iter().any(|it| stage.kinsta.plugins(&it.id).iter().any(|plugin| plugin.name == "woocommerce")));
    assert!(all.iter().any(|it| stage.kinsta.plugins(&it.id).iter().any(|plugin| plugin.status == "inactive")));
}

async fn run(stage: &Stage, command: &str) -> Value {
    stage.does("POST", &stage.at_live("run-wp-cli-command"), &json!({ "wp_command": command })).await["result"].clone()
}

#[tokio::test]
async fn wp_cli_tells_what_it_printed() {
    let stage = Stage::new().await;
    assert_eq!(run(&stage, "wp core version").await, "6.8.3");
    assert_eq!(run(&stage, "wp option get home").await, "https://acme.example");
    assert_eq!(run(&stage, "wp cache flush").await, "Success: The cache was flushed.");
    let table = run(&stage, "wp plugin list").await;
    assert!(table.as_str().unwrap().starts_with("name\tstatus\tupdate\tversion\n"), "{table}");
    assert_eq!(stage.last_activity().await.0, "runWpCliCommand");
}

#[tokio::test]
async fn wp_cli_changes_what_it_says() {
    let stage = Stage::new().await;
    let id = stage.acme_live().id;
    let status = || stage.kinsta.plugins(&id).into_iter().find(|it| it.name == "akismet").unwrap().status;
    run(&stage, "wp plugin deactivate akismet").await;
    assert_eq!(status(), "inactive");
    run(&stage, "wp plugin activate 'akismet'").await;
    assert_eq!(status(), "active");
    run(&stage, "wp plugin update --all").await;
    assert!(stage.kinsta.plugins(&id).iter().all(|plugin| plugin.update_version.is_none()));
    let before = stage.kinsta.contents(&id).unwrap();
    run(&stage, "wp search-replace 'a' 'b'").await;
    assert_ne!(stage.kinsta.contents(&id).unwrap().database, before.database);
}

#[tokio::test]
async fn wp_cli_fails_at_what_wordpress_does_not_know() {
    let stage = Stage::new().await;
    let path = stage.at_live("run-wp-cli-command");
    for (command, said) in [
        ("wp nonsense", "is not a registered wp command"),
        ("wp plugin activate nothing", "could not be found"),
        ("wp option get nothing", "Could not get"),
    ] {
        let message = stage.fails("POST", &path, &json!({ "wp_command": command })).await;
        assert!(message.contains(said), "{message}");
    }
    let long = format!("wp {}", "a".repeat(4_998));
    for command in ["ls", "wp eval \"phpinfo\"", "wp a | b", "wp kinsta cache purge --all", &long] {
        stage.refused("POST", &path, &json!({ "wp_command": command })).await;
    }
}
