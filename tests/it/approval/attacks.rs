//! Presses that should not count, however they came about.

use kinsta_slack::demo::slack::Message;

use super::{RESTORE, bot};
use crate::bot::Seconds;

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
