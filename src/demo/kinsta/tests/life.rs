//! How operations live, and what they leave behind.

use serde_json::{Value, json};

use super::Stage;

#[tokio::test]
async fn an_operation_is_unknown_then_in_progress_then_done() {
    let stage = Stage::new().await;
    let id = stage.clears_acme().await;
    assert!(id.starts_with("cache:clear-"), "{id}");

    assert_eq!(stage.operation(&id).await.status, 404);
    stage.advance_ms(1_499);
    assert_eq!(stage.operation(&id).await.status, 404);
    stage.advance_ms(1);
    let running = stage.operation(&id).await;
    assert_eq!((running.status, running.json()["status"].as_u64()), (202, Some(202)));
    stage.advance_ms(4_499);
    assert_eq!(stage.operation(&id).await.status, 202);
    stage.advance_ms(1);
    let done = stage.operation(&id).await;
    assert_eq!((done.status, done.json()["status"].as_u64()), (200, Some(200)));
}

#[tokio::test]
async fn the_colon_of_an_operation_id_may_come_encoded() {
    let stage = Stage::new().await;
    let id = stage.clears_acme().await;
    stage.advance_ms(2_000);
    assert_eq!(stage.operation(&id.replace(':', "%3A")).await.status, 202);
    assert_eq!(stage.operation(&id).await.status, 202);
}

#[tokio::test]
async fn operations_can_be_finished_and_failed_by_hand() {
    let stage = Stage::new().await;
    let first = stage.clears_acme().await;
    stage.kinsta.finish_operations();
    assert_eq!(stage.operation(&first).await.status, 200, "even before it would have become visible");

    let second = stage.clears_acme().await;
    assert_eq!(stage.kinsta.running_operations(), 1);
    stage.kinsta.fail_operations("The disk is full.");
    assert_eq!(stage.kinsta.running_operations(), 0);
    let failed = stage.operation(&second).await;
    assert_eq!(failed.status, 500);
    assert_eq!(failed.json()["message"], "The disk is full.");
    assert_eq!(stage.operation(&first).await.status, 200);
}

#[tokio::test]
async fn a_failure_can_be_told_under_http_200() {
    let stage = Stage::new().await;
    let id = stage.clears_acme().await;
    stage.kinsta.fail_operations("No.");
    stage.kinsta.faults().set_failures_as_200(true);
    let failed = stage.operation(&id).await;
    assert_eq!((failed.status, failed.json()["status"].as_u64()), (200, Some(500)));
}

#[tokio::test]
async fn a_blocked_environment_makes_the_operation_fail() {
    let stage = Stage::new().await;
    assert!(stage.kinsta.set_blocked(&stage.acme_live().id, true));
    let restart = stage.post("/sites/tools/restart-php", &json!({ "environment_id": stage.acme_live().id })).await;
    let id = restart.json()["operation_id"].as_str().unwrap().to_owned();
    assert_eq!(stage.visit("acme.example/").await.status, 200, "nothing was restarted");
    stage.advance_ms(6_000);
    let failed = stage.operation(&id).await;
    assert_eq!(failed.status, 500);
    let said = "The environment is blocked by another process. Please try again a bit later.";
    assert_eq!(failed.json()["message"], said);

    let log = stage.activity("").await;
    assert_eq!(log["items"][0]["has_failed"], true);
    assert_eq!(log["items"][0]["public_error"], said);
}

#[tokio::test]
async fn every_layer_has_its_own_operation() {
    let stage = Stage::new().await;
    let live = stage.acme_live();
    let edge = stage.post("/sites/edge-caching/clear", &json!({ "environment_id": live.id })).await.json();
    let cdn = json!({ "environment_id": live.id, "cdn_cache_id": live.cdn_cache_id });
    let cdn = stage.post("/sites/cdn/clear-cache", &cdn).await.json();
    let php = stage.post("/sites/tools/restart-php", &json!({ "environment_id": live.id })).await.json();
    let begins = |answer: &Value, prefix: &str| {
        let id = answer["operation_id"].as_str().unwrap();
        assert!(id.starts_with(prefix), "{id}");
    };
    begins(&edge, "edgeCache:clear-");
    begins(&cdn, "cdn-cache:clear-");
    begins(&php, "php:restart-");
    assert_eq!(stage.kinsta.cdn_clears(&live.id), 0);
    stage.kinsta.finish_operations();
    assert_eq!(stage.kinsta.cdn_clears(&live.id), 1);
}

#[tokio::test]
async fn an_edge_cache_that_is_off_cannot_be_cleared() {
    let stage = Stage::new().await;
    let staging = stage.acme().environment("staging").unwrap().clone();
    assert_eq!(staging.id_edge_cache, None);
    let begun = stage.post("/sites/edge-caching/clear", &json!({ "environment_id": staging.id })).await;
    stage.advance_ms(6_000);
    assert_eq!(stage.operation(begun.json()["operation_id"].as_str().unwrap()).await.status, 500);
}

#[tokio::test]
async fn the_activity_log_tells_of_each_write_and_how_it_ended() {
    let stage = Stage::new().await;
    let before = stage.activity("").await["total"].as_u64().unwrap();
    stage.clears_acme().await;
    let log = stage.activity("").await;
    assert_eq!(log["total"].as_u64().unwrap(), before + 1);
    let entry = &log["items"][0];
    assert_eq!(entry["type"], "clearCache");
    assert_eq!(entry["site_id"], json!(stage.acme().id));
    assert_eq!(entry["created_at"].as_i64(), "2027-03-01T09:00:00Z".parse().ok().map(jiff::Timestamp::as_millisecond));
    assert_eq!(entry["api_key_info"]["id"], json!(stage.kinsta.api_key_id()));
    assert_eq!(entry["descriptions"], json!(["Clear site cache of \"Acme\" (Live)"]));
    assert_eq!((&entry["is_done"], &entry["has_failed"]), (&json!(false), &json!(false)));
    stage.advance_ms(6_000);
    let entry = stage.activity("").await["items"][0].clone();
    assert_eq!((&entry["is_done"], &entry["has_failed"]), (&json!(true), &json!(false)));
}

#[tokio::test]
async fn the_activity_log_can_be_filtered_and_paged() {
    let stage = Stage::new().await;
    stage.clears_acme().await;
    let whole = stage.activity("?limit=100").await;
    let all = whole["items"].as_array().unwrap();
    assert_eq!(whole["total"].as_u64(), u64::try_from(all.len()).ok());
    assert!(all.windows(2).all(|pair| pair[0]["created_at"].as_i64() > pair[1]["created_at"].as_i64()), "newest first");

    let page = stage.activity("?limit=2&offset=1").await;
    assert_eq!(page["items"].as_array().unwrap(), &all[1..3]);
    assert_eq!(page["total"], whole["total"]);

    let ours = stage.activity(&format!("?id_api_key={}", stage.kinsta.api_key_id())).await;
    assert_eq!(ours["items"], json!([all[0]]));
    let of_acme = stage.activity(&format!("?site_id={}", stage.acme().id)).await;
    assert_eq!(of_acme["total"], 2, "ours and one from before");
    let billing = stage.activity("?category=billing&language=de").await;
    assert_eq!(billing["total"], 1);
    let person = billing["items"][0]["initiated_by"]["id"].as_str().unwrap();
    assert_eq!(stage.activity(&format!("?id_initiated_by={person}")).await["total"], 1);
}

#[tokio::test]
async fn requests_are_recorded_without_the_key() {
    let stage = Stage::new().await;
    stage.get("/validate").await;
    let id = stage.clears_acme().await;
    let company = stage.kinsta.company_id();
    stage.get(&format!("/sites?company={company}")).await;

    let requests = stage.kinsta.requests();
    let seen: Vec<_> = requests.iter().map(|it| (it.method.as_str(), it.path.as_str(), it.status)).collect();
    assert_eq!(
        seen,
        [
            ("GET", "/validate", Some(200)),
            ("POST", "/sites/tools/clear-cache", Some(202)),
            ("GET", "/sites", Some(200))
        ]
    );
    assert_eq!(requests[2].query, format!("company={company}"));
    assert!(requests.iter().all(|it| it.authorised));
    assert!(!format!("{requests:?}").contains("demo-key"));

    let writes = stage.kinsta.writes();
    assert_eq!(writes.len(), 1);
    assert_eq!(writes[0].body, Some(json!({ "environment_id": stage.acme_live().id })));
    stage.kinsta.clear_requests();
    assert!(stage.kinsta.requests().is_empty());
    stage.operation(&id).await;
    assert_eq!(stage.kinsta.requests()[0].status, Some(404));
}

#[tokio::test]
async fn it_stops_when_told_and_when_dropped() {
    let stage = Stage::new().await;
    stage.kinsta.faults().next(1, "/validate", super::super::Fault::Stall { executed: false });
    let waiting = tokio::spawn(stage.request("GET", "/validate").send());
    stage.kinsta.faults().until_stalled(1).await;
    stage.kinsta.shutdown().await;
    assert!(waiting.await.unwrap().is_err(), "an open request is cut");
    assert!(stage.request("GET", "/validate").send().await.is_err());

    let Stage { kinsta, http, .. } = Stage::new().await;
    let (url, tasks) = (kinsta.api_url(), kinsta.running.tasks.clone());
    drop(kinsta);
    tasks.close();
    tasks.wait().await;
    assert!(http.get(url).send().await.is_err());
}
