use super::*;
use crate::demo::slack::{Input, Outcome, Pick};

fn modal(blocks: &Value) -> Value {
    json!({
        "type": "modal", "callback_id": "form", "private_metadata": "C1", "notify_on_close": true,
        "title": { "type": "plain_text", "text": "Restart" },
        "submit": { "type": "plain_text", "text": "Go" },
        "blocks": blocks,
    })
}

fn text_input(block: &str) -> Value {
    json!({
        "type": "input", "block_id": block, "label": { "type": "plain_text", "text": "Why" },
        "element": { "type": "plain_text_input", "action_id": "words", "max_length": 10 },
    })
}

/// A trigger from a press on a message.
async fn trigger(scene: &Scene) -> Value {
    let message = scene.posted(json!({ "text": "x", "blocks": card("Go") })).await;
    scene.slack.press("U1", &message, "Go").await;
    scene.last().payload()["trigger_id"].clone()
}

async fn open(scene: &Scene, blocks: &Value) -> Value {
    let args = json!({ "trigger_id": trigger(scene).await, "view": modal(blocks) });
    let answer = scene.api("views.open", args).await;
    assert_eq!(answer["ok"], true, "{answer}");
    answer
}

#[tokio::test]
async fn a_press_carries_the_message_only_where_it_is_public() {
    let scene = Scene::start().await;
    let message = scene.posted(json!({ "text": "x", "blocks": card("Go") })).await;
    assert!(scene.slack.press("U2", &message, "Go").await.is_ok());
    let seen = scene.last();
    let payload = seen.payload();
    assert_eq!(seen.path, "/slack/interactivity");
    assert_eq!(payload["type"], "block_actions");
    assert_eq!(payload["message"]["ts"], message.ts);
    assert_eq!(payload["container"]["is_ephemeral"], false);
    assert_eq!(payload["user"]["id"], "U2");
    assert_eq!((&payload["actions"][0]["action_id"], &payload["actions"][0]["value"]), (&json!("yes"), &json!("p1")));
    scene
        .api("chat.postEphemeral", json!({ "channel": "C1", "user": "U1", "text": "x", "blocks": card("Only") }))
        .await;
    let only = scene.slack.ephemerals("U1", "C1").remove(0);
    assert!(scene.slack.press("U1", &only, Pick::Action("yes".into())).await.is_ok());
    let payload = scene.last().payload();
    assert_eq!((&payload["message"], &payload["container"]["is_ephemeral"]), (&Value::Null, &json!(true)));
    let by_other = scene.slack.press("U2", &only, "Only").await;
    assert!(matches!(by_other.outcome, Outcome::NotSent(_)));
    let missing = scene.slack.press("U1", &only, "Nope").await;
    assert!(matches!(missing.outcome, Outcome::NotSent(_)));
    assert!(scene.slack.ephemerals("U2", "C1").is_empty());
    scene.answers_with(Answer::Body(StatusCode::INTERNAL_SERVER_ERROR, String::new()));
    scene.slack.press("U2", &message, "Go").await;
    assert!(scene.slack.ephemerals("U2", "C1")[0].text.contains("dispatch_failed"));
}

#[tokio::test]
async fn an_old_copy_of_a_message_can_still_be_pressed() {
    let scene = Scene::start().await;
    let old = scene.posted(json!({ "text": "x", "blocks": card("Go") })).await;
    scene.api("chat.update", json!({ "channel": "C1", "ts": old.ts, "text": "done" })).await;
    assert!(scene.slack.press("U1", &old, "Go").await.is_ok());
    assert_eq!(scene.last().payload()["actions"][0]["value"], "p1");
    assert!(scene.slack.message("C1", &old.ts).unwrap().buttons().is_empty());
}

#[tokio::test]
async fn a_choice_in_a_message_is_reported_and_kept_in_its_state() {
    let scene = Scene::start().await;
    let option = |value: &str| json!({ "text": { "type": "plain_text", "text": value }, "value": value });
    let blocks = json!([{ "type": "actions", "block_id": "b", "elements": [
        { "type": "static_select", "action_id": "env", "options": [option("live"), option("staging")] },
        { "type": "button", "action_id": "go", "text": { "type": "plain_text", "text": "Go" } },
    ] }]);
    let message = scene.posted(json!({ "text": "x", "blocks": blocks })).await;
    let unknown = scene.slack.choose("U1", &message, Pick::Action("env".into()), Input::Choice("dev".into())).await;
    assert!(matches!(unknown.outcome, Outcome::NotSent(_)));
    scene.slack.choose("U1", &message, Pick::Action("env".into()), Input::Choice("staging".into())).await;
    assert_eq!(scene.last().payload()["actions"][0]["selected_option"], option("staging"));
    scene.slack.press("U1", &message, "Go").await;
    assert_eq!(scene.last().payload()["state"]["values"]["b"]["env"]["selected_option"], option("staging"));
}

#[tokio::test]
async fn a_trigger_opens_one_view_within_three_seconds() {
    let scene = Scene::start().await;
    let view = modal(&json!([text_input("why")]));
    let trigger_id = trigger(&scene).await;
    scene.clock.advance(Duration::from_secs(3));
    let args = json!({ "trigger_id": trigger_id, "view": view });
    assert_eq!(scene.api("views.open", args.clone()).await["ok"], true);
    assert_eq!(scene.api("views.open", args).await["error"], "trigger_exchanged");
    let late = trigger(&scene).await;
    scene.clock.advance(Duration::from_millis(3001));
    let args = json!({ "trigger_id": late, "view": view });
    assert_eq!(scene.api("views.open", args).await["error"], "trigger_expired");
    let args = json!({ "trigger_id": "made-up", "view": view });
    assert_eq!(scene.api("views.open", args).await["error"], "invalid_trigger");
}

#[tokio::test]
async fn a_submission_carries_what_was_filled_in_and_an_empty_answer_closes_it() {
    let scene = Scene::start().await;
    open(&scene, &json!([text_input("why")])).await;
    let empty = scene.slack.submit_view("U1", &[]).await;
    assert_eq!(empty.outcome, Outcome::NotSent("why has to be filled in".to_owned()));
    let long = scene.slack.submit_view("U1", &[("why", Input::Text("x".repeat(11)))]).await;
    assert!(matches!(long.outcome, Outcome::NotSent(_)));
    scene.answers(&json!({ "response_action": "errors", "errors": { "why": "Say more" } }));
    scene.slack.submit_view("U1", &[("why", Input::Text("slow".into()))]).await;
    let payload = scene.last().payload();
    assert_eq!(payload["type"], "view_submission");
    assert_eq!(payload["view"]["private_metadata"], "C1");
    assert_eq!(payload["view"]["state"]["values"]["why"]["words"]["value"], "slow");
    assert_eq!(scene.slack.views("U1")[0].plain(), "Restart\nWhy: <>\n! Say more\n[Go]");
    assert!(scene.slack.submit_view("U1", &[]).await.is_ok());
    assert!(scene.slack.views("U1").is_empty());
    scene.no_violations();
}

#[tokio::test]
async fn a_submission_may_update_push_and_clear_but_not_say_anything_else() {
    let scene = Scene::start().await;
    open(&scene, &json!([{ "type": "divider" }])).await;
    let next = modal(&json!([{ "type": "header", "text": { "type": "plain_text", "text": "Next" } }]));
    scene.answers(&json!({ "response_action": "update", "view": next }));
    scene.slack.submit_view("U1", &[]).await;
    assert!(scene.slack.views("U1")[0].plain().contains("Next"));
    for height in 2..=3 {
        scene.answers(&json!({ "response_action": "push", "view": next }));
        scene.slack.submit_view("U1", &[]).await;
        assert_eq!(scene.slack.views("U1").len(), height);
    }
    scene.no_violations();
    scene.answers(&json!({ "response_action": "push", "view": next }));
    scene.slack.submit_view("U1", &[]).await;
    assert_eq!(scene.slack.take_violations(), ["view_submission answer: push_limit_reached"]);
    scene.answers(&"OK");
    scene.slack.submit_view("U1", &[]).await;
    assert_eq!(scene.slack.take_violations().len(), 1);
    scene.answers(&json!({ "response_action": "errors", "errors": { "ghost": "no" } }));
    scene.slack.submit_view("U1", &[]).await;
    assert_eq!(scene.slack.take_violations().len(), 1);
    scene.answers(&json!({ "response_action": "clear" }));
    scene.slack.submit_view("U1", &[]).await;
    assert!(scene.slack.views("U1").is_empty());
}

#[tokio::test]
async fn closing_tells_the_bot_where_the_view_asks_for_it() {
    let scene = Scene::start().await;
    let opened = open(&scene, &json!([{ "type": "divider" }])).await;
    assert!(scene.slack.close_view("U1", true).await.is_ok());
    let payload = scene.last().payload();
    assert_eq!((&payload["type"], &payload["is_cleared"]), (&json!("view_closed"), &json!(true)));
    assert_eq!(payload["view"]["id"], opened["view"]["id"]);
    assert!(scene.slack.views("U1").is_empty());
}

#[tokio::test]
async fn a_stale_hash_cannot_update_a_view() {
    let scene = Scene::start().await;
    let opened = open(&scene, &json!([text_input("why")])).await;
    scene.slack.fill("U1", "why", &Input::Text("kept".into())).unwrap();
    let update = |hash: &Value| {
        let view = modal(&json!([text_input("why"), { "type": "divider" }]));
        scene.api("views.update", json!({ "view_id": opened["view"]["id"], "hash": hash, "view": view }))
    };
    let first = update(&opened["view"]["hash"]).await;
    assert_eq!(first["ok"], true, "{first}");
    assert_eq!(update(&opened["view"]["hash"]).await["error"], "hash_conflict");
    assert_eq!(first["view"]["state"]["values"]["why"]["words"]["value"], "kept");
    let gone = scene.api("views.update", json!({ "view_id": "V0", "view": modal(&json!([])) })).await;
    assert_eq!(gone["error"], "not_found");
    scene.no_violations();
}

#[tokio::test]
async fn an_external_menu_loads_options_and_only_those_can_be_chosen() {
    let scene = Scene::start().await;
    let menu = json!({
        "type": "input", "block_id": "site", "label": { "type": "plain_text", "text": "Site" },
        "element": { "type": "external_select", "action_id": "site", "min_query_length": 2 },
    });
    open(&scene, &json!([menu])).await;
    assert!(scene.slack.submit_view("U1", &[("site", Input::Choice("acme".into()))]).await.complaint().is_some());
    assert!(scene.slack.open_options("U1", None, "site", "a").await.ack.complaint().is_some());
    let option = json!({ "text": { "type": "plain_text", "text": "Acme" }, "value": "acme" });
    scene.answers(&json!({ "options": [option] }));
    let found = scene.slack.open_options("U1", None, "site", "ac").await;
    assert_eq!(found.options, [("Acme".to_owned(), "acme".to_owned())]);
    let seen = scene.last();
    assert_eq!((seen.path.as_str(), &seen.payload()["value"]), ("/slack/options", &json!("ac")));
    assert!(scene.slack.submit_view("U1", &[("site", Input::Choice("acme".into()))]).await.is_ok());
    assert_eq!(scene.last().payload()["view"]["state"]["values"]["site"]["site"]["selected_option"], option);
    scene.no_violations();
    open(&scene, &json!([menu])).await;
    scene.answers(&json!({ "options": [{ "value": "no text" }] }));
    assert!(scene.slack.open_options("U1", None, "site", "ac").await.options.is_empty());
    assert_eq!(scene.slack.violations().len(), 1);
}

#[tokio::test]
async fn home_is_published_and_its_buttons_work_without_a_response_url() {
    let scene = Scene::start().await;
    let view = json!({ "type": "home", "blocks": card("Refresh") });
    let first = scene.api("views.publish", json!({ "user_id": "U1", "view": view })).await;
    assert_eq!(first["ok"], true, "{first}");
    let stale = json!({ "user_id": "U1", "view": view, "hash": "old" });
    assert_eq!(scene.api("views.publish", stale).await["error"], "hash_conflict");
    assert!(scene.slack.press_in_view("U1", "Refresh").await.is_ok());
    let payload = scene.last().payload();
    assert_eq!((&payload["container"]["type"], &payload["response_url"]), (&json!("view"), &Value::Null));
    assert_eq!(scene.slack.home("U1").unwrap().id, first["view"]["id"].as_str().unwrap());
    let wrong = scene.api("views.publish", json!({ "user_id": "U1", "view": modal(&json!([])) })).await;
    assert_eq!(wrong["error"], "invalid_arguments");
}
