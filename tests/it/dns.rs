//! `/kinsta dns …`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{DnsRecord, Fault};

use crate::bot::{Bot, Person, Seconds};

fn record(bot: &Bot, zone: &str, kind: &str, name: &str) -> Option<DnsRecord> {
    let records = bot.kinsta().dns_records(zone);
    records.into_iter().find(|it| it.kind == kind && it.name.trim_end_matches('.') == name)
}

/// Asks, presses the button, and waits for the end.
async fn does(bot: &Bot, ada: &Person<'_>, line: &str, button: &str) -> String {
    ada.asks(line).await;
    ada.presses(button).await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.thread();
    ada.card()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_domains_and_their_records_are_listed() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let asked = ada.asks("/kinsta dns domains").await;
    assert!(
        asked.contains("acme.example | Acme | Kinsta's") && asked.contains("relaunch.example | – | elsewhere"),
        "{asked}"
    );
    assert_snapshot!(ada.asks("/kinsta dns list agency.example").await, @r#"
    agency.example: 6 DNS records
    Type | Name | Value | TTL (s)
    A | @ | 192.0.2.10 | 3600
    MX | @ | 10 mx1.mail.example | 3600
    MX | @ | 20 mx2.mail.example | 3600
    NS | @ | ns-1.dns.example | 172800
    NS | @ | ns-2.dns.example | 172800
    TXT | @ | "v=spf1 include:mail.example -all" | 3600
    TXT | @ | "site-verification=4f2c" | 3600
    TXT | _dmarc | "v=DMARC1; p=quarantine; rua=mailto:dmarc@mail.example" | 3600
    CNAME | www | agency.example | 3600
    [Add record…]
    "#);
    assert_snapshot!(ada.asks("/kinsta dns list www.agency.example --type mx").await, @"
    agency.example: one DNS record
    Type | Name | Value | TTL (s)
    MX | @ | 10 mx1.mail.example | 3600
    MX | @ | 20 mx2.mail.example | 3600
    [Add record…]
    ");
    assert_snapshot!(ada.asks("/kinsta dns list agency.example --name _DMARC").await, @r#"
    agency.example: one DNS record
    ```
    _dmarc.agency.example. 3600 TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@mail.example"
    ```
    [Change TXT _dmarc…] [Delete TXT _dmarc…] [Add record…]
    "#);
    assert_snapshot!(ada.asks("/kinsta dns list relaunch.example --type srv").await, @"
    ⚠️ relaunch.example has no such record.
    Look at all of them, or add one.
    [All records] [Add record…]
    ");
    assert_snapshot!(ada.asks("/kinsta dns list agenzy.example").await, @"
    ⚠️ No domain “agenzy.example” has its DNS at Kinsta.
    Did you mean one of these? `/kinsta dns domains` shows all.
    [agency.example] [acme.example] [relaunch.example]
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_added_under_its_whole_name() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta dns add agency.example --type A --name shop --value 192.0.2.77").await, @"
    Add A shop to agency.example?
    Others see it within minutes.
    *Record*
    A shop.agency.example
    *➕ To add*
    192.0.2.77
    *TTL*
    3600 s
    *Usually takes*
    a few seconds to a minute
    [Add DNS record] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Add DNS record").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ A shop added to *agency.example* in 7 s · asked by @ada
    agency.example
    [Show record]
    Operation `<id>`
    ");
    ada.thread();
    let made = record(&bot, "agency.example", "A", "shop.agency.example").unwrap();
    assert_eq!((made.ttl, made.values), (3_600, vec!["192.0.2.77".to_owned()]));
    let line = "/kinsta dns add agency.example --type mx --name mail. --value \"10 MX.agency.example.\" --ttl 300";
    let asked = ada.asks(line).await;
    assert!(asked.contains("cannot be a name in agency.example"), "{asked}");
    does(&bot, &ada, &line.replace("mail.", "mail.agency.example."), "Add DNS record").await;
    let made = record(&bot, "agency.example", "MX", "mail.agency.example").unwrap();
    assert_eq!((made.ttl, made.values), (300, vec!["10 mx.agency.example".to_owned()]));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_record_is_refused_before_kinsta_is_asked() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let add = "/kinsta dns add agency.example";
    assert_snapshot!(ada.asks(&format!("{add} --type mx --name @ --value mx1.mail.example")).await, @"
    ⚠️ “mx1.mail.example” cannot be the value of a record of type MX.
    It takes a priority and a mail server, like `10 mail.example.com`.
    ");
    assert_snapshot!(ada.asks(&format!("{add} --type a --name www --value 192.0.2.1")).await, @"
    ⚠️ “www” in agency.example has a record of type CNAME; a CNAME stands alone.
    Delete the other one first, or take another name.
    [Delete CNAME www…]
    ");
    assert_snapshot!(ada.asks(&format!("{add} --type a --name @ --value 192.0.2.1")).await, @"
    ⚠️ agency.example has a record A “@” already: 192.0.2.10
    Change that one.
    [Add beside…] [Replace…]
    ");
    assert_snapshot!(ada.asks(&format!("{add} --type a --name x --value 192.0.2.1 --ttl 60")).await, @"
    ⚠️ Kinsta takes no TTL below 300 seconds.
    Take 300 or more.
    ");
    let asked = ada.asks("/kinsta dns add relaunch.example --type cname --name @ --value other.example").await;
    assert!(asked.contains("itself cannot be a CNAME"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_value_is_one_added_and_one_removed_and_can_be_changed_back() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta dns update agency.example --type a --name @ --value 192.0.2.99").await, @"
    Change A @ of agency.example?
    Visitors and mail follow the new values, each as soon as the old ones are forgotten: up to the old TTL later.
    *Record*
    A agency.example.
    *➕ To add*
    192.0.2.99
    *➖ To remove*
    192.0.2.10
    *Usually takes*
    a few seconds to a minute
    [Change DNS record] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Change DNS record").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ A @ of *agency.example* changed in 7 s · asked by @ada
    agency.example
    [Change back…]
    Operation `<id>`
    ");
    ada.thread();
    let body = bot.kinsta().writes().pop().unwrap().body.unwrap();
    // The name goes back as it came, with its dot.
    assert_eq!(
        body,
        serde_json::json!({
            "type": "A", "name": "agency.example.",
            "new_resource_records": [{"value": "192.0.2.99"}], "removed_resource_records": [{"value": "192.0.2.10"}],
        })
    );
    assert_eq!(record(&bot, "agency.example", "A", "agency.example").unwrap().values, ["192.0.2.99"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_several_values_is_removed_and_another_added() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let line = "/kinsta dns update agency.example --type MX --name agency.example --add \"30 mx3.mail.example\" \
                --remove \"20 MX2.mail.example.\" --ttl 600";
    assert_snapshot!(ada.asks(line).await, @"
    Change MX @ of agency.example?
    Visitors and mail follow the new values, each as soon as the old ones are forgotten: up to the old TTL later.
    *Record*
    MX agency.example.
    *➕ To add*
    30 mx3.mail.example
    *➖ To remove*
    20 mx2.mail.example
    *Stays*
    10 mx1.mail.example
    *TTL*
    3600 s → 600 s
    *Usually takes*
    a few seconds to a minute
    [Change DNS record] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Change DNS record").await;
    ada.sees();
    bot.advance(30.secs()).await;
    ada.card();
    ada.thread();
    let now = record(&bot, "agency.example", "MX", "agency.example").unwrap();
    assert_eq!((now.ttl, now.values), (600, vec!["10 mx1.mail.example".to_owned(), "30 mx3.mail.example".to_owned()]));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_changes_nothing_or_leaves_nothing_is_refused() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let update = "/kinsta dns update agency.example";
    assert_snapshot!(ada.asks(&format!("{update} --type cname --name www --value AGENCY.example.")).await, @"
    ⚠️ That is what the record holds already: agency.example
    Say what it holds afterwards with `--value`, or what comes and goes with `--add` and `--remove`, or the new `--ttl`.
    ");
    assert_snapshot!(ada.asks(&format!("{update} --type a --name @ --remove 192.0.2.10")).await, @"
    ⚠️ Nothing would be left in the record.
    Delete it as a whole.
    [Delete record…]
    ");
    assert_snapshot!(ada.asks(&format!("{update} --type a --name @ --remove 192.0.2.11")).await, @"
    ⚠️ The record does not hold “192.0.2.11”.
    It holds: 192.0.2.10
    ");
    assert_snapshot!(ada.asks(&format!("{update} --type cname --name www --add other.example")).await, @"
    ⚠️ A CNAME has exactly one value.
    Replace the value instead.
    [Replace…]
    ");
    assert_snapshot!(ada.asks(&format!("{update} --type a --name shop --value 192.0.2.1")).await, @"
    ⚠️ agency.example has no A record “shop”.
    Look at all records, or add this one.
    [All records] [Add record…]
    ");
    let asked = ada.asks(&format!("{update} --type a --name @ --value 192.0.2.1 --add 192.0.2.2")).await;
    assert!(asked.contains("already says what the record holds"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_changed_meanwhile_is_left_alone() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says("/kinsta dns update agency.example --type a --name @ --value 192.0.2.1").await;
    jonas.says("/kinsta dns update agency.example --type a --name @ --add 192.0.2.2").await;
    jonas.presses("DNS-Eintrag ändern").await;
    bot.advance(30.secs()).await;
    jonas.sees();
    jonas.card();
    jonas.thread();
    ada.presses("Change DNS record").await;
    ada.sees();
    bot.advance(5.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Changing A @ of *agency.example* · asked by @ada
    agency.example
    ❌ DNS: the record was changed since. Nothing was sent; type the command again to see it as it is.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(record(&bot, "agency.example", "A", "agency.example").unwrap().values, ["192.0.2.10", "192.0.2.2"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinstas_failure_is_told_in_its_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, "/domains/", Fault::FailedOperation { message: "Zone is locked".into() });
    let line = "/kinsta dns add agency.example --type txt --name neu --value \"some text\"";
    let card = does(&bot, &ada, line, "Add DNS record").await;
    assert!(card.contains("Kinsta says: “Zone is locked”"), "{card}");
    assert_eq!(record(&bot, "agency.example", "TXT", "neu.agency.example"), None);
    let card = does(&bot, &ada, line, "Add DNS record").await;
    assert!(card.contains("✅ TXT neu added to *agency.example*"), "{card}");
    assert_eq!(record(&bot, "agency.example", "TXT", "neu.agency.example").unwrap().values, ["\"some text\""]);
    bot.kinsta().faults().until_cleared("/domains", Fault::RefusedKey);
    let asked = ada.asks("/kinsta dns list agency.example").await;
    assert!(asked.contains("Kinsta"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dns_is_spoken_of_in_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta dns update relaunch.example --type a --name @ --value 192.0.2.1 --ttl 300").await, @"
    A @ von relaunch.example ändern?
    Besucher und Mails folgen den neuen Werten, sobald die alten vergessen sind: bis zur alten TTL später.
    ⚠️ Die Nameserver dieser Domain sind noch nicht die von Kinsta: Diese Einträge sieht niemand.
    *Eintrag*
    A relaunch.example
    *➕ Kommt dazu*
    192.0.2.1
    *➖ Fällt weg*
    192.0.2.10
    *TTL*
    3600 s → 300 s
    *Dauert meist*
    einige Sekunden bis eine Minute
    [DNS-Eintrag ändern] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    assert_snapshot!(jonas.asks("/kinsta dns add relaunch.example --type caa --name @ --value letsencrypt.org").await, @"
    ⚠️ „letsencrypt.org“ kann nicht der Wert eines Eintrags vom Typ CAA sein.
    Er braucht Flags, ein Schlüsselwort und einen Wert, etwa `0 issue letsencrypt.org`.
    ");
    bot.done().await;
}
