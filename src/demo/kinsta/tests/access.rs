//! SSH, SFTP, and additional SFTP accounts.

use serde_json::{Value, json};

use super::Stage;

async fn set(stage: &Stage, what: &str, body: &Value) {
    let answer = stage.post(&stage.at_live(&format!("ssh/{what}")), body).await;
    assert_eq!((answer.status, answer.json()), (200, json!({ "result": null })), "{what}");
}

async fn password(stage: &Stage) -> String {
    let told = stage.read(&stage.at_live("ssh/password")).await;
    told["environment"]["sftp_password"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn ssh_is_switched_and_told() {
    let stage = Stage::new().await;
    let id = stage.acme_live().id;
    let is_on = async || {
        stage.read(&stage.at_live("ssh/get-status")).await["environment"]["active_container"]["is_ssh_enabled"].clone()
    };
    assert_eq!(is_on().await, true);
    set(&stage, "set-status", &json!({ "is_enabled": false })).await;
    set(&stage, "set-password-status", &json!({ "is_enabled": false })).await;
    assert_eq!(is_on().await, false);
    let ssh = stage.kinsta.ssh(&id).unwrap();
    assert!(!ssh.is_enabled && !ssh.is_password_enabled);
    assert_eq!(stage.last_activity().await.1, "Disable the SFTP/SSH password of \"Acme\" (Live)");
}

#[tokio::test]
async fn a_new_password_replaces_the_old_one_and_passwords_expire() {
    let stage = Stage::new().await;
    let first = password(&stage).await;
    assert_eq!(password(&stage).await, first);
    set(&stage, "generate-password", &json!({})).await;
    let second = password(&stage).await;
    assert_ne!(first, second);
    assert_eq!(stage.kinsta.sftp_password(&stage.acme_live().id), Some(second.clone()));
    stage.advance_ms(90_000_000);
    assert_eq!(password(&stage).await, second, "it never expires");
    set(&stage, "change-expiration-interval", &json!({ "exp_interval": "days_7" })).await;
    stage.advance_ms(6 * 86_400_000 - 90_000_000 + 86_400_000 - 1);
    assert_eq!(password(&stage).await, second);
    stage.advance_ms(1);
    assert_ne!(password(&stage).await, second);
    let answer = stage.send(stage.request("POST", &stage.at_live("ssh/generate-password"))).await;
    assert_eq!(answer.status, 200, "no body is needed");
}

#[tokio::test]
async fn the_allowed_addresses_are_replaced_as_a_whole() {
    let stage = Stage::new().await;
    for list in [json!(["203.0.113.7"]), json!(["198.51.100.0/24", "2001:db8::1"]), json!([])] {
        set(&stage, "set-allowed-ips", &json!({ "ip_allowlist": list })).await;
        let told = stage.read(&stage.at_live("ssh/get-allowed-ips")).await;
        assert_eq!(told["environment"]["active_container"]["stfp_ip_allowlist"], list);
    }
    stage.refused("POST", &stage.at_live("ssh/set-allowed-ips"), &json!({ "ip_allowlist": ["anywhere"] })).await;
}

#[tokio::test]
async fn the_ssh_configuration_is_flat_and_belongs_to_its_site() {
    let stage = Stage::new().await;
    let live = stage.acme_live();
    let path = |site: &str| format!("/sites/{site}/environments/{}/ssh/config", live.id);
    let told = stage.read(&path(&stage.acme().id)).await;
    let command = format!("ssh acme@203.0.113.10 -p {}", live.ssh_port);
    assert_eq!((&told["port"], &told["ssh_command"]), (&json!(live.ssh_port), &json!(command)));
    let other = stage.kinsta.site("Acme Shop").unwrap().id;
    assert_eq!(stage.get(&path(&other)).await.status, 404);
}

#[tokio::test]
async fn sftp_accounts_are_switched_added_and_removed() {
    let stage = Stage::new().await;
    let path = stage.at_live("additional-sftp-accounts");
    let account = json!({ "username": "designer", "password": "sixteen letters!", "root_directory": "/x", "permission": "write" });
    assert_eq!(
        stage.fails("POST", &path, &account).await,
        "Additional SFTP accounts are not enabled for this environment."
    );
    assert_eq!(stage.read(&path).await["environment"]["container_info"]["additional_sftp_accounts_port"], Value::Null);

    stage.does("PUT", &format!("{path}/toggle-status"), &json!({ "enabled": true })).await;
    assert!(stage.acme_live().is_additional_sftp_accounts_enabled);
    let begun = stage.post(&path, &account).await;
    assert_eq!((begun.status, &begun.json()["status"]), (200, &json!(202)));
    stage.kinsta.finish_operations();
    assert_eq!(stage.fails("POST", &path, &account).await, "The username designer is already used.");
    stage.does("POST", &path, &json!({ "username": "reader", "password": "sixteen letters!" })).await;
    let told = stage.read(&path).await["environment"].clone();
    assert!(told["container_info"]["additional_sftp_accounts_port"].is_string());
    let accounts = told["additional_sftp_accounts"].as_array().unwrap().clone();
    let what = |at: usize| (&accounts[at]["username"], &accounts[at]["root_directory"], &accounts[at]["permission"]);
    assert_eq!(what(0), (&json!("designer"), &json!("/x"), &json!("write")));
    assert_eq!(what(1), (&json!("reader"), &json!("/"), &json!("read")));

    stage.does("PUT", &format!("{path}/toggle-status"), &json!({ "enabled": false })).await;
    assert_eq!(stage.read(&path).await["environment"]["additional_sftp_accounts"][0]["is_active"], false);
    let gone = format!("/sites/environments/additional-sftp-accounts/{}", accounts[0]["id"].as_str().unwrap());
    assert_eq!(stage.send(stage.request("DELETE", &gone)).await.status, 202);
    stage.kinsta.finish_operations();
    assert_eq!(stage.kinsta.sftp_accounts(&stage.acme_live().id).len(), 1);
    assert_eq!(stage.send(stage.request("DELETE", &gone)).await.status, 404);
    let short = json!({ "username": "x", "password": "fifteen letters" });
    assert!(stage.refused("POST", &path, &short).await.contains("at least 16"));
}
