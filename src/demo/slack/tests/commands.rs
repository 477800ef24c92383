use super::*;
use crate::demo::slack::{Author, Outcome};

#[tokio::test]
async fn a_command_arrives_signed_with_every_field_and_its_json_answer_is_only_for_the_asker() {
    let scene = Scene::start().await;
    scene.answers(&json!({ "text": "Hello", "blocks": card("Clear") }));
    let ack = scene.slack.slash("U1", "C1", "/kinsta", "cache clear acme live").await;
    assert!(ack.is_ok());
    let seen = scene.last();
    assert_eq!(seen.path, "/slack/commands");
    assert_eq!(seen.header("x-slack-request-timestamp"), "1772355600");
    for (name, value) in [
        ("command", "/kinsta"),
        ("text", "cache clear acme live"),
        ("user_id", "U1"),
        ("channel_id", "C1"),
        ("channel_name", "ops"),
        ("api_app_id", "A0DEMO"),
        ("is_enterprise_install", "false"),
    ] {
        assert_eq!(seen.form(name), value, "{name}");
    }
    assert!(seen.form("response_url").starts_with("http://127.0.0.1:"));
    assert!(!seen.form("trigger_id").is_empty());
    let shown = scene.slack.ephemerals("U1", "C1");
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].plain(), "Clear the cache of *Acme* for @ada?\n[Clear]");
    assert_eq!(shown[0].buttons(), ["Clear"]);
    assert!(scene.slack.ephemerals("U2", "C1").is_empty());
    assert!(scene.slack.messages("C1").is_empty());
    scene.no_violations();
}

#[tokio::test]
async fn an_answer_in_channel_shows_what_was_typed_too() {
    let scene = Scene::start().await;
    scene.answers(&json!({ "response_type": "in_channel", "text": "Hi" }));
    scene.slack.slash("U1", "C2", "/kinsta", "help").await;
    let shown: Vec<String> = scene.slack.messages("C2").iter().map(Message::plain).collect();
    assert_eq!(shown, ["/kinsta help", "Hi"]);
}

#[tokio::test]
async fn no_answer_in_time_and_an_error_status_are_told_to_the_person() {
    let scene = Scene::with(Options { patience: Duration::from_millis(100), ..Options::default() }).await;
    scene.answers_with(Answer::Never);
    let ack = scene.slack.slash("U1", "C1", "/kinsta", "help").await;
    assert_eq!(ack.outcome, Outcome::SlackTimeout);
    scene.answers_with(Answer::Body(StatusCode::INTERNAL_SERVER_ERROR, String::new()));
    let ack = scene.slack.slash("U1", "C1", "/kinsta", "help").await;
    assert_eq!(ack.status(), Some(500));
    let shown = scene.slack.ephemerals("U1", "C1");
    assert!(shown.iter().all(|message| message.author == Author::Slackbot));
    assert!(shown[0].text.contains("operation_timeout"), "{}", shown[0].text);
    assert!(shown[1].text.contains("dispatch_failed"), "{}", shown[1].text);
}

#[tokio::test]
async fn an_answer_with_bad_blocks_is_a_violation_and_shows_nothing() {
    let scene = Scene::start().await;
    scene.answers(&json!({ "text": "x", "blocks": [{ "type": "sektion" }] }));
    scene.slack.slash("U1", "C1", "/kinsta", "help").await;
    assert!(scene.slack.ephemerals("U1", "C1").is_empty());
    let violations = scene.slack.take_violations();
    assert_eq!(violations.len(), 1);
    assert!(violations[0].contains("unsupported type: sektion"), "{violations:?}");
    scene.no_violations();
}

#[tokio::test]
async fn a_stranger_to_a_conversation_cannot_use_a_command_there() {
    let scene = Scene::start().await;
    scene.slack.leave("C1", "U2");
    let ack = scene.slack.slash("U2", "C1", "/kinsta", "help").await;
    assert!(matches!(ack.outcome, Outcome::NotSent(_)));
    assert!(scene.seen().is_empty());
}
