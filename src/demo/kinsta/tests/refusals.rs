//! Wrong keys, wrong bodies, wrong ids, wrong routes.

use serde_json::json;

use super::Stage;

#[tokio::test]
async fn without_the_right_key_nothing_is_told() {
    let stage = Stage::new().await;
    let url = format!("{}/validate", stage.kinsta.api_url());
    let bare = stage.http.get(&url);
    let wrong = stage.http.get(&url).bearer_auth("demo-ke");
    let longer = stage.http.get(&url).bearer_auth("demo-key2");
    let other_scheme = stage.http.get(&url).header("authorization", "Basic demo-key");
    let twice = stage.http.get(&url).bearer_auth("demo-key").header("authorization", "Bearer x");
    for request in [bare, wrong, longer, other_scheme, twice] {
        let refused = stage.send(request).await;
        assert_eq!(refused.status, 401);
        let said = "No or invalid API key provided to the request";
        assert_eq!(refused.json(), json!({ "status": 401, "message": said, "data": null }));
    }
    assert!(stage.kinsta.requests().iter().all(|request| !request.authorised));
    assert_eq!(stage.get("/validate").await.status, 200);
}

#[tokio::test]
async fn a_write_without_the_key_does_nothing() {
    let stage = Stage::new().await;
    let url = format!("{}/sites/tools/clear-cache", stage.kinsta.api_url());
    let request = stage.http.post(url).json(&json!({ "environment_id": stage.acme_live().id }));
    assert_eq!(stage.send(request).await.status, 401);
    assert_eq!(stage.kinsta.running_operations(), 0);
}

#[tokio::test]
async fn ill_typed_bodies_are_refused_and_name_the_field() {
    let stage = Stage::new().await;
    let id = stage.acme_live().id;
    let wrong = [
        ("/sites/tools/clear-cache", json!({}), "environment_id"),
        ("/sites/tools/clear-cache", json!({ "environment_id": null }), "environment_id"),
        ("/sites/tools/restart-php", json!({ "environment_id": 5 }), "environment_id"),
        ("/sites/cdn/clear-cache", json!({ "environment_id": id }), "cdn_cache_id"),
        ("/sites/cdn/clear-cache", json!({ "environment_id": id, "cdn_cache_id": null }), "cdn_cache_id"),
        ("/sites/edge-caching/clear", json!({ "environment_id": id, "url": 1 }), "url"),
        ("/sites/edge-caching/clear", json!({ "environment_id": id, "url": "no url" }), "url"),
        (
            "/sites/edge-caching/clear",
            json!({ "environment_id": id, "clear_subdirectories": "yes" }),
            "clear_subdirectories",
        ),
    ];
    for (path, body, field) in wrong {
        let refused = stage.post(path, &body).await;
        assert_eq!(refused.status, 400, "{path} {body}");
        let told = refused.json();
        assert_eq!((&told["status"], &told["message"]), (&json!(400), &json!("Bad request format")));
        assert_eq!(told["data"][0]["path"], json!([field]));
    }
    assert_eq!(stage.kinsta.running_operations(), 0);
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused() {
    let stage = Stage::new().await;
    let path = "/sites/tools/clear-cache";
    let id = stage.acme_live().id;
    let json_type = |text: String| stage.request("POST", path).header("content-type", "application/json").body(text);
    let form = stage.request("POST", path).form(&[("environment_id", &id)]);
    let none = stage.request("POST", path);
    for request in [json_type("{".to_owned()), json_type("[]".to_owned()), json_type(String::new()), form, none] {
        assert_eq!(stage.send(request).await.status, 400);
    }
}

#[tokio::test]
async fn unknown_ids_are_not_found() {
    let stage = Stage::new().await;
    let nobody = "00000000-0000-4000-8000-000000000000";
    let paths = [
        format!("/sites?company={nobody}"),
        format!("/sites/{nobody}"),
        format!("/sites/{nobody}/environments"),
        format!("/operations/cache:clear-{nobody}"),
        format!("/company/{nobody}/users"),
        format!("/company/{nobody}/api-keys"),
        format!("/company/{nobody}/available-regions"),
        format!("/company/{nobody}/activity-logs"),
    ];
    for path in paths {
        let missing = stage.get(&path).await;
        assert_eq!((missing.status, missing.json()["status"].as_u64()), (404, Some(404)), "{path}");
    }
    for path in ["/sites/tools/clear-cache", "/sites/tools/restart-php", "/sites/edge-caching/clear"] {
        assert_eq!(stage.post(path, &json!({ "environment_id": nobody })).await.status, 404, "{path}");
    }
    let foreign = json!({ "environment_id": stage.acme_live().id, "cdn_cache_id": nobody });
    assert_eq!(stage.post("/sites/cdn/clear-cache", &foreign).await.status, 404);
}

#[tokio::test]
async fn wrong_queries_are_refused() {
    let stage = Stage::new().await;
    let company = stage.kinsta.company_id();
    let paths = [
        "/sites".to_owned(),
        format!("/sites?company={company}&include_environments=perhaps"),
        format!("/company/{company}/activity-logs?limit=ten"),
        format!("/company/{company}/activity-logs?offset=-1"),
        format!("/company/{company}/activity-logs?category=gossip"),
        format!("/company/{company}/activity-logs?language=tlh"),
    ];
    for path in paths {
        assert_eq!(stage.get(&path).await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn unknown_routes_and_methods_answer_json() {
    let stage = Stage::new().await;
    for path in ["/nothing", "", "/", "/sites/environments/x/y", "/operations"] {
        let missing = stage.get(path).await;
        assert_eq!((missing.status, missing.json()["status"].as_u64()), (404, Some(404)), "{path:?}");
    }
    let outside = stage.send(stage.http.get(format!("http://{}/v1/sites", stage.kinsta.api_addr()))).await;
    assert_eq!((outside.status, outside.json()["status"].as_u64()), (404, Some(404)));
    for (method, path) in [("POST", "/validate"), ("GET", "/sites/tools/clear-cache/"), ("PUT", "/sites")] {
        let refused = stage.send(stage.request(method, path)).await;
        assert!(matches!(refused.status, 404 | 405), "{method} {path} {}", refused.status);
        assert_eq!(refused.json()["status"].as_u64(), Some(u64::from(refused.status)));
    }
    assert_eq!(stage.send(stage.request("POST", "/validate")).await.status, 405);
}
