use super::*;
use crate::domain::card::Card;
use crate::domain::form::{Form, Purpose};
use crate::slack::blocks::{View, ViewWords, home, modal};

fn form() -> View {
    let words = ViewWords { close: "Close".to_owned(), submit: "Go".to_owned() };
    let form = Form {
        purpose: Purpose::Choose,
        title: "A form".to_owned(),
        submit: None,
        place: None,
        intro: Vec::new(),
        fields: Vec::new(),
    };
    modal(&form, &words)
}

fn yes() -> Value {
    json!({"ok": true, "view": {"id": "V1", "hash": "h", "odd": [1]}})
}

#[tokio::test]
async fn a_form_is_opened_with_its_trigger() {
    let fake = fake(&[yes()]).await;
    assert_eq!(fake.client.open_view("1.2", &form()).await, Ok("V1".into()));
    let seen = fake.only();
    assert_eq!(seen.line, "POST /api/views.open");
    assert_eq!((&seen.body["trigger_id"], &seen.body["view"]["callback_id"]), (&json!("1.2"), &json!("choose")));
}

#[tokio::test]
async fn an_update_may_be_guarded_by_a_hash() {
    let fake = fake(&[yes(), yes()]).await;
    fake.client.update_view(&"V1".into(), Some("h"), &form()).await.unwrap();
    fake.client.update_view(&"V1".into(), None, &form()).await.unwrap();
    let seen = fake.seen();
    assert_eq!(seen[0].line, "POST /api/views.update");
    assert_eq!((&seen[0].body["view_id"], &seen[0].body["hash"]), (&json!("V1"), &json!("h")));
    assert_eq!(seen[1].body.get("hash"), None);
}

#[tokio::test]
async fn a_home_tab_is_shown_to_its_person() {
    let fake = fake(&[yes()]).await;
    fake.client.publish_home(&"U1".into(), &home(&Card::text("Hello"), None)).await.unwrap();
    let seen = fake.only();
    assert_eq!(seen.line, "POST /api/views.publish");
    assert_eq!((&seen.body["user_id"], &seen.body["view"]["type"]), (&json!("U1"), &json!("home")));
}

#[tokio::test]
async fn what_is_closed_used_up_or_overtaken_is_gone() {
    for code in ["expired_trigger_id", "trigger_expired", "trigger_exchanged", "exchanged_trigger_id"] {
        let fake = fake(&[json!({"ok": false, "error": code})]).await;
        assert_eq!(fake.client.open_view("1.2", &form()).await, Err(Error::Gone { code: code.to_owned() }));
    }
    for code in ["hash_conflict", "not_found"] {
        let fake = fake(&[json!({"ok": false, "error": code})]).await;
        let refused = fake.client.update_view(&"V1".into(), Some("h"), &form()).await;
        assert_eq!(refused, Err(Error::Gone { code: code.to_owned() }));
    }
}

#[tokio::test]
async fn an_answer_without_a_view_is_no_yes() {
    let fake = fake(&[json!({"ok": true})]).await;
    assert_eq!(fake.client.open_view("1.2", &form()).await.unwrap_err().outcome(), "unavailable");
}
