//! Bad weather at Slack and much to say: in order, in time, once.

use kinsta_slack::demo::kinsta::Options;
use kinsta_slack::demo::slack::{Kind, Message};

use crate::bot::{Bot, OPS, Seconds, Setup};

const ADA: &str = "U0ADA";

/// Asks for the site cache of the `number`th site's live environment to be cleared, and confirms at once.
async fn confirms(bot: &Bot, number: usize, channel: &str) {
    let site = &bot.kinsta().sites()[number];
    let words = format!("cache clear {} --layer site", site.environment("live").unwrap().id);
    assert!(bot.slack().slash(ADA, channel, "/kinsta", &words).await.is_ok());
    let prompt = bot.slack().ephemerals(ADA, channel).pop().unwrap();
    assert!(bot.slack().press(ADA, &prompt, "Clear cache").await.is_ok(), "{}", prompt.plain());
}

fn cards(bot: &Bot, channel: &str) -> Vec<Message> {
    bot.slack().messages(channel).into_iter().filter(Message::is_by_bot).collect()
}

/// When messages were put into a channel.
fn posts(bot: &Bot, channel: &str) -> Vec<i64> {
    let calls = bot.slack().calls();
    let posted = |call: &&kinsta_slack::demo::slack::ApiCall| {
        call.method == "chat.postMessage" && call.error.is_none() && call.args["channel"] == channel
    };
    calls.iter().filter(posted).map(|call| call.at_ms).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_changes_in_one_channel_get_a_card_and_a_last_word_each_one_a_second() {
    let bot = Bot::start().await;
    bot.ada();
    for number in 0..30 {
        confirms(&bot, number, OPS).await;
    }
    bot.advance(100.secs()).await;
    let posts = posts(&bot, OPS);
    assert_eq!(posts.len(), 60);
    assert!(posts.windows(2).all(|pair| pair[1] - pair[0] >= 1_000), "{posts:?}");
    let cards = cards(&bot, OPS);
    assert_eq!(cards.len(), 30);
    for card in &cards {
        assert!(card.plain().contains("cleared in"), "{}", card.plain());
        assert_eq!(bot.slack().thread(OPS, &card.ts).len(), 2, "one last word");
    }
    assert_eq!(bot.kinsta().writes().len(), 30);
    assert_eq!(bot.slack().violations(), Vec::<String>::new());
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_changes_share_kinstas_budget_and_all_end_truly() {
    let kinsta = Options { sites: 210, ..Options::default() };
    let bot = Bot::with(Setup { kinsta, ..Setup::default() }).await;
    bot.ada();
    let channels = ["C1", "C2", "C3", "C4"];
    for channel in channels {
        bot.slack().add_channel(channel, &channel.to_lowercase(), Kind::Public, true);
    }
    bot.kinsta().clear_requests();
    for number in 0..200 {
        confirms(&bot, number, channels[number % channels.len()]).await;
    }
    let finished =
        |bot: &Bot| bot.slack().everything().iter().filter(|it| it.plain().contains("@ada ✅")).count() == 200;
    for _ in 0..14 {
        bot.advance_by_steps(60.secs(), 2.secs()).await;
        if finished(&bot) {
            break;
        }
    }
    let cards: Vec<Message> = channels.iter().flat_map(|channel| cards(&bot, channel)).collect();
    assert_eq!(cards.len(), 200);
    let odd: Vec<String> = cards.iter().map(Message::plain).filter(|card| !card.contains("cleared in")).collect();
    assert_eq!(odd, Vec::<String>::new());
    assert!(cards.iter().all(|card| bot.slack().thread(&card.channel, &card.ts).len() == 2), "one last word each");
    assert_eq!(bot.kinsta().writes().len(), 200);
    let requests = bot.kinsta().requests();
    assert!(requests.iter().all(|request| request.status != Some(429)), "the budget is kept, not run into");
    let most = requests
        .iter()
        .map(|first| requests.iter().filter(|it| (0..60_000).contains(&(it.at_ms - first.at_ms))).count())
        .max();
    assert!(most <= Some(120), "{most:?} within a minute");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_weather_at_slack_delays_and_doubles_nothing() {
    type Weather = fn(&kinsta_slack::demo::slack::Faults, &str);
    let weathers: [(&str, Weather); 6] = [
        ("429", |faults, method| faults.ratelimit(method, 3, 7)),
        ("500", |faults, method| faults.http(method, 3, 500)),
        ("503", |faults, method| faults.http(method, 3, 503)),
        ("internal_error", |faults, method| faults.error(method, 3, "internal_error")),
        ("broken before", |faults, method| faults.drop_before(method, 3)),
        ("broken after", |faults, method| faults.drop_after(method, 3)),
    ];
    for method in ["chat.postMessage", "chat.update", "response_url"] {
        for (name, weather) in &weathers {
            let bot = Bot::start().await;
            let ada = bot.ada();
            ada.says("/kinsta cache clear acme live --layer site").await;
            weather(bot.slack().faults(), method);
            ada.presses("Clear cache").await;
            bot.advance(100.secs()).await;
            let what = format!("{method}, {name}");
            assert!(bot.slack().faults().pending() < 3, "{what}: nothing went wrong");
            assert_eq!(ada.cards().len(), 1, "{what}");
            assert!(ada.card().contains("cleared in"), "{what}: {}", ada.card());
            let thread = ada.thread();
            assert_eq!(thread.matches("@ada ✅").count(), 1, "{what}: {thread}");
            let said = ada.sees();
            assert!(said.contains("Follow it in #ops"), "{what}: {said}");
            assert_eq!(bot.kinsta().writes().len(), 1, "{what}");
            bot.done().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_429_slack_is_left_alone_for_as_long_as_it_asks() {
    let bot = Bot::start().await;
    bot.ada();
    bot.slack().faults().ratelimit("chat.postMessage", 1, 30);
    for number in 0..4 {
        confirms(&bot, number, OPS).await;
    }
    bot.advance(60.secs()).await;
    let calls = bot.slack().calls();
    let posts: Vec<i64> =
        calls.iter().filter(|call| call.method == "chat.postMessage").map(|call| call.at_ms).collect();
    assert!(posts[1] - posts[0] >= 30_000, "{posts:?}");
    assert_eq!(cards(&bot, OPS).len(), 4);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_history_scopes_the_card_is_still_there_in_the_end() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live --layer site").await;
    bot.slack().faults().drop_after("chat.postMessage", 1);
    bot.slack().faults().error("conversations.history", 100, "missing_scope");
    ada.presses("Clear cache").await;
    bot.advance(60.secs()).await;
    bot.slack().faults().clear();
    // Nothing tells whether the first one was posted, so it is posted again rather than not at all.
    let cards = ada.cards();
    assert_eq!(cards.len(), 2);
    assert!(cards[1].plain().contains("cleared in"), "{}", cards[1].plain());
    assert_eq!(bot.slack().thread(OPS, &cards[1].ts).len(), 2);
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_in_a_channel_is_posted_once_although_slacks_answer_was_lost() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.slack().faults().drop_after("chat.postMessage", 1);
    ada.writes("@kinsta site list", None).await;
    bot.advance(20.secs()).await;
    let question_and_answers: Vec<Message> =
        bot.slack().everything().into_iter().filter(|message| message.is_by_bot()).collect();
    assert_eq!(question_and_answers.len(), 1, "{question_and_answers:#?}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_for_a_while_loses_nothing() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live --layer site").await;
    for method in ["chat.postMessage", "chat.update", "conversations.history"] {
        bot.slack().faults().error(method, 1_000, "token_revoked");
    }
    ada.presses("Clear cache").await;
    bot.wait((10 * 60).secs()).await;
    assert_eq!(ada.cards(), Vec::new());
    bot.slack().faults().clear();
    bot.advance(70.secs()).await;
    ada.sees();
    assert!(ada.card().contains("cleared in"));
    assert!(ada.thread().contains("@ada ✅"));
    bot.done().await;
}
