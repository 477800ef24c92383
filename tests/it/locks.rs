//! One risky change at a time on an environment: others are told, and take their turn.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, Options};
use kinsta_slack::demo::slack::Message;

use crate::bot::{Bot, OPS, Person, Seconds, Setup};

const PHP: &str = "/kinsta php restart acme live";
const CACHE: &str = "/kinsta cache clear acme live --layer site";

/// A Kinsta where everything takes a minute.
async fn slow() -> Bot {
    let kinsta = Options { operation_ms: 60_000, ..Options::default() };
    Bot::with(Setup { kinsta, ..Setup::default() }).await
}

/// Asks and says yes, whatever the button is called.
async fn confirms(who: &Person<'_>, line: &str) {
    let ack = who.says(line).await;
    assert!(ack.is_ok(), "{:?}", ack.complaint());
    let label = who.private().buttons()[0].clone();
    who.presses(&label).await;
    assert!(who.sees().starts_with("✔️"), "{}", who.sees());
}

/// The card that says so, in #ops.
fn card(who: &Person<'_>, part: &str) -> Message {
    let cards = who.cards();
    let found = cards.iter().find(|card| card.plain().contains(part));
    found.unwrap_or_else(|| panic!("no card says {part}: {:#?}", plain(&cards))).clone()
}

fn plain(cards: &[Message]) -> Vec<String> {
    cards.iter().map(Message::plain).collect()
}

/// What Kinsta was asked to change so far, by path.
fn writes(bot: &Bot) -> Vec<String> {
    bot.kinsta().writes().into_iter().map(|write| write.path).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_is_told_waits_and_runs_after_the_first() {
    let bot = slow().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    confirms(&ada, PHP).await;
    bot.advance(2.secs()).await;
    assert_snapshot!(jonas.asks(CACHE).await, @"
    Cache von Acme · Live leeren?
    Gespeicherte Seiten und Dateien werden verworfen und neu aufgebaut; die ersten Besuche sind langsamer.
    ⚠️ Das ist *Live*: Besucher merken es.
    ⏳ Dort ist @ada am Werk: PHP von *Acme · Live* wird neu gestartet, seit 2026-11-22 09:00 UTC. Wenn du bestätigst, wartet das hier, bis es an der Reihe ist, und beginnt von selbst.
    *Website*
    Acme
    *Umgebung*
    Live
    *Domain*
    acme.example
    *Dauert meist*
    einige Sekunden bis eine Minute
    *Schichten*
    Seiten-Cache
    [Cache leeren] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    jonas.presses("Cache leeren").await;
    assert_snapshot!(jonas.sees(), @"✔️ Der Cache von *Acme · Live* wird geleert. Wie es läuft, steht in #ops.");
    bot.advance(3.secs()).await;
    let waiting = card(&jonas, "Clearing the cache");
    assert_snapshot!(jonas.reads(&waiting), @"
    🕓 Clearing the cache of *Acme · Live*, asked by @jonas
    Acme · Live · acme.example
    ⏳ Waits for @ada: Restarting PHP of *Acme · Live*, since 2026-11-22 09:00 UTC. It begins by itself.
    [Withdraw]
    Operation `<id>`
    ");
    assert_eq!(writes(&bot), ["/sites/tools/restart-php"]);

    // Kinsta needs a minute; until then nothing else is sent there.
    bot.advance(50.secs()).await;
    assert_eq!(writes(&bot).len(), 1);
    bot.advance(90.secs()).await;
    assert_eq!(writes(&bot), ["/sites/tools/restart-php", "/sites/tools/clear-cache"]);
    let done = card(&jonas, "Cache of");
    assert_eq!(done.ts, waiting.ts, "the same card, edited");
    let said = jonas.reads(&done);
    assert!(said.starts_with("✅ Cache of *Acme · Live* cleared in 1 min"), "without the waiting: {said}");
    assert!(!done.plain().contains("Waits"), "{}", done.plain());
    assert!(card(&ada, "restarted in").plain().starts_with("✅"));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn first_confirmed_is_first_served_and_each_card_says_behind_whom() {
    let bot = slow().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    confirms(&ada, PHP).await;
    bot.advance(1.secs()).await;
    confirms(&jonas, CACHE).await;
    bot.advance(1.secs()).await;
    confirms(&ada, "/kinsta cache clear acme live --layer cdn").await;
    bot.advance(1.secs()).await;
    let third = ada.cards().pop().expect("three cards");
    assert!(third.plain().contains("Waits for @ada: Restarting PHP"), "{}", third.plain());
    bot.wait(70.secs()).await;
    // The first has ended, the second runs, and the third has moved up.
    let third = ada.cards().pop().expect("three cards");
    assert!(third.plain().contains("Waits for @jonas: Clearing the cache"), "{}", third.plain());
    bot.wait(200.secs()).await;
    assert_eq!(writes(&bot), ["/sites/tools/restart-php", "/sites/tools/clear-cache", "/sites/cdn/clear-cache"]);
    assert!(ada.cards().iter().all(|card| card.plain().starts_with("✅")), "{:#?}", plain(&ada.cards()));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_environments_and_harmless_changes_do_not_wait() {
    let bot = slow().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    confirms(&ada, PHP).await;
    assert!(!jonas.asks("/kinsta php restart acme staging").await.contains("am Werk"));
    jonas.presses("PHP neu starten").await;
    let harmless = jonas.asks("/kinsta backup create acme live").await;
    assert!(!harmless.contains("am Werk"), "{harmless}");
    let label = jonas.private().buttons()[0].clone();
    jonas.presses(&label).await;
    bot.advance(5.secs()).await;
    assert_eq!(writes(&bot).len(), 3, "{:?}", writes(&bot));
    bot.wait(120.secs()).await;
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_site_and_its_environments_exclude_each_other() {
    let bot = slow().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    confirms(&jonas, "/kinsta php restart acme staging").await;
    ada.says("/kinsta site delete acme").await;
    assert!(ada.sees().contains("@jonas is at work there"), "{}", ada.sees());
    ada.types_to_confirm("Acme").await;
    bot.advance(3.secs()).await;
    assert_eq!(writes(&bot).len(), 1);
    // What is confirmed after the whole site waits for it, also on an environment that nobody works on.
    jonas.says(PHP).await;
    assert!(jonas.sees().contains("Dort kommt zuerst @ada"), "{}", jonas.sees());
    jonas.presses("PHP neu starten").await;
    bot.advance(5.secs()).await;
    let waiting = card(&jonas, "Restarting PHP of *Acme · Live*");
    assert!(waiting.plain().contains("Comes after @ada: Deleting"), "{}", waiting.plain());
    bot.wait(70.secs()).await;
    assert_eq!(writes(&bot).len(), 2);
    assert!(card(&jonas, "PHP of *Acme · Live*").plain().contains("Waits for @ada: Deleting"));
    bot.wait(140.secs()).await;
    // By then there is nothing left to restart.
    assert_eq!(bot.kinsta().site("Acme"), None);
    assert!(card(&jonas, "PHP of *Acme · Live*").plain().starts_with("❌"), "{:#?}", plain(&jonas.cards()));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_holds_its_source_too() {
    let bot = slow().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says("/kinsta env push acme staging --to live").await;
    ada.types_to_confirm("Acme").await;
    bot.advance(2.secs()).await;
    for line in ["/kinsta php restart acme staging", PHP] {
        jonas.says(line).await;
        assert!(
            jonas.sees().contains("Dort ist @ada am Werk: *Staging* von *Acme* wird auf *Live* übertragen"),
            "{}",
            jonas.sees()
        );
    }
    jonas.sees_all();
    bot.wait(90.secs()).await;
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_outlives_a_crash() {
    let mut bot = slow().await;
    confirms(&bot.ada(), PHP).await;
    confirms(&bot.jonas(), CACHE).await;
    bot.advance(6.secs()).await;
    bot.crash().await;
    bot.advance(20.secs()).await;
    assert_eq!(writes(&bot).len(), 1, "the lock outlived the process");
    bot.wait(70.secs()).await;
    bot.crash().await;
    bot.wait(120.secs()).await;
    assert_eq!(writes(&bot), ["/sites/tools/restart-php", "/sites/tools/clear-cache"]);
    let cards = bot.ada().cards();
    assert!(cards.len() == 2 && cards.iter().all(|card| card.plain().starts_with("✅")), "{:#?}", plain(&cards));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_in_the_middle_of_the_call_keeps_the_lock_until_it_is_settled() {
    let mut bot = Bot::start().await;
    bot.jonas();
    let ada = bot.ada();
    ada.says(PHP).await;
    bot.kinsta().faults().next(1, "/sites/tools/restart-php", Fault::Stall { executed: true });
    let prompt = ada.private();
    assert!(bot.slack().press(ada.id, &prompt, "Restart PHP").await.is_ok());
    let kinsta = bot.kinsta().clone();
    bot.crash_at(async move { kinsta.faults().until_stalled(1).await }).await;
    bot.advance(1.secs()).await;
    confirms(&bot.jonas(), CACHE).await;
    bot.advance(5.secs()).await;
    assert_eq!(writes(&bot), ["/sites/tools/restart-php"]);
    bot.wait(120.secs()).await;
    assert_eq!(writes(&bot), ["/sites/tools/restart-php", "/sites/tools/clear-cache"]);
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_environment_is_waited_for() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    bot.kinsta().set_blocked(&live, true);
    confirms(&ada, CACHE).await;
    bot.advance(20.secs()).await;
    assert_snapshot!(ada.card(), @"
    🕓 Clearing the cache of *Acme · Live*, asked by @ada
    Acme · Live · acme.example
    ⏳ Waits for Kinsta: something else works on the environment. It begins by itself.
    [Withdraw]
    Operation `<id>`
    ");
    // Longer than such a change is usually followed: while it waits, only its waiting is counted.
    bot.wait(1_200.secs()).await;
    assert_eq!(writes(&bot).len(), 0);
    bot.kinsta().set_blocked(&live, false);
    bot.wait(40.secs()).await;
    assert!(ada.card().starts_with("✅"), "{}", ada.card());
    assert_eq!(writes(&bot).len(), 1);
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kinsta_declines_as_blocked_is_sent_again_and_holds_its_place() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    let message = "The environment is blocked by another process. Please try again a bit later.".to_owned();
    bot.kinsta().faults().next(2, "/sites/tools/restart-php", Fault::Declined { status: 400, message });
    confirms(&ada, PHP).await;
    bot.advance(1.secs()).await;
    assert!(ada.card().contains("Waits for Kinsta"), "{}", ada.card());
    confirms(&jonas, CACHE).await;
    bot.advance(10.secs()).await;
    assert!(card(&jonas, "Clearing").plain().contains("Waits for @ada: Restarting PHP"));
    bot.wait(60.secs()).await;
    let paths = writes(&bot);
    assert_eq!(paths, [["/sites/tools/restart-php"; 3].as_slice(), &["/sites/tools/clear-cache"]].concat());
    assert!(jonas.cards().iter().all(|card| card.plain().starts_with("✅")), "{:#?}", plain(&jonas.cards()));
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_two_hours_in_vain_is_not_sent() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    bot.kinsta().set_blocked(&live, true);
    confirms(&ada, CACHE).await;
    bot.advance_by_steps(7_200.secs(), 60.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ The cache of *Acme · Live* was not cleared · asked by @ada
    Acme · Live · acme.example
    ❌ Site cache: it waited two hours for its turn. Nothing was sent. Look what is at work there, then type the command again.
    Operation `<id>`
    ");
    assert_eq!(writes(&bot).len(), 0);
    bot.over().await;
}

/// Asking whether the environment is blocked is made up for by asking less often how far it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_clear_of_five_seconds_takes_four_calls() {
    for (line, calls) in [(CACHE, 4), ("/kinsta cache clear acme live", 10)] {
        let bot = Bot::start().await;
        let ada = bot.ada();
        let before = bot.app().kinsta_calls();
        confirms(&ada, line).await;
        bot.advance(30.secs()).await;
        assert!(ada.card().starts_with("✅"), "{}", ada.card());
        assert_eq!(bot.app().kinsta_calls() - before, calls, "{line}");
        bot.jonas();
        bot.over().await;
    }
}

/// Whatever people do, Kinsta never has two of our risky changes on one environment at the same time.
#[tokio::test(flavor = "multi_thread")]
async fn kinsta_never_works_on_two_risky_changes_of_one_environment() {
    let kinsta = Options { operation_ms: 9_000, ..Options::default() };
    let bot = Bot::with(Setup { kinsta, ..Setup::default() }).await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    let lines = [PHP, CACHE, "/kinsta cache clear acme live --layer cdn", "/kinsta cache clear acme live --layer edge"];
    let mut seed = 7_u64;
    let mut confirmed = 0;
    for step in 0..120 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let choice = (seed >> 33) as usize;
        if step < 40 && choice.is_multiple_of(3) {
            let who = if choice.is_multiple_of(2) { &ada } else { &jonas };
            confirms(who, lines[(choice / 7) % lines.len()]).await;
            confirmed += 1;
        }
        bot.advance(2.secs()).await;
        assert!(bot.kinsta().running_operations() <= 1, "at step {step}");
    }
    bot.wait(120.secs()).await;
    assert!(confirmed >= 8 && !writes(&bot).is_empty(), "{confirmed} were confirmed");
    let cards = bot.slack().messages(OPS);
    let cards: Vec<Message> = cards.into_iter().filter(Message::is_by_bot).collect();
    assert_eq!(cards.len(), writes(&bot).len(), "one card and one call each");
    assert!(cards.iter().all(|card| card.plain().starts_with("✅")), "{:#?}", plain(&cards));
    bot.over().await;
}
