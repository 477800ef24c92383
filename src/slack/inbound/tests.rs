use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use super::*;

mod events;
mod interactions;
mod slashes;
mod views;

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn reader() -> Reader {
    Reader::new(ReturnAddresses::new(&Url::parse("https://slack.com/api").unwrap()), Some("U0BOT".into()))
}

fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    serde_urlencoded::to_string(fields).unwrap().into_bytes()
}

fn payload(payload: &Value) -> Vec<u8> {
    form(&[("payload", &payload.to_string())])
}

/// The same object without the value at each of its pointers, and with a null there.
fn without(value: &Value, pointer: &str) -> [Value; 2] {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let mut missing = value.clone();
    missing.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
    let mut null = value.clone();
    *null.pointer_mut(pointer).unwrap() = Value::Null;
    [missing, null]
}

fn read_all(body: &[u8]) {
    let reader = reader();
    let _ = reader.slash(body, now());
    let _ = reader.interaction(body, now());
    let _ = reader.event(body);
    let _ = reader.options(body);
}

fn any_json() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        Just("type"),
        Just("team"),
        Just("id"),
        Just("user"),
        Just("actions"),
        Just("event"),
        Just("container"),
        Just("text"),
        Just("ts"),
        Just("channel"),
        Just("tokens"),
        Just("bot"),
        Just("action_id"),
        Just("value"),
        Just("view"),
        Just("state"),
        Just("values"),
        Just("private_metadata"),
        Just("callback_id"),
        Just("text:a"),
        Just("many:a:0"),
        Just("file:a"),
        Just("files"),
        Just("selected_options"),
    ];
    let word = prop_oneof![
        Just("block_actions".to_owned()),
        Just("view_submission".to_owned()),
        Just("choose".to_owned()),
        Just(r#"{"purpose":"choose","place":null}"#.to_owned()),
        Just("view".to_owned()),
        Just("event_callback".to_owned()),
        Just("app_mention".to_owned()),
        Just("message".to_owned()),
        Just("U1".to_owned()),
        "<@[A-Z0-9|>]{0,6}.{0,4}",
        any::<String>(),
    ];
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), word.prop_map(Value::from)];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| pairs
                .into_iter()
                .map(|(k, v)| (k.to_owned(), v))
                .collect::<serde_json::Map<_, _>>()
                .into()),
        ]
    })
}

proptest! {
    #[test]
    fn a_field_is_read_as_the_whole_form_says(body in "((text|te%78t|user_id|user+id|a|)(=|%3D|)([ -~]{0,6}|[a-z%=+&]{0,6}|%[0-9a-fA-F]{2}|ü)(&|)){0,8}") {
        let form = fields::Form::read(body.as_bytes());
        for name in ["text", "user_id", "user id", "a"] {
            let whole = url::form_urlencoded::parse(body.as_bytes()).find(|(key, _)| key == name);
            let expected = whole.map(|(_, value)| value.into_owned()).filter(|value| !value.is_empty());
            prop_assert_eq!(form.owned(name), expected, "{} in {}", name, body);
        }
    }
}

proptest! {
    #[test]
    fn no_body_whatever_is_a_panic(body in prop::collection::vec(any::<u8>(), 0..200), value in any_json()) {
        read_all(&body);
        read_all(value.to_string().as_bytes());
        read_all(&payload(&value));
    }
}

#[test]
fn endless_nesting_is_malformed() {
    let deep = "[".repeat(100_000);
    assert_eq!(reader().event(deep.as_bytes()), Err(Malformed { what: "json" }));
    assert_eq!(reader().interaction(&form(&[("payload", &deep)]), now()), Err(Malformed { what: "json" }));
}

#[test]
fn an_options_query_brings_what_was_typed() {
    let query = json!({
        "type": "block_suggestion", "team": null, "enterprise": {"id": "E1"}, "user": {"id": "U1"},
        "action_id": "site:site", "block_id": "b", "value": "acm", "api_app_id": "A1", "container": {"type": "view"},
    });
    let read = reader().options(&payload(&query)).unwrap();
    let expected = OptionsQuery {
        team: "E1".into(),
        user: "U1".into(),
        sought: Some(Sought::Site),
        action_id: "site:site".to_owned(),
        block_id: "b".to_owned(),
        typed: "acm".to_owned(),
        place: None,
        app_id: Some("A1".to_owned()),
    };
    assert_eq!(read, Options::Query(expected));
    for (action_id, sought) in [("environment:target", Some(Sought::Environment)), ("one:x:0", None), ("site", None)] {
        let mut query = query.clone();
        query["action_id"] = json!(action_id);
        let Options::Query(read) = reader().options(&payload(&query)).unwrap() else { panic!("a query") };
        assert_eq!(read.sought, sought, "{action_id}");
    }
    let other = reader().options(&payload(&json!({"type": "new_kind"}))).unwrap();
    assert_eq!(other, Options::Unknown { kind: "new_kind".to_owned() });
    assert_eq!(reader().options(b"x=1"), Err(Malformed { what: "payload" }));
}

#[test]
fn malformed_says_which_part_and_shows_nothing_of_it() {
    assert_eq!(Malformed { what: "team" }.to_string(), "malformed Slack payload: team");
}
