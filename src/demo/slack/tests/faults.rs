use super::*;

#[tokio::test]
async fn each_fault_happens_as_often_as_planned_and_to_its_method_only() {
    let scene = Scene::start().await;
    let faults = scene.slack.faults();
    faults.ratelimit("chat.postMessage", 1, 7);
    faults.http("chat.postMessage", 1, 503);
    faults.error("chat.postMessage", 1, "not_in_channel");
    let url = format!("{}/chat.postMessage", scene.slack.api_url());
    let post = || async {
        let args = json!({ "channel": "C1", "text": "x" });
        scene.post(&url, Some("xoxb-demo-0000000000"), &args).await
    };
    assert_eq!(scene.api("auth.test", json!({})).await["ok"], true);
    let Delivery::Answered { status, headers, .. } = post().await else { panic!("no answer") };
    assert_eq!((status, headers.get("retry-after").unwrap().to_str().unwrap()), (429, "7"));
    assert_eq!(status_of(&post().await), 503);
    assert_eq!(body_of(&post().await)["error"], "not_in_channel");
    assert_eq!(body_of(&post().await)["ok"], true);
    assert_eq!(scene.slack.messages("C1").len(), 1);
    assert_eq!(faults.pending(), 0);
    scene.no_violations();
}

#[tokio::test]
async fn a_dropped_answer_leaves_the_message_posted_and_a_dropped_request_does_not() {
    let scene = Scene::start().await;
    let url = format!("{}/chat.postMessage", scene.slack.api_url());
    scene.slack.faults().drop_before("*", 1);
    let args = json!({ "channel": "C1", "text": "x" });
    let broken = scene.post(&url, Some("xoxb-demo-0000000000"), &args).await;
    assert!(matches!(broken, Delivery::Failed(_)), "{broken:?}");
    assert_eq!(scene.slack.messages("C1").len(), 0);
    scene.slack.faults().drop_after("chat.postMessage", 1);
    let broken = scene.post(&url, Some("xoxb-demo-0000000000"), &args).await;
    assert!(matches!(broken, Delivery::Failed(_)), "{broken:?}");
    assert_eq!(scene.slack.messages("C1").len(), 1);
}

#[tokio::test]
async fn a_stalled_call_goes_on_when_it_is_released() {
    let scene = Scene::start().await;
    scene.slack.faults().stall("chat.postMessage", 1);
    let call = scene.api("chat.postMessage", json!({ "channel": "C1", "text": "x" }));
    let release = async {
        while scene.slack.faults().pending() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(scene.slack.messages("C1").is_empty());
        scene.slack.faults().release();
    };
    let (answer, ()) = tokio::join!(call, release);
    assert_eq!(answer["ok"], true);
    assert_eq!(scene.slack.messages("C1").len(), 1);
}

#[tokio::test]
async fn a_response_url_can_fail_too() {
    let scene = Scene::start().await;
    scene.slack.slash("U1", "C1", "/kinsta", "x").await;
    let url = scene.last().form("response_url");
    scene.slack.faults().http("response_url", 1, 500);
    assert_eq!(status_of(&scene.post(&url, None, &json!({ "text": "x" })).await), 500);
    assert_eq!(status_of(&scene.post(&url, None, &json!({ "text": "x" })).await), 200);
}

#[tokio::test]
async fn shutting_down_ends_everything() {
    let scene = Scene::start().await;
    scene.slack.shutdown().await;
    let url = format!("{}/auth.test", scene.slack.api_url());
    let answer = scene.post(&url, None, &json!({})).await;
    assert!(matches!(answer, Delivery::Failed(_)), "{answer:?}");
}
