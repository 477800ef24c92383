use super::*;
use crate::domain::card::Press;
use crate::domain::intent::What;

fn click() -> Value {
    json!({
        "type": "block_actions",
        "team": {"id": "T1", "domain": "acme"},
        "enterprise": null,
        "user": {"id": "U1", "username": "ada", "team_id": "T1"},
        "api_app_id": "A1",
        "trigger_id": "1.2.3",
        "container": {"type": "message", "message_ts": "1700.1", "channel_id": "C1", "is_ephemeral": true},
        "channel": {"id": "C1", "name": "ops"},
        "response_url": "https://hooks.slack.com/actions/T1/2/3",
        "actions": [{
            "type": "button", "action_id": "confirm:0", "block_id": "b", "action_ts": "1701.2",
            "value": "{\"confirm\":{\"prompt\":\"01J\"}}",
        }],
    })
}

fn actions(value: &Value) -> Actions {
    match reader().interaction(&payload(value), now()).unwrap() {
        Interaction::Actions(actions) => actions,
        other => panic!("{other:?}"),
    }
}

fn refused(value: &Value) -> Malformed {
    reader().interaction(&payload(value), now()).unwrap_err()
}

#[test]
fn a_click_on_an_ephemeral_card_is_a_press() {
    let read = actions(&click());
    assert_eq!(read.app_id.as_deref(), Some("A1"));
    assert_eq!(read.trigger_id.as_deref(), Some("1.2.3"));
    assert_eq!(read.message, Some("1700.1".into()));
    let [intent] = &read.intents[..] else { panic!("one press") };
    assert_eq!((intent.team.as_str(), intent.user.as_str()), ("T1", "U1"));
    assert_eq!((intent.place.channel.as_str(), &intent.place.thread), ("C1", &None));
    assert_eq!(intent.what, What::Press { press: Press::Confirm { prompt: "01J".into() }, ephemeral: true });
    assert_eq!(intent.return_address.as_ref().unwrap().url, "https://hooks.slack.com/actions/T1/2/3");
}

#[test]
fn a_click_in_a_thread_knows_the_thread() {
    let mut in_message = click();
    in_message["container"]["is_ephemeral"] = json!(false);
    in_message["message"] = json!({"ts": "1700.1", "thread_ts": "1699.1"});
    let read = actions(&in_message);
    assert_eq!(read.intents[0].place.thread, Some("1699.1".into()));
    assert!(matches!(read.intents[0].what, What::Press { ephemeral: false, .. }));
    let mut in_container = click();
    in_container["container"]["thread_ts"] = json!("1698.1");
    assert_eq!(actions(&in_container).intents[0].place.thread, Some("1698.1".into()));
}

#[test]
fn an_organisation_wide_install_has_no_team() {
    let mut value = click();
    value["team"] = Value::Null;
    value["enterprise"] = json!({"id": "E1", "name": "Acme Group"});
    value["is_enterprise_install"] = json!(true);
    assert_eq!(actions(&value).intents[0].team.as_str(), "E1");
    value["enterprise"] = Value::Null;
    assert_eq!(actions(&value).intents[0].team.as_str(), "T1");
}

#[test]
fn what_may_be_absent_may_be_absent_or_null() {
    for pointer in ["/api_app_id", "/trigger_id", "/channel", "/response_url", "/container/is_ephemeral"] {
        for value in without(&click(), pointer) {
            assert_eq!(actions(&value).intents.len(), 1, "{pointer}");
        }
    }
    assert_eq!(actions(&without(&click(), "/response_url")[0]).intents[0].return_address, None);
}

#[test]
fn what_is_always_there_is_needed() {
    for (pointer, what) in [("/user", "user"), ("/type", "type"), ("/actions", "actions"), ("/user/id", "user")] {
        for value in without(&click(), pointer) {
            assert_eq!(refused(&value), Malformed { what }, "{pointer}");
        }
    }
    let mut value = click();
    value["actions"] = json!([]);
    assert_eq!(refused(&value), Malformed { what: "actions" });
    let mut value = click();
    value["container"]["thread_ts"] = json!("1&x=1");
    assert_eq!(refused(&value), Malformed { what: "ts" });
    let mut value = click();
    value["container"]["channel_id"] = Value::Null;
    value["channel"] = Value::Null;
    assert_eq!(refused(&value), Malformed { what: "channel" });
}

#[test]
fn a_button_that_is_not_ours_is_malformed() {
    let mut value = click();
    value["actions"][0]["value"] = json!("{\"cancel\":{\"prompt\":\"01J\"}}");
    assert_eq!(refused(&value), Malformed { what: "button" });
    let mut value = click();
    value["actions"][0]["action_id"] = json!("other");
    assert_eq!(refused(&value), Malformed { what: "button" });
}

#[test]
fn kinds_and_containers_we_do_not_know_are_named_or_taken_for_a_message() {
    let read = reader().interaction(&payload(&json!({"type": "workflow_step_edit"})), now()).unwrap();
    assert_eq!(read, Interaction::Unknown { kind: "workflow_step_edit".to_owned() });
    let mut value = click();
    value["container"]["type"] = json!("hologram");
    assert_eq!(actions(&value).intents.len(), 1);
}

#[test]
fn closed_forms_and_shortcuts_are_read() {
    let closed = json!({
        "type": "view_closed", "team": {"id": "T1"}, "user": {"id": "U1"}, "is_cleared": true,
        "view": {"id": "V1", "callback_id": "cache"},
    });
    let read = reader().interaction(&payload(&closed), now()).unwrap();
    assert!(matches!(read, Interaction::ViewClosed(ViewClosed { is_cleared: true, .. })), "{read:?}");

    let taken = json!({"type": "shortcut", "team": {"id": "T1"}, "user": {"id": "U1"}, "callback_id": "clear"});
    let read = reader().interaction(&payload(&taken), now()).unwrap();
    assert!(matches!(read, Interaction::Shortcut(Shortcut { callback_id, .. }) if callback_id == "clear"));

    let on_message = json!({
        "type": "message_action", "team": {"id": "T1"}, "user": {"id": "U1"}, "callback_id": "why",
        "channel": {"id": "C1"}, "message": {"ts": "1.2", "thread_ts": "1.1"}, "message_ts": "1.2",
        "response_url": "https://evil.example/",
    });
    let Interaction::MessageAction(read) = reader().interaction(&payload(&on_message), now()).unwrap() else {
        panic!("a message action")
    };
    assert_eq!(read.place.thread, Some("1.1".into()));
    assert_eq!(read.message, Some("1.2".into()));
    assert_eq!(read.return_address, None);
}
