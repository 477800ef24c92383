//! Presses that should not count, however they came about.

use kinsta_slack::demo::slack::Message;

use serde_json::{Value, json};

use super::{RESTORE, bot};
use crate::bot::Seconds;
use crate::ingress::{payload, slack_sends};

const CLIENT: &str = "C0CLIENT";

/// The card with something else behind one of its buttons.
fn forged(card: &Message, label: &str, value: &str) -> Message {
    let mut forged = card.clone();
    let elements = forged.blocks.iter_mut().filter_map(|block| block.get_mut("elements")?.as_array_mut()).flatten();
    for element in elements.filter(|element| element["text"]["text"] == label) {
        element["value"] = value.into();
    }
    forged
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_carried_into_a_channel_of_other_sites_answers_nothing() {
    let bot = bot().await;
    bot.slack().add_channel(CLIENT, "client", kinsta_slack::demo::slack::Kind::Public, true);
    let (ada, lin) = (bot.ada(), bot.lin());
    ada.asks("/kinsta access bind #client --sites \"Brightside Yoga\"").await;
    ada.presses("Bind channel").await;
    lin.requests(RESTORE, "broken").await;
    let mut forged = lin.newest();
    forged.channel = CLIENT.to_owned();
    for label in ["Approve", "Refuse", "Withdraw"] {
        bot.slack().press("U0ADA", &forged, label).await;
        bot.settle().await;
    }
    assert!(lin.card().contains("Waits for approval"), "{}", lin.card());
    assert_eq!(bot.kinsta().writes(), []);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_operation_is_not_known_and_a_running_one_is_not_approved_again() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    lin.requests(RESTORE, "broken").await;
    let card = lin.newest();
    let unknown = forged(&card, "Approve", r#"{"approve":{"operation":"01J0000000000000000000000A"}}"#);
    ada.presses_in(&unknown, "Approve").await;
    assert!(ada.sees().contains("not known here"), "{}", ada.sees());
    let other_kind = forged(&card, "Approve", r#"{"confirm":{"prompt":"01J0000000000000000000000A"}}"#);
    bot.slack().press("U0ADA", &other_kind, "Approve").await;
    bot.settle().await;
    assert_eq!(bot.kinsta().writes(), []);
    ada.answers("Approve").await;
    // Replayed while it runs, and after it has ended.
    for _ in 0..2 {
        bot.slack().press("U0JONAS", &card, "Approve").await;
        bot.advance(45.secs()).await;
    }
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_about_somebody_elses_question_answers_nothing_whatever_it_carries() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    lin.asks("/kinsta backup delete acme staging --backup latest").await;
    lin.presses("Type the name…").await;
    let real = lin.top().unwrap().content;
    let metadata = real["private_metadata"].as_str().unwrap().to_owned();
    let sends = |user: &'static str, callback_id: &'static str, metadata: String| {
        let blocks = real["blocks"].clone();
        let typed = blocks.as_array().unwrap().iter().find(|block| block["block_id"] == "typed").unwrap();
        let action_id = typed["element"]["action_id"].as_str().unwrap();
        let values = json!({ "typed": { action_id: { "type": "plain_text_input", "value": "Acme" } } });
        payload(&json!({
            "type": "view_submission", "api_app_id": "A0DEMO", "team": { "id": "T0DEMO" }, "user": { "id": user },
            "view": {
                "id": "V0FORGED", "type": "modal", "callback_id": callback_id, "private_metadata": metadata,
                "blocks": blocks, "state": { "values": values },
            },
        }))
    };
    let mut moved: Value = serde_json::from_str(&metadata).unwrap();
    moved["place"]["channel"] = json!("C0ELSEWHERE");
    let mut unknown: Value = serde_json::from_str(&metadata).unwrap();
    unknown["purpose"]["confirm"]["prompt"] = json!("01J0000000000000000000000A");
    for (user, callback_id, metadata) in [
        ("U0ADA", "confirm", metadata.clone()),
        ("U0MIA", "confirm", metadata.clone()),
        ("U0LIN", "verb", metadata.clone()),
        ("U0LIN", "confirm", unknown.to_string()),
        ("U0LIN", "confirm", "not json".to_owned()),
        ("U0MIA", "confirm", moved.to_string()),
    ] {
        slack_sends(&bot, "/slack/interactivity", &sends(user, callback_id, metadata)).await;
        bot.settle().await;
    }
    bot.advance(10.secs()).await;
    assert_eq!(bot.kinsta().writes(), []);
    // Where the form says it stands changes nothing about where the question was asked.
    slack_sends(&bot, "/slack/interactivity", &sends("U0LIN", "confirm", moved.to_string())).await;
    bot.advance(30.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert!(ada.card().contains("deleted"), "{}", ada.card());
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_end_is_not_looked_at_again_from_a_channel_of_other_sites() {
    let bot = bot().await;
    bot.slack().add_channel(CLIENT, "client", kinsta_slack::demo::slack::Kind::Public, true);
    let (ada, lin) = (bot.ada(), bot.lin());
    ada.asks("/kinsta access bind #client --sites \"Brightside Yoga\"").await;
    ada.presses("Bind channel").await;
    bot.kinsta().faults().next(1, "/sites/tools/clear-cache", kinsta_slack::demo::kinsta::Fault::LostOperation);
    lin.asks("/kinsta cache clear acme live --layer site").await;
    lin.presses("Clear cache").await;
    bot.wait(300.secs()).await;
    assert!(lin.card().contains("Nobody can say"), "{}", lin.card());
    let mut carried = lin.newest();
    carried.channel = CLIENT.to_owned();
    bot.kinsta().clear_requests();
    bot.slack().press("U0LIN", &carried, "Check again").await;
    bot.settle().await;
    let there = bot.lin().in_channel(CLIENT);
    assert!(there.sees().contains("not known here"), "{}", there.sees());
    assert!(!bot.kinsta().requests().iter().any(|request| request.path.contains("operations")));
    bot.end().await;
}
