//! `/kinsta dns delete`: a record with all its values is lost, so the domain's name is typed.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

const LINE: &str = "/kinsta dns delete agency.example --type mx --name @";

fn mail(bot: &Bot) -> Vec<String> {
    let records = bot.kinsta().dns_records("agency.example");
    records.into_iter().filter(|it| it.kind == "MX").flat_map(|it| it.values).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_deleted_once_the_domains_name_is_typed_and_can_be_added_again() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks(LINE).await, @"
    Delete MX @ of agency.example?
    What relies on it stops working: a website, mail, a proof that the domain is yours.
    🛑 All values of MX @ are lost. Kinsta keeps no copy; it can be added again only with the values shown here.
    *Record*
    MX agency.example. (3600 s)
    *➖ To remove*
    10 mx1.mail.example
    20 mx2.mail.example
    *Usually takes*
    a few seconds to a minute
    [Type the name…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.types_to_confirm("agency.example").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ MX @ of *agency.example* deleted in 7 s · asked by @ada
    agency.example
    ```
    10 mx1.mail.example
    20 mx2.mail.example
    ```
    [Add it again…]
    Operation `<id>`
    ");
    ada.thread();
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert_eq!(body, serde_json::json!({"type": "MX", "name": "agency.example."}), "the name as it came");
    assert_eq!(mail(&bot), [""; 0]);
    let card = ada.cards().pop().unwrap();
    ada.presses_in(&card, "Add it again…").await;
    // The form with what it was, then the question.
    ada.submits().await;
    ada.submits().await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_eq!(mail(&bot), ["10 mx1.mail.example", "20 mx2.mail.example"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_can_be_changed_back_with_one_press() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta dns update agency.example --type mx --name @ --value \"5 mx9.mail.example\" --ttl 300").await;
    ada.presses("Change DNS record").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_eq!(mail(&bot), ["5 mx9.mail.example"]);
    let card = ada.cards().pop().unwrap();
    ada.presses_in(&card, "Change back…").await;
    // The form with what it was before, then the question.
    ada.submits().await;
    ada.submits().await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_eq!(mail(&bot), ["10 mx1.mail.example", "20 mx2.mail.example"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_changed_meanwhile_is_not_deleted() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says(LINE).await;
    jonas.says("/kinsta dns update agency.example --type mx --name @ --add \"30 mx3.mail.example\"").await;
    jonas.presses("DNS-Eintrag ändern").await;
    bot.advance(30.secs()).await;
    jonas.sees();
    jonas.card();
    jonas.thread();
    ada.types_to_confirm("agency.example").await;
    ada.sees();
    bot.advance(5.secs()).await;
    assert!(ada.card().contains("the record was changed since"), "{}", ada.card());
    ada.thread();
    assert_eq!(mail(&bot).len(), 3);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_zone_needs_is_not_deleted_and_kinstas_failure_is_told() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta dns delete agency.example --type ns --name @").await, @"
    ⚠️ The NS record of agency.example itself keeps the domain alive; Kinsta does not delete it.
    Remove the whole domain in MyKinsta if that is what you want.
    ");
    bot.kinsta().faults().next(1, "/domains/", Fault::FailedOperation { message: "Zone is locked".into() });
    ada.says(LINE).await;
    ada.types_to_confirm("agency.example").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert!(ada.card().contains("Kinsta says: “Zone is locked”"), "{}", ada.card());
    ada.thread();
    assert_eq!(mail(&bot).len(), 2);
    bot.done().await;
}
