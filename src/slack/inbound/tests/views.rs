use super::*;
use crate::domain::actor::Place;
use crate::domain::card::Press;
use crate::domain::form::{Answer, FileRef, Purpose};
use crate::domain::intent::What;

fn verb() -> Purpose {
    Purpose::Verb { noun: "backup".to_owned(), verb: "restore".to_owned() }
}

fn view() -> Value {
    json!({
        "id": "V1", "type": "modal", "hash": "1.abc", "callback_id": "verb",
        "private_metadata": r#"{"purpose":{"verb":{"noun":"backup","verb":"restore"}},"place":{"channel":"C1","thread":"1.1"}}"#,
        "state": {"values": {
            "site": {"site:site": {"type": "external_select", "selected_option": {"value": "s1"}}},
            "target": {"environment:target": {"type": "external_select", "selected_option": null}},
            "backup": {"one:backup:00ff": {"type": "static_select", "selected_option": {"value": "b1"}}},
            "plugins": {"many:plugins:00ff": {"type": "multi_static_select", "selected_options": [
                {"value": "p1"}, {"value": "p2"}]}},
            "none": {"many:none:00ff": {"type": "multi_static_select", "selected_options": []}},
            "note": {"text:note": {"type": "plain_text_input", "value": " two\nlines "}},
            "blank": {"text:blank": {"type": "plain_text_input", "value": "  "}},
            "empty": {"text:empty": {"type": "plain_text_input", "value": null}},
            "days": {"number:days": {"type": "number_input", "value": "14"}},
            "until": {"date:until": {"type": "datepicker", "selected_date": "2026-11-23"}},
            "never": {"date:never": {"type": "datepicker", "selected_date": null}},
            "notify": {"flag:notify": {"type": "checkboxes", "selected_options": [{"value": "yes"}]}},
            "force": {"flag:force": {"type": "checkboxes", "selected_options": []}},
            "rules": {"file:rules": {"type": "file_input", "files": [{
                "id": "F1", "name": "rules.csv", "size": 12,
                "url_private": "https://files.slack.com/a", "url_private_download": "https://files.slack.com/b"}]}},
            "who": {"person:who": {"type": "users_select", "selected_user": "U7"}},
            "nobody": {"person:nobody": {"type": "users_select", "selected_user": null}},
            "by": {"people:by": {"type": "multi_users_select", "selected_users": ["U7", "U8"]}},
            "none_by": {"people:none_by": {"type": "multi_users_select", "selected_users": []}},
            "channel": {"channel:channel": {"type": "conversations_select", "selected_conversation": "C7"}},
            "odd": {"hologram:odd": {"type": "hologram", "value": "x"}},
        }},
    })
}

fn submission() -> Value {
    json!({
        "type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "api_app_id": "A1", "trigger_id": "1.2",
        "view": view(), "response_urls": [],
    })
}

fn action(action: &Value) -> Value {
    let mut value = submission();
    value["type"] = json!("block_actions");
    value["container"] = json!({"type": "view", "view_id": "V1"});
    value["actions"] = json!([action]);
    value
}

fn read(value: &Value) -> Result<Interaction, Malformed> {
    reader().interaction(&payload(value), now())
}

#[test]
fn a_sent_form_says_what_it_was_for_and_what_was_filled_in() {
    let Ok(Interaction::ViewSubmission(sent)) = read(&submission()) else { panic!("a submission") };
    assert_eq!((sent.view_id.as_str(), sent.hash.as_deref()), ("V1", Some("1.abc")));
    assert_eq!((sent.trigger_id.as_deref(), sent.app_id.as_deref()), (Some("1.2"), Some("A1")));
    assert_eq!(sent.filled.purpose, verb());
    assert_eq!(sent.filled.place, Some(Place { channel: "C1".into(), thread: Some("1.1".into()) }));
    let text = |text: &str| Answer::Text(text.to_owned());
    let file = FileRef { name: "rules.csv".to_owned(), url: "https://files.slack.com/b".to_owned(), size: 12 };
    let expected = [
        ("site", text("s1")),
        ("backup", text("b1")),
        ("plugins", Answer::Many(vec!["p1".to_owned(), "p2".to_owned()])),
        ("note", text(" two\nlines ")),
        ("days", text("14")),
        ("until", text("2026-11-23")),
        ("notify", Answer::Flag(true)),
        ("force", Answer::Flag(false)),
        ("rules", Answer::File(file)),
        ("who", text("U7")),
        ("by", Answer::Many(vec!["U7".to_owned(), "U8".to_owned()])),
        ("channel", text("C7")),
    ];
    assert_eq!(sent.filled.answers, expected.map(|(name, answer)| (name.to_owned(), answer)).into());
    let debug = format!("{sent:?}");
    assert!(!debug.contains("two") && !debug.contains("files.slack.com"), "{debug}");
}

#[test]
fn a_form_that_is_not_ours_is_malformed() {
    for (pointer, odd) in [
        ("/view/private_metadata", json!("C1")),
        ("/view/private_metadata", Value::Null),
        ("/view/callback_id", json!("choose")),
        ("/view/callback_id", Value::Null),
    ] {
        for mut value in [submission(), action(&json!({"type": "static_select", "block_id": "backup"}))] {
            *value.pointer_mut(pointer).unwrap() = odd.clone();
            assert_eq!(read(&value), Err(Malformed { what: "form" }), "{pointer}");
        }
    }
    for bare in without(&submission(), "/view/id") {
        assert_eq!(read(&bare), Err(Malformed { what: "view" }));
    }
}

#[test]
fn a_form_without_answers_is_empty() {
    for bare in without(&submission(), "/view/state") {
        let Ok(Interaction::ViewSubmission(sent)) = read(&bare) else { panic!("a submission") };
        assert!(sent.filled.answers.is_empty());
    }
}

#[test]
fn a_choice_in_an_open_form_is_reported_with_what_is_filled_in_so_far() {
    let value = action(&json!({
        "type": "external_select", "block_id": "site", "action_id": "site:site", "selected_option": {"value": "s1"},
    }));
    let Ok(Interaction::ViewChanged(changed)) = read(&value) else { panic!("a change") };
    assert_eq!((changed.view_id.as_str(), changed.hash.as_deref()), ("V1", Some("1.abc")));
    assert_eq!((changed.field.as_str(), changed.trigger_id.as_deref()), ("site", Some("1.2")));
    assert_eq!(changed.filled.answers["site"], Answer::Text("s1".to_owned()));
    assert_eq!(changed.filled.purpose, verb());
    let nameless = action(&json!({"type": "external_select", "action_id": "site:site"}));
    assert_eq!(read(&nameless), Err(Malformed { what: "block_id" }));
}

fn button() -> Value {
    json!({"type": "button", "block_id": "b", "action_id": "choose:0", "value": "\"choose\""})
}

#[test]
fn a_button_in_a_form_is_a_press_where_the_form_says() {
    let Ok(Interaction::Actions(actions)) = read(&action(&button())) else { panic!("a press") };
    let [intent] = &actions.intents[..] else { panic!("one press") };
    assert_eq!(intent.place, Place { channel: "C1".into(), thread: Some("1.1".into()) });
    assert_eq!(intent.what, What::Press { press: Press::Choose, ephemeral: false });
    assert_eq!((intent.return_address.as_ref(), actions.message, actions.view), (None, None, Some("V1".into())));
    let mut elsewhere = action(&button());
    elsewhere["view"]["private_metadata"] =
        json!(r#"{"purpose":{"verb":{"noun":"backup","verb":"restore"}},"place":null}"#);
    let Ok(Interaction::Actions(actions)) = read(&elsewhere) else { panic!("a press") };
    assert_eq!(actions.intents[0].place, Place { channel: "U1".into(), thread: None });
}

fn at_home(what: &Value) -> Value {
    let mut value = action(what);
    value["view"] = json!({"id": "V2", "type": "home", "callback_id": "", "private_metadata": "", "hash": "h"});
    value
}

#[test]
fn a_button_on_the_home_tab_is_a_press_in_the_person_s_own_conversation() {
    let Ok(Interaction::Actions(actions)) = read(&at_home(&button())) else { panic!("a press") };
    assert_eq!(actions.intents[0].place, Place { channel: "U1".into(), thread: None });
    assert!(actions.intents[0].place.channel.is_direct());
    assert_eq!((actions.view, actions.trigger_id.as_deref()), (None, Some("1.2")));
    let mut forged = button();
    forged["value"] = json!("\"other\"");
    assert_eq!(read(&at_home(&forged)), Err(Malformed { what: "button" }));
}

#[test]
fn what_is_picked_on_the_home_tab_is_told() {
    let picked = |selected: Value| {
        at_home(&json!({
            "type": "external_select", "block_id": "site", "action_id": "site:site", "selected_option": selected,
        }))
    };
    let Ok(Interaction::HomePicked(read_back)) = read(&picked(json!({"value": "s1"}))) else { panic!("a pick") };
    assert_eq!((read_back.user.as_str(), read_back.field.as_str(), read_back.value.as_str()), ("U1", "site", "s1"));
    assert_eq!((read_back.trigger_id.as_deref(), read_back.app_id.as_deref()), (Some("1.2"), Some("A1")));
    let nothing = read(&picked(Value::Null)).unwrap();
    assert_eq!(nothing, Interaction::Unknown { kind: "block_actions of the Home tab".to_owned() });
}
