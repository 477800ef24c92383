//! The page in a real browser, where Chromium and its driver are installed.

use super::*;

#[path = "../../../../tests/support/browser.rs"]
mod support;

use support::{browse, click, driver, keys, script, shows};

#[tokio::test]
async fn a_person_types_presses_fills_in_and_reads_a_thread_on_the_page() {
    let Some((_driver, port)) = driver() else { return };
    let scene = Scene::with(Options { page: true, ..Options::default() }).await;
    scene.slack.say("U2", "C1", "<img src=x onerror=\"document.title='broken'\"> *bold*", None).await;
    let browser = browse(port).await;
    browser.goto(&scene.slack.page_url()).await.unwrap();
    shows(&browser, "#messages .message strong").await;
    assert_eq!(script(&browser, "document.querySelectorAll('#messages img').length").await, 0);

    // A command, its ephemeral answer, a press that opens a form.
    scene.answers(&json!({ "text": "Sure?", "blocks": card("Clear") }));
    keys(&browser, "#composer", "/kinsta cache clear acme\u{e007}").await;
    click(&browser, ".message.ephemeral button[data-action-id=yes]").await;
    shows(&browser, ".message.ephemeral button[data-action-id=yes]:not(:disabled)").await;
    let trigger = scene.last().payload()["trigger_id"].clone();
    let view = json!({
        "type": "modal",
        "title": { "type": "plain_text", "text": "Why" },
        "submit": { "type": "plain_text", "text": "Go" },
        "blocks": [
            { "type": "input", "block_id": "why", "label": { "type": "plain_text", "text": "Why" },
              "element": { "type": "plain_text_input", "action_id": "words" } },
            { "type": "input", "block_id": "site", "label": { "type": "plain_text", "text": "Site" },
              "element": { "type": "external_select", "action_id": "site", "min_query_length": 1 } },
            { "type": "input", "block_id": "day", "optional": true, "label": { "type": "plain_text", "text": "Day" },
              "element": { "type": "datepicker", "action_id": "day", "initial_date": "2026-03-02" } },
        ],
    });
    assert_eq!(scene.api("views.open", json!({ "trigger_id": trigger, "view": view })).await["ok"], true);
    shows(&browser, "#modal[open]").await;
    keys(&browser, "#modal [data-block-id=why] input", "slow").await;
    let option = json!({ "text": { "type": "plain_text", "text": "Acme" }, "value": "acme" });
    scene.answers(&json!({ "options": [option] }));
    keys(&browser, "#modal [data-block-id=site] input", "a").await;
    click(&browser, "#modal .bk-option[data-value=acme]").await;
    scene.answers(&json!({ "response_action": "errors", "errors": { "why": "Say more" } }));
    click(&browser, "#modal-submit").await;
    shows(&browser, "#modal .input-error").await;
    keys(&browser, "#modal [data-block-id=why] input", "er").await;
    click(&browser, "#modal-submit").await;
    shows(&browser, "#modal:not([open])").await;
    let values = scene.last().payload()["view"]["state"]["values"].clone();
    assert_eq!(values["why"]["words"]["value"], "slower");
    assert_eq!(values["site"]["site"]["selected_option"], option);
    assert_eq!(values["day"]["day"]["selected_date"], "2026-03-02");

    // A card that is edited while one looks at it, and a reply in its thread.
    let posted = scene.posted(json!({ "text": "Clearing", "blocks": card("Stop") })).await;
    shows(&browser, &format!(".message[data-ts='{}'] button", posted.ts)).await;
    scene.api("chat.update", json!({ "channel": "C1", "ts": posted.ts, "text": "Cleared" })).await;
    shows(&browser, &format!(".message[data-ts='{}'][data-edits='1']", posted.ts)).await;
    scene.posted(json!({ "text": "done in 5 s", "thread_ts": posted.ts })).await;
    click(&browser, &format!(".message[data-ts='{}'] .replies", posted.ts)).await;
    shows(&browser, ".thread-panel #thread-messages .message:nth-child(2)").await;
    let thread = script(&browser, "document.querySelector('#thread-messages').innerText").await;
    assert!(thread.as_str().unwrap().contains("done in 5 s"), "{thread}");
    assert_eq!(script(&browser, "document.title.includes('broken')").await, false);
    browser.close().await.unwrap();
    scene.no_violations();
}
