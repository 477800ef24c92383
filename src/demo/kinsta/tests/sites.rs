//! Making sites and ending them.

use serde_json::{Value, json};

use super::super::Options;
use super::Stage;

fn new_site(stage: &Stage, display_name: &str) -> Value {
    json!({
        "company": stage.kinsta.company_id(), "display_name": display_name, "region": "europe-west3",
        "install_mode": "new", "admin_email": "admin@agency.example", "admin_password": "long enough",
        "admin_user": "admin", "site_title": display_name, "wp_language": "en_US", "woocommerce": true,
    })
}

#[tokio::test]
async fn a_new_site_is_there_when_its_operation_ends_which_tells_its_id() {
    let stage = Stage::new().await;
    let begun = stage.send_json("POST", "/sites", &new_site(&stage, "Fresh Start")).await;
    assert_eq!(begun.status, 202);
    let id = begun.json()["operation_id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("sites:add-"), "{id}");
    stage.advance_ms(5_999);
    assert!(stage.kinsta.site("Fresh Start").is_none());
    stage.advance_ms(1);
    let told = stage.operation(&id).await.json();
    let site = stage.kinsta.site("Fresh Start").unwrap();
    assert_eq!(told["data"], json!({ "idSite": site.id }));
    let live = site.environment("live").unwrap();
    assert_eq!((live.wordpress_version.is_some(), site.environments.len()), (true, 1));
    assert!(stage.kinsta.plugins(&live.id).iter().any(|plugin| plugin.name == "woocommerce"));
    assert_eq!(stage.visit("freshstart.kinsta.cloud/").await.status, 200);
    let listed = stage.read(&format!("/sites/{}", site.id)).await;
    assert_eq!(listed["site"]["environments"][0]["primaryDomain"]["name"], "freshstart.kinsta.cloud");
    assert_eq!(stage.last_activity().await, ("addSite".to_owned(), "Create site \"Fresh Start\"".to_owned()));
}

#[tokio::test]
async fn sites_with_one_name_get_different_system_names() {
    let stage = Stage::new().await;
    for name in ["acme", "acme2"] {
        let data = stage.does("POST", "/sites", &new_site(&stage, "ACME!")).await;
        let sites = stage.kinsta.sites();
        assert!(sites.iter().any(|site| json!(site.id) == data["idSite"]));
        assert!(sites.iter().any(|site| site.name == name), "{name}");
    }
}

#[tokio::test]
async fn a_plain_site_has_no_wordpress() {
    let stage = Stage::new().await;
    let company = stage.kinsta.company_id();
    let body = json!({ "company": company, "display_name": "Bare", "region": "us-south1" });
    stage.does("POST", "/sites/plain", &body).await;
    let live = stage.kinsta.site("Bare").unwrap().environment("live").unwrap().clone();
    assert_eq!((live.wordpress_version, stage.kinsta.plugins(&live.id).len()), (None, 0));

    // The usual call makes one too unless it is told otherwise, and cannot clone.
    let mut body = new_site(&stage, "Also bare");
    body.as_object_mut().unwrap().remove("install_mode");
    stage.does("POST", "/sites", &body).await;
    assert_eq!(stage.kinsta.site("Also bare").unwrap().environments[0].wordpress_version, None);
    body["install_mode"] = json!("clone");
    assert_eq!(stage.fails("POST", "/sites", &body).await, "There is no environment to clone.");
}

#[tokio::test]
async fn a_cloned_site_holds_what_its_source_held() {
    let stage = Stage::new().await;
    let source = stage.acme_live();
    let company = stage.kinsta.company_id();
    let body = json!({ "company": company, "display_name": "Acme Copy", "source_env_id": source.id });
    stage.does("POST", "/sites/clone", &body).await;
    let copy = stage.kinsta.site("Acme Copy").unwrap().environment("live").unwrap().clone();
    assert_eq!(stage.kinsta.contents(&copy.id), stage.kinsta.contents(&source.id));
    assert_eq!(stage.kinsta.plugins(&copy.id), stage.kinsta.plugins(&source.id));
    assert_ne!(copy.primary_domain_id, source.primary_domain_id);
}

#[tokio::test]
async fn a_site_is_refused_that_cannot_be_made() {
    let stage = Stage::new().await;
    for (field, value) in [
        ("display_name", json!("  ")),
        ("region", json!("moon-north1")),
        ("admin_email", json!("nobody")),
        ("admin_password", json!("")),
        ("is_subdomain_multisite", json!(true)),
    ] {
        let mut body = new_site(&stage, "Never");
        body[field] = value;
        stage.refused("POST", "/sites", &body).await;
        stage.advance_ms(20_000);
    }
    assert_eq!(stage.kinsta.running_operations(), 0);
}

#[tokio::test]
async fn a_deleted_site_is_gone_with_all_that_belonged_to_it() {
    let stage = Stage::new().await;
    let site = stage.acme();
    let live = stage.acme_live();
    let begun = stage.send(stage.request("DELETE", &format!("/sites/{}", site.id))).await;
    assert_eq!(begun.status, 202);
    assert!(stage.acme_live().is_blocked, "others have to wait");
    stage.kinsta.finish_operations();
    assert!(stage.kinsta.site("Acme").is_none());
    assert_eq!(stage.visit("acme.example/").await.status, 404);
    assert_eq!(stage.get(&format!("/sites/environments/{}/plugins", live.id)).await.status, 404);
    let zones = stage.read(&format!("/domains?company={}", stage.kinsta.company_id())).await;
    let zones = zones["company"]["domains"].as_array().unwrap().clone();
    assert!(zones.iter().any(|zone| zone["name"] == "acme.example" && zone["site_id"].is_null()), "its zone stays");
    let entry = stage.activity("?limit=1").await["items"][0].clone();
    assert_eq!((&entry["type"], &entry["is_done"]), (&json!("deleteSite"), &json!(true)));
}

#[tokio::test]
async fn a_reset_site_is_a_new_wordpress_with_its_old_backups() {
    let stage = Stage::new().await;
    let live = stage.acme_live();
    let (before, backups) = (stage.kinsta.contents(&live.id).unwrap(), stage.kinsta.backups(&live.id));
    let path = format!("/sites/{}/reset-site", stage.acme().id);
    stage.does("POST", &path, &json!({ "admin_password": "pw" })).await;
    let after = stage.kinsta.contents(&live.id).unwrap();
    assert!(before.files != after.files && before.database != after.database);
    let plugins = stage.kinsta.plugins(&live.id);
    assert_eq!(plugins.iter().map(|plugin| plugin.name.as_str()).collect::<Vec<_>>(), ["kinsta-mu-plugins", "akismet"]);
    assert_eq!(stage.kinsta.backups(&live.id), backups);
    assert!(!stage.acme_live().is_blocked);
}

#[tokio::test]
async fn only_five_things_are_made_per_minute() {
    let stage = Stage::new().await;
    let company = stage.kinsta.company_id();
    let body = json!({ "company": company, "display_name": "One of many", "region": "us-south1" });
    for _ in 0..4 {
        assert_eq!(stage.post("/sites/plain", &body).await.status, 202);
    }
    let environment = format!("/sites/{}/environments/plain", stage.acme().id);
    let wanted = json!({ "display_name": "Extra", "is_premium": true });
    assert_eq!(stage.post(&environment, &wanted).await.status, 202);
    stage.advance_ms(1_000);
    let refused = stage.post("/sites", &new_site(&stage, "Sixth")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "59"));
    assert_eq!(stage.post(&environment, &wanted).await.status, 429);
    stage.clears_acme().await;
    assert_eq!(stage.get(&format!("/sites?company={company}")).await.status, 200, "reading goes on");
    stage.advance_ms(59_000);
    assert_eq!(stage.post("/sites/plain", &body).await.status, 202);

    let free = Stage::with(Options { creations_per_minute: None, ..Options::default() }).await;
    for _ in 0..7 {
        assert_eq!(free.post("/sites/plain", &body).await.status, 202);
    }
}

#[tokio::test]
async fn what_was_made_has_other_ids_after_a_restart() {
    let mut ids = Vec::new();
    for wait_ms in [0, 1_000] {
        let stage = Stage::later(wait_ms).await;
        let data = stage.does("POST", "/sites", &new_site(&stage, "Again")).await;
        ids.push(data["idSite"].clone());
    }
    assert_ne!(ids[0], ids[1]);
}
