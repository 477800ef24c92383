use super::*;

async fn with_page() -> Scene {
    Scene::with(Options { page: true, ..Options::default() }).await
}

async fn get(scene: &Scene, path: &str) -> Delivery {
    let url = format!("{}{path}", scene.slack.page_url().trim_end_matches('/'));
    scene.http.send(Request::get(url).body(Full::default()).unwrap()).await
}

async fn act(scene: &Scene, path: &str, body: Value) -> Value {
    let url = format!("{}{path}", scene.slack.page_url().trim_end_matches('/'));
    body_of(&scene.post(&url, None, &body).await)
}

#[tokio::test]
async fn the_page_is_self_contained_and_every_part_it_names_is_served() {
    let scene = with_page().await;
    let Delivery::Answered { status: 200, headers, body } = get(&scene, "/").await else { panic!("no page") };
    assert!(headers.get("content-security-policy").unwrap().to_str().unwrap().contains("script-src 'self'"));
    for part in ["page.css", "page.js", "dom.js", "mrkdwn.js", "blocks.js", "elements.js", "modal.js", "faults.js"] {
        assert_eq!(status_of(&get(&scene, &format!("/client/{part}")).await), 200, "{part}");
    }
    assert!(body.contains("/client/page.js"));
    let quiet = Scene::start().await;
    assert_eq!(status_of(&get(&quiet, "/").await), 404);
}

#[tokio::test]
async fn typing_pressing_and_reading_work_through_the_client_protocol() {
    let scene = with_page().await;
    scene.answers(&json!({ "text": "Sure?", "blocks": card("Clear") }));
    act(&scene, "/client/send", json!({ "user": "U1", "channel": "C1", "text": "/kinsta cache clear acme" })).await;
    let state = body_of(&get(&scene, "/client/state?user=U1&channel=C1").await);
    let message = &state["messages"][0];
    assert_eq!((&message["ephemeral"], &message["author"]["kind"]), (&json!(true), &json!("bot")));
    let other = body_of(&get(&scene, "/client/state?user=U2&channel=C1").await);
    assert_eq!(other["messages"], json!([]));
    let block = &message["blocks"][1];
    let pressed = json!({
        "user": "U1", "channel": "C1", "ts": message["ts"], "block_id": block["block_id"], "action_id": "yes",
    });
    assert_eq!(act(&scene, "/client/press", pressed.clone()).await["complaint"], Value::Null);
    assert_eq!(scene.last().payload()["actions"][0]["value"], "p1");
    assert!(scene.last().header("x-slack-signature").starts_with("v0="));
    let gone = json!({ "user": "U1", "channel": "C1", "ts": "1.1", "block_id": "b", "action_id": "yes" });
    assert_eq!(act(&scene, "/client/press", gone).await["complaint"], "this message is gone");
}

#[tokio::test]
async fn a_command_in_a_thread_and_an_unknown_command_are_told_to_the_person() {
    let scene = with_page().await;
    let said = scene.slack.say("U1", "C1", "hello", None).await;
    act(&scene, "/client/send", json!({ "user": "U1", "channel": "C1", "thread_ts": said.ts, "text": "/kinsta help" }))
        .await;
    act(&scene, "/client/send", json!({ "user": "U1", "channel": "C1", "text": "/kinta" })).await;
    let lines: Vec<String> = scene.slack.ephemerals("U1", "C1").iter().map(Message::plain).collect();
    assert_eq!(lines, ["/kinsta is not supported in threads. Sorry!", "/kinta is not a valid command. Try /kinsta."]);
    assert!(scene.seen().is_empty());
    act(&scene, "/client/send", json!({ "user": "U1", "channel": "C2", "text": "/invite @kinsta" })).await;
    act(&scene, "/client/send", json!({ "user": "U1", "channel": "C2", "text": "@kinsta help" })).await;
    assert_eq!(scene.last().json()["event"]["channel"], "C2");
}

#[tokio::test]
async fn news_are_waited_for() {
    let scene = with_page().await;
    let version = body_of(&get(&scene, "/client/state?user=U1").await)["version"].clone();
    let path = format!("/client/events?version={version}");
    let (news, ()) = tokio::join!(get(&scene, &path), async {
        scene.slack.say("U1", "C1", "x", None).await;
    });
    assert_ne!(body_of(&news)["version"], version);
}

#[tokio::test]
async fn looking_is_no_news() {
    let scene = with_page().await;
    let first = body_of(&get(&scene, "/client/state?user=U1").await);
    let second = body_of(&get(&scene, "/client/state?user=U1&channel=C1").await);
    assert_eq!(first["version"], second["version"]);
}

#[tokio::test]
async fn the_fault_switches_are_passed_on() {
    let scene = with_page().await;
    assert_eq!(body_of(&get(&scene, "/client/config").await)["kinsta_faults_url"], Value::Null);
    assert_eq!(status_of(&get(&scene, "/client/kinsta-faults").await), 404);
    let echo = |request: Request<axum::body::Body>| async move {
        let asked = format!("{} {}", request.method(), request.uri().path());
        let body = axum::body::to_bytes(request.into_body(), 1000).await.unwrap();
        axum::Json(json!({ "asked": asked, "body": String::from_utf8_lossy(&body) }))
    };
    let router = Router::new().fallback(echo);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    scene.slack.set_kinsta_faults_url(&format!("http://{}/_faults", listener.local_addr().unwrap()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    assert_eq!(body_of(&get(&scene, "/client/kinsta-faults").await)["asked"], "GET /_faults");
    let added = act(&scene, "/client/kinsta-faults", json!({ "fault": "drop" })).await;
    assert_eq!(added, json!({ "asked": "POST /_faults", "body": "{\"fault\":\"drop\"}" }));
    assert_eq!(act(&scene, "/client/kinsta-faults/release", json!({})).await["asked"], "POST /_faults/release");
    for (path, asked) in [("", "DELETE /_faults"), ("/7", "DELETE /_faults/7")] {
        let url = format!("{}client/kinsta-faults{path}", scene.slack.page_url());
        let answer = scene.http.send(Request::delete(url).body(Full::default()).unwrap()).await;
        assert_eq!(body_of(&answer)["asked"], asked);
    }
}

#[tokio::test]
async fn shortcuts_are_taken_from_the_menu_and_on_a_message() {
    let shortcut = |callback_id: &str, is_on_message| crate::demo::slack::Shortcut {
        callback_id: callback_id.to_owned(),
        name: format!("Do {callback_id}"),
        is_on_message,
    };
    let shortcuts = vec![shortcut("anywhere", false), shortcut("here", true)];
    let scene = Scene::with(Options { page: true, shortcuts, ..Options::default() }).await;
    let config = body_of(&get(&scene, "/client/config").await);
    assert_eq!(config["shortcuts"][1], json!({ "callback_id": "here", "name": "Do here", "is_on_message": true }));
    act(&scene, "/client/shortcut", json!({ "user": "U1", "callback_id": "anywhere" })).await;
    let taken = scene.last().payload();
    assert_eq!((&taken["type"], &taken["callback_id"]), (&json!("shortcut"), &json!("anywhere")));
    let said = scene.slack.say("U2", "C1", "hello", None).await;
    let on_message = json!({ "user": "U1", "callback_id": "here", "channel": "C1", "ts": said.ts });
    act(&scene, "/client/shortcut", on_message).await;
    assert_eq!(scene.last().payload()["message"]["text"], "hello");
}
