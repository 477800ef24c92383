//! `/kinsta ip …`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

fn live_of(bot: &Bot, site: &str) -> String {
    bot.kinsta().site(site).unwrap().environment("live").unwrap().id.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn several_addresses_are_denied_listed_and_one_let_in_again() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let live = live_of(&bot, "Acme");
    let before = bot.kinsta().denied_ips(&live);
    assert_snapshot!(ada.asks("/kinsta ip deny 203.0.113.7/24, 2001:DB8::1 acme live").await, @"
    Turn IP addresses away from Acme · Live?
    Whoever comes from these addresses no longer sees the site. `ip allow` lets them in again.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Turned away from now on*
    203.0.113.0/24, 2001:db8::1
    *Addresses on the list*
    1 → 3
    *Usually takes*
    a few seconds
    [Deny IP addresses] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Deny IP addresses").await;
    ada.sees();
    bot.advance(20.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ IP addresses turned away from *Acme · Live* in 0.0 s · asked by @ada
    Acme · Live · acme.example
    *Addresses on the list*
    3
    [Denied addresses]
    Operation `<id>`
    ");
    ada.thread();
    let mut wanted = before.clone();
    wanted.extend(["203.0.113.0/24".to_owned(), "2001:db8::1".to_owned()]);
    assert_eq!(bot.kinsta().denied_ips(&live), wanted);
    assert_snapshot!(ada.asks("/kinsta ip list acme").await, @"
    Acme · Live: 3 addresses are turned away
    Address
    198.51.100.24
    203.0.113.0/24
    2001:db8::1
    `/kinsta ip deny <address> <site>` turns more away, `ip allow` lets them in again.
    ");
    assert_snapshot!(ada.asks("/kinsta ip allow 203.0.113.9 acme live").await, @"
    ⚠️ 203.0.113.9 is part of 203.0.113.0/24, which is turned away as a whole.
    Only the range as a whole can be let in again; smaller ranges can be denied afterwards.
    [Allow 203.0.113.0/24…]
    ");
    ada.asks("/kinsta ip allow 2001:db8:0::1 acme live").await;
    ada.presses("Allow IP addresses").await;
    ada.sees();
    bot.advance(20.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"@ada ✅ IP addresses let in again at *Acme · Live* in 0.0 s");
    assert!(!bot.kinsta().denied_ips(&live).contains(&"2001:db8::1".to_owned()));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_somebody_else_changed_is_not_overwritten() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says("/kinsta ip deny 203.0.113.7 acme live").await;
    ada.sees();
    jonas.says("/kinsta ip deny 203.0.113.8 acme live").await;
    jonas.presses("IP-Adressen abweisen").await;
    jonas.sees();
    bot.advance(20.secs()).await;
    ada.card();
    ada.thread();
    ada.presses("Deny IP addresses").await;
    ada.sees();
    bot.advance(20.secs()).await;
    ada.card();
    assert_snapshot!(ada.thread(), @"
    @ada ❌ Failed: Turning IP addresses away from *Acme · Live*
    ❌ Denied addresses: somebody else has changed the list in the meantime. Nothing was sent, so that their change is not lost. Type the command again to see the list as it is now.
    ");
    let denied = bot.kinsta().denied_ips(&live_of(&bot, "Acme"));
    assert!(denied.contains(&"203.0.113.8".to_owned()) && !denied.contains(&"203.0.113.7".to_owned()), "{denied:?}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_and_what_is_no_address_are_refused() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta ip deny 0.0.0.0/0 acme live").await, @"
    ⚠️ 0.0.0.0/0 is everybody: the site would be closed to all visitors, and to Kinsta's own checks.
    Name the addresses or the smaller ranges that are meant: /8 and smaller, with IPv6 /16.
    ");
    assert_snapshot!(ada.asks("/kinsta ip deny 203.0.113 acme live").await, @"
    ⚠️ “203.0.113” is not an IP address.
    Give addresses such as `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/48`.
    ");
    assert_snapshot!(ada.asks("/kinsta ip allow 192.0.2.1 acme live").await, @"
    ⚠️ 192.0.2.1 is not turned away by *Acme*.
    Look at the list.
    [Denied addresses]
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_kinsta_cannot_give_is_not_taken_for_an_empty_one() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    bot.kinsta().faults().until_cleared("/sites/tools/denied-ips", Fault::RefusedKey);
    let asked = jonas.asks("/kinsta ip deny 203.0.113.7 acme live").await;
    assert!(asked.starts_with("⚠️ Der API-Schlüssel"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}
