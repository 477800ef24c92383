//! What visitors see.

use serde_json::json;

use super::super::WebState;
use super::Stage;

#[tokio::test]
async fn a_page_is_a_miss_then_a_hit_and_a_query_goes_past_the_cache() {
    let stage = Stage::new().await;
    let first = stage.visit("acme.example/").await;
    assert_eq!(
        (first.status, first.header("x-kinsta-cache"), first.header("ki-cf-cache-status")),
        (200, "MISS", "MISS")
    );
    assert!(first.text.contains("<h1>Acme</h1>"), "{}", first.text);
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "HIT");
    assert_eq!(stage.visit("acme.example/?x=1").await.header("x-kinsta-cache"), "BYPASS");
    assert_eq!(stage.visit("acme.example/").await.header("ki-cf-cache-status"), "HIT");
    assert_eq!(stage.visit("www.acme.example/").await.header("x-kinsta-cache"), "MISS", "another address");
    let staging = stage.visit("stg-acme-staging.kinsta.cloud/").await;
    assert_eq!((staging.status, staging.headers.get("ki-cf-cache-status")), (200, None), "no edge there");
    assert_eq!(stage.kinsta.web_visits()[2].query, "x=1");
}

#[tokio::test]
async fn clearing_the_cache_empties_it_when_the_operation_ends() {
    let stage = Stage::new().await;
    stage.visit("acme.example/").await;
    stage.clears_acme().await;
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "HIT", "not yet");
    stage.advance_ms(6_000);
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "MISS");
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "HIT");
}

#[tokio::test]
async fn the_edge_can_be_cleared_for_one_address_or_what_lies_below_it() {
    let stage = Stage::new().await;
    let pages = ["acme.example/", "acme.example/shop", "acme.example/shop/tea", "acme.example/shopping"];
    let edge = async || {
        let mut seen = Vec::new();
        for page in pages {
            seen.push(stage.visit(page).await.header("ki-cf-cache-status").to_owned());
        }
        seen
    };
    let clear = async |body: serde_json::Value| {
        assert_eq!(stage.post("/sites/edge-caching/clear", &body).await.status, 202);
        stage.kinsta.finish_operations();
    };
    let id = stage.acme_live().id;
    assert_eq!(edge().await, ["MISS"; 4]);
    assert_eq!(edge().await, ["HIT"; 4]);
    clear(json!({ "environment_id": id, "url": "https://acme.example/shop" })).await;
    assert_eq!(edge().await, ["HIT", "MISS", "HIT", "HIT"]);
    clear(json!({ "environment_id": id, "url": "https://acme.example/shop", "clear_subdirectories": true })).await;
    assert_eq!(edge().await, ["HIT", "MISS", "MISS", "HIT"]);
    clear(json!({ "environment_id": id })).await;
    assert_eq!(edge().await, ["MISS"; 4]);
    assert_eq!(stage.visit("acme.example/").await.header("x-kinsta-cache"), "HIT", "the server's cache is another");
}

#[tokio::test]
async fn a_php_restart_takes_the_web_away_for_a_while() {
    let stage = Stage::new().await;
    let restart = json!({ "environment_id": stage.acme_live().id });
    assert_eq!(stage.post("/sites/tools/restart-php", &restart).await.status, 202);
    assert_eq!(stage.visit("acme.example/").await.status, 503);
    assert_eq!(stage.visit("stg-acme-staging.kinsta.cloud/").await.status, 200, "another environment");
    stage.clears_acme().await;
    stage.advance_ms(6_999);
    assert_eq!(stage.visit("acme.example/").await.status, 503, "a second after the operation");
    stage.advance_ms(1);
    assert_eq!(stage.visit("acme.example/").await.status, 200);

    stage.post("/sites/tools/restart-php", &restart).await;
    stage.advance_ms(10);
    stage.kinsta.finish_operations();
    assert_eq!(stage.visit("acme.example/").await.status, 503);
    stage.advance_ms(1_000);
    assert_eq!(stage.visit("acme.example/").await.status, 200);
}

#[tokio::test]
async fn domains_can_be_in_trouble() {
    let stage = Stage::new().await;
    let set = |state| stage.kinsta.set_web("Acme.example", state);
    set(WebState::Down(504));
    assert_eq!(stage.visit("acme.example/").await.status, 504);
    assert_eq!(stage.visit("www.acme.example/").await.status, 200, "each domain for itself");
    set(WebState::Blank);
    let blank = stage.visit("acme.example/").await;
    assert_eq!((blank.status, blank.text.as_str()), (200, ""));
    set(WebState::HiddenError);
    let cached = stage.visit("acme.example/").await;
    assert_eq!((cached.status, cached.header("x-kinsta-cache")), (200, "HIT"));
    assert_eq!(stage.visit("acme.example/?bust=1").await.status, 500);
    set(WebState::Redirect("https://elsewhere.example/".to_owned()));
    let moved = stage.visit("acme.example/").await;
    assert_eq!((moved.status, moved.header("location")), (301, "https://elsewhere.example/"));
    set(WebState::Up);
    assert_eq!(stage.visit("acme.example/").await.status, 200);
}

#[tokio::test]
async fn a_slow_page_waits_on_the_clock_and_a_hanging_one_never_answers() {
    let stage = Stage::new().await;
    stage.kinsta.set_web("acme.example", WebState::Slow(3_000));
    let slow = tokio::spawn(stage.visiting("acme.example/").send());
    while stage.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    stage.advance_ms(3_000);
    assert_eq!(slow.await.unwrap().unwrap().status(), 200);

    stage.kinsta.set_web("acme.example", WebState::Hang);
    let hanging = tokio::spawn(stage.visiting("acme.example/").send());
    while stage.kinsta.web_visits().len() < 2 {
        tokio::task::yield_now().await;
    }
    stage.kinsta.shutdown().await;
    assert!(hanging.await.unwrap().is_err(), "only the end of the simulator ends it");
}

#[tokio::test]
async fn a_wildcard_domain_answers_for_every_name_below_it() {
    let stage = Stage::new().await;
    let sites = stage.kinsta.sites();
    let wildcard = sites
        .iter()
        .flat_map(|site| &site.environments)
        .flat_map(|environment| &environment.domains)
        .find_map(|domain| domain.name.strip_prefix("*."))
        .unwrap();
    assert_eq!(stage.visit(&format!("anything.{wildcard}/")).await.status, 200);
    assert_eq!(stage.visit("anything.acme.example/").await.status, 404, "no wildcard there");
    assert_eq!(stage.visit("elsewhere.example/").await.status, 404);
}

#[tokio::test]
async fn names_are_escaped_in_pages() {
    let stage = Stage::new().await;
    let page = stage.visit("rd-lab.example/").await;
    assert!(page.text.contains("R&amp;D &lt;Lab&gt;"), "{}", page.text);
}
