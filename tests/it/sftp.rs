//! `/kinsta sftp …`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, SftpAccount};

use crate::bot::{Bot, Person, Seconds};

fn live(bot: &Bot) -> String {
    bot.kinsta().site("Acme Shop").unwrap().environment("live").unwrap().id.clone()
}

fn accounts(bot: &Bot) -> Vec<SftpAccount> {
    bot.kinsta().sftp_accounts(&live(bot))
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

const ADD: &str = "/kinsta sftp add acme shop live --user freelancer --folder /public/wp-content --permission write";

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_added_and_its_password_only_offered_to_be_shown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta sftp list acme shop").await, @"
    SFTP accounts of Acme Shop · Live
    There are no additional accounts.
    Port of these accounts: 10060
    [Add account…]
    ");
    assert_snapshot!(ada.asks(ADD).await, @"
    Add the SFTP account freelancer to Acme Shop · Live?
    Whoever has its password sees this folder and everything in it.
    🔒 A password is made up; once the account is there, only you can see it.
    *Site*
    Acme Shop
    *Environment*
    Live
    *Domain*
    acme-shop.example
    *User name*
    freelancer
    *Folder*
    /public/wp-content
    *Permission*
    read and write
    *Usually takes*
    a few seconds to a minute
    [Add SFTP account] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    ada.presses("Add SFTP account").await;
    ada.sees();
    bot.advance(30.secs()).await;
    assert_snapshot!(ada.card(), @"
    ✅ SFTP account freelancer added to *Acme Shop · Live* in 7 s · asked by @ada
    Acme Shop · Live · acme-shop.example
    *User name*
    freelancer
    *Folder*
    /public/wp-content
    *Permission*
    write
    *Port*
    10060
    [Show the password]
    Operation `<id>`
    ");
    ada.thread();
    let account = accounts(&bot).pop().unwrap();
    assert_eq!(
        (account.username.as_str(), account.root_directory.as_str(), account.permission),
        ("freelancer", "/public/wp-content", "write")
    );
    let password = bot.kinsta().writes().pop().unwrap().body.unwrap()["password"].as_str().unwrap().to_owned();
    assert!(password.len() >= 16, "long enough for Kinsta");
    let sent = format!("{:?}", bot.slack().calls());
    assert!(!sent.contains(&password), "the password is nowhere yet");
    assert_snapshot!(ada.asks("/kinsta sftp list acme shop").await, @"
    SFTP accounts of Acme Shop · Live
    User | Folder | May | State
    freelancer | /public/wp-content | read and write | on
    Port of these accounts: 10060
    [Add account…] [Remove account…] [Turn all off…]
    ");
    assert_snapshot!(ada.asks("/kinsta sftp password show acme shop live --user freelancer").await, @"
    Show the password of the SFTP account “freelancer” of *Acme Shop · Live*?
    [Show it]
    Only you see this, for 5 minutes after you press.
    ");
    // Only who asked for the account is shown its password.
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta sftp password show acme shop live --user freelancer").await, @"
    ⚠️ Für dich wurde hier kein Passwort von „freelancer“ von *Acme Shop · Live* erzeugt.
    Kinsta verrät es nie. Entferne das Konto und lege es neu an, um ein anderes zu bekommen.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_account_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    does(&bot, &ada, ADD, "Add SFTP account").await;
    assert_snapshot!(ada.asks(ADD).await, @"
    ⚠️ *Acme Shop · Live* has an account “freelancer” already.
    Take another name, or remove that one first.
    ");
    assert_snapshot!(ada.asks("/kinsta sftp add acme shop live --user \"two words\"").await, @"
    ⚠️ “two words” cannot be a user name.
    Take one without spaces, `:`, `@` and `/`.
    ");
    assert_snapshot!(ada.asks("/kinsta sftp add acme shop live --user x --folder ../private").await, @"
    ⚠️ “../private” is not a folder of the site.
    Begin with a slash, like `/public/wp-content`, without `..`.
    ");
    let asked = ada.asks("/kinsta sftp add acme shop live --user x --password 0123456789abcdefgh").await;
    assert!(asked.contains("--password") && !asked.contains("0123456789"), "{asked}");
    assert_eq!(bot.kinsta().writes().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_that_are_off_are_warned_of_and_kinstas_no_is_told() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let line = "/kinsta sftp add acme live --user freelancer";
    let asked = ada.asks(line).await;
    assert!(asked.contains("seem to be off"), "{asked}");
    let card = does(&bot, &ada, line, "Add SFTP account").await;
    assert!(card.contains("Kinsta says: “Additional SFTP accounts are not enabled"), "{card}");
    assert!(!card.contains("Show the password"), "{card}");
    let asked = ada.asks("/kinsta sftp password show acme live --user freelancer").await;
    assert!(asked.contains("No password of “freelancer”"), "{asked}");
    does(&bot, &ada, "/kinsta sftp on acme live", "Turn SFTP accounts on").await;
    let card = does(&bot, &ada, line, "Add SFTP account").await;
    assert!(card.contains("✅ SFTP account freelancer added"), "{card}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_accounts_are_turned_off_and_on_together() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    does(&bot, &ada, ADD, "Add SFTP account").await;
    assert_snapshot!(ada.asks("/kinsta sftp off acme shop live").await, @"
    Turn off all additional SFTP accounts of Acme Shop · Live?
    *None* of them can log in any more; Kinsta cannot switch a single one. They are kept and can be turned on again.
    *Site*
    Acme Shop
    *Environment*
    Live
    *Domain*
    acme-shop.example
    *Accounts*
    freelancer
    *Usually takes*
    a few seconds to a minute
    [Turn SFTP accounts off] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    let card = does(&bot, &ada, "/kinsta sftp off acme shop live", "Turn SFTP accounts off").await;
    assert!(card.contains("✅ SFTP accounts of *Acme Shop · Live* turned off"), "{card}");
    let is_on = |bot: &Bot| {
        bot.kinsta().site("Acme Shop").unwrap().environment("live").unwrap().is_additional_sftp_accounts_enabled
    };
    assert!(!is_on(&bot));
    assert_snapshot!(ada.asks("/kinsta sftp off acme shop live").await, @"
    ⚠️ All SFTP accounts of *Acme Shop · Live* are off already.
    Nothing has to be done.
    [SFTP accounts]
    ");
    does(&bot, &ada, "/kinsta sftp on acme shop live", "Turn SFTP accounts on").await;
    assert!(is_on(&bot));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_removed_where_it_belongs() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    does(&bot, &ada, ADD, "Add SFTP account").await;
    let id = accounts(&bot).pop().unwrap().id;
    // The id of another environment's account opens nothing here.
    let asked = ada.asks(&format!("/kinsta sftp remove acme live --user {id}")).await;
    assert!(asked.contains("has no SFTP account"), "{asked}");
    assert_snapshot!(ada.asks("/kinsta sftp remove acme shop live --user freelance").await, @"
    ⚠️ *Acme Shop · Live* has no SFTP account “freelance”.
    It has these:
    [freelancer]
    ");
    ada.presses("freelancer").await;
    assert_snapshot!(ada.sees(), @"
    Remove the SFTP account freelancer from Acme Shop · Live?
    It cannot log in any more. The files stay; the account can be added anew, with a new password.
    *Site*
    Acme Shop
    *Environment*
    Live
    *Domain*
    acme-shop.example
    *User name*
    freelancer
    *Folder*
    /public/wp-content
    *Usually takes*
    a few seconds to a minute
    [Remove SFTP account] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    // Somebody else was faster: it is not asked for again.
    let jonas = bot.jonas();
    jonas.says("/kinsta sftp remove acme shop live --user freelancer").await;
    jonas.presses("SFTP-Konto entfernen").await;
    bot.advance(30.secs()).await;
    jonas.sees();
    jonas.card();
    jonas.thread();
    assert_eq!(accounts(&bot), []);
    ada.presses("Remove SFTP account").await;
    ada.sees();
    bot.advance(5.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Removing the SFTP account freelancer from *Acme Shop · Live* · asked by @ada
    Acme Shop · Live · acme-shop.example
    ❌ SFTP accounts: this account is no longer there as it was shown. Nothing was sent; type the command again.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(bot.kinsta().writes().len(), 2);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinstas_failure_is_told_in_its_words() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, "/sites/environments", Fault::FailedOperation { message: "Try later".into() });
    let card = does(&bot, &ada, ADD, "Add SFTP account").await;
    assert!(card.contains("Kinsta says: “Try later”"), "{card}");
    assert_eq!(accounts(&bot), []);
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::RefusedKey);
    for line in ["/kinsta sftp list acme", "/kinsta sftp off acme live", "/kinsta sftp remove acme live --user x"] {
        let asked = ada.asks(line).await;
        assert!(asked.starts_with('⚠') && asked.contains("Kinsta"), "{line}: {asked}");
    }
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_spoken_of_in_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta sftp list acme shop").await, @"
    SFTP-Konten von Acme Shop · Live
    Es gibt keine zusätzlichen Konten.
    Port dieser Konten: 10060
    [Konto anlegen …]
    ");
    assert_snapshot!(jonas.asks(ADD).await, @"
    Das SFTP-Konto freelancer für Acme Shop · Live anlegen?
    Wer sein Passwort hat, sieht diesen Ordner und alles darin.
    🔒 Ein Passwort wird erzeugt; ist das Konto da, kannst nur du es sehen.
    *Website*
    Acme Shop
    *Umgebung*
    Live
    *Domain*
    acme-shop.example
    *Benutzername*
    freelancer
    *Ordner*
    /public/wp-content
    *Berechtigung*
    lesen und schreiben
    *Dauert meist*
    einige Sekunden bis eine Minute
    [SFTP-Konto anlegen] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    assert_snapshot!(jonas.asks("/kinsta sftp off acme shop live").await, @"
    Alle zusätzlichen SFTP-Konten von Acme Shop · Live ausschalten?
    *Keines* kommt mehr hinein; ein einzelnes kann Kinsta nicht schalten. Sie bleiben erhalten und lassen sich wieder einschalten.
    *Website*
    Acme Shop
    *Umgebung*
    Live
    *Domain*
    acme-shop.example
    *Dauert meist*
    einige Sekunden bis eine Minute
    [SFTP-Konten ausschalten] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    bot.done().await;
}
