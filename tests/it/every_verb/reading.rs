//! Whatever a verb reads from Kinsta before it answers or asks: where that cannot be had, the reason is told with a way
//! out, nothing is changed, and the next time it is there again.

use super::*;
use kinsta_slack::demo::kinsta::{Fault, Rule};

/// What goes wrong, and what has to be told of it.
fn weathers() -> Vec<(Fault, &'static str)> {
    let declined = |status, message: &str| Fault::Declined { status, message: message.into() };
    vec![
        (declined(400, "The request is not for today."), "The request is not for today."),
        (declined(403, "This is for owners only."), "This is for owners only."),
        (declined(404, "There is no such thing."), "There is no such thing."),
        (Fault::RefusedKey, "The API key was refused."),
        (Fault::TooManyRequests { retry_after_s: Some(90) }, "Kinsta's limit of requests per minute is used up."),
        (Fault::TooManyRequests { retry_after_s: None }, "Kinsta's limit of requests per minute is used up."),
        (Fault::ServerError { executed: false }, "Error occurred while processing your request"),
        (Fault::BadGateway { executed: false }, "HTTP 502"),
        (Fault::Drop { executed: false }, "Kinsta cannot answer"),
        (Fault::MalformedJson, "Kinsta"),
    ]
}

/// What is still said where something could not be read, and why that is no refusal.
const SAID_ALL_THE_SAME: [(&str, &str); 3] = [
    // The site itself is looked at, whatever Kinsta says.
    ("site status", "from memory"),
    // How it is now is shown, not relied on.
    ("cache edge", "unknown"),
    // That Kinsta does not know it, or calls it failed, is the answer.
    ("operation status", "php:restart"),
];

async fn fails_clearly(verb: Walked) {
    let bot = world().await;
    let ada = bot.ada();
    prepare(&bot, &ada, &verb.words).await;
    for line in verb.lines() {
        bot.kinsta().clear_requests();
        ada.asks_for(line).await;
        bot.slack().close_view(ada.id, true).await;
        let mut paths: Vec<String> = bot.kinsta().requests().into_iter().map(|request| request.path).collect();
        paths.sort();
        paths.dedup();
        for path in paths {
            for (fault, told) in weathers() {
                let rule = Rule { id: 0, fault: fault.clone(), path: path.clone(), method: None, times: None };
                bot.kinsta().faults().add(rule);
                bot.kinsta().clear_requests();
                let said = ada.asks_for(line).await;
                bot.kinsta().faults().clear();
                // What is missing beside the rest is said in a note.
                let is_told = said.contains('⚠') && said.contains(told) && said.lines().count() > 1;
                let all_the_same =
                    SAID_ALL_THE_SAME.iter().any(|(words, but)| *words == verb.words && said.contains(but));
                assert!(is_told || all_the_same, "{fault:?} at {path}, {line}: {said}");
                assert!(bot.kinsta().writes().is_empty(), "{fault:?} {line}");
                bot.slack().close_view(ada.id, true).await;
                if matches!(fault, Fault::TooManyRequests { .. }) {
                    bot.wait(180.secs()).await;
                }
            }
        }
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told_with_its_reason_and_a_way_out() {
    walk(verbs(|verb| !verb.is_kept_here()), fails_clearly).await;
}
