//! DNS zones and their record sets.

use serde_json::{Value, json};

use super::Stage;

async fn path(stage: &Stage, zone: &str) -> String {
    let zones = stage.read(&format!("/domains?company={}", stage.kinsta.company_id())).await;
    let zones = zones["company"]["domains"].as_array().unwrap().clone();
    let id = zones.iter().find(|it| it["name"] == zone).unwrap()["id"].clone();
    format!("/domains/{}/dns-records", id.as_str().unwrap())
}

fn values(stage: &Stage, kind: &str, name: &str) -> Vec<String> {
    let records = stage.kinsta.dns_records("acme.example");
    records.into_iter().find(|it| it.kind == kind && it.name == name).map(|it| it.values).unwrap_or_default()
}

fn set(kind: &str, name: &str, value: &str) -> Value {
    json!({ "type": kind, "name": name, "ttl": 300, "resource_records": [{ "value": value }] })
}

#[tokio::test]
async fn the_company_has_zones_with_and_without_a_site() {
    let stage = Stage::new().await;
    let zones = stage.read(&format!("/domains?company={}", stage.kinsta.company_id())).await;
    let zones = zones["company"]["domains"].as_array().unwrap().clone();
    assert_eq!(zones.len(), stage.kinsta.dns_zones().len());
    assert!(zones.iter().any(|zone| zone["site_id"] == json!(stage.acme().id)));
    assert!(zones.iter().any(|zone| zone["site_id"].is_null() && zone["is_active"] == true));
    assert!(zones.iter().any(|zone| zone["is_active"] == false));
    assert!(stage.kinsta.dns_records("agency.example").iter().all(|record| record.name.ends_with('.')));
}

#[tokio::test]
async fn a_new_value_is_added_to_those_that_are_there() {
    let stage = Stage::new().await;
    let path = path(&stage, "acme.example").await;
    let mut body = json!({ "type": "A", "name": "ACME.example.", "new_resource_records": [{ "value": "192.0.2.1" }] });
    stage.does("PUT", &path, &body).await;
    assert_eq!(values(&stage, "A", "acme.example"), ["192.0.2.10", "192.0.2.1"]);

    body["removed_resource_records"] = json!([{ "value": "192.0.2.10" }]);
    body["new_resource_records"] = json!([{ "value": "192.0.2.2" }]);
    body["ttl"] = json!(900);
    stage.does("PUT", &path, &body).await;
    let records = stage.kinsta.dns_records("acme.example");
    let record = records.iter().find(|record| record.kind == "A").unwrap();
    assert_eq!(
        (record.values.as_slice(), record.ttl),
        (["192.0.2.1".to_owned(), "192.0.2.2".to_owned()].as_slice(), 900)
    );

    let said = stage.fails("PUT", &path, &body).await;
    assert_eq!(said, "The A record ACME.example. has no value \"192.0.2.10\".");
    body["new_resource_records"] = json!([]);
    body["removed_resource_records"] = json!([{ "value": "192.0.2.1" }, { "value": "192.0.2.2" }]);
    assert!(stage.fails("PUT", &path, &body).await.contains("at least one value"));
    body["name"] = json!("nothing.acme.example");
    assert!(stage.fails("PUT", &path, &body).await.starts_with("There is no A record"));
}

#[tokio::test]
async fn a_set_is_created_once_with_values_that_fit() {
    let stage = Stage::new().await;
    let path = path(&stage, "acme.example").await;
    stage.does("POST", &path, &set("A", "shop.acme.example", "192.0.2.3")).await;
    assert_eq!(values(&stage, "A", "shop.acme.example"), ["192.0.2.3"]);
    let (kind, said) = stage.last_activity().await;
    assert_eq!((kind.as_str(), said.as_str()), ("createDnsRecord", "Create the A record shop.acme.example"));
    assert_eq!(stage.activity("?category=kinstaDns").await["total"], 1);
    for (wrong, said) in [
        (set("A", "shop.acme.example", "192.0.2.4"), "already exists"),
        (set("A", "b.acme.example", "acme"), "not valid"),
        (set("MX", "b.acme.example", "mail.example"), "not valid"),
        (set("CNAME", "shop.acme.example", "acme.example"), "beside other records"),
        (set("A", "www.acme.example", "192.0.2.4"), "beside other records"),
        (set("ODD", "b.acme.example", "x"), "not supported"),
    ] {
        let message = stage.fails("POST", &path, &wrong).await;
        assert!(message.contains(said), "{message}");
    }
    for wrong in [
        json!({ "type": "A", "name": "c.acme.example", "ttl": 299, "resource_records": [{ "value": "192.0.2.1" }] }),
        json!({ "type": "A", "name": "c.acme.example", "ttl": 300, "resource_records": [] }),
        set("A", "elsewhere.example", "192.0.2.1"),
        set("A", "notacme.example", "192.0.2.1"),
    ] {
        stage.refused("POST", &path, &wrong).await;
    }
}

#[tokio::test]
async fn a_set_is_deleted_as_a_whole_but_not_what_the_zone_needs() {
    let stage = Stage::new().await;
    let path = path(&stage, "agency.example").await;
    let count = |kind: &str| {
        stage.kinsta.dns_records("agency.example").into_iter().filter(|record| record.kind == kind).count()
    };
    assert_eq!(count("MX"), 1);
    // With or without the dot at the end: it is the same name.
    stage.does("DELETE", &path, &json!({ "type": "MX", "name": "agency.example" })).await;
    assert_eq!((count("MX"), count("TXT")), (0, 2));
    stage.does("DELETE", &path, &json!({ "type": "TXT", "name": "_dmarc.agency.example." })).await;
    assert_eq!(count("TXT"), 1);
    let said = stage.fails("DELETE", &path, &json!({ "type": "MX", "name": "agency.example" })).await;
    assert_eq!(said, "There is no MX record with the name agency.example.");
    let said = stage.fails("DELETE", &path, &json!({ "type": "NS", "name": "agency.example" })).await;
    assert!(said.contains("cannot be deleted"), "{said}");
}
