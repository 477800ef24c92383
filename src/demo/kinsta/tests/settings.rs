//! PHP, caches, web root, files, denied addresses, the database login.

use serde_json::{Value, json};

use super::super::PhpAllocation;
use super::Stage;

#[tokio::test]
async fn the_php_version_changes_when_the_operation_ends() {
    let stage = Stage::new().await;
    let path = "/sites/tools/modify-php-version";
    let mut body = json!({ "environment_id": stage.acme_live().id, "php_version": "8.4" });
    assert_eq!(stage.send_json("PUT", path, &body).await.status, 202);
    assert_eq!(stage.visit("acme.example/").await.status, 503, "the engine restarts");
    assert_eq!(stage.acme_live().php_engine_version, "php8.3");
    stage.advance_ms(7_000);
    assert_eq!(stage.acme_live().php_engine_version, "php8.4");
    assert_eq!(stage.visit("acme.example/").await.status, 200);
    assert!(!stage.acme_live().is_opt_out_from_automatic_php_update);

    body["is_opt_out_from_automatic_php_update"] = json!(true);
    stage.does("PUT", path, &body).await;
    let listed = stage.read(&format!("/sites/{}/environments", stage.acme().id)).await;
    assert_eq!(listed["site"]["environments"][0]["is_opt_out_from_automatic_php_update"], true);
    body["php_version"] = json!("php8.3");
    assert_eq!(stage.fails("PUT", path, &body).await, "The PHP version php8.3 is not supported.");
}

#[tokio::test]
async fn edge_caching_can_be_switched_off_and_on() {
    let stage = Stage::new().await;
    let id = stage.acme_live().id;
    let set = |on: bool| json!({ "environment_id": id, "enabled": on });
    stage.does("PUT", "/sites/edge-caching/status", &set(false)).await;
    assert_eq!(stage.acme_live().id_edge_cache, None);
    assert_eq!(stage.visit("acme.example/").await.headers.get("ki-cf-cache-status"), None);
    stage.does("PUT", "/sites/edge-caching/status", &set(true)).await;
    assert!(stage.acme_live().id_edge_cache.is_some());
    assert_eq!(stage.visit("acme.example/").await.header("ki-cf-cache-status"), "MISS");
}

#[tokio::test]
async fn images_are_optimised_where_there_is_a_cdn() {
    let stage = Stage::new().await;
    let path = "/sites/cdn/image-optimization";
    for kind in ["off", "lossless"] {
        let body = json!({ "environment_id": stage.acme_live().id, "image_optimization_type": kind });
        stage.does("PUT", path, &body).await;
        assert_eq!(stage.acme_live().image_optimization_type.as_deref(), Some(kind));
    }
    let without = json!({ "environment_id": stage.acme_staging().id, "image_optimization_type": "off" });
    assert_eq!(stage.fails("PUT", path, &without).await, "CDN is not enabled for this environment.");
}

#[tokio::test]
async fn the_php_pool_of_a_site_can_be_shared_out_differently() {
    let stage = Stage::new().await;
    let (live, staging) = (stage.acme_live().id, stage.acme_staging().id);
    let path = format!("/sites/{}/change-site-php-allocation", stage.acme().id);
    let pool = stage.kinsta.php_allocation(&live).unwrap();
    let (threads, memory_mb) = (pool.threads / 2, pool.memory_mb * 2);
    stage.does("POST", &path, &json!({ "thread_count": threads, "thread_memory": memory_mb })).await;
    assert_eq!(stage.kinsta.php_allocation(&live), Some(PhpAllocation { threads, memory_mb }));
    assert_eq!(stage.kinsta.php_allocation(&staging), Some(PhpAllocation { threads: 2, memory_mb }));
    let said = stage.fails("POST", &path, &json!({ "thread_count": 99, "thread_memory": 512 })).await;
    assert!(said.contains("PHP pool"), "{said}");
    let said = stage.refused("POST", &path, &json!({ "thread_count": 2, "thread_memory": 256, "extra": 1 })).await;
    assert!(said.contains("Unrecognized key"), "{said}");
}

#[tokio::test]
async fn an_environments_own_php_share_is_for_premium_staging() {
    let stage = Stage::new().await;
    let path = |id: &str| format!("/sites/environments/{id}/change-environment-php-allocation");
    let sites = stage.kinsta.sites();
    let premium = sites.iter().flat_map(|site| &site.environments).find(|it| it.is_premium).unwrap();
    let body = json!({ "thread_count": 2, "thread_memory": 512 });
    stage.does("POST", &path(&premium.id), &body).await;
    assert_eq!(stage.kinsta.php_allocation(&premium.id), Some(PhpAllocation { threads: 2, memory_mb: 512 }));
    let said = stage.refused("POST", &path(&stage.acme_live().id), &body).await;
    assert!(said.contains("premium staging"), "{said}");
}

#[tokio::test]
async fn the_web_root_moves_to_a_subfolder_and_back() {
    let stage = Stage::new().await;
    let usual = stage.acme_live().web_root;
    let path = stage.at_live("change-webroot-subfolder");
    stage.visit("acme.example/").await;
    let keep = json!({ "web_root_subfolder": "/releases/2", "clear_all_cache": false });
    stage.does("POST", &path, &keep).await;
    assert_eq!(stage.acme_live().web_root, format!("{usual}/releases/2"));
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "HIT");
    stage.does("POST", &path, &json!({ "web_root_subfolder": "/" })).await;
    assert_eq!(stage.acme_live().web_root, usual);
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "MISS");
    for wrong in ["", "release", "/a b", "/../etc"] {
        stage.refused("POST", &path, &json!({ "web_root_subfolder": wrong })).await;
    }
}

#[tokio::test]
async fn the_list_of_files_shows_what_is_installed() {
    let stage = Stage::new().await;
    let list = stage.read(&stage.at_live("file-list")).await["environment"]["file_list"].clone();
    let in_list = |list: &Value, name: &str| -> Value {
        list.as_array().unwrap().iter().find(|node| node["name"] == name).unwrap().clone()
    };
    let plugins = in_list(&in_list(&list, "wp-content")["children"], "plugins");
    assert_eq!(plugins["path"], "wp-content/plugins");
    let akismet = in_list(&plugins["children"], "akismet");
    assert_eq!(akismet, json!({ "name": "akismet", "path": "wp-content/plugins/akismet" }));
}

#[tokio::test]
async fn the_denied_addresses_are_replaced_as_a_whole_and_at_once() {
    let stage = Stage::new().await;
    let id = stage.acme_live().id;
    let path = "/sites/tools/denied-ips";
    for list in [json!(["203.0.113.7", "2001:db8::/32"]), json!(["198.51.100.0/24"]), json!([])] {
        let answer = stage.send_json("PUT", path, &json!({ "environment_id": id, "ip_list": list })).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "result": null })));
        let told = stage.read(&format!("{path}?environment_id={id}")).await;
        assert_eq!(told["environment"], json!({ "id": id, "ip_list": list }));
    }
    assert_eq!(stage.kinsta.denied_ips(&id), Vec::<String>::new());
    let said = stage.refused("PUT", path, &json!({ "environment_id": id, "ip_list": ["acme"] })).await;
    assert!(said.ends_with("Invalid IP address: acme"), "{said}");
    assert_eq!(stage.last_activity().await.0, "updateDeniedIps");
}

#[tokio::test]
async fn every_database_login_is_another_one() {
    let stage = Stage::new().await;
    let path = stage.at_live("pma-login-token");
    let ask = async || stage.send(stage.request("POST", &path)).await.json();
    let (one, two) = (ask().await, ask().await);
    assert!(one["url"].as_str().unwrap().starts_with("https://mysqleditor-acme.kinsta.cloud?app-key="));
    assert_ne!(one["url"], two["url"]);
    let in_15_minutes = "2027-03-01T09:15:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    assert_eq!(one["expires_at"], in_15_minutes);
}
