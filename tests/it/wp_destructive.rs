//! `/kinsta wp run` with commands that may write: the site's name is typed.

use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_writes_runs_once_the_name_was_typed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta wp run acme staging -- plugin update --all").await;
    assert_eq!(bot.kinsta().writes().len(), 0);
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(30.secs()).await;
    let card = ada.card();
    assert!(card.contains("Success: Updated"), "{card}");
    ada.thread();
    let staging = bot.kinsta().site("Acme").unwrap().environment("staging").unwrap().id.clone();
    assert!(bot.kinsta().plugins(&staging).iter().all(|plugin| plugin.update_version.is_none()));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_kinsta_fails_is_not_called_done() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let message = "The environment is blocked by another process";
    bot.kinsta().faults().next(1, "/sites/environments", Fault::FailedOperation { message: message.to_owned() });
    ada.says("/kinsta wp run acme staging -- plugin update --all").await;
    ada.types_to_confirm("Acme").await;
    ada.sees();
    bot.advance(30.secs()).await;
    let card = ada.card();
    assert!(card.starts_with("❌") && card.contains(message), "{card}");
    ada.thread();
    bot.done().await;
}
