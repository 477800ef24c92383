//! `/kinsta analytics …`.

use insta::assert_snapshot;
use kinsta_slack::charts::{Unit, number};
use kinsta_slack::demo::kinsta::Fault;
use kinsta_slack::demo::slack::Message;
use kinsta_slack::domain::lang::Lang;
use serde_json::Value;

use crate::bot::Bot;

/// The query of the last request for analytics, in order.
fn query(bot: &Bot) -> String {
    let asked = bot.kinsta().requests().into_iter().rfind(|request| request.path.contains("/analytics/"));
    let query = asked.expect("a request for analytics").query.replace(&bot.kinsta().company_id(), "<company>");
    let mut parts: Vec<&str> = query.split('&').collect();
    parts.sort_unstable();
    parts.join("&")
}

/// The bytes of the picture in a message.
fn picture(bot: &Bot, message: &Message) -> Vec<u8> {
    let image = message.blocks.iter().find(|block| block["type"] == "image").expect("a picture");
    bot.slack().file(image["slack_file"]["id"].as_str().unwrap()).expect("its bytes")
}

/// The numbers as the simulated Kinsta tells them, asked for past the bot.
async fn told(bot: &Bot, environment: &str, what: &str) -> Vec<u64> {
    let url = format!("{}/sites/environments/{environment}/analytics/{what}", bot.kinsta().api_url());
    let url = format!("{url}?company_id={}&time_span=30_days&time_zone=00:00", bot.kinsta().company_id());
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let answer = client.get(url).bearer_auth("demo-key").send().await.unwrap();
    let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    let points = &answer["analytics"]["analytics_response"]["data"][0]["dataset"];
    points.as_array().unwrap().iter().map(|point| point["value"].as_str().unwrap().parse().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_of_visits_is_told_and_shown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta analytics visits acme").await, @"
    Visits · Acme · Live
    Asked for: *last 30 days*. Known: 24 Oct 2026 to 22 Nov 2026.
    *Total*
    78.1k
    *A day on average*
    2,602
    *Most*
    3,779 (17 Nov 2026)
    *Least*
    1,339 (21 Nov 2026)
    *First*
    1,785 (24 Oct 2026)
    *Latest*
    1,839 (22 Nov 2026)
    A visit is one address within a day.
    [24 hours] [7 days] [60 days]
    (image: Visits · Acme · Live, 24 Oct 2026 to 22 Nov 2026: 78.1k in total, 2,602 a day on average, most on 17 Nov 2026 (3,779), least on 21 Nov 2026 (1,339).)
    ");
    assert_snapshot!(query(&bot), @"company_id=<company>&time_span=30_days");
    assert_eq!(picture(&bot, &ada.private())[..8], *b"\x89PNG\r\n\x1a\n");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_is_what_kinsta_counted() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let staging = bot.kinsta().site("Acme").unwrap().environment("staging").unwrap().id.clone();
    let values = told(&bot, &staging, "visits").await;
    assert_eq!(values.len(), 30);
    let said = ada.asks("/kinsta analytics visits acme staging").await;
    let (total, peak, low) = (values.iter().sum::<u64>(), values.iter().max().unwrap(), values.iter().min().unwrap());
    assert!(said.contains(&format!("*Total*\n{total}\n")), "{total}: {said}");
    assert!(said.contains(&format!("*Most*\n{peak} (")) && said.contains(&format!("*Least*\n{low} (")), "{said}");

    let values = told(&bot, &staging, "bandwidth").await;
    #[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
    let total = number(values.iter().sum::<u64>() as f64, Unit::Bytes, Lang::En);
    let said = ada.asks("/kinsta analytics bandwidth acme staging").await;
    assert!(total.ends_with("MB") && said.contains(&format!("*Total*\n{total}\n")), "{total}: {said}");

    let values = told(&bot, &staging, "diskspace").await;
    #[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
    let [first, last] = [values[0], values[29]].map(|bytes| number(bytes as f64, Unit::Bytes, Lang::En));
    let said = ada.asks("/kinsta analytics disk acme staging").await;
    assert!(said.contains(&format!("*First*\n{first} (24 Oct 2026)")), "{first}: {said}");
    assert!(said.contains(&format!("*Latest*\n{last} (22 Nov 2026)")), "{last}: {said}");
    assert!(!said.contains("*Total*"), "the days of a level are not added up: {said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_shows_another_time_in_the_same_place() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.asks("/kinsta analytics cdn acme").await;
    ada.presses("7 days").await;
    let week = ada.sees();
    assert!(week.contains("*last 7 days*") && week.ends_with(".)"), "{week}");
    assert_eq!(query(&bot), "company_id=<company>&time_span=7_days");
    ada.presses("24 hours").await;
    assert_snapshot!(ada.sees(), @"
    CDN bandwidth · Acme · Live
    Asked for: *last 24 hours*. Known: 21 Nov 2026, 10:00 to 22 Nov 2026, 09:00.
    *Total*
    3.64 GB
    *An hour on average*
    152 MB
    *Most*
    275 MB (22 Nov 2026, 09:00)
    *Least*
    33.3 MB (21 Nov 2026, 23:00)
    *First*
    200 MB (21 Nov 2026, 10:00)
    *Latest*
    275 MB (22 Nov 2026, 09:00)
    Kinsta names no unit; the numbers are read as bytes. The hours stand as Kinsta sends them, without a time zone.
    [7 days] [30 days] [60 days]
    (image: CDN bandwidth · Acme · Live, 21 Nov 2026, 10:00 to 22 Nov 2026, 09:00: 3.64 GB in total, 152 MB an hour on average, most at 22 Nov 2026, 09:00 (275 MB), least at 21 Nov 2026, 23:00 (33.3 MB).)
    ");
    assert_eq!(ada.sees_all().len(), 1);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_disk_is_told_in_german_and_in_the_readers_zone() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta analytics disk acme staging --span 7D").await, @"
    Speicherplatz · Acme · Staging
    Gefragt: *letzte 7 Tage*. Bekannt: 16. Nov. 2026 bis 22. Nov. 2026.
    *Zuletzt*
    49,7 GB (22. Nov. 2026)
    *Zuerst*
    49,7 GB (16. Nov. 2026)
    *Änderung*
    +16,3 MB
    *Im Mittel am Tag*
    49,7 GB
    *Am meisten*
    49,7 GB (21. Nov. 2026)
    *Am wenigsten*
    49,7 GB (16. Nov. 2026)
    Kinsta nennt keine Einheit; die Zahlen sind als Byte gelesen.
    [30 Tage] [60 Tage]
    (image: Speicherplatz · Acme · Staging, 16. Nov. 2026 bis 22. Nov. 2026: von 49,7 GB auf 49,7 GB, am meisten am 21. Nov. 2026 (49,7 GB), am wenigsten am 16. Nov. 2026 (49,7 GB).)
    ");
    assert_snapshot!(query(&bot), @"company_id=<company>&time_span=7_days&time_zone=01%3A00");
    assert_snapshot!(jonas.asks("/kinsta analytics disk acme --span 24h").await, @"
    ⚠️ `24h` ist kein Wert für `--span`: möglich sind 7d, 30d, 60d.
    So geht es: `/kinsta analytics disk <site> [env] [--span 7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]`
    Zum Beispiel: `/kinsta analytics disk acme staging`
    ");
    let bostonian = bot.person_from("U0BOS", "bo", "en-US", "America/New_York");
    bostonian.asks("/kinsta analytics disk acme").await;
    assert!(query(&bot).contains("time_zone=-05%3A00"), "{}", query(&bot));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn days_are_asked_for_as_they_are_named() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let said = ada.asks("/kinsta analytics bandwidth acme live --from 2026-10-01 --to 2026-10-03").await;
    assert_eq!(query(&bot), "company_id=<company>&from=2026-10-01&to=2026-10-03");
    assert!(said.contains("*1 Oct 2026 to 3 Oct 2026*"), "{said}");
    // Today, and a year at once, are not too much.
    let said = ada.asks("/kinsta analytics visits acme --from 2025-11-22 --to 2026-11-22").await;
    assert!(said.contains("*22 Nov 2025 to 22 Nov 2026*"), "{said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn days_that_do_not_fit_are_refused_with_the_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let mut said = Vec::new();
    for days in [
        "--from 2026-11-03 --to 2026-11-01",
        "--from 2026-11-03 --to 2026-11-23",
        "--from 2026-12-01 --to 2026-12-24",
        "--from 2025-11-21 --to 2026-11-22",
        "--from yesterday --to 2026-11-22",
        "--to 2026-02-30 --from 2026-02-01",
        "--span 90d",
    ] {
        said.push(ada.asks(&format!("/kinsta analytics visits acme {days}")).await);
    }
    assert_snapshot!(said.join("\n---\n"), @"
    ⚠️ 3 Nov 2026 comes after 1 Nov 2026.
    Name the earlier day as `--from`.
    ---
    ⚠️ 23 Nov 2026 is in the future.
    Take 22 Nov 2026 at the latest.
    ---
    ⚠️ 1 Dec 2026 is in the future.
    Take 22 Nov 2026 at the latest.
    ---
    ⚠️ These are 367 days; 366 can be shown at once.
    Begin later or end earlier.
    ---
    ⚠️ `yesterday` is not a value for `--from`.
    Usage: `/kinsta analytics visits <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]`
    For example: `/kinsta analytics visits acme --span 30d`
    ---
    ⚠️ `2026-02-30` is not a value for `--to`.
    Usage: `/kinsta analytics visits <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]`
    For example: `/kinsta analytics visits acme --span 30d`
    ---
    ⚠️ `90d` is not a value for `--span`: it takes 24h, 7d, 30d, 60d.
    Usage: `/kinsta analytics visits <site> [env] [--span 24h|7d|30d|60d] [--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>]`
    For example: `/kinsta analytics visits acme --span 30d`
    ");
    assert!(bot.kinsta().requests().iter().all(|request| !request.path.contains("/analytics/")));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_day_without_the_other_is_asked_for() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for (days, missing) in
        [("--from 2026-11-01", "The last day is missing."), ("--to 2026-11-01", "The first day is missing.")]
    {
        let said = ada.asks(&format!("/kinsta analytics visits acme {days}")).await;
        assert_eq!(said, format!("A form has opened; it asks for the rest.\n⚠️ {missing}"));
    }
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_slack_does_not_take_leaves_the_numbers() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.slack().faults().error("files.getUploadURLExternal", 1, "fatal_error");
    let said = ada.asks("/kinsta analytics visits acme").await;
    assert!(said.contains("*Total*\n"), "{said}");
    assert!(said.contains("visits.png could not be handed to Slack"), "{said}");
    assert!(!said.contains("(image:"), "{said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinstas_no_is_told() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let mut said = Vec::new();
    for fault in [Fault::ServerError { executed: false }, Fault::BadGateway { executed: false }, Fault::MalformedJson] {
        bot.kinsta().faults().until_cleared("/sites/environments", fault);
        said.push(ada.says_patiently("/kinsta analytics visits acme").await);
        bot.kinsta().faults().clear();
    }
    assert!(said.iter().all(|ack| ack.is_ok()));
    assert_snapshot!(ada.sees_all().join("\n---\n"), @"
    ⚠️ Kinsta cannot answer at the moment: “Error occurred while processing your request”
    Try again in a minute.
    ---
    ⚠️ Kinsta cannot answer at the moment: “HTTP 502”
    Try again in a minute.
    ---
    ⚠️ Kinsta answered in a way I do not understand. Kinsta says: “EOF while parsing a list at line 1 column 730”
    Try again; if it stays like this, whoever runs this bot finds the place in its log.
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_a_channel_is_answered_with_the_picture_for_everybody() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let ts = ada.writes("@kinsta analytics visits acme --span 7d", None).await;
    let said = ada.thread_of(&ts);
    assert!(said.contains("(image: Visits · Acme · Live, 16 Nov 2026 to 22 Nov 2026: "), "{said}");
    bot.done().await;
}
