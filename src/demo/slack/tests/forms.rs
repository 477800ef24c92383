use super::*;
use crate::demo::slack::{Input, Outcome, Pick};

fn option(value: &str) -> Value {
    json!({ "text": { "type": "plain_text", "text": format!("The {value}") }, "value": value })
}

fn input(block: &str, element: &Value) -> Value {
    let mut element = element.clone();
    element["action_id"] = json!(block);
    json!({ "type": "input", "block_id": block, "label": { "type": "plain_text", "text": block }, "element": element })
}

fn modal(blocks: &[Value]) -> Value {
    json!({
        "type": "modal", "title": { "type": "plain_text", "text": "Form" },
        "submit": { "type": "plain_text", "text": "Go" }, "blocks": blocks,
    })
}

/// Opens a form through a shortcut.
async fn open(scene: &Scene, blocks: &[Value]) -> Value {
    assert!(scene.slack.shortcut("U1", "choose").await.is_ok());
    let args = json!({ "trigger_id": scene.last().payload()["trigger_id"], "view": modal(blocks) });
    let answer = scene.api("views.open", args).await;
    assert_eq!(answer["ok"], true, "{answer}");
    answer
}

#[tokio::test]
async fn a_shortcut_comes_from_nowhere_and_one_on_a_message_brings_it() {
    let scene = Scene::start().await;
    assert!(scene.slack.shortcut("U1", "choose").await.is_ok());
    let payload = scene.last().payload();
    assert_eq!((&payload["type"], &payload["callback_id"]), (&json!("shortcut"), &json!("choose")));
    assert_eq!((&payload["channel"], &payload["response_url"]), (&Value::Null, &Value::Null));
    let message = scene.posted(json!({ "text": "Cleared" })).await;
    assert!(scene.slack.message_shortcut("U1", &message, "about").await.is_ok());
    let payload = scene.last().payload();
    assert_eq!((&payload["type"], &payload["callback_id"]), (&json!("message_action"), &json!("about")));
    assert_eq!((&payload["message"]["text"], &payload["message_ts"]), (&json!("Cleared"), &json!(message.ts)));
    assert!(payload["response_url"].as_str().unwrap().contains("/response/"));
    scene.api("chat.postEphemeral", json!({ "channel": "C1", "user": "U1", "text": "x" })).await;
    let only = scene.slack.ephemerals("U1", "C1").remove(0);
    let refused = scene.slack.message_shortcut("U1", &only, "about").await;
    assert!(matches!(refused.outcome, Outcome::NotSent(_)));
}

#[tokio::test]
async fn every_input_is_filled_in_and_sent() {
    let scene = Scene::start().await;
    let inputs = [
        input("days", &json!({ "type": "number_input", "is_decimal_allowed": false, "min_value": "1" })),
        input("until", &json!({ "type": "datepicker" })),
        input("sure", &json!({ "type": "checkboxes", "options": [option("yes")] })),
        input("some", &json!({ "type": "multi_static_select", "options": [option("a"), option("b")] })),
        input("site", &json!({ "type": "external_select", "min_query_length": 0, "initial_option": option("s1") })),
        input("who", &json!({ "type": "users_select" })),
        input("by", &json!({ "type": "multi_users_select", "initial_users": ["U1"] })),
        input("channel", &json!({ "type": "conversations_select", "filter": { "include": ["public"] } })),
    ];
    open(&scene, &inputs).await;
    assert!(scene.slack.fill("U1", "days", &Input::Text("0".into())).is_err());
    let filled = [
        ("days", Input::Text("14".into())),
        ("until", Input::Choice("2026-11-23".into())),
        ("sure", Input::Choices(vec!["yes".into()])),
        ("some", Input::Choices(vec!["a".into(), "b".into()])),
        // What stood there from the start is still an answer, though it was never searched for.
        ("site", Input::Choice("s1".into())),
        ("who", Input::Choice("U1".into())),
        ("channel", Input::Choice("C1".into())),
    ];
    let ack = scene.slack.submit_view("U1", &filled).await;
    assert!(ack.is_ok(), "{ack:?}");
    let values = scene.last().payload()["view"]["state"]["values"].clone();
    assert_eq!(
        (&values["days"]["days"]["value"], &values["until"]["until"]["selected_date"]),
        (&json!("14"), &json!("2026-11-23"))
    );
    assert_eq!(values["sure"]["sure"]["selected_options"], json!([option("yes")]));
    assert_eq!(values["some"]["some"]["selected_options"], json!([option("a"), option("b")]));
    assert_eq!(values["site"]["site"]["selected_option"], option("s1"));
    assert_eq!(values["who"]["who"]["selected_user"], "U1");
    assert_eq!(values["by"]["by"]["selected_users"], json!(["U1"]), "what stood there from the start");
    assert_eq!(values["channel"]["channel"]["selected_conversation"], "C1");
    scene.no_violations();
}

#[tokio::test]
async fn a_choice_that_reloads_is_told_with_what_is_filled_in_and_an_update_keeps_it() {
    let scene = Scene::start().await;
    let mut site = input("site", &json!({ "type": "external_select", "min_query_length": 0 }));
    site["dispatch_action"] = json!(true);
    let note = input("note", &json!({ "type": "plain_text_input" }));
    let opened = open(&scene, &[site.clone(), note.clone()]).await;
    scene.answers(&json!({ "option_groups": [
        { "label": { "type": "plain_text", "text": "Acme" }, "options": [option("s1"), option("s2")] },
    ] }));
    let found = scene.slack.open_options("U1", None, "site", "").await;
    assert_eq!(found.options.len(), 2);
    scene.slack.fill("U1", "note", &Input::Text("because".into())).unwrap();
    let chosen = scene.slack.choose_in_view("U1", Pick::Action("site".into()), Input::Choice("s1".into())).await;
    assert!(chosen.is_ok());
    let payload = scene.last().payload();
    assert_eq!((&payload["type"], &payload["container"]["type"]), (&json!("block_actions"), &json!("view")));
    assert_eq!(payload["actions"][0]["selected_option"], option("s1"));
    assert_eq!(payload["view"]["state"]["values"]["note"]["note"]["value"], "because");
    // Another search does not forget what was chosen before it.
    scene.answers(&json!({ "options": [option("s3")] }));
    scene.slack.open_options("U1", None, "site", "3").await;
    scene.slack.fill("U1", "site", &Input::Choice("s1".into())).unwrap();

    let backup = input("backup", &json!({ "type": "static_select", "options": [option("b1")] }));
    let args = json!({
        "view_id": opened["view"]["id"], "hash": opened["view"]["hash"], "view": modal(&[site, backup, note]),
    });
    assert_eq!(scene.api("views.update", args.clone()).await["ok"], true);
    assert_eq!(scene.api("views.update", args.clone()).await["error"], "hash_conflict");
    assert!(scene.slack.submit_view("U1", &[("backup", Input::Choice("b1".into()))]).await.is_ok());
    let values = scene.last().payload()["view"]["state"]["values"].clone();
    assert_eq!(
        (&values["site"]["site"]["selected_option"], &values["note"]["note"]["value"]),
        (&option("s1"), &json!("because"))
    );
    assert_eq!(scene.api("views.update", args).await["error"], "not_found");
    scene.no_violations();
}

#[tokio::test]
async fn a_pick_on_the_home_tab_is_told_at_once() {
    let scene = Scene::start().await;
    let blocks = json!([{ "type": "section", "block_id": "site", "text": { "type": "plain_text", "text": "Which" },
        "accessory": { "type": "external_select", "action_id": "site:site", "min_query_length": 0 } }]);
    let args = json!({ "user_id": "U1", "view": { "type": "home", "blocks": blocks } });
    assert_eq!(scene.api("views.publish", args).await["ok"], true);
    scene.answers(&json!({ "options": [option("s1")] }));
    scene.slack.open_options("U1", None, "site:site", "").await;
    scene.slack.choose_in_view("U1", Pick::Action("site:site".into()), Input::Choice("s1".into())).await;
    let payload = scene.last().payload();
    assert_eq!((&payload["view"]["type"], &payload["actions"][0]["block_id"]), (&json!("home"), &json!("site")));
    assert_eq!(payload["actions"][0]["selected_option"], option("s1"));
    let trigger = payload["trigger_id"].clone();
    assert_eq!(scene.api("views.open", json!({ "trigger_id": trigger, "view": modal(&[]) })).await["ok"], true);
    scene.no_violations();
}
