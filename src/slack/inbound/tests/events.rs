use super::*;
use crate::domain::intent::What;

fn callback(event: &Value) -> Value {
    json!({
        "type": "event_callback", "team_id": "T1", "enterprise_id": null, "api_app_id": "A1", "event_id": "Ev1",
        "event_time": 1, "event": event,
        "authorizations": [{"enterprise_id": null, "team_id": "T1", "user_id": "U0BOT", "is_bot": true}],
    })
}

fn mention(text: &str) -> Value {
    callback(&json!({"type": "app_mention", "user": "U1", "text": text, "ts": "1700.1", "channel": "C1"}))
}

fn read(value: &Value) -> EventCallback {
    match reader().event(value.to_string().as_bytes()).unwrap() {
        EventEnvelope::Callback(callback) => *callback,
        other => panic!("{other:?}"),
    }
}

fn words(value: &Value) -> String {
    match read(value).event {
        Event::Mention(intent) => match intent.what {
            What::Mention(words) => words,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn is_ignored(value: &Value) -> bool {
    matches!(read(value).event, Event::Ignored { .. })
}

#[test]
fn a_mention_in_a_channel_opens_a_thread_under_itself() {
    let read = read(&mention("<@U0BOT> site status acme"));
    assert_eq!((read.event_id.as_str(), read.team.as_str(), read.app_id.as_deref()), ("Ev1", "T1", Some("A1")));
    let Event::Mention(intent) = read.event else { panic!("a mention") };
    assert_eq!(intent.what, What::Mention("site status acme".to_owned()));
    assert_eq!((intent.user.as_str(), intent.place.channel.as_str()), ("U1", "C1"));
    assert_eq!(intent.place.thread, Some("1700.1".into()));
    assert_eq!(intent.return_address, None);
}

#[test]
fn a_mention_in_a_thread_stays_in_it() {
    let mut value = mention("<@U0BOT> help");
    value["event"]["thread_ts"] = json!("1690.1");
    let Event::Mention(intent) = read(&value).event else { panic!("a mention") };
    assert_eq!(intent.place.thread, Some("1690.1".into()));
}

#[test]
fn only_the_bots_own_mention_is_taken_away() {
    for (text, expected) in [
        ("<@U0BOT>", ""),
        ("  <@U0BOT>\u{a0}help ", "help"),
        ("<@U0BOT|kinsta> help", "help"),
        ("<@U0BOT> ask <@U2>", "ask <@U2>"),
        ("<@U0BOT> <@U0BOT> x", "<@U0BOT> x"),
        ("please <@U0BOT> cache clear acme", "cache clear acme"),
        ("<@U2> says: <@U0BOT> help", "help"),
        ("cache clear acme <@U0BOT>", "cache clear acme"),
        ("<@U2> hello", "<@U2> hello"),
        ("<@ help", "<@ help"),
        ("", ""),
    ] {
        assert_eq!(words(&mention(text)), expected, "{text:?}");
    }
}

#[test]
fn a_leading_mention_is_the_bots_while_its_id_is_unknown() {
    let unknown = Reader::new(ReturnAddresses::new(&Url::parse("https://slack.com/api").unwrap()), None);
    let mut value = mention("<@U9> help <@U2>");
    value["authorizations"] = json!([]);
    let EventEnvelope::Callback(read) = unknown.event(value.to_string().as_bytes()).unwrap() else {
        panic!("callback")
    };
    let Event::Mention(intent) = read.event else { panic!("a mention") };
    assert_eq!(intent.what, What::Mention("help <@U2>".to_owned()));
}

#[test]
fn bots_are_not_answered() {
    for (field, set) in [
        ("bot_id", json!("B1")),
        ("bot_profile", json!({"id": "B1"})),
        ("subtype", json!("bot_message")),
        ("user", json!("U0BOT")),
        ("user", json!("USLACKBOT")),
        ("user", Value::Null),
    ] {
        let mut value = mention("<@U0BOT> help");
        value["event"][field] = set.clone();
        assert!(is_ignored(&value), "{field} {set}");
    }
    let mut null = mention("<@U0BOT> help");
    null["event"]["bot_id"] = Value::Null;
    null["event"]["subtype"] = Value::Null;
    assert!(!is_ignored(&null));
}

#[test]
fn a_direct_message_is_words_to_the_bot() {
    let direct = |more: Value| {
        let mut event = json!({"type": "message", "channel_type": "im", "user": "U1", "text": "site list", "ts": "1.1", "channel": "D1"});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        callback(&event)
    };
    let Event::Mention(intent) = read(&direct(json!({}))).event else { panic!("a mention") };
    assert_eq!(intent.what, What::Mention("site list".to_owned()));
    assert_eq!((intent.place.channel.as_str(), intent.place.thread), ("D1", None));
    let Event::Mention(intent) = read(&direct(json!({"thread_ts": "0.9", "subtype": "file_share"}))).event else {
        panic!("a mention")
    };
    assert_eq!(intent.place.thread, Some("0.9".into()));
    for ignored in [
        json!({"bot_id": "B1"}),
        json!({"subtype": "message_changed"}),
        json!({"subtype": "message_deleted", "user": null}),
        json!({"user": "U0BOT"}),
        json!({"channel_type": "channel"}),
        json!({"channel_type": "mpim"}),
    ] {
        assert!(is_ignored(&direct(ignored.clone())), "{ignored}");
    }
}

#[test]
fn an_organisation_wide_install_may_have_no_team() {
    for team in without(&mention("<@U0BOT> help"), "/team_id") {
        assert_eq!(read(&team).team.as_str(), "T1");
        let mut whole = team;
        whole["enterprise_id"] = json!("E1");
        whole["authorizations"][0]["team_id"] = Value::Null;
        assert_eq!(read(&whole).team.as_str(), "E1");
    }
}

#[test]
fn the_home_and_the_end_of_an_install_are_told() {
    let home = |tab: &str| callback(&json!({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": tab}));
    assert_eq!(read(&home("home")).event, Event::HomeOpened { user: "U1".into() });
    assert!(is_ignored(&home("messages")));
    assert_eq!(read(&callback(&json!({"type": "app_uninstalled"}))).event, Event::AppUninstalled);
    let revoked = callback(&json!({"type": "tokens_revoked", "tokens": {"oauth": ["U3"], "bot": ["U0BOT", 7]}}));
    assert_eq!(read(&revoked).event, Event::TokensRevoked { bots: vec!["U0BOT".into()] });
    let bare = callback(&json!({"type": "tokens_revoked"}));
    assert_eq!(read(&bare).event, Event::TokensRevoked { bots: vec![] });
}

#[test]
fn envelopes_without_an_event_are_told_apart() {
    let envelope = |value: Value| reader().event(value.to_string().as_bytes());
    assert_eq!(
        envelope(json!({"type": "url_verification", "token": "x", "challenge": "abc"})),
        Ok(EventEnvelope::UrlVerification { challenge: "abc".to_owned() })
    );
    assert_eq!(envelope(json!({"type": "app_rate_limited", "team_id": "T1"})), Ok(EventEnvelope::RateLimited));
    assert_eq!(envelope(json!({"type": "new"})), Ok(EventEnvelope::Unknown { kind: "new".to_owned() }));
    assert_eq!(envelope(json!({"type": "url_verification"})), Err(Malformed { what: "challenge" }));
    assert_eq!(envelope(json!([1])), Err(Malformed { what: "json" }));
    assert_eq!(envelope(json!({})), Err(Malformed { what: "type" }));
    assert!(is_ignored(&callback(&json!({"type": "reaction_added", "item": {"nested": [1]}}))));
}

#[test]
fn what_is_always_there_is_needed() {
    for (pointer, what) in
        [("/event", "event"), ("/event_id", "event_id"), ("/event/type", "event type"), ("/event/channel", "channel")]
    {
        for value in without(&mention("<@U0BOT> help"), pointer) {
            assert_eq!(reader().event(value.to_string().as_bytes()), Err(Malformed { what }), "{pointer}");
        }
    }
}
