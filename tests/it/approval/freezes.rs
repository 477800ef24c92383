//! A change in spite of a freeze: by who may, for a reason, and never alone.

use insta::assert_snapshot;

use super::{bot, policy, with};
use crate::bot::Seconds;

const SALE: &str = "/kinsta freeze add Sale --from \"2026-11-22 09:00\" --to \"2026-11-23 09:00\" --zone UTC";
const CLEAR: &str = "/kinsta cache clear acme live --layer site";

#[tokio::test(flavor = "multi_thread")]
async fn a_freeze_is_passed_over_for_a_reason_and_with_somebody_else() {
    let bot = bot().await;
    let (ada, lin) = (bot.ada(), bot.lin());
    ada.asks(SALE).await;
    ada.presses("Freeze").await;
    let refused = lin.asks(CLEAR).await;
    assert!(refused.contains("“Sale”") && refused.contains("@ada"), "{refused}");
    assert_snapshot!(ada.asks(CLEAR).await, @"
    Clear the cache of Acme · Live?
    Stored pages and files are dropped and built anew; the first visits are slower.
    ⚠️ This is *live*: visitors notice.
    🧊 A freeze holds until 2026-11-23 09:00 UTC: “Sale”. You may pass over it, with a reason and somebody else's yes.
    👥 One other person must agree first: @lin, @jonas.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Usually takes*
    a few seconds to a minute
    *Layers*
    Site cache
    [Ask for approval…] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Ask for approval…").await;
    ada.fills("Why is it needed?", "wrong prices");
    ada.submits().await;
    assert_snapshot!(ada.card(), @"
    ⏸️ Waits for approval: Clearing the cache of *Acme · Live*, asked by @ada
    Acme · Live · acme.example
    🧊 In spite of the freeze “Sale”
    Why: “wrong prices”
    Stored pages and files are dropped and built anew; the first visits are slower.
    👥 One person must agree: @lin, @jonas.
    [Approve] [Refuse] [Withdraw]
    Until 2026-11-23 09:00 UTC; then it is called off. Nothing has happened yet.
    Operation `<id>`
    ");
    assert_eq!(bot.kinsta().writes(), []);
    assert!(lin.answers("Approve").await.contains("You agreed."), "{}", lin.sees());
    bot.advance(60.secs()).await;
    assert!(ada.card().contains("In spite of the freeze “Sale”"), "{}", ada.card());
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_agreed_to_one_freeze_did_not_agree_to_the_next() {
    let sale = "[[freezes]]\nname = \"Sale\"\nfrom = \"00:00\"\nto = \"23:59\"\nzone = \"UTC\"\n";
    let (path, file) = policy("freeze", sale);
    let bot = with(&file).await;
    let (ada, lin) = (bot.ada(), bot.lin());
    ada.requests(CLEAR, "wrong prices").await;
    std::fs::write(&path, format!("{sale}{}", sale.replace("Sale", "Audit"))).unwrap();
    bot.advance(5.secs()).await;
    assert!(lin.answers("Approve").await.contains("“Sale, Audit”"), "{}", lin.sees());
    bot.advance(10.secs()).await;
    assert_eq!(bot.kinsta().writes(), []);
    bot.end().await;
    std::fs::remove_file(path).unwrap();
}
