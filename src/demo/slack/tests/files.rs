use super::*;
use crate::demo::slack::{Input, Pick};

/// Uploads a file without sharing it; its id.
async fn uploaded(scene: &Scene, name: &str, bytes: &'static [u8]) -> String {
    let args = json!({ "filename": name, "length": bytes.len(), "alt_txt": "What it shows" });
    let place = scene.api("files.getUploadURLExternal", args).await;
    let request = Request::post(place["upload_url"].as_str().unwrap()).body(Full::from(bytes)).unwrap();
    assert_eq!(status_of(&scene.http.send(request).await), 200);
    let id = place["file_id"].as_str().unwrap().to_owned();
    let done = scene.api("files.completeUploadExternal", json!({ "files": [{ "id": id, "title": "Chart" }] })).await;
    assert_eq!(done["ok"], true, "{done}");
    id
}

fn picture(id: &str) -> Value {
    json!([{ "type": "image", "alt_text": "Visits", "slack_file": { "id": id } }])
}

async fn fetched(scene: &Scene, url: &str, token: Option<&str>) -> Delivery {
    let mut request = Request::get(url);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    scene.http.send(request.body(Full::default()).unwrap()).await
}

#[tokio::test]
async fn a_picture_can_be_shown_once_slack_has_looked_at_it() {
    let scene = Scene::start().await;
    scene.slack.set_file_processing(Duration::from_secs(2));
    let id = uploaded(&scene, "visits.png", b"png").await;
    assert_eq!(scene.api("files.info", json!({ "file": id })).await["file"]["mimetype"], "");
    let early = scene.api("chat.postMessage", json!({ "channel": "C1", "text": "x", "blocks": picture(&id) })).await;
    assert_eq!(early["error"], "invalid_blocks");
    scene.no_violations();
    scene.clock.advance(Duration::from_secs(2));
    let info = scene.api("files.info", json!({ "file": id })).await;
    assert_eq!((&info["file"]["mimetype"], &info["file"]["alt_txt"]), (&json!("image/png"), &json!("What it shows")));
    scene.posted(json!({ "text": "x", "blocks": picture(&id) })).await;
    let only = json!({ "channel": "C1", "user": "U1", "text": "x", "blocks": picture(&id) });
    assert_eq!(scene.api("chat.postEphemeral", only).await["ok"], true);
    assert_eq!(scene.slack.ephemerals("U1", "C1")[0].plain(), "(image: Visits)");
    scene.no_violations();
}

#[tokio::test]
async fn what_is_no_picture_of_ours_is_refused() {
    let scene = Scene::start().await;
    let table = uploaded(&scene, "visits.csv", b"a,b").await;
    for id in ["F404", table.as_str()] {
        let args = json!({ "channel": "C1", "text": "x", "blocks": picture(id) });
        assert_eq!(scene.api("chat.postMessage", args).await["error"], "invalid_blocks", "{id}");
        let home = json!({ "user_id": "U1", "view": { "type": "home", "blocks": picture(id) } });
        assert_eq!(scene.api("views.publish", home).await["error"], "invalid_blocks", "{id}");
    }
    assert_eq!(scene.slack.take_violations().len(), 4);
    assert_eq!(scene.api("files.info", json!({ "file": "F404" })).await["error"], "file_not_found");
}

#[tokio::test]
async fn a_file_is_shared_in_a_conversation_of_its_own_name() {
    let scene = Scene::start().await;
    for (args, error) in
        [(json!({ "channel_id": "U1" }), "channel_not_found"), (json!({ "initial_comment": "x" }), "invalid_arguments")]
    {
        let place = scene.api("files.getUploadURLExternal", json!({ "filename": "r.csv", "length": 3 })).await;
        let request = Request::post(place["upload_url"].as_str().unwrap()).body(Full::from("a,b")).unwrap();
        scene.http.send(request).await;
        let mut args = args;
        args["files"] = json!([{ "id": place["file_id"] }]);
        assert_eq!(scene.api("files.completeUploadExternal", args).await["error"], error);
    }
}

#[tokio::test]
async fn bytes_are_fetched_with_the_token_alone() {
    let scene = Scene::start().await;
    let id = uploaded(&scene, "a b.csv", b"a,b").await;
    let info = scene.api("files.info", json!({ "file": id })).await;
    for name in ["url_private", "url_private_download"] {
        let url = info["file"][name].as_str().unwrap();
        for token in [None, Some("wrong")] {
            assert_eq!(status_of(&fetched(&scene, url, token).await), 302, "{name}");
        }
        let Delivery::Answered { status: 200, body, .. } = fetched(&scene, url, Some("xoxb-demo-0000000000")).await
        else {
            panic!("{name}")
        };
        assert_eq!(body, "a,b");
    }
    scene.slack.delete_file(&id);
    let url = info["file"]["url_private"].as_str().unwrap();
    assert_eq!(status_of(&fetched(&scene, url, Some("xoxb-demo-0000000000")).await), 404);
}

#[tokio::test]
async fn a_person_attaches_a_file_to_a_form() {
    let scene = Scene::start().await;
    let message = scene.posted(json!({ "text": "x", "blocks": card("Go") })).await;
    scene.slack.press("U1", &message, Pick::Action("yes".into())).await;
    let view = json!({
        "type": "modal", "title": { "type": "plain_text", "text": "Rules" },
        "submit": { "type": "plain_text", "text": "Go" },
        "blocks": [{ "type": "input", "block_id": "rules", "label": { "type": "plain_text", "text": "Rules" },
            "element": { "type": "file_input", "action_id": "file:rules", "filetypes": ["csv"], "max_files": 1 } }],
    });
    let args = json!({ "trigger_id": scene.last().payload()["trigger_id"], "view": view });
    assert_eq!(scene.api("views.open", args).await["ok"], true);
    let empty = scene.slack.submit_view("U1", &[]).await;
    assert_eq!(empty.complaint().unwrap(), "rules has to be filled in");
    let picture = scene.slack.attach("U1", "rules.png", b"png");
    let other = scene.slack.attach("U2", "rules.csv", b"x,y");
    let mine = scene.slack.attach("U1", "rules.csv", b"a,b");
    for wrong in [vec![picture], vec![other], vec![mine.clone(), mine.clone()]] {
        assert!(scene.slack.fill("U1", "rules", &Input::Files(wrong)).is_err());
    }
    assert!(scene.slack.submit_view("U1", &[("rules", Input::Files(vec![mine.clone()]))]).await.is_ok());
    let file = scene.last().payload()["view"]["state"]["values"]["rules"]["file:rules"]["files"][0].clone();
    assert_eq!((&file["id"], &file["name"], &file["size"]), (&json!(mine), &json!("rules.csv"), &json!(3)));
    let url = file["url_private_download"].as_str().unwrap();
    assert_eq!(status_of(&fetched(&scene, url, Some("xoxb-demo-0000000000")).await), 200);
    scene.no_violations();
}
