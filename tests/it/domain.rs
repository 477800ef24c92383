//! `/kinsta domain …`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::Fault;

use crate::bot::{Bot, Seconds};

fn names(bot: &Bot, site: &str) -> Vec<String> {
    let site = bot.kinsta().site(site).unwrap();
    site.environment("live").unwrap().domains.iter().map(|domain| domain.name.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_tells_primary_wildcard_and_kinstas_own_apart_and_what_is_proven() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta domain list acme").await, @"
    Domains of Acme · Live
    Domain | What it is | Verified
    acme.example | primary | yes
    www.acme.example | further domain | yes
    acme.kinsta.cloud | Kinsta's own | –
    [Add domain…]
    ");
    ada.says("/kinsta domain add acme live --name neu.example").await;
    ada.presses("Add domain").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_snapshot!(ada.asks("/kinsta domain list acme").await, @"
    Domains of Acme · Live
    Domain | What it is | Verified
    acme.example | primary | yes
    www.acme.example | further domain | yes
    neu.example | further domain | no
    *.neu.example | wildcard | no
    acme.kinsta.cloud | Kinsta's own | –
    [Records of neu.example] [Records of *.neu.example] [Add domain…]
    ");
    ada.presses("Records of neu.example").await;
    assert_snapshot!(ada.sees(), @"
    DNS records of neu.example
    ⏳ neu.example is not verified yet. Set these records; Kinsta looks by itself, usually within minutes.
    For | Type | Name | Value
    verify | CNAME | _acme-challenge.neu.example | neu.example.kinstavalidation.app
    verify | TXT | _cf-custom-hostname.neu.example | d4a6ec1fa4c8787a
    point here | A | neu.example | 192.0.2.10
    ```
    _acme-challenge.neu.example CNAME neu.example.kinstavalidation.app
    _cf-custom-hostname.neu.example TXT d4a6ec1fa4c8787a
    neu.example A 192.0.2.10
    ```
    [Look again]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_is_added_and_shows_the_records_it_wants_with_buttons_for_a_zone_at_kinsta() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta domain add acme live --name https://Shop.Acme.example/").await, @"
    Add shop.acme.example to Acme · Live?
    The environment answers to it once it is verified and its DNS points here; the records for that are shown afterwards.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *New domain*
    shop.acme.example
    *Comes along*
    *.shop.acme.example
    *Usually takes*
    a few seconds to a minute
    [Add domain] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Add domain").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ shop.acme.example added to *Acme · Live* in 7 s · asked by @ada
    Acme · Live · acme.example
    *To verify it*
    CNAME _acme-challenge.shop.acme.example → shop.acme.example.kinstavalidation.app
    TXT _cf-custom-hostname.shop.acme.example → cc10e8d6b10d8c71
    *To lead visitors here*
    A shop.acme.example → 192.0.2.10
    ```
    _acme-challenge.shop.acme.example CNAME shop.acme.example.kinstavalidation.app
    _cf-custom-hostname.shop.acme.example TXT cc10e8d6b10d8c71
    shop.acme.example A 192.0.2.10
    ```
    [Add proof (CNAME)…] [Add proof (TXT)…] [Point it here (A)…] [Records it wants]
    Operation `<id>`
    ");
    assert_snapshot!(ada.thread(), @"@ada ✅ shop.acme.example added to *Acme · Live* in 7 s");
    let names = names(&bot, "Acme");
    assert!(names.contains(&"shop.acme.example".to_owned()) && names.contains(&"*.shop.acme.example".to_owned()));
    let line = "/kinsta domain records acme live --name shop.acme.example";
    let asked = ada.asks(line).await;
    assert!(asked.contains("not verified yet") && asked.contains("[Add TXT _cf-custom-hostname.shop…]"), "{asked}");
    assert!(bot.kinsta().verify_domain("shop.acme.example"));
    let asked = ada.asks(line).await;
    assert!(asked.contains("✅ shop.acme.example is verified"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_in_other_letters_goes_to_kinsta_as_dns_knows_it_and_without_its_wildcard() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta domain add acme live --name BÜCHER.example. --without-wildcard").await;
    ada.presses("Add domain").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert_eq!(body, serde_json::json!({"domain_name": "xn--bcher-kva.example", "is_wildcardless": true}));
    assert!(!names(&bot, "Acme").iter().any(|name| name.starts_with("*.xn--")));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_domain_to_add_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta domain add acme live --name https://neu.example/shop").await, @"
    ⚠️ “https://neu.example/shop” is more than a domain.
    Type the name alone, like `shop.example.com`.
    ");
    for wrong in ["*.neu.example", "neu", "acme.kinsta.cloud", "192.0.2.1"] {
        let asked = ada.asks(&format!("/kinsta domain add acme live --name {wrong}")).await;
        assert!(asked.starts_with('⚠') && asked.contains("Type the name alone"), "{wrong}: {asked}");
    }
    assert_snapshot!(ada.asks("/kinsta domain add acme live --name www.acme.example").await, @"
    ⚠️ *Acme · Live* has www.acme.example already.
    If it does not work yet, its DNS records are missing.
    [Records it wants]
    ");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_not_typed_where_others_could_read_it() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta domain add acme live --name neu.example --private_key geheim").await;
    assert!(asked.contains("--private_key") && !asked.contains("geheim"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinstas_no_to_a_domain_is_told_in_its_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    // Of another site: only Kinsta knows.
    ada.says("/kinsta domain add acme live --name acme-shop.example").await;
    ada.presses("Add domain").await;
    ada.sees();
    bot.advance(10.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Adding acme-shop.example to *Acme · Live* · asked by @ada
    Acme · Live · acme.example
    ❌ Domain: Kinsta says: “The domain acme-shop.example is already used.”
    Operation `<id>`
    ");
    ada.thread();
    bot.kinsta().faults().next(1, "/sites/environments", Fault::FailedOperation { message: "No room".into() });
    ada.says("/kinsta domain add acme live --name neu.example").await;
    ada.presses("Add domain").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert!(ada.card().contains("Kinsta says: “No room”"), "{}", ada.card());
    ada.thread();
    assert!(!names(&bot, "Acme").contains(&"neu.example".to_owned()));
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::RefusedKey);
    let asked = ada.asks("/kinsta domain list acme").await;
    assert!(asked.contains("Kinsta"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_domain_becomes_the_primary_one() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta domain primary acme live --name www.acme.example").await, @"
    Make www.acme.example the primary domain of Acme · Live?
    Visitors are sent to www.acme.example instead of acme.example. WordPress takes it as its own address; everybody has to log in again.
    Addresses inside the database stay as they are; `--search-replace` would rewrite them, too.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Primary so far*
    acme.example
    *Primary from now on*
    www.acme.example
    *Usually takes*
    a minute or two
    [Change primary domain] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Change primary domain").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert!(ada.card().contains("✅ www.acme.example is the primary domain of *Acme · Live*"), "{}", ada.card());
    ada.thread();
    let site = bot.kinsta().site("Acme").unwrap();
    let live = site.environment("live").unwrap();
    let primary = live.domains.iter().find(|domain| domain.id == live.primary_domain_id).unwrap();
    assert_eq!(primary.name, "www.acme.example");
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    assert_eq!(body["run_search_and_replace"], false);
    assert_snapshot!(ada.asks("/kinsta domain primary acme live --name www.acme.example").await, @"
    ⚠️ www.acme.example is the primary domain of *Acme · Live* already.
    Nothing has to be done.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_that_is_not_there_or_not_proven_does_not_become_the_primary_one() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta domain primary acme live --name wwww.acme.example --search-replace").await, @"
    ⚠️ *Acme · Live* has no domain “wwww.acme.example”.
    These are its domains, the nearest first:
    [www.acme.example] [acme.example] [acme.kinsta.cloud]
    ");
    ada.says("/kinsta domain add acme live --name neu.example").await;
    ada.presses("Add domain").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    assert_snapshot!(ada.asks("/kinsta domain primary acme live --name neu.example").await, @"
    ⚠️ neu.example is not verified yet, so *Acme · Live* cannot lead visitors there.
    Set the DNS records it wants, then type the command again.
    [Records it wants]
    ");
    let asked = ada.asks("/kinsta domain primary acme live --name *.neu.example").await;
    assert!(asked.contains("stands for many names"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_domains_are_removed_at_once_but_never_the_primary_one() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta domain remove acme live --name acme.example").await, @"
    ⚠️ acme.example is the primary domain of *Acme · Live* and cannot be removed.
    Make another one the primary domain first.
    [Change primary domain…]
    ");
    let asked = ada.asks("/kinsta domain remove acme staging --name stg-acme-staging.kinsta.cloud").await;
    assert!(asked.contains("primary domain"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    assert_snapshot!(ada.asks("/kinsta domain remove acme live --name www.acme.example,acme.kinsta.cloud").await, @"
    Remove www.acme.example, acme.kinsta.cloud from Acme · Live?
    These addresses are dead at once: whoever opens them finds nothing. They can be added again, but have to be verified anew.
    ⚠️ This is *live*: visitors notice.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *To remove*
    www.acme.example
    acme.kinsta.cloud
    *Usually takes*
    a few seconds to a minute
    [Remove domains] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Remove domains").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert!(ada.card().contains("✅ www.acme.example, acme.kinsta.cloud removed"), "{}", ada.card());
    ada.thread();
    assert_eq!(names(&bot, "Acme"), ["acme.example"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_that_went_away_meanwhile_is_not_asked_for_again() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says("/kinsta domain remove acme live --name www.acme.example").await;
    jonas.says("/kinsta domain remove acme live --name www.acme.example").await;
    jonas.presses("Domains entfernen").await;
    bot.advance(30.secs()).await;
    jonas.sees();
    jonas.card();
    jonas.thread();
    ada.presses("Remove domains").await;
    ada.sees();
    bot.advance(5.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Removing www.acme.example from *Acme · Live* · asked by @ada
    Acme · Live · acme.example
    ❌ Domain: the domains of the environment have changed since. Nothing was sent; type the command again.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn domains_are_spoken_of_in_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta domain list acme").await, @"
    Domains von Acme · Live
    Domain | Art | Bestätigt
    acme.example | primär | ja
    www.acme.example | weitere Domain | ja
    acme.kinsta.cloud | von Kinsta | –
    [Domain hinzufügen …]
    ");
    assert_snapshot!(jonas.asks("/kinsta domain remove acme live --name www.acme.example").await, @"
    www.acme.example von Acme · Live entfernen?
    Diese Adressen sind sofort tot: Wer sie öffnet, findet nichts. Sie lassen sich wieder hinzufügen, müssen dann aber neu bestätigt werden.
    ⚠️ Das ist *Live*: Besucher merken es.
    *Website*
    Acme
    *Umgebung*
    Live
    *Domain*
    acme.example
    *Wird entfernt*
    www.acme.example
    *Dauert meist*
    einige Sekunden bis eine Minute
    [Domains entfernen] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    assert_snapshot!(jonas.asks("/kinsta domain records acme --name www.acme.example").await, @"
    DNS-Einträge für www.acme.example
    ✅ www.acme.example ist bestätigt. Das führt Besucher hierher:
    Wofür | Typ | Name | Wert
    hierher führen | A | www.acme.example | 192.0.2.10
    ```
    www.acme.example A 192.0.2.10
    ```
    Ihr DNS `acme.example` liegt bei Kinsta: Die Knöpfe füllen das Formular aus.
    [A www anlegen …] [Noch einmal nachsehen]
    ");
    bot.done().await;
}
