//! `/kinsta log … --raw`: what is hidden otherwise, shown to the asker alone.

use crate::bot::Bot;

#[tokio::test(flavor = "multi_thread")]
async fn unredacted_lines_are_shown_to_the_asker_alone() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta log error acme --raw --lines 5 --grep mail.example").await;
    ada.presses("Show it").await;
    let said = ada.sees();
    assert!(said.contains("@mail.example could not be sent"), "{said}");
    assert!(!said.contains("***"), "{said}");
    assert_eq!(ada.cards().len(), 0, "a secret stands in the channel");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unredacted_lines_are_left_in_no_file() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta log access acme --raw --lines 60").await;
    ada.presses("Show it").await;
    let said = ada.sees();
    assert!(said.contains("of 60 lines, the last ones. What is not hidden is put into no file"), "{said}");
    assert_eq!(ada.direct(), "", "nothing is left in the direct messages");
    bot.done().await;
}
