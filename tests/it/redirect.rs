//! `/kinsta redirect …`, what is typed and pressed.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, RedirectRule};

use crate::bot::{Bot, Seconds};

fn rules(bot: &Bot) -> Vec<RedirectRule> {
    let live = bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone();
    bot.kinsta().redirect_rules(&live)
}

fn leads(bot: &Bot, from: &str) -> Option<String> {
    rules(bot).into_iter().find(|rule| rule.from == from).map(|rule| format!("{} {}", rule.to, rule.kind))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_added_changed_and_deleted() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta redirect add acme live --from /old --to /new --type 302").await, @"
    Add a redirect rule to Acme · Live?
    Visitors of this address are led elsewhere. Browsers remember a permanent redirect (301) for long.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Rule*
    /old → /new (302)
    *Usually takes*
    a few seconds
    [Add redirect rule] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Add redirect rule").await;
    ada.sees();
    bot.advance(20.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Redirect rule added to *Acme · Live* in 0.0 s · asked by @ada
    Acme · Live · acme.example
    *Rules*
    19
    [Redirect rules]
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(leads(&bot, "/old").as_deref(), Some("/new redirect"));

    assert_snapshot!(ada.asks("/kinsta redirect update acme live --from /old --to /newer --type 301").await, @"
    Change a redirect rule of Acme · Live?
    Visitors of this address are led elsewhere than before. Browsers remember a permanent redirect (301) for long.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Now*
    /old → /new (302)
    *Then*
    /old → /newer (301)
    *Usually takes*
    a few seconds
    [Change redirect rule] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Change redirect rule").await;
    ada.sees();
    bot.advance(20.secs()).await;
    ada.card();
    ada.thread();
    assert_eq!(leads(&bot, "/old").as_deref(), Some("/newer permanent"));

    ada.asks("/kinsta redirect delete acme live --from /old").await;
    ada.presses("Delete redirect rule").await;
    ada.sees();
    bot.advance(20.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ Redirect rule of *Acme · Live* deleted in 0.0 s · asked by @ada
    Acme · Live · acme.example
    *Deleted*
    /old → /newer (301)
    *Rules*
    18
    [Redirect rules]
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(leads(&bot, "/old"), None);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_listed_and_searched() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta redirect list acme --search archive/2019").await, @"
    Acme · Live: 3 Weiterleitungen mit „archive/2019“
    Domain | Von | Zu | Art | Nur aus
    acme.example | /archive/2019/03 | /archive/ | 301 | –
    acme.example | /archive/2019/06 | /archive/ | 301 | –
    acme.example | /archive/2019/09 | /archive/ | 301 | –
    `redirect add`, `update` und `delete` ändern Regeln; `redirect export` macht aus allen eine Datei.
    ");
    assert_snapshot!(jonas.asks("/kinsta redirect list acme --search nirgends").await, @"
    ⚠️ Keine Weiterleitung enthält „nirgends“.
    Such nach weniger, oder sieh dir alle an.
    [Weiterleitungen]
    ");
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::RefusedKey);
    let failed = jonas.asks("/kinsta redirect list acme").await;
    assert!(failed.starts_with("⚠️ Der API-Schlüssel"), "{failed}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn circles_what_is_there_already_and_what_is_not_there_are_refused() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta redirect add acme live --from /archive/ --to /archive/2019/03").await, @"
    ⚠️ `/archive/ → /archive/2019/03 (301)` would lead visitors in a circle, alone or with the rules there are.
    Choose another end, or change the rule that leads back.
    ");
    let there = "/kinsta redirect add acme live --from /old-shop --domain acme.example --to /elsewhere";
    assert_snapshot!(ada.asks(there).await, @"
    ⚠️ There is a rule for this already: `acme.example/old-shop → https://acme.example/shop/ (301)`
    Change that one instead.
    [Change it…]
    ");
    assert_snapshot!(ada.asks("/kinsta redirect delete acme live --from /summer").await, @"
    ⚠️ No rule of *Acme* leads from “/summer”.
    Did you mean one of these?
    [acme.example/summer-sale → https://acme.example/offers/ (302)]
    ");
    assert_snapshot!(ada.asks("/kinsta redirect add acme live --from /a --to /b --domain elsewhere.example").await, @"
    ⚠️ The environment does not have this domain.
    It has: `acme.example`, `www.acme.example`, `acme.kinsta.cloud`. Without a domain the rule is for all of them.
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_changed_before_the_call_is_left_alone() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.asks("/kinsta redirect delete acme live --from /old-shop").await;
    jonas.asks("/kinsta redirect update acme live --from /old-shop --to /elsewhere").await;
    jonas.presses("Weiterleitung ändern").await;
    jonas.sees();
    bot.advance(20.secs()).await;
    ada.card();
    ada.thread();
    ada.presses("Delete redirect rule").await;
    ada.sees();
    bot.advance(20.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"
    @ada ❌ Failed: Deleting a redirect rule of *Acme · Live*
    ❌ Redirect rules: somebody else has changed the rules in the meantime. Nothing was sent. Type the command again to see them as they are now.
    ");
    assert_eq!(leads(&bot, "/old-shop").as_deref(), Some("/elsewhere permanent"));
    bot.done().await;
}
