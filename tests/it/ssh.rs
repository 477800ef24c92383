//! `/kinsta ssh …`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, Ssh};

use crate::bot::{Bot, Person, Seconds};

fn live(bot: &Bot) -> String {
    bot.kinsta().site("Acme").unwrap().environment("live").unwrap().id.clone()
}

fn ssh(bot: &Bot) -> Ssh {
    bot.kinsta().ssh(&live(bot)).unwrap()
}

/// Asks, presses the button, and waits for the end.
async fn does(bot: &Bot, ada: &Person<'_>, line: &str, button: &str) -> String {
    ada.asks(line).await;
    ada.presses(button).await;
    ada.sees();
    bot.advance(5.secs()).await;
    ada.thread();
    ada.card()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_and_the_way_to_connect_hold_no_secret() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta ssh status acme").await, @"
    SSH and SFTP of Acme · Live
    *SSH and SFTP*
    on
    *Allowed from*
    everywhere
    [How to connect] [Password…] [Allowed addresses] [Turn off…]
    ");
    ada.presses("How to connect").await;
    assert_snapshot!(ada.sees(), @"
    SSH and SFTP of Acme · Live
    *Host*
    `203.0.113.10`
    *Port*
    `32594`
    *User*
    `acme`
    ```
    ssh acme@203.0.113.10 -p 32594
    sftp -P 32594 acme@203.0.113.10
    ```
    [Password…]
    ");
    let password = bot.kinsta().sftp_password(&live(&bot)).unwrap();
    assert_snapshot!(ada.asks("/kinsta ssh password show acme live").await, @"
    Show the password of SSH and SFTP of *Acme · Live*?
    [Show it]
    Only you see this, for 5 minutes after you press.
    ");
    let sent = format!("{:?}", bot.slack().calls());
    assert!(!sent.contains(&password), "nothing is shown before somebody says yes");
    assert!(!bot.kinsta().requests().iter().any(|request| request.path.ends_with("/ssh/password")));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ssh_is_turned_off_and_on_again() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta ssh disable acme live").await, @"
    Turn off SSH and SFTP of Acme · Live?
    Nobody gets in any more: deployments, WP-CLI over SSH and file transfers stop working until it is turned on again.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *Usually takes*
    a few seconds
    [Turn SSH off] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    let card = does(&bot, &ada, "/kinsta ssh disable acme live", "Turn SSH off").await;
    assert!(card.contains("✅ SSH and SFTP of *Acme · Live* turned off"), "{card}");
    assert!(!ssh(&bot).is_enabled);
    assert_snapshot!(ada.asks("/kinsta ssh disable acme live").await, @"
    ⚠️ SSH and SFTP of *Acme · Live* are off already.
    Nothing has to be done.
    [Status of SSH]
    ");
    let card = does(&bot, &ada, "/kinsta ssh enable acme live", "Turn SSH on").await;
    assert!(card.contains("turned on"), "{card}");
    assert!(ssh(&bot).is_enabled);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_is_made_and_only_offered_to_be_shown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let old = bot.kinsta().sftp_password(&live(&bot)).unwrap();
    let card = does(&bot, &ada, "/kinsta ssh password rotate acme live", "New SSH password").await;
    assert!(card.contains("[Show the new password]"), "{card}");
    let new = bot.kinsta().sftp_password(&live(&bot)).unwrap();
    assert_ne!(old, new);
    let sent = format!("{:?}", bot.slack().calls());
    assert!(!sent.contains(&new) && !sent.contains(&old));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_is_shut_out_let_in_and_given_an_end() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let card = does(&bot, &ada, "/kinsta ssh password off acme live", "Let keys in only").await;
    assert!(card.contains("✅ Only keys get into SSH"), "{card}");
    assert!(!ssh(&bot).is_password_enabled);
    does(&bot, &ada, "/kinsta ssh password on acme live", "Let the password in").await;
    assert!(ssh(&bot).is_password_enabled);
    for (after, interval) in
        [("1d", "hours_24"), ("7d", "days_7"), ("30D", "days_30"), ("90d", "days_90"), ("never", "never")]
    {
        does(&bot, &ada, &format!("/kinsta ssh password expiry {after} acme live"), "SSH password expiry").await;
        assert_eq!(ssh(&bot).expiration_interval, interval);
    }
    assert_snapshot!(ada.asks("/kinsta ssh password expiry 7d acme").await, @"
    Which environment of *Acme*?
    A change needs its environment named; live is never assumed.
    [Live · acme.example] [Staging · stg-acme-staging.kinsta.cloud]
    ");
    ada.presses("Live · acme.example").await;
    assert!(ada.sees().contains("A password works for*\n7d"), "{}", ada.sees());
    let asked = ada.asks("/kinsta ssh password expiry 2d acme live").await;
    assert!(asked.contains("30d"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_address_that_is_let_in_locks_the_others_out_and_the_last_lets_them_in() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta ssh allow list acme").await, @"
    SSH and SFTP of Acme · Live: allowed addresses
    No address is listed: SSH and SFTP are open to every address.
    [Allow an address…]
    ");
    let line = "/kinsta ssh allow add acme live --ip 203.0.113.7 --ip 2001:DB8::0:1,198.51.100.0/24";
    assert_snapshot!(ada.asks(line).await, @"
    Let more addresses into SSH and SFTP of Acme · Live?
    Kinsta takes the whole list at once; this is what changes in it.
    ⚠️ So far every address is let in. From now on *only these* are: everybody else is locked out, deployments too.
    *Site*
    Acme
    *Environment*
    Live
    *Domain*
    acme.example
    *➕ To let in*
    203.0.113.7
    2001:db8::1
    198.51.100.0/24
    *Usually takes*
    a few seconds
    [Allow SSH addresses] [Cancel]
    Only you see this. Valid for 5 minutes.
    ");
    let card = does(&bot, &ada, line, "Allow SSH addresses").await;
    assert!(card.contains("✅ Allowed addresses"), "{card}");
    assert_eq!(ssh(&bot).allowed_ips, ["203.0.113.7", "2001:db8::1", "198.51.100.0/24"]);
    assert_snapshot!(ada.asks("/kinsta ssh allow list acme").await, @"
    SSH and SFTP of Acme · Live: allowed addresses
    Address
    203.0.113.7
    2001:db8::1
    198.51.100.0/24
    [Allow an address…] [Remove an address…]
    ");
    assert_snapshot!(ada.asks("/kinsta ssh allow add acme live --ip 203.0.113.7").await, @"
    ⚠️ *Acme · Live* lets that in already.
    Nothing has to be done.
    [Allowed addresses]
    ");
    assert_snapshot!(ada.asks("/kinsta ssh allow remove acme live --ip 203.0.113.8").await, @"
    ⚠️ 203.0.113.8 is not in the list of *Acme · Live*.
    Look at the list and type one as it stands there.
    [Allowed addresses]
    ");
    does(&bot, &ada, "/kinsta ssh allow remove acme live --ip 2001:db8:0::1", "Remove SSH addresses").await;
    assert_eq!(ssh(&bot).allowed_ips, ["203.0.113.7", "198.51.100.0/24"]);
    let line = "/kinsta ssh allow remove acme live --ip \"203.0.113.7 198.51.100.0/24\"";
    let asked = ada.asks(line).await;
    assert!(asked.contains("open to *every* address"), "{asked}");
    does(&bot, &ada, line, "Remove SSH addresses").await;
    assert_eq!(ssh(&bot).allowed_ips, [""; 0]);
    let asked = ada.asks("/kinsta ssh allow add acme live --ip office").await;
    assert!(asked.contains("“office” is not an IP address") && asked.contains("203.0.113.0/24"), "{asked}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_changed_meanwhile_is_not_overwritten() {
    let bot = Bot::start().await;
    let (ada, jonas) = (bot.ada(), bot.jonas());
    ada.says("/kinsta ssh allow add acme live --ip 203.0.113.7").await;
    jonas.says("/kinsta ssh allow add acme live --ip 203.0.113.8").await;
    jonas.presses("SSH-Adressen zulassen").await;
    bot.advance(5.secs()).await;
    jonas.sees();
    jonas.card();
    jonas.thread();
    ada.presses("Allow SSH addresses").await;
    ada.sees();
    bot.advance(5.secs()).await;
    assert_snapshot!(ada.card(), @"
    ❌ Failed: Changing the allowed addresses of SSH and SFTP of *Acme · Live* · asked by @ada
    Acme · Live · acme.example
    ❌ SSH: the list of allowed addresses was changed since. Nothing was sent; type the command again.
    Operation `<id>`
    ");
    ada.thread();
    assert_eq!(ssh(&bot).allowed_ips, ["203.0.113.8"]);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinstas_no_leaves_everything_as_it_is() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().next(1, &format!("/sites/environments/{}/ssh/set-status", live(&bot)), Fault::RefusedKey);
    let card = does(&bot, &ada, "/kinsta ssh disable acme live", "Turn SSH off").await;
    assert!(card.contains("The API key was refused"), "{card}");
    assert!(ssh(&bot).is_enabled);
    bot.kinsta().faults().until_cleared("/sites/environments", Fault::RefusedKey);
    for line in
        ["/kinsta ssh status acme", "/kinsta ssh allow list acme", "/kinsta ssh allow add acme live --ip 192.0.2.1"]
    {
        let asked = ada.asks(line).await;
        assert!(asked.starts_with('⚠') && asked.contains("Kinsta"), "{line}: {asked}");
    }
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ssh_is_spoken_of_in_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta ssh status acme").await, @"
    SSH und SFTP von Acme · Live
    *SSH und SFTP*
    an
    *Erlaubt von*
    überall
    [So verbinden] [Passwort …] [Erlaubte Adressen] [Ausschalten …]
    ");
    assert_snapshot!(jonas.asks("/kinsta ssh allow add acme live --ip 203.0.113.7").await, @"
    Bei SSH und SFTP von Acme · Live mehr Adressen zulassen?
    Kinsta nimmt die ganze Liste auf einmal; das ändert sich darin.
    ⚠️ Bisher ist jede Adresse zugelassen. Künftig sind es *nur diese*: Alle anderen sind ausgesperrt, auch Deployments.
    *Website*
    Acme
    *Umgebung*
    Live
    *Domain*
    acme.example
    *➕ Wird zugelassen*
    203.0.113.7
    *Dauert meist*
    wenige Sekunden
    [SSH-Adressen zulassen] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    assert_snapshot!(jonas.asks("/kinsta ssh password rotate acme staging").await, @"
    Ein neues Passwort für SSH und SFTP von Acme · Staging erzeugen?
    Das alte gilt sofort nicht mehr, auch dort, wo es gespeichert ist: in Programmen, Deployments, bei anderen. Danach kannst du das neue sehen.
    *Website*
    Acme
    *Umgebung*
    Staging
    *Domain*
    stg-acme-staging.kinsta.cloud
    *Dauert meist*
    wenige Sekunden
    [Neues SSH-Passwort] [Abbrechen]
    Nur du siehst das. Gültig für 5 Minuten.
    ");
    bot.done().await;
}
