//! Domains of an environment.

use serde_json::{Value, json};

use super::Stage;

async fn listed(stage: &Stage) -> Vec<Value> {
    stage.read(&stage.at_live("domains")).await["environment"]["site_domains"].as_array().unwrap().clone()
}

async fn id_of(stage: &Stage, name: &str) -> String {
    let domains = listed(stage).await;
    domains.iter().find(|it| it["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

async fn records(stage: &Stage, id: &str) -> Value {
    stage.read(&format!("/sites/environments/domains/{id}/verification-records")).await["site_domain"].clone()
}

async fn add(stage: &Stage, name: &str) {
    stage.does("POST", &stage.at_live("domains"), &json!({ "domain_name": name })).await;
}

#[tokio::test]
async fn a_domain_is_added_with_its_wildcard_and_verified_later() {
    let stage = Stage::new().await;
    let before = listed(&stage).await.len();
    add(&stage, "Fresh.Example.").await;
    assert_eq!(listed(&stage).await.len(), before + 2, "itself and what lies below it");
    let id = id_of(&stage, "fresh.example").await;
    let told = records(&stage, &id).await;
    assert_eq!(told["verification_records"][0]["name"], "_acme-challenge.fresh.example");
    assert_eq!(told["verification_records"].as_array().unwrap().len(), 2);
    assert_eq!(told["pointing_records"], json!([{ "name": "fresh.example", "value": "192.0.2.10", "type": "A" }]));
    assert_eq!(stage.visit("fresh.example/").await.status, 404, "not yet");
    let primary = json!({ "domain_id": id, "run_search_and_replace": true });
    let said = stage.fails("PUT", &stage.at_live("change-primary-domain"), &primary).await;
    assert_eq!(said, "The domain fresh.example is not verified.");

    stage.advance_ms(120_000);
    assert_eq!(records(&stage, &id).await["verification_records"], json!([]));
    assert_eq!(stage.visit("fresh.example/").await.status, 200);
    let live = stage.acme_live();
    assert!(live.domains.iter().find(|domain| domain.name == "*.fresh.example").unwrap().is_active);
}

#[tokio::test]
async fn a_domain_can_be_verified_behind_the_scenes_or_by_its_records() {
    let stage = Stage::new().await;
    add(&stage, "fresh.example").await;
    assert!(stage.kinsta.verify_domain("fresh.example") && !stage.kinsta.verify_domain("nothing.example"));
    assert_eq!(stage.visit("shop.fresh.example/").await.status, 200);

    add(&stage, "shop.acme.example").await;
    let id = id_of(&stage, "shop.acme.example").await;
    let zones = stage.read(&format!("/domains?company={}", stage.kinsta.company_id())).await;
    let zones = zones["company"]["domains"].as_array().unwrap().clone();
    let zone = zones.iter().find(|zone| zone["name"] == "acme.example").unwrap();
    let path = format!("/domains/{}/dns-records", zone["id"].as_str().unwrap());
    for record in records(&stage, &id).await["verification_records"].as_array().unwrap() {
        let body = json!({
            "type": record["type"], "name": record["name"], "ttl": 300,
            "resource_records": [{ "value": record["value"] }],
        });
        stage.does("POST", &path, &body).await;
    }
    assert_eq!(records(&stage, &id).await["verification_records"], json!([]), "at once");
}

#[tokio::test]
async fn a_domain_with_its_own_certificate_needs_no_proof_and_may_come_alone() {
    let stage = Stage::new().await;
    let path = stage.at_live("domains");
    let mut body = json!({ "domain_name": "own.example", "is_wildcardless": true, "custom_ssl_key": "key" });
    stage.refused("POST", &path, &body).await;
    body["custom_ssl_cert"] = json!("certificate");
    stage.does("POST", &path, &body).await;
    assert_eq!(stage.visit("own.example/").await.status, 200);
    assert!(listed(&stage).await.iter().all(|it| it["name"] != "*.own.example"));
}

#[tokio::test]
async fn a_domain_is_refused_that_is_none_or_that_is_taken() {
    let stage = Stage::new().await;
    for name in ["", "nodots", "-a.example", "a..example", "acme.example", "shop acme.example"] {
        stage.refused("POST", &stage.at_live("domains"), &json!({ "domain_name": name })).await;
    }
}

#[tokio::test]
async fn the_primary_domain_changes_with_or_without_the_database() {
    let stage = Stage::new().await;
    let path = stage.at_live("change-primary-domain");
    let id = stage.acme_live().id;
    let www = id_of(&stage, "www.acme.example").await;
    let before = stage.kinsta.contents(&id);
    stage.does("PUT", &path, &json!({ "domain_id": www, "run_search_and_replace": false })).await;
    assert_eq!(stage.acme_live().primary_domain().unwrap().name, "www.acme.example");
    assert_eq!(stage.kinsta.contents(&id), before);
    let own = id_of(&stage, "acme.example").await;
    stage.does("PUT", &path, &json!({ "domain_id": own, "run_search_and_replace": true })).await;
    assert_ne!(stage.kinsta.contents(&id), before);
    let foreign = stage.acme_staging().primary_domain_id;
    let body = json!({ "domain_id": foreign, "run_search_and_replace": false });
    assert_eq!(stage.send_json("PUT", &path, &body).await.status, 404);
}

#[tokio::test]
async fn domains_are_removed_by_ids_in_the_body_but_not_the_primary_one() {
    let stage = Stage::new().await;
    let path = stage.at_live("domains");
    let (own, www) = (id_of(&stage, "acme.example").await, id_of(&stage, "www.acme.example").await);
    let said = stage.refused("DELETE", &path, &json!({ "domain_ids": [www, own] })).await;
    assert!(said.starts_with("The primary domain cannot be deleted."), "{said}");
    stage.refused("DELETE", &path, &json!({ "domain_ids": [] })).await;
    let foreign = stage.acme_staging().primary_domain_id;
    assert_eq!(stage.send_json("DELETE", &path, &json!({ "domain_ids": [foreign] })).await.status, 404);
    stage.does("DELETE", &path, &json!({ "domain_ids": [www] })).await;
    assert_eq!(stage.visit("www.acme.example/").await.status, 404);
    assert_eq!(stage.last_activity().await.0, "deleteDomain");
}
