//! Redirect rules: listing, searching and all kinds of change.

use serde_json::{Value, json};

use super::Stage;

fn rule(from: &str, to: &str) -> Value {
    json!({ "domain": "acme.example", "from": from, "to": to, "type": "permanent" })
}

async fn listed(stage: &Stage, query: &str) -> (Vec<String>, u64) {
    let told = stage.read(&stage.at_live(&format!("redirect-rules{query}"))).await;
    let rules = &told["environment"]["container_info"]["redirect_rules"];
    let from = rules["rules"].as_array().unwrap().iter().map(|rule| rule["from"].as_str().unwrap().to_owned());
    (from.collect(), rules["redirect_rules_count"].as_u64().unwrap())
}

async fn change(stage: &Stage, body: &Value) -> u16 {
    let answer = stage.post(&stage.at_live("redirect-rules"), body).await;
    assert!(answer.status != 200 || answer.text.is_empty(), "{}", answer.text);
    answer.status
}

#[tokio::test]
async fn rules_are_paged_sorted_and_searched() {
    let stage = Stage::new().await;
    let (page, count) = listed(&stage, "").await;
    assert_eq!((page.len(), count), (10, 18));
    assert_eq!(listed(&stage, "?limit=100").await.0.len(), 18);
    assert_eq!(listed(&stage, "?limit=10&offset=15").await.0.len(), 3);
    let (from, _) = listed(&stage, "?key=from&limit=2").await;
    assert_eq!(from, ["/archive/2019/03", "/archive/2019/06"]);
    let (from, _) = listed(&stage, "?key=from&order=descend&limit=2").await;
    assert_eq!(from, ["^/blog/(.*)$", "/summer-sale"]);
    assert_eq!(listed(&stage, "?search_query=SUMMER").await, (vec!["/summer-sale".to_owned()], 1));
    assert_eq!(listed(&stage, "?search_query=^/archive/20.*/09$&regex_search=true&limit=2").await.1, 5);
    for wrong in ["?search_query=(&regex_search=true", "?key=age", "?limit=x"] {
        assert_eq!(stage.get(&stage.at_live(&format!("redirect-rules{wrong}"))).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn rules_are_added_changed_and_removed_at_once() {
    let stage = Stage::new().await;
    let id = stage.acme_live().id;
    let has = |from: &str, to: &str| stage.kinsta.redirect_rules(&id).iter().any(|it| it.from == from && it.to == to);
    let new = json!({ "action_type": "NEW", "new_value": rule("/a", "/b") });
    assert_eq!(change(&stage, &new).await, 200);
    assert!(has("/a", "/b"));
    assert_eq!(change(&stage, &new).await, 400, "there already");
    assert_eq!(change(&stage, &json!({ "action_type": "NEW" })).await, 400);

    let update =
        json!({ "action_type": "UPDATE", "rules_to_update": [rule("/a", "/b")], "new_value": rule("/a", "/c") });
    assert_eq!(change(&stage, &update).await, 200);
    assert!(has("/a", "/c") && !has("/a", "/b"));
    assert_eq!(change(&stage, &update).await, 404, "it is no longer so");

    let count = stage.kinsta.redirect_rules(&id).len();
    let delete = json!({ "action_type": "DELETE", "rules_to_update": [rule("/a", "/c")] });
    assert_eq!(change(&stage, &delete).await, 200);
    assert_eq!(stage.kinsta.redirect_rules(&id).len(), count - 1);
    assert_eq!(change(&stage, &json!({ "action_type": "DELETE" })).await, 400);
    assert_eq!(stage.last_activity().await.1, "Remove redirect rules of \"Acme\" (Live)");
}

#[tokio::test]
async fn all_rules_are_removed_or_all_that_a_search_finds() {
    let stage = Stage::new().await;
    let some = json!({ "action_type": "DELETE_ALL", "search_query": "/archive/" });
    assert_eq!(change(&stage, &some).await, 200);
    assert_eq!(listed(&stage, "").await.1, 3);
    assert_eq!(change(&stage, &json!({ "action_type": "DELETE_ALL" })).await, 200);
    assert_eq!(listed(&stage, "").await.1, 0);
}
