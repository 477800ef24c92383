//! The seeded company, and changing it.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::{NewEnvironment, Options};
use super::Stage;

async fn listed(stage: &Stage) -> Vec<Value> {
    let company = stage.kinsta.company_id();
    let answer = stage.get(&format!("/sites?company={company}&include_environments=true")).await;
    answer.json()["company"]["sites"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_first_site_is_acme() {
    let stage = Stage::new().await;
    let first = listed(&stage).await[0].clone();
    assert_eq!((&first["display_name"], &first["name"]), (&json!("Acme"), &json!("acme")));
    let live = first["environments"].as_array().unwrap().iter().find(|it| it["name"] == "live").unwrap();
    let domains: Vec<&str> = live["domains"].as_array().unwrap().iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(domains, ["acme.example", "www.acme.example", "acme.kinsta.cloud"]);
    assert_eq!(live["primaryDomain"]["name"], "acme.example");
    assert!(live["cdn_cache_id"].is_string() && live["id_edge_cache"].is_string());
    let staging = first["environments"].as_array().unwrap().iter().find(|it| it["name"] == "staging").unwrap();
    assert_eq!((&staging["cdn_cache_id"], &staging["id_edge_cache"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn the_company_has_every_kind_of_site() {
    let stage = Stage::new().await;
    let sites = stage.kinsta.sites();
    assert_eq!(sites.len(), 40);
    let some = |what: &str, holds: &dyn Fn(&super::Site) -> bool| assert!(sites.iter().any(holds), "{what}");
    some("umlaut", &|site| site.display_name.contains('ü'));
    some("ampersand", &|site| site.display_name.contains('&'));
    some("quotes", &|site| site.display_name.contains('"'));
    some("long", &|site| site.display_name.chars().count() > 130);
    some("live only", &|site| site.environments.len() == 1);
    some("premium staging", &|site| site.environments.iter().any(|env| env.is_premium));
    some("live not first", &|site| site.environments[0].name != "live");
    some("no label", &|site| site.labels.is_empty());
    some("two labels", &|site| site.labels.len() == 2);
    some("wildcard", &|site| {
        site.environments.iter().any(|env| env.domains.iter().any(|it| it.name.starts_with("*.")))
    });
    some("live without CDN", &|site| site.environment("live").is_some_and(|env| env.cdn_cache_id.is_none()));
    some("live without edge", &|site| site.environment("live").is_some_and(|env| env.id_edge_cache.is_none()));
    some("WordPress unknown", &|site| site.environments.iter().any(|env| env.wordpress_version.is_none()));
    assert!(sites.iter().all(|site| site.environment("live").is_some()));
    assert!(stage.kinsta.site("Acme Shop").is_some());
}

#[tokio::test]
async fn large_companies_have_no_name_domain_or_id_twice() {
    let stage = Stage::with(Options { sites: 1_500, ..Options::default() }).await;
    let sites = stage.kinsta.sites();
    assert_eq!(listed(&stage).await.len(), 1_500);
    let mut seen = HashSet::new();
    for site in &sites {
        assert!(seen.insert(&site.display_name) && seen.insert(&site.id), "{}", site.display_name);
        for environment in &site.environments {
            assert!(seen.insert(&environment.id) && seen.insert(&environment.container_id));
            for domain in &environment.domains {
                assert!(seen.insert(&domain.id) && seen.insert(&domain.name), "{}", domain.name);
            }
        }
    }
}

#[tokio::test]
async fn ids_are_the_same_in_every_run_and_differ_by_seed() {
    let (one, two) = (Stage::new().await, Stage::new().await);
    assert_eq!(one.kinsta.sites(), two.kinsta.sites());
    let other = Stage::with(Options { seed: 2, ..Options::default() }).await;
    assert_ne!(one.kinsta.company_id(), other.kinsta.company_id());
    let id = one.kinsta.company_id();
    let shape: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!((shape, id.as_bytes()[14]), (vec![8, 4, 4, 4, 12], b'4'), "{id}");
}

#[tokio::test]
async fn sites_come_without_environments_unless_asked_for() {
    let stage = Stage::new().await;
    let company = stage.kinsta.company_id();
    let answer = stage.get(&format!("/sites?company={company}")).await.json();
    assert!(answer["company"]["sites"][0].get("environments").is_none());
}

#[tokio::test]
async fn the_list_may_lack_the_cache_ids() {
    let stage = Stage::with(Options { cache_ids_in_list: false, ..Options::default() }).await;
    for site in listed(&stage).await {
        for environment in site["environments"].as_array().unwrap() {
            assert_eq!((&environment["cdn_cache_id"], &environment["id_edge_cache"]), (&Value::Null, &Value::Null));
        }
    }
    let path = format!("/sites/{}/environments", stage.acme().id);
    assert!(stage.get(&path).await.json()["site"]["environments"][0]["cdn_cache_id"].is_string());
}

#[tokio::test]
async fn the_company_changes_behind_the_scenes() {
    let stage = Stage::new().await;
    let environments =
        [NewEnvironment::live(&["new.example"]), NewEnvironment::premium_staging("qa", "QA", &["qa.kinsta.cloud"])];
    let added = stage.kinsta.add_site("Néw Ünit", Some("care-plan"), &environments);
    assert_eq!(added.name, "nwuenit");
    assert_eq!(listed(&stage).await.len(), 41);
    assert_eq!(stage.visit("new.example/").await.status, 200);
    assert!(stage.kinsta.rename(&added.id, "Renamed"));
    let seen = listed(&stage).await[40].clone();
    assert_eq!((&seen["display_name"], &seen["siteLabels"][0]["name"]), (&json!("Renamed"), &json!("care-plan")));
    assert!(stage.kinsta.remove_site(&added.id));
    assert_eq!(stage.visit("new.example/").await.status, 404);
    assert_eq!(stage.get(&format!("/sites/{}", added.id)).await.status, 404);
    let again = stage.kinsta.add_site("Néw Ünit", None, &[NewEnvironment::staging(&["new.example"])]);
    assert_ne!(again.id, added.id);
    assert!(!stage.kinsta.rename("x", "y") && !stage.kinsta.remove_site("x") && !stage.kinsta.set_blocked("x", true));
}

#[tokio::test]
async fn a_key_may_expire() {
    let stage = Stage::with(Options { key_expires_at_ms: Some(1_893_456_000_000), ..Options::default() }).await;
    assert_eq!(stage.get("/validate").await.json()["expires_at"], "1893456000000");
    let keys = stage.get(&format!("/company/{}/api-keys", stage.kinsta.company_id())).await.json();
    assert_eq!(keys["api_keys"][0]["id"], json!(stage.kinsta.api_key_id()));
    assert_eq!(keys["api_keys"][0]["expires_at"], "2030-01-01T00:00:00Z");
}
