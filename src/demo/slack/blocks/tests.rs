use serde_json::{Value, json};

use super::*;

fn plain(text: &str) -> Value {
    json!({ "type": "plain_text", "text": text })
}

fn mrkdwn(text: &str) -> Value {
    json!({ "type": "mrkdwn", "text": text })
}

fn button(id: &str) -> Value {
    json!({ "type": "button", "action_id": id, "text": plain("Go") })
}

fn long(length: usize) -> String {
    "x".repeat(length)
}

fn table(rows: usize, columns: usize, text: &str) -> Value {
    let row: Vec<Value> = (0..columns).map(|_| json!({ "type": "raw_text", "text": text })).collect();
    json!({ "type": "table", "rows": vec![row; rows] })
}

fn option(value: &str) -> Value {
    json!({ "text": plain("Option"), "value": value })
}

/// Blocks that just fit, each with a twin that just does not.
fn pairs() -> Vec<(&'static str, Value, Value)> {
    let actions = |elements: Vec<Value>| json!([{ "type": "actions", "elements": elements }]);
    let buttons = |count: usize| (0..count).map(|id| button(&format!("a{id}"))).collect::<Vec<_>>();
    let with = |field: &str, value: Value| {
        let mut button = button("a");
        button[field] = value;
        json!([{ "type": "actions", "elements": [button] }])
    };
    let section = |text: Value| json!([{ "type": "section", "text": text }]);
    let fields =
        |count: usize, length: usize| json!([{ "type": "section", "fields": vec![mrkdwn(&long(length)); count] }]);
    let context = |count: usize| json!([{ "type": "context", "elements": vec![mrkdwn("x"); count] }]);
    let menu = |count: usize, value: usize| {
        let options: Vec<Value> = (0..count).map(|_| option(&long(value))).collect();
        actions(vec![json!({ "type": "static_select", "action_id": "a", "options": options })])
    };
    let kind = |kind: &str, count: usize| {
        let options: Vec<Value> = (0..count).map(|number| option(&format!("{number}"))).collect();
        actions(vec![json!({ "type": kind, "action_id": "a", "options": options })])
    };
    let confirm = |title: usize, text: usize| {
        with(
            "confirm",
            json!({ "title": plain(&long(title)), "text": plain(&long(text)), "confirm": plain("Y"), "deny": plain("N") }),
        )
    };
    let image =
        |alt: usize| json!([{ "type": "image", "image_url": "https://x.example/i.png", "alt_text": long(alt) }]);
    vec![
        ("50 blocks", json!(vec![json!({ "type": "divider" }); 50]), json!(vec![json!({ "type": "divider" }); 51])),
        (
            "header 150",
            json!([{ "type": "header", "text": plain(&long(150)) }]),
            json!([{ "type": "header", "text": plain(&long(151)) }]),
        ),
        (
            "header plain",
            json!([{ "type": "header", "text": plain("x") }]),
            json!([{ "type": "header", "text": mrkdwn("x") }]),
        ),
        ("section 3000", section(mrkdwn(&long(3000))), section(mrkdwn(&long(3001)))),
        ("section not empty", section(mrkdwn("x")), section(mrkdwn(""))),
        ("fields 10", fields(10, 2), fields(11, 2)),
        ("field 2000", fields(1, 2000), fields(1, 2001)),
        ("context 10", context(10), context(11)),
        ("actions 25", actions(buttons(25)), actions(buttons(26))),
        ("button text 75", with("text", plain(&long(75))), with("text", plain(&long(76)))),
        ("button text plain", with("text", plain("x")), with("text", mrkdwn("x"))),
        ("button value 2000", with("value", json!(long(2000))), with("value", json!(long(2001)))),
        ("button style", with("style", json!("danger")), with("style", json!("default"))),
        ("action id 255", actions(vec![button(&long(255))]), actions(vec![button(&long(256))])),
        ("confirm title 100", confirm(100, 300), confirm(101, 300)),
        ("confirm text 300", confirm(100, 300), confirm(100, 301)),
        ("options 100", menu(100, 5), menu(101, 5)),
        ("option value 150", menu(1, 150), menu(1, 151)),
        ("overflow 5", kind("overflow", 5), kind("overflow", 6)),
        ("checkboxes 10", kind("checkboxes", 10), kind("checkboxes", 11)),
        ("alt text 2000", image(2000), image(2001)),
        ("table 100 rows", json!([table(100, 1, "x")]), json!([table(101, 1, "x")])),
        ("table 20 cells", json!([table(1, 20, "x")]), json!([table(1, 21, "x")])),
        ("known type", json!([{ "type": "divider" }]), json!([{ "type": "rainbow" }])),
        (
            "markdown 12000",
            json!([{ "type": "markdown", "text": long(12_000) }]),
            json!([{ "type": "markdown", "text": long(12_001) }]),
        ),
        ("no alert in a message", json!([{ "type": "divider" }]), json!([{ "type": "alert", "text": plain("x") }])),
    ]
}

#[test]
fn what_fits_passes_and_one_more_does_not() {
    for (name, fits, too_much) in pairs() {
        assert_eq!(check_message_blocks(&fits), Vec::<String>::new(), "{name}");
        assert!(!check_message_blocks(&too_much).is_empty(), "{name} should be refused");
    }
}

#[test]
fn an_independent_validator_agrees() {
    for (name, fits, too_much) in pairs() {
        let judge = |blocks: Value| {
            let message = json!({ "channel": "C1", "text": "x", "blocks": blocks });
            slackblocks::MessagePayload::try_from(message)
        };
        assert!(judge(fits).is_ok(), "{name}");
        assert!(judge(too_much).is_err(), "{name} should be refused");
    }
}

#[test]
fn what_the_other_validator_misses_is_refused_here() {
    let twice = json!([{ "type": "divider", "block_id": "b" }, { "type": "divider", "block_id": "b" }]);
    let same_action = json!([{ "type": "actions", "elements": [button("a"), button("a")] }]);
    let apart =
        json!([{ "type": "actions", "elements": [button("a")] }, { "type": "actions", "elements": [button("a")] }]);
    let unknown = json!([{ "type": "divider", "color": "red" }]);
    for (blocks, reason) in [
        (twice, "block_id must be unique"),
        (same_action, "action_id must be unique"),
        (unknown, "unexpected property"),
        (json!([table(1, 1, "a"), table(1, 1, "b")]), "only_one_table_allowed"),
        (json!([table(100, 20, "abcdef")]), "10001"),
        (json!("x"), "must be a list"),
        (json!([null]), "must be an object"),
        (json!([{ "type": "section" }]), "text or fields"),
        (json!([{ "type": "input", "label": plain("x"), "element": button("a") }]), "does not fit"),
    ] {
        let errors = check_message_blocks(&blocks);
        assert!(errors.iter().any(|error| error.contains(reason)), "{reason}: {errors:?}");
    }
    assert_eq!(check_message_blocks(&apart), Vec::<String>::new());
    assert_eq!(check_message_blocks(&json!([table(100, 20, "abcde")])), Vec::<String>::new());
}

#[test]
fn what_is_chosen_beforehand_must_be_offered() {
    let menu = |initial: Value| {
        json!([{ "type": "actions", "elements": [
            { "type": "static_select", "action_id": "a", "options": [option("1")], "initial_option": initial }
        ] }])
    };
    assert!(check_message_blocks(&menu(option("1"))).is_empty());
    assert_eq!(check_message_blocks(&menu(option("2"))).len(), 1);
}

#[test]
fn menus_of_people_and_channels_take_ids_and_known_filters() {
    let errors = |mut element: Value| {
        element["action_id"] = json!("a");
        check_message_blocks(&json!([{ "type": "actions", "elements": [element] }]))
    };
    for good in [
        json!({ "type": "users_select", "initial_user": "U1" }),
        json!({ "type": "multi_users_select", "initial_users": ["U1", "W2"] }),
        json!({ "type": "conversations_select", "initial_conversation": "C1", "filter": { "include": ["public", "im"] } }),
        json!({ "type": "channels_select", "initial_channel": "C1" }),
    ] {
        assert_eq!(errors(good.clone()), Vec::<String>::new(), "{good}");
    }
    for bad in [
        json!({ "type": "users_select", "initial_user": "@ada" }),
        json!({ "type": "users_select", "initial_user": "S1" }),
        json!({ "type": "users_select", "options": [option("1")] }),
        json!({ "type": "multi_users_select", "initial_users": [] }),
        json!({ "type": "multi_users_select", "initial_users": ["C1"] }),
        json!({ "type": "users_select", "filter": { "include": ["im"] } }),
        json!({ "type": "conversations_select", "filter": {} }),
        json!({ "type": "conversations_select", "filter": { "include": ["everywhere"] } }),
        json!({ "type": "conversations_select", "initial_conversation": "#ops" }),
    ] {
        assert!(!errors(bad.clone()).is_empty(), "{bad} should be refused");
    }
}

#[test]
fn views_have_their_own_limits() {
    type Change<'a> = &'a dyn Fn(&mut Value);
    let view = |change: Change<'_>| {
        let mut view = json!({
            "type": "modal", "title": plain(&long(24)), "submit": plain("Go"), "close": plain("No"),
            "private_metadata": long(3000), "callback_id": long(255),
            "blocks": [{ "type": "input", "label": plain("x"), "element": { "type": "plain_text_input", "action_id": "a" } }],
        });
        change(&mut view);
        check_view(&view, Surface::Modal)
    };
    assert_eq!(view(&|_| {}), Vec::<String>::new());
    let dividers = |count: usize| json!(vec![json!({ "type": "divider" }); count]);
    assert_eq!(view(&|view| view["blocks"] = dividers(100)), Vec::<String>::new());
    let bad: [(&str, Change<'_>); 8] = [
        ("title", &|view| view["title"] = plain(&long(25))),
        ("no title", &|view| {
            view.as_object_mut().unwrap().remove("title");
        }),
        ("no submit", &|view| {
            view.as_object_mut().unwrap().remove("submit");
        }),
        ("metadata", &|view| view["private_metadata"] = json!(long(3001))),
        ("callback", &|view| view["callback_id"] = json!(long(256))),
        ("blocks", &|view| view["blocks"] = dividers(101)),
        ("table", &|view| view["blocks"] = json!([table(1, 1, "x")])),
        ("type", &|view| view["type"] = json!("home")),
    ];
    for (name, change) in bad {
        assert!(!view(change).is_empty(), "{name} should be refused");
    }
    assert_eq!(
        check_view(&json!({ "type": "home", "blocks": [table(1, 1, "x")] }), Surface::Home),
        Vec::<String>::new()
    );
    let bulky =
        json!({ "type": "home", "blocks": vec![json!({ "type": "section", "text": mrkdwn(&long(2900)) }); 90] });
    assert!(check_view(&bulky, Surface::Home)[0].contains("view_too_large"));
}

#[test]
fn an_options_answer_may_be_empty_but_not_too_long() {
    assert!(check_options_answer(&json!({ "options": [] })).is_empty());
    assert!(
        check_options_answer(&json!({ "option_groups": [{ "label": plain("x"), "options": [option("1")] }] }))
            .is_empty()
    );
    let many: Vec<Value> = (0..101).map(|number| option(&number.to_string())).collect();
    for bad in [json!({ "options": many }), json!({}), json!([]), json!({ "options": [], "option_groups": [] })] {
        assert!(!check_options_answer(&bad).is_empty(), "{bad}");
    }
}
