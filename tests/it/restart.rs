//! The bot ends in an orderly way or is killed, at every step of an operation. Whatever happens, what was confirmed is
//! done once, has one card in its true state and one last word.

use kinsta_slack::demo::kinsta::{Fault, SimulatedKinsta};
use kinsta_slack::demo::slack::{Message, SimulatedSlack};

use crate::bot::{Bot, OPS, Seconds};

const PHP: &str = "/kinsta php restart acme live";
const CACHE: &str = "/kinsta cache clear acme live";

/// How the process ends.
#[derive(Clone, Copy)]
enum End {
    Orderly,
    Killed,
}

impl End {
    async fn meet(self, bot: &mut Bot) {
        match self {
            Self::Orderly => bot.restart().await,
            Self::Killed => bot.crash().await,
        }
    }
}

/// Asks for a change without confirming it.
async fn asks(bot: &Bot, line: &str) {
    let ada = bot.ada();
    ada.says(line).await;
    ada.sees();
}

/// Presses yes, and lets the bot do no more than answer the press.
async fn confirms(bot: &Bot) {
    let ada = bot.ada();
    let prompt = ada.private();
    let label = prompt.buttons().first().cloned().expect("a prompt with buttons");
    assert!(bot.slack().press(ada.id, &prompt, label.as_str()).await.is_ok());
}

/// Everything has ended truly: the writes Kinsta got, one card, one reply, nothing else.
async fn ends_well(bot: Bot, writes: usize, card_says: &str) {
    bot.advance(60.secs()).await;
    let ada = bot.ada();
    assert_eq!(bot.kinsta().writes().len(), writes, "{:#?}", bot.kinsta().writes());
    assert_eq!(ada.cards().len(), 1, "one card");
    let card = ada.card();
    assert!(card.contains(card_says), "{card}");
    assert!(ada.sees().contains("Follow it in #ops"), "the prompt was replaced");
    let thread = ada.thread();
    assert!(thread.contains(card_says), "{thread}");
    assert!(!thread.contains("---"), "one reply: {thread}");
    bot.done().await;
}

/// Resolves when the bot has posted or edited something in the channel that satisfies `wanted`.
async fn stands(slack: SimulatedSlack, wanted: impl Fn(&[Message]) -> bool) {
    loop {
        let changed = slack.changed();
        let standing: Vec<Message> = slack.messages(OPS).into_iter().filter(Message::is_by_bot).collect();
        if wanted(&standing) {
            return;
        }
        changed.await;
    }
}

async fn stalled(kinsta: SimulatedKinsta) {
    kinsta.faults().until_stalled(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_outlives_the_process() {
    for end in [End::Orderly, End::Killed] {
        let mut bot = Bot::start().await;
        asks(&bot, PHP).await;
        end.meet(&mut bot).await;
        confirms(&bot).await;
        ends_well(bot, 1, "restarted in").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_change_is_made_by_the_next_process() {
    for (end, line, writes, says) in [
        (End::Orderly, PHP, 1, "restarted in"),
        (End::Killed, PHP, 1, "restarted in"),
        (End::Killed, CACHE, 3, "cleared in"),
    ] {
        let mut bot = Bot::start().await;
        asks(&bot, line).await;
        confirms(&bot).await;
        end.meet(&mut bot).await;
        ends_well(bot, writes, says).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_was_under_way_is_settled_from_the_log_and_not_made_again() {
    for (line, path, writes, says) in [
        (PHP, "/sites/tools/restart-php", 1, "restarted in"),
        (CACHE, "/sites/tools/clear-cache", 3, "cleared in"),
        (CACHE, "/sites/edge-caching/clear", 3, "cleared in"),
        (CACHE, "/sites/cdn/clear-cache", 3, "cleared in"),
    ] {
        let mut bot = Bot::start().await;
        asks(&bot, line).await;
        bot.kinsta().faults().next(1, path, Fault::Stall { executed: true });
        confirms(&bot).await;
        let kinsta = bot.kinsta().clone();
        bot.crash_at(stalled(kinsta)).await;
        ends_well(bot, writes, says).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_was_never_carried_out_is_unknown_and_can_be_asked_about() {
    let mut bot = Bot::start().await;
    asks(&bot, PHP).await;
    bot.kinsta().faults().next(1, "/sites/tools/restart-php", Fault::Stall { executed: false });
    confirms(&bot).await;
    let kinsta = bot.kinsta().clone();
    bot.crash_at(stalled(kinsta)).await;
    bot.advance(150.secs()).await;
    let buttons = bot.ada().cards().pop().unwrap().buttons();
    assert_eq!(buttons, ["Check again"]);
    ends_well(bot, 1, "Nobody can say whether").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_change_is_followed_on() {
    for end in [End::Orderly, End::Killed] {
        let mut bot = Bot::start().await;
        asks(&bot, CACHE).await;
        confirms(&bot).await;
        bot.settle().await;
        bot.advance(2.secs()).await;
        end.meet(&mut bot).await;
        ends_well(bot, 3, "cleared in").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_while_asking_about_a_running_change_loses_nothing() {
    let mut bot = Bot::start().await;
    asks(&bot, PHP).await;
    confirms(&bot).await;
    bot.settle().await;
    bot.kinsta().faults().next(1, "/operations", Fault::Stall { executed: true });
    bot.clock().advance(3.secs());
    let kinsta = bot.kinsta().clone();
    bot.crash_at(stalled(kinsta)).await;
    ends_well(bot, 1, "restarted in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_was_not_told_yet_is_told_by_the_next_process() {
    for end in [End::Orderly, End::Killed] {
        let mut bot = Bot::start().await;
        asks(&bot, CACHE).await;
        confirms(&bot).await;
        bot.advance(2.secs()).await;
        // Slack takes nothing while the change ends.
        bot.slack().faults().http("*", 1_000, 503);
        bot.advance(10.secs()).await;
        assert_eq!(bot.kinsta().running_operations(), 0);
        end.meet(&mut bot).await;
        bot.slack().faults().clear();
        ends_well(bot, 3, "cleared in").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_between_posting_the_card_and_knowing_it_posts_no_second_one() {
    let mut bot = Bot::start().await;
    asks(&bot, PHP).await;
    bot.slack().faults().drop_after("chat.postMessage", 1);
    confirms(&bot).await;
    let slack = bot.slack().clone();
    bot.crash_at(stands(slack, |cards| !cards.is_empty())).await;
    ends_well(bot, 1, "restarted in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_between_editing_the_card_and_knowing_it_edits_again() {
    let mut bot = Bot::start().await;
    asks(&bot, CACHE).await;
    confirms(&bot).await;
    bot.settle().await;
    bot.advance(2.secs()).await;
    bot.slack().faults().drop_after("chat.update", 1);
    bot.clock().advance(8.secs());
    let slack = bot.slack().clone();
    let ended = |cards: &[Message]| cards.iter().any(|card| card.plain().contains("cleared in"));
    bot.crash_at(stands(slack, ended)).await;
    assert_eq!(bot.slack().faults().pending(), 0, "the edit's answer was lost");
    ends_well(bot, 3, "cleared in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_between_the_last_word_and_knowing_it_says_it_once() {
    let mut bot = Bot::start().await;
    asks(&bot, CACHE).await;
    confirms(&bot).await;
    bot.advance(3.secs()).await;
    let card = bot.ada().cards().pop().expect("a card");
    bot.slack().faults().drop_after("chat.postMessage", 1);
    bot.clock().advance(8.secs());
    let slack = bot.slack().clone();
    let said = async move {
        loop {
            let changed = slack.changed();
            if slack.thread(OPS, &card.ts).len() > 1 {
                return;
            }
            changed.await;
        }
    };
    bot.crash_at(said).await;
    ends_well(bot, 3, "cleared in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_again_and_again_makes_the_change_once() {
    let mut bot = Bot::start().await;
    asks(&bot, CACHE).await;
    confirms(&bot).await;
    for _ in 0..6 {
        bot.crash().await;
        bot.advance(1.secs()).await;
        bot.crash().await;
        bot.advance(16.secs()).await;
    }
    ends_well(bot, 3, "cleared in").await;
}
