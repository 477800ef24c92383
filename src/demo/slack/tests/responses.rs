use super::*;

async fn response_url(scene: &Scene) -> String {
    scene.slack.slash("U1", "D9", "/kinsta", "x").await;
    scene.last().form("response_url")
}

#[tokio::test]
async fn a_response_url_works_five_times_even_where_the_bot_is_no_member() {
    let scene = Scene::start().await;
    let url = response_url(&scene).await;
    for number in 0..5 {
        let answer = scene.post(&url, None, &json!({ "text": format!("{number}") })).await;
        assert_eq!(status_of(&answer), 200);
    }
    let sixth = scene.post(&url, None, &json!({ "text": "6" })).await;
    assert_eq!((status_of(&sixth), body_of(&sixth)), (404, json!({ "ok": false, "error": "used_url" })));
    assert_eq!(scene.slack.ephemerals("U1", "D9").len(), 5);
    assert_eq!(scene.slack.take_violations(), ["response_url: used_url"]);
    let calls = scene.slack.calls();
    assert_eq!(calls.last().unwrap().error.as_deref(), Some("used_url"));
    assert_eq!(calls.len(), 6);
}

#[tokio::test]
async fn a_response_url_dies_after_thirty_minutes() {
    let scene = Scene::start().await;
    let url = response_url(&scene).await;
    scene.clock.advance(Duration::from_secs(30 * 60));
    assert_eq!(status_of(&scene.post(&url, None, &json!({ "text": "in time" })).await), 200);
    scene.clock.advance(Duration::from_millis(1));
    let late = scene.post(&url, None, &json!({ "text": "late" })).await;
    assert_eq!((status_of(&late), body_of(&late)["error"].clone()), (404, json!("expired_url")));
}

#[tokio::test]
async fn the_pressed_ephemeral_can_be_replaced_and_deleted_but_never_made_public() {
    let scene = Scene::start().await;
    scene.answers(&json!({ "text": "Sure?", "blocks": card("Clear") }));
    scene.slack.slash("U1", "C1", "/kinsta", "cache clear acme").await;
    let prompt = scene.slack.ephemerals("U1", "C1").remove(0);
    scene.slack.press("U1", &prompt, "Clear").await;
    let url = scene.last().payload()["response_url"].as_str().unwrap().to_owned();
    let replace = json!({ "replace_original": true, "response_type": "in_channel", "text": "Clearing…" });
    assert_eq!(status_of(&scene.post(&url, None, &replace).await), 200);
    let shown = scene.slack.ephemerals("U1", "C1");
    assert_eq!((shown.len(), shown[0].plain(), shown[0].edits), (1, "Clearing…".to_owned(), 1));
    assert!(scene.slack.messages("C1").is_empty());
    assert_eq!(status_of(&scene.post(&url, None, &json!({ "delete_original": true })).await), 200);
    assert!(scene.slack.ephemerals("U1", "C1").is_empty());
    let gone = scene.post(&url, None, &replace).await;
    assert_eq!(body_of(&gone)["error"], "message_not_found");
    scene.no_violations();
}

#[tokio::test]
async fn an_answer_in_channel_may_go_into_a_thread_and_an_ephemeral_one_may_not() {
    let scene = Scene::start().await;
    let parent = scene.posted(json!({ "text": "parent", "blocks": card("Go") })).await;
    scene.slack.press("U1", &parent, "Go").await;
    let url = scene.last().payload()["response_url"].as_str().unwrap().to_owned();
    let body =
        json!({ "response_type": "in_channel", "replace_original": false, "thread_ts": parent.ts, "text": "in" });
    scene.post(&url, None, &body).await;
    assert_eq!(scene.slack.thread("C1", &parent.ts).len(), 2);
    scene.no_violations();
    scene.post(&url, None, &json!({ "thread_ts": parent.ts, "text": "eph" })).await;
    assert_eq!(scene.slack.violations().len(), 1);
}

#[tokio::test]
async fn what_was_typed_cannot_be_deleted() {
    let scene = Scene::start().await;
    let url = response_url(&scene).await;
    let answer = scene.post(&url, None, &json!({ "delete_original": true })).await;
    assert_eq!(status_of(&answer), 400);
    assert_eq!(scene.slack.violations().len(), 1);
}
