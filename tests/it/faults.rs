//! Bad weather at Kinsta: nothing is lost, nothing is done twice, and nothing is called done that may not be.

use insta::{allow_duplicates, assert_snapshot};
use kinsta_slack::demo::kinsta::{Fault, Options};

use crate::bot::{Bot, Person, Seconds, Setup};

const PHP: &str = "/kinsta php restart acme live";
const RESTART: &str = "/sites/tools/restart-php";
const SITE_CACHE: &str = "/kinsta cache clear acme live --layer site";
const CLEAR: &str = "/sites/tools/clear-cache";

/// Asks for a change and confirms it.
async fn confirms(ada: &Person<'_>, line: &str) {
    ada.says(line).await;
    let label = ada.private().buttons().first().cloned().expect("a prompt with buttons");
    ada.presses(&label).await;
}

/// Reads everything a person finds at the end of one operation, and looks for leftovers.
async fn over(bot: Bot) {
    let ada = bot.ada();
    ada.sees();
    ada.card();
    ada.thread();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_429_delays_and_loses_nothing() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().clear_requests();
    bot.kinsta().faults().next(40, "", Fault::TooManyRequests { retry_after_s: Some(5) });
    confirms(&ada, "/kinsta cache clear acme live").await;
    bot.wait(400.secs()).await;
    let taken: Vec<_> = bot.kinsta().writes().into_iter().filter(|write| write.status == Some(202)).collect();
    assert_eq!(taken.len(), 3, "each layer once: {taken:#?}");
    let asked = bot.kinsta().requests();
    let early = asked.windows(2).filter(|pair| pair[0].status == Some(429) && pair[1].at_ms - pair[0].at_ms < 5_000);
    assert_eq!(early.count(), 0, "nobody asks again before Kinsta allows it");
    assert!(ada.card().contains("cleared in"), "{}", ada.card());
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_without_a_time_is_waited_out_ever_longer() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().clear_requests();
    bot.kinsta().faults().next(5, "", Fault::TooManyRequests { retry_after_s: None });
    confirms(&ada, SITE_CACHE).await;
    bot.advance(120.secs()).await;
    let refused: Vec<i64> =
        bot.kinsta().requests().iter().filter(|request| request.status == Some(429)).map(|it| it.at_ms).collect();
    assert_eq!(refused.len(), 5);
    let pauses: Vec<i64> = refused.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(pauses.windows(2).all(|pair| pair[0] < pair[1]), "{pauses:?}");
    assert!(ada.card().contains("cleared in"));
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_answer_to_a_call_that_was_carried_out_ends_as_done() {
    for fault in [
        Fault::ServerError { executed: true },
        Fault::BadGateway { executed: true },
        Fault::Drop { executed: true },
        Fault::MalformedJson,
    ] {
        let bot = Bot::start().await;
        let ada = bot.ada();
        bot.kinsta().faults().next(1, RESTART, fault.clone());
        confirms(&ada, PHP).await;
        assert!(ada.card().contains("reading its activity log"), "{fault:?}: {}", ada.card());
        bot.advance(60.secs()).await;
        assert_eq!(bot.kinsta().writes().len(), 1, "{fault:?}");
        assert!(ada.card().contains("restarted in"), "{fault:?}: {}", ada.card());
        over(bot).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_carried_out_that_failed_later_shows_why_although_its_answer_was_lost() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, RESTART, Fault::Drop { executed: true });
    bot.kinsta().faults().next(
        1,
        RESTART,
        Fault::FailedOperation { message: "The PHP engine did not come up.".into() },
    );
    confirms(&ada, PHP).await;
    bot.advance(60.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert_snapshot!(ada.card(), @"
    ❌ PHP of *Acme · Live* was not restarted · asked by @ada
    Acme · Live · acme.example
    ❌ PHP: Kinsta says: “The PHP engine did not come up.”
    Operation `<id>`
    ");
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_kinstas_own_that_carried_nothing_out_is_a_failure_in_its_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, RESTART, Fault::ServerError { executed: false });
    confirms(&ada, PHP).await;
    bot.advance(150.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert_snapshot!(ada.card(), @"
    ❌ PHP of *Acme · Live* was not restarted · asked by @ada
    Acme · Live · acme.example
    ❌ PHP: Kinsta says: “Error occurred while processing your request”
    Operation `<id>`
    ");
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_without_a_trace_ends_unknown_and_can_be_asked_about_again() {
    for fault in [Fault::BadGateway { executed: false }, Fault::Drop { executed: false }] {
        let bot = Bot::start().await;
        let ada = bot.ada();
        bot.kinsta().faults().next(1, RESTART, fault.clone());
        confirms(&ada, PHP).await;
        bot.advance(150.secs()).await;
        assert_eq!(bot.kinsta().writes().len(), 1, "{fault:?}");
        allow_duplicates! { assert_snapshot!(ada.card(), @"
        ❔ Nobody can say whether PHP of *Acme · Live* was restarted · asked by @ada
        Acme · Live · acme.example
        ❔ PHP: Kinsta's answer was lost, and its activity log does not show it. It was not sent again.
        Look in MyKinsta, or check again here. Nothing was repeated.
        [Check again]
        Operation `<id>`
        "); }
        allow_duplicates! { assert_snapshot!(ada.thread(), @"
        @ada ❔ Nobody can say whether PHP of *Acme · Live* was restarted
        ❔ PHP: Kinsta's answer was lost, and its activity log does not show it. It was not sent again.
        Look in MyKinsta, or check again here. Nothing was repeated.
        "); }
        ada.sees();
        let card = ada.cards().pop().unwrap();
        ada.presses_in(&card, "Check again").await;
        allow_duplicates! { assert_snapshot!(ada.sees(), @"Looking again; the card will say."); }
        bot.advance(70.secs()).await;
        assert_eq!(bot.kinsta().writes().len(), 1, "nothing is sent again");
        assert!(ada.card().contains("Nobody can say"));
        over(bot).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_hangs_is_unknown_after_fifteen_minutes_and_done_once_kinsta_is() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, RESTART, Fault::StuckOperation);
    confirms(&ada, PHP).await;
    bot.wait((14 * 60).secs()).await;
    assert!(ada.card().contains("Restarting PHP"), "{}", ada.card());
    bot.advance(90.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❔ Nobody can say whether PHP of *Acme · Live* was restarted · asked by @ada
    Acme · Live · acme.example
    ❔ PHP: it did not end in the time it was followed.
    Look in MyKinsta, or check again here. Nothing was repeated.
    [Check again]
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"
    @ada ❔ Nobody can say whether PHP of *Acme · Live* was restarted
    ❔ PHP: it did not end in the time it was followed.
    Look in MyKinsta, or check again here. Nothing was repeated.
    ");
    ada.sees();
    bot.kinsta().finish_operations();
    let card = ada.cards().pop().unwrap();
    ada.presses_in(&card, "Check again").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    let end = ada.card();
    assert!(end.contains("✅ PHP of *Acme · Live* restarted in 15 min 30 s"), "{end}");
    assert!(end.contains("✅ acme.example answers."), "the site is looked at, too: {end}");
    assert_eq!(bot.slack().thread(crate::bot::OPS, &card.ts).len(), 3, "each end is said once");
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn checking_again_while_it_still_runs_ends_unknown_again() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, RESTART, Fault::StuckOperation);
    confirms(&ada, PHP).await;
    bot.wait((16 * 60).secs()).await;
    ada.sees();
    let card = ada.cards().pop().unwrap();
    // Two presses at once look once.
    ada.presses_in(&card, "Check again").await;
    ada.sees();
    ada.presses_in(&card, "Check again").await;
    ada.sees();
    bot.advance(90.secs()).await;
    assert!(ada.card().contains("Nobody can say"), "{}", ada.card());
    bot.kinsta().finish_operations();
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_operation_shows_kinstas_message_whatever_code_it_comes_with() {
    for as_200 in [false, true] {
        let bot = Bot::start().await;
        let ada = bot.ada();
        bot.kinsta().faults().set_failures_as_200(as_200);
        let message = "PHP could not be restarted: *disk full* <!channel>";
        bot.kinsta().faults().next(1, RESTART, Fault::FailedOperation { message: message.into() });
        confirms(&ada, PHP).await;
        bot.advance(30.secs()).await;
        allow_duplicates! { assert_snapshot!(ada.card(), @"
        ❌ PHP of *Acme · Live* was not restarted · asked by @ada
        Acme · Live · acme.example
        ❌ PHP: Kinsta says: “PHP could not be restarted: *disk full* <!channel>”
        Operation `<id>`
        "); }
        allow_duplicates! { assert_snapshot!(ada.thread(), @"
        @ada ❌ PHP of *Acme · Live* was not restarted
        ❌ PHP: Kinsta says: “PHP could not be restarted: *disk full* <!channel>”
        "); }
        let sent = format!("{:?}", bot.slack().calls());
        assert!(!sent.contains("<!channel>"), "Kinsta's words call nobody");
        over(bot).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ran_into_something_else_is_not_sent_again_and_says_what_to_do() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    // Taken by Kinsta while nobody else was there, and blocked by the time it came to it.
    let message = "The environment is blocked by another process. Please try again a bit later.".to_owned();
    bot.kinsta().faults().next(1, CLEAR, Fault::FailedOperation { message });
    confirms(&ada, SITE_CACHE).await;
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The cache of *Acme · Live* was not cleared · asked by @ada
    Acme · Live · acme.example
    ❌ Site cache: something else was at work there, so Kinsta did not do it. Kinsta says: “The environment is blocked by another process. Please try again a bit later.” Look in MyKinsta what it is, and type the command again once it is over.
    Operation `<id>`
    ");
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_shows_up_late_is_waited_for() {
    let options = Options { not_found_ms: 50_000, operation_ms: 55_000, ..Options::default() };
    let bot = Bot::with(Setup { kinsta: options, ..Setup::default() }).await;
    let ada = bot.ada();
    confirms(&ada, SITE_CACHE).await;
    bot.advance(100.secs()).await;
    assert!(ada.card().contains("cleared in"), "{}", ada.card());
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_kinsta_never_knows_is_unknown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, CLEAR, Fault::LostOperation);
    confirms(&ada, SITE_CACHE).await;
    bot.advance(90.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❔ Nobody can say whether the cache of *Acme · Live* was cleared · asked by @ada
    Acme · Live · acme.example
    ❔ Site cache: Kinsta no longer knows the operation.
    Look in MyKinsta, or check again here. Nothing was repeated.
    [Check again]
    Operation `<id>`
    ");
    assert_eq!(bot.kinsta().writes().len(), 1);
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_make_no_sense_are_asked_for_again() {
    for fault in [
        Fault::MalformedJson,
        Fault::BadGateway { executed: false },
        Fault::Drop { executed: false },
        Fault::TooManyRequests { retry_after_s: Some(3) },
    ] {
        let bot = Bot::start().await;
        let ada = bot.ada();
        bot.kinsta().faults().next(3, "/operations", fault.clone());
        confirms(&ada, SITE_CACHE).await;
        bot.advance(90.secs()).await;
        assert!(ada.card().contains("cleared in"), "{fault:?}: {}", ada.card());
        assert_eq!(bot.kinsta().writes().len(), 1, "{fault:?}");
        over(bot).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_revoked_meanwhile_makes_the_end_unknown_not_failed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    confirms(&ada, SITE_CACHE).await;
    bot.kinsta().faults().until_cleared("", Fault::RefusedKey);
    bot.wait((16 * 60).secs()).await;
    assert_snapshot!(ada.card(), @"
    ❔ Nobody can say whether the cache of *Acme · Live* was cleared · asked by @ada
    Acme · Live · acme.example
    ❔ Site cache: it did not end in the time it was followed. Kinsta says: “No or invalid API key provided to the request”
    Look in MyKinsta, or check again here. Nothing was repeated.
    [Check again]
    Operation `<id>`
    ");
    ada.sees();
    bot.kinsta().faults().clear();
    let card = ada.cards().pop().unwrap();
    ada.presses_in(&card, "Check again").await;
    bot.advance(10.secs()).await;
    assert!(ada.card().contains("cleared in"), "{}", ada.card());
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_refused_from_the_start_says_who_can_mend_it() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().until_cleared(CLEAR, Fault::RefusedKey);
    confirms(&ada, SITE_CACHE).await;
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The cache of *Acme · Live* was not cleared · asked by @ada
    Acme · Live · acme.example
    ❌ Site cache: The API key was refused. Kinsta says: “No or invalid API key provided to the request” A company owner or admin must create one in MyKinsta › Company settings › API keys, and whoever runs this bot puts it into `KINSTA_API_KEY`.
    Operation `<id>`
    ");
    assert_eq!(bot.kinsta().running_operations(), 0);
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_lost_answers_of_one_kind_at_one_site_are_never_called_done() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    // One of the two was carried out, and the log cannot say which.
    bot.kinsta().faults().next(1, RESTART, Fault::Drop { executed: true });
    bot.kinsta().faults().next(1, RESTART, Fault::Drop { executed: false });
    confirms(&ada, PHP).await;
    ada.sees();
    confirms(&ada, "/kinsta php restart acme staging").await;
    ada.sees();
    bot.advance(200.secs()).await;
    let cards = ada.cards();
    assert_eq!(cards.len(), 2);
    for card in &cards {
        assert!(card.plain().contains("Nobody can say"), "{}", card.plain());
        ada.thread_of(&card.ts);
    }
    assert_eq!(bot.kinsta().writes().len(), 2);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinsta_being_away_starts_nothing_and_says_so_in_the_end() {
    let bot = Bot::start().await;
    bot.kinsta().shutdown().await;
    let ada = bot.ada();
    confirms(&ada, SITE_CACHE).await;
    bot.wait((16 * 60).secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The cache of *Acme · Live* was not cleared · asked by @ada
    Acme · Live · acme.example
    ❌ Site cache: Kinsta could not be reached in time. Nothing was sent.
    Operation `<id>`
    ");
    over(bot).await;
}
