//! Signed nonsense: whatever it is, the answer comes in time and is no server error.

use proptest::prelude::{Strategy, any, prop};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::Value;

use super::{DOORS, event, form, payload, press, slack_sends, slash};
use crate::bot::{Bot, OPS};

const CASES: u32 = 300;

/// Field names that mean something, so that nonsense gets far.
const NAMES: [&str; 24] = [
    "type",
    "team",
    "id",
    "user",
    "channel",
    "container",
    "actions",
    "action_id",
    "value",
    "text",
    "command",
    "team_id",
    "user_id",
    "channel_id",
    "response_url",
    "api_app_id",
    "event",
    "event_id",
    "challenge",
    "payload",
    "ssl_check",
    "authorizations",
    "block_id",
    "thread_ts",
];

/// Values that mean something.
const WORDS: [&str; 9] =
    ["block_actions", "event_callback", "app_mention", "message", "A0DEMO", "T0DEMO", "U0ADA", OPS, "1.1"];

/// Any JSON, of words that mean something and others.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop::strategy::Union::new([
        prop::sample::select(&WORDS[..]).prop_map(Value::from).boxed(),
        any::<String>().prop_map(Value::from).boxed(),
        any::<f64>().prop_map(Value::from).boxed(),
        any::<bool>().prop_map(Value::from).boxed(),
        proptest::strategy::Just(Value::Null).boxed(),
    ]);
    leaf.prop_recursive(4, 40, 8, |inner| {
        let name = prop::sample::select(&NAMES[..]).prop_map(str::to_owned);
        prop::strategy::Union::new([
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from).boxed(),
            prop::collection::hash_map(name, inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect()))
                .boxed(),
        ])
    })
}

/// A whole payload with one part replaced by something else, or missing.
fn broken(whole: Value) -> impl Strategy<Value = Value> {
    let mut places = Vec::new();
    collect(&whole, String::new(), &mut places);
    let other = prop::option::of(json_value());
    (prop::sample::select(places), other).prop_map(move |(place, other)| {
        let mut broken = whole.clone();
        match (other, broken.pointer_mut(&place)) {
            (Some(other), Some(part)) => *part = other,
            (None, Some(part)) => *part = Value::Null,
            (_, None) => {}
        }
        broken
    })
}

fn collect(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, part)| collect(part, format!("{at}/{name}"), places)),
        Value::Array(parts) => {
            parts.iter().enumerate().for_each(|(index, part)| collect(part, format!("{at}/{index}"), places));
        }
        _ => {}
    }
    places.push(at);
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let field = (prop::sample::select(&NAMES[..]), any::<String>());
    prop::strategy::Union::new([
        prop::collection::vec(any::<u8>(), 0..400).boxed(),
        prop::collection::vec(field, 0..8)
            .prop_map(|fields| form(&fields.iter().map(|(name, value)| (*name, &**value)).collect::<Vec<_>>()))
            .boxed(),
        json_value().prop_map(|value| value.to_string().into_bytes()).boxed(),
        json_value().prop_map(|value| payload(&value)).boxed(),
        "[a-z \"\\\\\u{201c}<>@|&*-]{0,80}".prop_map(|words| form(&slash(&words, ""))).boxed(),
        broken(press("A0DEMO")).prop_map(|value| payload(&value)).boxed(),
        broken(event("A0DEMO")).prop_map(|value| value.to_string().into_bytes()).boxed(),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_nonsense_is_answered_and_breaks_nothing() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let handle = tokio::runtime::Handle::current();
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let tried = tokio::task::block_in_place(|| {
        runner.run(&(prop::sample::select(&DOORS[..]), bytes()), |(door, body)| {
            // The reply is bounded in time by the one who reads it.
            let (status, _) = handle.block_on(slack_sends(&bot, door, &body));
            match status {
                200 | 400..=499 => Ok(()),
                other => Err(TestCaseError::fail(format!("{other} at {door}"))),
            }
        })
    });
    tried.unwrap();
    bot.settle().await;
    assert_eq!(bot.kinsta().writes().len(), 0);
    let numbers = super::send(&bot, "GET", "/metrics", &[], b"").await.1;
    assert!(!numbers.contains("http_panics_total"), "a handler panicked");
    assert!(ada.says("/kinsta help").await.is_ok());
    assert!(ada.sees().contains("What /kinsta can do"));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_that_goes_very_deep_is_refused() {
    let bot = Bot::start().await;
    let deep = "[".repeat(100_000);
    for (door, body) in DOORS.into_iter().zip([
        deep.clone().into_bytes(),
        form(&[("payload", &*deep)]),
        deep.clone().into_bytes(),
        form(&[("payload", &*deep)]),
    ]) {
        assert_eq!(slack_sends(&bot, door, &body).await.0, 400, "{door}");
    }
    bot.end().await;
}
