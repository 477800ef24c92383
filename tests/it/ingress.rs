//! The doors to the outside, knocked at by attackers, dawdlers and madmen.

mod fuzz;

use std::future::Future;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use kinsta_slack::clock::Clock;
use kinsta_slack::demo::kinsta::Fault;
use kinsta_slack::demo::slack::{Kind, Outcome};
use kinsta_slack::http::Limits;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::bot::{Bot, OPS, Seconds, Setup};

const SECRET: &str = "demo-signing-secret";
const DOORS: [&str; 4] = ["/slack/commands", "/slack/interactivity", "/slack/events", "/slack/options"];
/// What our own button to the help carries.
const HELP_PRESSED: &str = r#"{"words":{"line":"help","replace":false}}"#;
/// Real time within which everything must have happened.
const AT_MOST: Duration = Duration::from_secs(5);

/// What came back: the status, zero where the connection was closed without one, and the body.
type Reply = (u16, String);

async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(AT_MOST, what).await.expect("in time")
}

async fn connect(bot: &Bot) -> TcpStream {
    TcpStream::connect(bot.app().address()).await.unwrap()
}

/// Reads until the other side closes.
async fn rest(mut stream: TcpStream) -> Reply {
    let mut bytes = Vec::new();
    // A reset after the answer is as good as an end.
    let _ = in_time(stream.read_to_end(&mut bytes)).await;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&*text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, body.to_owned())
}

/// Sends a request with exactly these headers besides the necessary ones.
async fn send(bot: &Bot, method: &str, path: &str, headers: &[(&str, String)], body: &[u8]) -> Reply {
    let mut stream = connect(bot).await;
    let length = body.len();
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nhost: bot\r\nconnection: close\r\ncontent-length: {length}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    // A bot that has heard enough may close before it has everything.
    let _ = stream.write_all(body).await;
    rest(stream).await
}

fn signature(secret: &str, at_s: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("v0:{at_s}:").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().iter().fold("v0=".to_owned(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn signed(bot: &Bot, body: &[u8]) -> Vec<(&'static str, String)> {
    let at_s = bot.clock().now().as_second();
    vec![("x-slack-request-timestamp", at_s.to_string()), ("x-slack-signature", signature(SECRET, at_s, body))]
}

/// Sends a body as Slack would.
pub async fn slack_sends(bot: &Bot, path: &str, body: &[u8]) -> Reply {
    send(bot, "POST", path, &signed(bot, body), body).await
}

fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes()
}

pub fn payload(value: &Value) -> Vec<u8> {
    form(&[("payload", &value.to_string())])
}

fn slash<'a>(text: &'a str, response_url: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("team_id", "T0DEMO"),
        ("channel_id", OPS),
        ("user_id", "U0ADA"),
        ("command", "/kinsta"),
        ("text", text),
        ("api_app_id", "A0DEMO"),
        ("response_url", response_url),
    ]
}

fn press(app: &str) -> Value {
    json!({
        "type": "block_actions", "api_app_id": app, "team": { "id": "T0DEMO" }, "user": { "id": "U0ADA" },
        "channel": { "id": OPS }, "container": { "type": "message", "message_ts": "1.1", "is_ephemeral": true },
        "actions": [{ "action_id": "words:0", "block_id": "b", "type": "button", "value": HELP_PRESSED }],
    })
}

fn event(app: &str) -> Value {
    json!({
        "type": "event_callback", "api_app_id": app, "team_id": "T0DEMO", "event_id": "Ev1",
        "event": { "type": "app_mention", "user": "U0ADA", "text": "<@U0BOT> help", "channel": OPS, "ts": "1.1" },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn only_slack_is_believed() {
    let bot = Bot::start().await;
    bot.ada();
    let body = form(&slash("help", ""));
    let at_s = bot.clock().now().as_second();
    let time = |at_s: i64| ("x-slack-request-timestamp", at_s.to_string());
    let sign = |signature: String| ("x-slack-signature", signature);
    let good = signature(SECRET, at_s, &body);
    let attacks: Vec<(&str, Vec<(&str, String)>)> = vec![
        ("nothing", vec![]),
        ("no time", vec![sign(good.clone())]),
        ("no signature", vec![time(at_s)]),
        ("two times", vec![time(at_s), time(at_s), sign(good.clone())]),
        ("two signatures", vec![time(at_s), sign(good.clone()), sign(good.clone())]),
        ("another body", vec![time(at_s), sign(signature(SECRET, at_s, b"text=help"))]),
        ("another secret", vec![time(at_s), sign(signature("guess", at_s, &body))]),
        ("an empty secret", vec![time(at_s), sign(signature("", at_s, &body))]),
        ("another time", vec![time(at_s + 1), sign(good.clone())]),
        ("a replay", vec![time(at_s - 301), sign(signature(SECRET, at_s - 301, &body))]),
        ("the future", vec![time(at_s + 301), sign(signature(SECRET, at_s + 301, &body))]),
        ("a cut signature", vec![time(at_s), sign(good[..good.len() - 2].to_owned())]),
        ("another version", vec![time(at_s), sign(good.replacen("v0", "v1", 1))]),
        ("no number", vec![("x-slack-request-timestamp", "now".to_owned()), sign(good.clone())]),
    ];
    for door in DOORS {
        for (attack, headers) in &attacks {
            let (status, said) = send(&bot, "POST", door, headers, &body).await;
            assert_eq!((status, &*said), (401, ""), "{attack} at {door}");
        }
    }
    let (status, said) = slack_sends(&bot, "/slack/commands", &body).await;
    assert_eq!(status, 200);
    assert!(said.contains("What /kinsta can do"), "{said}");
    for (method, path, wanted) in [("GET", "/slack/commands", 405), ("POST", "/", 404), ("GET", "/slack", 404)] {
        assert_eq!(send(&bot, method, path, &signed(&bot, b""), b"").await.0, wanted, "{method} {path}");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_secrets_are_believed_while_one_replaces_the_other() {
    let variables = vec![("SLACK_SIGNING_SECRET", format!("the-next-one, {SECRET}"))];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    bot.ada();
    let body = form(&slash("help", ""));
    let at_s = bot.clock().now().as_second();
    for (secret, wanted) in [("the-next-one", 200), (SECRET, 200), ("the-one-before", 401)] {
        let headers =
            [("x-slack-request-timestamp", at_s.to_string()), ("x-slack-signature", signature(secret, at_s, &body))];
        assert_eq!(send(&bot, "POST", "/slack/commands", &headers, &body).await.0, wanted, "{secret}");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_once_changes_nothing_the_second_time() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    ada.says("/kinsta cache clear acme live --layer site").await;
    let prompt = ada.private();
    let button = prompt.blocks.iter().flat_map(|block| block["elements"].as_array().cloned().unwrap_or_default());
    let button = button.into_iter().find(|element| element["type"] == "button").expect("a button");
    let mut confirmation = press("A0DEMO");
    confirmation["actions"][0]["action_id"] = button["action_id"].clone();
    confirmation["actions"][0]["value"] = button["value"].clone();
    let body = payload(&confirmation);
    let recorded = signed(&bot, &body);
    for _ in 0..3 {
        assert_eq!(send(&bot, "POST", "/slack/interactivity", &recorded, &body).await.0, 200);
        bot.settle().await;
    }
    bot.advance(30.secs()).await;
    assert_eq!(bot.kinsta().writes().len(), 1);
    let mention = bot.slack().mention(ada.id, OPS, "@kinsta help", None).await;
    let event_id = mention.event_id.expect("the bot is told");
    for _ in 0..3 {
        assert!(bot.slack().deliver_event_again(&event_id).await.is_ok());
        bot.settle().await;
    }
    let helped = bot.slack().everything().iter().filter(|it| it.plain().contains("What /kinsta can do")).count();
    assert_eq!(helped, 1, "an event counts once");
    bot.advance(280.secs()).await;
    assert_eq!(send(&bot, "POST", "/slack/interactivity", &recorded, &body).await.0, 401, "too old by now");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_body_is_refused_before_it_is_read() {
    const MOST: usize = 1024 * 1024;
    let bot = Bot::start().await;
    for door in DOORS {
        // Announced: refused without a byte of it.
        let mut stream = connect(&bot).await;
        let head = format!("POST {door} HTTP/1.1\r\nhost: bot\r\ncontent-length: {}\r\n\r\n", MOST + 1);
        stream.write_all(head.as_bytes()).await.unwrap();
        assert_eq!(rest(stream).await.0, 413, "{door}");

        // Not announced: refused at the first byte too many. Nobody signed it, so it was not hashed first.
        let mut stream = connect(&bot).await;
        let head = format!("POST {door} HTTP/1.1\r\nhost: bot\r\ntransfer-encoding: chunked\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let chunk = [format!("{:x}\r\n", 64 * 1024).into_bytes(), vec![b'a'; 64 * 1024], b"\r\n".to_vec()].concat();
        for _ in 0..17 {
            if stream.write_all(&chunk).await.is_err() {
                break;
            }
        }
        assert_eq!(rest(stream).await.0, 413, "{door}");

        let body = vec![b'a'; MOST];
        let (status, _) = slack_sends(&bot, door, &body).await;
        assert_eq!(status, 400, "one mebibyte is read, and makes no sense");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_dawdles_is_cut_off_and_keeps_nobody_waiting() {
    let short = Duration::from_millis(400);
    let limits = Limits { head: short, body: short, ..Limits::default() };
    let bot = Bot::with(Setup { limits, ..Setup::default() }).await;
    let mut dawdlers = Vec::new();
    for beginning in [
        "",
        "POST /sla",
        "POST /slack/commands HTTP/1.1\r\nhost: bot\r\nx-slack-sig",
        "POST /slack/commands HTTP/1.1\r\nhost: bot\r\ncontent-length: 100\r\n\r\ntext=",
        "POST /slack/events HTTP/1.1\r\nhost: bot\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "GET /healthz HTTP/1.1\r\nhost: bot\r\n\r\n",
    ] {
        let mut stream = connect(&bot).await;
        stream.write_all(beginning.as_bytes()).await.unwrap();
        dawdlers.push((beginning, stream));
    }
    assert_eq!(send(&bot, "GET", "/healthz", &[], b"").await, (200, "ok\n".to_owned()), "others are served meanwhile");
    for (beginning, stream) in dawdlers {
        // That this returns at all says that the connection was closed.
        let (status, _) = rest(stream).await;
        let wanted: &[u16] = match beginning {
            beginning if beginning.starts_with("GET") => &[200],
            beginning if beginning.contains("\r\n\r\n") => &[408],
            // The head never came, so there may be no answer either.
            _ => &[0, 408],
        };
        assert!(wanted.contains(&status), "{status} for {beginning:?}");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slacks_own_checks_are_answered_once_it_is_slack() {
    let bot = Bot::start().await;
    let check = form(&[("ssl_check", "1"), ("token", "deprecated")]);
    assert_eq!(slack_sends(&bot, "/slack/commands", &check).await, (200, String::new()));
    assert_eq!(send(&bot, "POST", "/slack/commands", &[], &check).await.0, 401);
    let challenge = json!({ "type": "url_verification", "challenge": "3eZbrw1a", "token": "deprecated" }).to_string();
    let (status, said) = slack_sends(&bot, "/slack/events", challenge.as_bytes()).await;
    assert_eq!((status, serde_json::from_str(&said).ok()), (200, Some(json!({ "challenge": "3eZbrw1a" }))));
    let (status, said) = send(&bot, "POST", "/slack/events", &[], challenge.as_bytes()).await;
    assert_eq!((status, &*said), (401, ""), "nobody else gets the challenge back");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_apps_requests_are_refused() {
    let bot = Bot::start().await;
    bot.ada();
    for (app, wanted) in [("A0DEMO", 200), ("A0OTHER", 401), ("", 401)] {
        let command: Vec<(&str, &str)> = slash("help", "")
            .into_iter()
            .map(|(name, value)| (name, if name == "api_app_id" { app } else { value }))
            .collect();
        let options = json!({
            "type": "block_suggestion", "api_app_id": app, "team": { "id": "T0DEMO" }, "user": { "id": "U0ADA" },
            "action_id": "site", "block_id": "b", "value": "ac",
        });
        let mention = event(app).to_string().into_bytes();
        for (door, body) in DOORS.into_iter().zip([form(&command), payload(&press(app)), mention, payload(&options)]) {
            assert_eq!(slack_sends(&bot, door, &body).await.0, wanted, "{app:?} at {door}");
        }
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinds_nobody_told_us_about_are_taken_politely() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for kind in ["view_closed", "shortcut", "message_action", "interactive_message", "brand_new"] {
        let told = json!({
            "type": kind, "api_app_id": "A0DEMO", "team": { "id": "T0DEMO" }, "user": { "id": "U0ADA" },
            "view": { "id": "V1" }, "callback_id": "c", "channel": { "id": OPS },
        });
        assert_eq!(slack_sends(&bot, "/slack/interactivity", &payload(&told)).await, (200, String::new()), "{kind}");
    }
    // A shortcut without anything to open a form with is answered in words.
    bot.settle().await;
    assert!(ada.sees_all().concat().contains("could not be shown") && ada.direct().contains("could not be shown"));
    let foreign_form = json!({
        "type": "view_submission", "api_app_id": "A0DEMO", "team": { "id": "T0DEMO" }, "user": { "id": "U0ADA" },
        "view": { "id": "V1", "callback_id": "other", "private_metadata": "" },
    });
    assert_eq!(slack_sends(&bot, "/slack/interactivity", &payload(&foreign_form)).await.0, 400);
    for kind in ["app_rate_limited", "brand_new"] {
        let told = json!({ "type": kind, "api_app_id": "A0DEMO", "team_id": "T0DEMO" }).to_string();
        assert_eq!(slack_sends(&bot, "/slack/events", told.as_bytes()).await.0, 200, "{kind}");
    }
    let mut unknown = event("A0DEMO");
    unknown["event"]["type"] = json!("brand_new");
    assert_eq!(slack_sends(&bot, "/slack/events", unknown.to_string().as_bytes()).await.0, 200);

    // An organisation-wide installation sends no team.
    let mut pressed = press("A0DEMO");
    ada.says("/kinsta help").await;
    ada.sees();
    pressed["team"] = Value::Null;
    pressed["enterprise"] = json!({ "id": "E0ORG" });
    let button =
        ada.private().blocks.iter().find_map(|block| {
            block["elements"].as_array()?.iter().find(|element| element["type"] == "button").cloned()
        });
    let button = button.expect("a button");
    pressed["actions"][0]["action_id"] = button["action_id"].clone();
    pressed["actions"][0]["value"] = button["value"].clone();
    assert_eq!(slack_sends(&bot, "/slack/interactivity", &payload(&pressed)).await.0, 200);
    bot.settle().await;
    let said = ada.sees();
    assert!(said.contains("40 sites"), "the button was understood: {said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_on_a_foreign_host_is_never_called() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let foreign = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/response/1", foreign.local_addr().unwrap());
    // A slow answer would go to the address.
    bot.kinsta().faults().next(1, "/sites/", Fault::Stall { executed: true });
    let command = form(&slash("site status acme", &url));
    let (ack, ()) = tokio::join!(slack_sends(&bot, "/slack/commands", &command), async {
        bot.kinsta().faults().until_stalled(1).await;
        bot.clock().advance(2.secs());
    });
    assert_eq!(ack.0, 200);
    bot.kinsta().faults().release_stalled();
    // So would the answer to a press, and the card of a change where the bot may not post.
    bot.slack().add_channel("C0ELSE", "else", Kind::Public, false);
    let ada_else = bot.ada().in_channel("C0ELSE");
    ada_else.says("/kinsta cache clear acme live --layer site").await;
    let prompt = ada_else.private();
    let buttons = prompt.blocks.iter().flat_map(|block| block["elements"].as_array().cloned().unwrap_or_default());
    let button = buttons.into_iter().find(|element| element["type"] == "button").expect("a button");
    let mut pressed = press("A0DEMO");
    pressed["channel"]["id"] = json!("C0ELSE");
    pressed["response_url"] = json!(url);
    pressed["actions"][0]["action_id"] = button["action_id"].clone();
    pressed["actions"][0]["value"] = button["value"].clone();
    assert_eq!(slack_sends(&bot, "/slack/interactivity", &payload(&pressed)).await.0, 200);
    bot.advance(30.secs()).await;
    let visited = futures_util::FutureExt::now_or_never(foreign.accept());
    assert!(visited.is_none(), "the foreign host was called");
    // Both were told by other ways.
    assert!(ada.private().plain().contains("acme.example answers"), "{}", ada.private().plain());
    assert!(ada.direct().contains("cleared in"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn slack_is_answered_in_time_although_kinsta_is_not() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    bot.kinsta().faults().until_cleared("", Fault::Stall { executed: true });
    let asked = bot.slack().slash(ada.id, OPS, "/kinsta", "site status acme");
    let (ack, ()) = tokio::join!(asked, async {
        bot.kinsta().faults().until_stalled(1).await;
        bot.clock().advance(Duration::from_millis(1_500));
    });
    assert!(matches!(ack.outcome, Outcome::Answered { status: 200, .. }), "{ack:?}");
    assert_eq!(ada.sees(), "One moment: the answer follows here.");
    bot.kinsta().faults().clear();
    bot.settle().await;
    let said = ada.sees();
    assert!(said.contains("acme.example answers"), "{said}");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_run_it_see_whether_it_is_alive_and_ready() {
    let bot = Bot::with(Setup { warm: false, ..Setup::default() }).await;
    let ask = async |path: &str| send(&bot, "GET", path, &[], b"").await;
    assert_eq!(ask("/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(ask("/readyz").await, (503, "not ready: site directory\n".to_owned()));
    bot.settle().await;
    assert_eq!(ask("/readyz").await, (200, "ready\n".to_owned()));
    let (status, numbers) = ask("/metrics").await;
    assert_eq!(status, 200);
    for number in ["directory_age_seconds", "outbox_waiting", "kinsta_requests_total", "directory_sites"] {
        assert!(numbers.contains(number), "{number} is missing in {numbers}");
    }
    for secret in [SECRET, "xoxb-demo-0000000000", "demo-key"] {
        assert!(!numbers.contains(secret));
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_can_have_a_door_of_their_own() {
    let variables = vec![("METRICS_ADDR", "127.0.0.1:0".to_owned())];
    let bot = Bot::with(Setup { variables, ..Setup::default() }).await;
    assert_eq!(send(&bot, "GET", "/metrics", &[], b"").await.0, 404, "not at Slack's door");
    let own = bot.app().metrics_address().expect("a port of its own");
    let mut stream = TcpStream::connect(own).await.unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: bot\r\nconnection: close\r\n\r\n").await.unwrap();
    let (status, numbers) = rest(stream).await;
    assert_eq!(status, 200);
    assert!(numbers.contains("kinsta_requests_total"));
    let mut stream = TcpStream::connect(own).await.unwrap();
    stream.write_all(b"POST /slack/commands HTTP/1.1\r\nhost: bot\r\nconnection: close\r\n\r\n").await.unwrap();
    assert_eq!(rest(stream).await.0, 404, "nothing else is behind it");
    bot.end().await;
}
