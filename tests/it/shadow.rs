//! What is done at Kinsta past the bot: told where it belongs, and an alarm where it was done with the bot's own key.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Deed, Doer, Fault};
use kinsta_slack::demo::slack::{Kind, Message};
use kinsta_slack::domain::audit::{Entry, Kind as Row};
use kinsta_slack::store::Store;

use crate::bot::{Bot, Person, Seconds, Setup};
use crate::replicas::postgres;

const ACME: &str = "C0ACME";
const YOGA: &str = "C0YOGA";
const LOG: &str = "/company/";

/// One admin, Ada, and one who reads German, Jonas; a channel for Acme and one for Brightside Yoga.
async fn world() -> Bot {
    with(&[]).await
}

async fn with(more: &[(&'static str, String)]) -> Bot {
    let mut variables = vec![("ADMINS", "U0ADA U0JONAS".to_owned())];
    variables.extend(more.iter().cloned());
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    bot.slack().add_channel(ACME, "acme", Kind::Public, true);
    bot.slack().add_channel(YOGA, "yoga", Kind::Public, true);
    let ada = bot.ada();
    bot.jonas();
    for line in ["access bind #acme --labels \"Acme Corp\"", "access bind #yoga --sites \"Brightside Yoga\""] {
        ada.asks(&format!("/kinsta {line}")).await;
        ada.presses("Bind channel").await;
        assert!(ada.sees().contains("bound"), "{}", ada.sees());
    }
    bot
}

/// Somebody does something past the bot.
fn happens(bot: &Bot, by: Doer, kind: &'static str, what: &str, site: Option<&str>) {
    let site_id = site.map(|name| bot.kinsta().site(name).expect("a site").id);
    bot.kinsta().happened(Deed { by, kind, what: what.to_owned(), site_id });
}

fn owner_deletes(bot: &Bot, what: &str, site: &str) {
    happens(bot, Doer::Person("Agency Owner"), "deleteEnvironment", what, Some(site));
}

fn said_in(bot: &Bot, channel: &str) -> Vec<String> {
    let reads = |message: &Message| bot.ada().reads(message);
    bot.slack().messages(channel).iter().filter(|message| message.is_by_bot()).map(reads).collect()
}

/// The alarms somebody was sent, oldest first.
fn alarms(bot: &Bot, user: &str) -> Vec<String> {
    bot.slack().dms(user).iter().map(|message| bot.ada().reads(message)).collect()
}

/// The rows about what was done with the bot's key past it.
async fn rows(bot: &Bot) -> Vec<Entry> {
    let store = Store::open(&bot.variable("DATABASE_URL")).await.unwrap();
    let links = store.audit_after(0, 0, i64::MAX, 10_000).await.unwrap();
    store.close().await;
    links.iter().filter_map(|link| link.entry()).filter(|entry| entry.kind == Row::SHADOW).collect()
}

/// Until the log was read after what was done just now.
async fn until_read(bot: &Bot) {
    bot.advance_by_steps(390.secs(), 30.secs()).await;
}

async fn confirms(person: &Person<'_>, line: &str, button: &str) {
    person.asks(line).await;
    person.presses(button).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_risky_action_made_elsewhere_is_told_in_the_channel_of_its_site_alone() {
    let bot = world().await;
    until_read(&bot).await;
    assert_eq!(said_in(&bot, ACME), Vec::<String>::new(), "nothing old is told");
    owner_deletes(&bot, "Delete environment <!channel> of mail@person.example", "Acme");
    happens(&bot, Doer::OtherKey("Deploys"), "pushEnvironment", "Push to live", Some("Acme"));
    happens(&bot, Doer::OtherKey("Deploys"), "clearCache", "Clear the cache", Some("Acme"));
    happens(&bot, Doer::Person("Agency Owner"), "somethingNew", "Do something", Some("Acme"));
    happens(&bot, Doer::Person("Agency Owner"), "createApiKey", "Create API key", None);
    until_read(&bot).await;
    assert_snapshot!(said_in(&bot, ACME).join("\n---\n"), @"
    👀 2 risky actions were not made here
    2026-11-22 09:06 UTC · *Acme* · Delete environment <!channel> of *** · Agency Owner
    2026-11-22 09:06 UTC · *Acme* · Push to live · key “Deploys”
    Made in MyKinsta or with another API key. All of it: `/kinsta company activity --site acme`. Such a message comes every 15 minutes at most.
    ");
    let raw = format!("{:?}", bot.slack().messages(ACME));
    assert!(raw.contains("&lt;!channel&gt;") && !raw.contains("<!channel>"), "{raw}");
    assert_eq!(said_in(&bot, YOGA), Vec::<String>::new());
    assert_eq!(said_in(&bot, "C0OPS"), Vec::<String>::new());
    assert_eq!(alarms(&bot, "U0ADA"), Vec::<String>::new());
    until_read(&bot).await;
    assert_eq!(said_in(&bot, ACME).len(), 1, "once");
    bot.ada().sees_all();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_hears_of_it_every_fifteen_minutes_at_most_and_then_of_everything() {
    let bot = with(&[("DEFAULT_LANGUAGE", "de".to_owned())]).await;
    owner_deletes(&bot, "Delete the first", "Acme");
    until_read(&bot).await;
    assert_eq!(said_in(&bot, ACME).len(), 1);
    for number in 1..=13 {
        owner_deletes(&bot, &format!("Delete number {number}."), "Acme");
    }
    until_read(&bot).await;
    assert_eq!(said_in(&bot, ACME).len(), 1, "it waits");
    bot.advance_by_steps(900.secs(), 30.secs()).await;
    let said = said_in(&bot, ACME);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[1].starts_with("👀 13 heikle Aktionen kamen nicht von hier"), "{}", said[1]);
    assert!(said[1].contains("Delete number 10.") && !said[1].contains("Delete number 11."), "{}", said[1]);
    assert!(said[1].contains("… und 3 weitere") && said[1].contains("/kinsta company activity --site"), "{}", said[1]);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_was_deleted_elsewhere_is_told_of_where_it_belonged() {
    let bot = world().await;
    until_read(&bot).await;
    let acme = bot.kinsta().site("Acme").unwrap().id;
    bot.kinsta().happened(Deed {
        by: Doer::Person("Agency Owner"),
        kind: "deleteSite",
        what: "Delete site".to_owned(),
        site_id: Some(acme.clone()),
    });
    bot.kinsta().remove_site(&acme);
    until_read(&bot).await;
    until_read(&bot).await;
    let said = said_in(&bot, ACME);
    assert!(said.len() == 1 && said[0].contains("*Acme* · Delete site"), "{said:?}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_key_raises_an_alarm_and_a_row() {
    let bot = world().await;
    until_read(&bot).await;
    happens(&bot, Doer::OwnKey, "somethingOdd", "Do something odd", Some("Brightside Yoga"));
    until_read(&bot).await;
    let (ada, jonas) = (alarms(&bot, "U0ADA"), alarms(&bot, "U0JONAS"));
    assert_snapshot!(ada.join("\n---\n"), @"
    🚨 Done with the bot's API key, but not by the bot
    Kinsta's activity log has one entry made with the key “Slack bot” that the bot knows nothing of. Somebody else may have the key.
    2026-11-22 09:06 UTC · *Brightside Yoga* · Do something odd · from 203.0.113.x
    *What to do now:* if none of you used this key elsewhere, revoke “Slack bot” in MyKinsta › Company settings › API keys; the bot stops working until it is given a new one as `KINSTA_API_KEY`. To stop only what the bot itself changes, `/kinsta readonly on`.
    [Stop every change] [All activity] [API keys]
    ");
    assert_eq!(jonas.len(), 1);
    assert!(jonas[0].starts_with("🚨 Mit dem API-Schlüssel des Bots, aber nicht vom Bot"), "{}", jonas[0]);
    assert_eq!(said_in(&bot, YOGA), Vec::<String>::new(), "a client's channel hears nothing of keys");
    let listed = bot.ada().asks("/kinsta audit list --site yoga").await;
    assert!(listed.contains("not by the bot | Brightside Yoga"), "{listed}");
    let row = rows(&bot).await.pop().expect("a row");
    assert_eq!(row.arguments["type"], "somethingOdd");
    assert_eq!((row.user.as_str(), row.team.as_str()), ("", ""));
    // More of it within a quarter of an hour is one alarm.
    happens(&bot, Doer::OwnKey, "deleteSite", "Delete site", Some("Acme"));
    happens(&bot, Doer::OwnKey, "deleteDomain", "Delete domain", None);
    until_read(&bot).await;
    assert_eq!(alarms(&bot, "U0ADA").len(), 1);
    assert_eq!(rows(&bot).await.len(), 3, "rows are written at once");
    bot.advance_by_steps(900.secs(), 30.secs()).await;
    let alarms = alarms(&bot, "U0ADA");
    assert_eq!(alarms.len(), 2, "{alarms:?}");
    assert!(alarms[1].contains("2 entries") && alarms[1].contains("*Acme* · Delete site"), "{}", alarms[1]);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_bot_does_never_alarms_however_it_ends() {
    let bot = world().await;
    let ada = bot.ada();
    confirms(&ada, "/kinsta cache clear acme live", "Clear cache").await;
    bot.kinsta().faults().next(1, "/sites/tools/restart-php", Fault::Drop { executed: true });
    confirms(&ada, "/kinsta php restart acme live", "Restart PHP").await;
    bot.advance(90.secs()).await;
    bot.kinsta().faults().next(1, "/sites/tools/clear-cache", Fault::FailedOperation { message: "No".to_owned() });
    confirms(&ada, "/kinsta cache clear acme staging --layer site", "Clear cache").await;
    bot.kinsta().faults().next(1, "/sites/tools/restart-php", Fault::ServerError { executed: true });
    confirms(&ada, "/kinsta php restart \"Brightside Yoga\" live", "Restart PHP").await;
    confirms(&ada, "/kinsta database login acme staging", "Show it").await;
    for _ in 0..4 {
        until_read(&bot).await;
    }
    assert!(bot.kinsta().writes().len() >= 7, "{:#?}", bot.kinsta().writes());
    assert_eq!(alarms(&bot, "U0ADA"), Vec::<String>::new());
    assert_eq!(rows(&bot).await, Vec::new());
    assert_eq!(said_in(&bot, YOGA), Vec::<String>::new());
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_entry_more_than_the_bot_made_calls_is_one_too_many() {
    let bot = world().await;
    confirms(&bot.ada(), "/kinsta cache clear acme live --layer site", "Clear cache").await;
    happens(&bot, Doer::OwnKey, "deleteDomain", "Delete a domain", Some("Acme"));
    until_read(&bot).await;
    let alarms = alarms(&bot, "U0ADA");
    assert_eq!(alarms.len(), 1);
    assert!(alarms[0].contains("Delete a domain") && alarms[0].contains("(the bot was at work there"), "{}", alarms[0]);
    assert!(!alarms[0].to_lowercase().contains("clear"), "{}", alarms[0]);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_dies_while_sending_or_reading_tells_of_it_all_the_same_and_once() {
    let mut bot = world().await;
    until_read(&bot).await;
    happens(&bot, Doer::OwnKey, "deleteSite", "Delete site", Some("Acme"));
    owner_deletes(&bot, "Delete an environment", "Acme");
    bot.clock().advance(330.secs());
    let path = format!("{LOG}{}/activity-logs", bot.kinsta().company_id());
    bot.kinsta().faults().next(1, &path, Fault::Stall { executed: false });
    let kinsta = bot.kinsta().clone();
    bot.crash_at(async move { kinsta.faults().until_stalled(1).await }).await;
    bot.kinsta().faults().release_stalled();
    // Both messages arrive; of one of them Slack's answer does not.
    bot.slack().faults().drop_after("chat.postMessage", 1);
    bot.advance_by_steps(90.secs(), 30.secs()).await;
    bot.crash().await;
    bot.advance_by_steps(900.secs(), 30.secs()).await;
    assert_eq!(alarms(&bot, "U0ADA").len(), 1);
    assert_eq!(alarms(&bot, "U0JONAS").len(), 1);
    assert_eq!(said_in(&bot, ACME).len(), 1);
    assert_eq!(rows(&bot).await.len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_is_read_at_once_is_said_and_not_passed_over() {
    let bot = world().await;
    until_read(&bot).await;
    for number in 0..600 {
        happens(&bot, Doer::Person("Agency Owner"), "clearCache", &format!("Clear {number}"), Some("Acme"));
    }
    until_read(&bot).await;
    let said = alarms(&bot, "U0ADA");
    assert!(said.len() == 1 && said[0].contains("more was done at Kinsta than the bot reads at once"), "{said:?}");
    assert_eq!(rows(&bot).await.pop().and_then(|row| row.outcome).as_deref(), Some("gap"));
    until_read(&bot).await;
    assert_eq!(alarms(&bot, "U0ADA").len(), 1, "once");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_is_an_admin_the_audit_channel_is_told() {
    let variables = vec![("AUDIT_CHANNEL", "C0AUDIT".to_owned())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    bot.slack().add_channel("C0AUDIT", "audit", Kind::Private, true);
    until_read(&bot).await;
    happens(&bot, Doer::OwnKey, "deleteSite", "Delete site", Some("Acme"));
    until_read(&bot).await;
    let said = said_in(&bot, "C0AUDIT");
    assert!(said.iter().any(|text| text.starts_with("🚨")), "{said:?}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_off_the_log_is_not_read_and_a_failure_is_tried_again() {
    let reads = |bot: &Bot| bot.kinsta().requests().iter().filter(|it| it.path.ends_with("/activity-logs")).count();
    let off = with(&[("SHADOW_ACTIVITY", "0".to_owned())]).await;
    until_read(&off).await;
    assert_eq!(reads(&off), 0);
    off.end().await;

    let bot = world().await;
    until_read(&bot).await;
    owner_deletes(&bot, "Delete an environment", "Acme");
    let path = format!("{LOG}{}/activity-logs", bot.kinsta().company_id());
    bot.kinsta().faults().next(3, &path, Fault::BadGateway { executed: false });
    until_read(&bot).await;
    bot.advance_by_steps(300.secs(), 30.secs()).await;
    assert_eq!(said_in(&bot, ACME).len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_tell_of_it_once_and_know_each_others_calls() {
    let Some(database) = postgres::database().await else { return };
    let bot = with(&[("DATABASE_URL", database.url.clone())]).await;
    let other = bot.replica().await;
    let ada = bot.ada();
    until_read(&bot).await;
    ada.says("/kinsta cache clear acme live").await;
    let prompt = ada.private();
    bot.slack().set_bot_url(&format!("http://{}", other.app().address()));
    assert!(bot.slack().press("U0ADA", &prompt, "Clear cache").await.is_ok());
    owner_deletes(&bot, "Delete an environment", "Acme");
    happens(&bot, Doer::OwnKey, "deleteSite", "Delete site", Some("Brightside Yoga"));
    for _ in 0..40 {
        for _ in 0..20 {
            let (one, two) = tokio::join!(other.tick(), bot.tick());
            if !one && !two {
                break;
            }
        }
        bot.clock().advance(20.secs());
    }
    let alarms = alarms(&bot, "U0ADA");
    assert!(alarms.len() == 1 && alarms[0].contains("Delete site"), "{alarms:?}");
    assert_eq!(said_in(&bot, ACME).len(), 1);
    assert_eq!(rows(&bot).await.len(), 1);
    other.stop().await;
    bot.end().await;
    database.remove().await;
}
