//! Taking a change back that waits for its turn.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, Options};
use kinsta_slack::demo::slack::Message;

use crate::bot::{Bot, Person, Seconds, Setup};

const PHP: &str = "/kinsta php restart acme live";
const CACHE: &str = "/kinsta cache clear acme live --layer site";

/// Ada restarts PHP, which takes a minute, and Jonas waits to clear the cache.
async fn waiting() -> Bot {
    let kinsta = Options { operation_ms: 60_000, ..Options::default() };
    let bot = Bot::with(Setup { kinsta, ..Setup::default() }).await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says(PHP).await;
    ada.presses("Restart PHP").await;
    ada.sees();
    bot.advance(1.secs()).await;
    jonas.says(CACHE).await;
    jonas.presses("Cache leeren").await;
    jonas.sees();
    bot.advance(2.secs()).await;
    bot
}

/// The card of the change that waits, or waited.
fn card(who: &Person<'_>) -> Message {
    who.cards().into_iter().find(|card| card.plain().contains("ache of")).expect("a card of the cache")
}

async fn over(bot: Bot) {
    bot.wait(130.secs()).await;
    bot.over().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_can_take_it_back_while_it_waits() {
    let bot = waiting().await;
    let jonas = bot.jonas();
    jonas.presses_in(&card(&jonas), "Withdraw").await;
    bot.advance(1.secs()).await;
    let withdrawn = card(&jonas);
    assert_snapshot!(jonas.reads(&withdrawn), @"
    ❌ The cache of *Acme · Live* was not cleared · asked by @jonas
    Acme · Live · acme.example
    ❌ Site cache: withdrawn by @jonas. Nothing was sent.
    Operation `<id>`
    ");
    assert_snapshot!(jonas.thread_of(&withdrawn.ts), @"
    @jonas ❌ The cache of *Acme · Live* was not cleared
    ❌ Site cache: withdrawn by @jonas. Nothing was sent.
    ");
    bot.wait(90.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1, "it was never sent");
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_can_take_it_back() {
    let bot = waiting().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    for who in [&ada, &mia] {
        who.presses_in(&card(who), "Withdraw").await;
        assert_eq!(who.sees(), "Only @jonas can withdraw this, so nothing was changed.");
    }
    bot.wait(140.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 2);
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_begun_is_not_taken_back() {
    let bot = waiting().await;
    let jonas = bot.jonas();
    let before = card(&jonas);
    bot.wait(65.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 2, "it has begun");
    assert_eq!(card(&jonas).buttons(), Vec::<String>::new());
    jonas.presses_in(&before, "Withdraw").await;
    assert_snapshot!(jonas.sees(), @"Es hat begonnen oder ist vorbei und lässt sich nicht mehr zurückziehen; seine Karte zeigt, wie es läuft.");
    bot.wait(70.secs()).await;
    jonas.presses_in(&before, "Withdraw").await;
    jonas.sees();
    assert!(card(&jonas).plain().starts_with("✅"), "{}", card(&jonas).plain());
    over(bot).await;
}

/// Its turn has come, and the bot is held up by what this path answers; meanwhile it is taken back.
async fn withdrawn_while_the_bot_asks(path: impl Fn(&str) -> String) -> Bot {
    let bot = waiting().await;
    let jonas = bot.jonas();
    let before = card(&jonas);
    bot.kinsta().finish_operations();
    let site = bot.kinsta().site("Acme").unwrap().id;
    bot.kinsta().faults().next(1, &path(&site), Fault::Stall { executed: true });
    let press = async {
        bot.kinsta().faults().until_stalled(1).await;
        assert!(bot.slack().press(jonas.id, &before, "Withdraw").await.is_ok());
        bot.kinsta().faults().release_stalled();
    };
    tokio::join!(bot.wait(20.secs()), press);
    bot.wait(130.secs()).await;
    bot
}

#[tokio::test(flavor = "multi_thread")]
async fn taken_back_right_before_the_call_it_is_not_made() {
    let bot = withdrawn_while_the_bot_asks(|site| format!("/sites/{site}/environments")).await;
    let jonas = bot.jonas();
    assert_eq!(bot.kinsta().writes().len(), 1);
    assert!(card(&jonas).plain().contains("withdrawn by @jonas"), "{}", card(&jonas).plain());
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_middle_of_the_call_it_is_too_late() {
    let bot = withdrawn_while_the_bot_asks(|_| "/sites/tools/clear-cache".to_owned()).await;
    let jonas = bot.jonas();
    assert_eq!(bot.kinsta().writes().len(), 2);
    assert!(jonas.sees().contains("lässt sich nicht mehr zurückziehen"), "{}", jonas.sees());
    assert!(card(&jonas).plain().starts_with("✅"), "{}", card(&jonas).plain());
    over(bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_survives_a_crash_and_lets_the_next_one_through() {
    let mut bot = waiting().await;
    bot.ada().says("/kinsta cache clear acme live --layer cdn").await;
    bot.ada().presses("Clear cache").await;
    bot.ada().sees();
    let jonas = bot.jonas();
    let ack = bot.slack().press(jonas.id, &card(&jonas), "Withdraw").await;
    assert!(ack.is_ok());
    bot.crash().await;
    bot.wait(150.secs()).await;
    let paths: Vec<String> = bot.kinsta().writes().into_iter().map(|write| write.path).collect();
    assert_eq!(paths, ["/sites/tools/restart-php", "/sites/cdn/clear-cache"]);
    over(bot).await;
}
