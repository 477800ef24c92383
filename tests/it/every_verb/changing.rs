//! Every changing verb fails: Kinsta declines the call, or takes it and fails later, or its answer is lost. The card
//! says so in Kinsta's words, the call is made once, and nothing is called done that is not.

use kinsta_slack::demo::kinsta::{Fault, Rule};

use super::*;

const METHODS: [&str; 3] = ["POST", "PUT", "DELETE"];
const WORDS: &str = "The server was *too busy* for this.";

/// How long it takes until a call that was declined or failed has its end.
const SOON_S: u64 = 60;
/// How long it takes until nothing more is looked for in the activity log.
const SETTLED_S: u64 = 240;

/// Asks and agrees while every change meets this, and waits so many seconds for the end. Gives the card.
async fn ends(bot: &Bot, person: &Person<'_>, line: &str, fault: &Fault, wait_s: u64) -> String {
    bot.kinsta().clear_requests();
    let said = person.asks_for(line).await;
    assert!(!said.starts_with('⚠'), "{line}: {said}");
    for method in METHODS {
        let rule = Rule { id: 0, fault: fault.clone(), path: String::new(), method: Some(method.into()), times: None };
        bot.kinsta().faults().add(rule);
    }
    person.agrees(line).await;
    bot.wait(15.secs()).await;
    // Good weather again: whoever wanted to repeat the call could.
    bot.kinsta().faults().clear();
    bot.wait(wait_s.secs()).await;
    let writes = bot.kinsta().writes();
    assert!(!writes.is_empty(), "{line}");
    for write in &writes {
        let same = writes.iter().filter(|other| (&other.path, &other.body) == (&write.path, &write.body));
        assert_eq!(same.count(), 1, "{line} repeats {write:?}");
    }
    person.sees_all();
    let thread = person.thread();
    let card = person.card();
    let end = card.lines().next().and_then(|line| line.split(' ').next()).unwrap_or_default();
    assert!(thread.starts_with(&format!("@ada {end}")), "{line}: {thread}\n{card}");
    card
}

fn changes(verb: &Walked) -> bool {
    verb.risk.changes() && !verb.is_kept_here()
}

async fn is_declined(verb: Walked) {
    let bot = world().await;
    let ada = bot.ada();
    prepare(&bot, &ada, &verb.words).await;
    for status in [400, 404] {
        for line in verb.lines() {
            let fault = Fault::Declined { status, message: WORDS.into() };
            let card = ends(&bot, &ada, line, &fault, SOON_S).await;
            assert!(card.starts_with('❌') && card.contains(WORDS), "{status}, {line}: {card}");
        }
    }
    bot.end().await;
}

async fn fails_later(verb: Walked) {
    let bot = world().await;
    let ada = bot.ada();
    prepare(&bot, &ada, &verb.words).await;
    for line in verb.lines() {
        let card = ends(&bot, &ada, line, &Fault::FailedOperation { message: WORDS.into() }, SOON_S).await;
        // What is done at once has no later in which to fail.
        let is_followed = asked(&bot).iter().any(|asked| asked == "GET /operations/{operation_id}");
        let is_told = card.starts_with('❌') && card.contains(WORDS);
        assert!(if is_followed { is_told } else { card.starts_with('✅') }, "{line}: {card}");
    }
    bot.end().await;
}

/// Nothing was done. Where Kinsta says why, that is the end; else nobody can say.
async fn is_lost(verb: Walked) {
    let bot = world().await;
    let ada = bot.ada();
    prepare(&bot, &ada, &verb.words).await;
    let executed = false;
    for (fault, end) in [(Fault::ServerError { executed }, '❌'), (Fault::Drop { executed }, '❔')] {
        for line in verb.lines() {
            let card = ends(&bot, &ada, line, &fault, SETTLED_S).await;
            assert!(card.starts_with(end), "{fault:?}, {line}: {card}");
        }
    }
    bot.end().await;
}

/// It was done, and Kinsta's activity log shows it.
async fn is_done_all_the_same(verb: Walked) {
    for fault in [Fault::BadGateway { executed: true }, Fault::Drop { executed: true }] {
        let bot = world().await;
        let ada = bot.ada();
        prepare(&bot, &ada, &verb.words).await;
        let line = verb.lines()[0];
        let card = ends(&bot, &ada, line, &fault, SETTLED_S).await;
        assert!(card.starts_with('✅'), "{fault:?}, {line}: {card}");
        bot.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kinsta_declines_is_told_in_its_words_and_not_repeated() {
    walk(verbs(changes), is_declined).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_at_kinsta_later_is_told_in_its_words_and_not_repeated() {
    walk(verbs(changes), fails_later).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_answer_is_lost_is_not_called_done() {
    walk(verbs(changes), is_lost).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_answer_is_lost_is_found_in_the_activity_log() {
    walk(verbs(changes), is_done_all_the_same).await;
}
