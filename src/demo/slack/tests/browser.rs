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
            { "type": "input", "block_id": "by", "optional": true, "label": { "type": "plain_text", "text": "By" },
              "element": { "type": "multi_users_select", "action_id": "by", "initial_users": ["U1"] } },
            { "type": "input", "block_id": "place", "optional": true, "label": { "type": "plain_text", "text": "Place" },
              "element": { "type": "conversations_select", "action_id": "place", "initial_conversation": "C1" } },
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
    assert_eq!(values["by"]["by"]["selected_users"], json!(["U1"]));
    assert_eq!(values["place"]["place"]["selected_conversation"], "C1");

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

/// Lets the page go on until something is so.
async fn until(browser: &fantoccini::Client, is_so: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if is_so() {
            return;
        }
        browser.execute("return new Promise((next) => requestAnimationFrame(next))", vec![]).await.unwrap();
    }
    panic!("it never was so");
}

#[tokio::test]
async fn forms_pictures_files_and_the_home_tab_work_on_the_page() {
    let Some((_driver, port)) = driver() else { return };
    let shortcut = crate::demo::slack::Shortcut {
        callback_id: "choose".to_owned(),
        name: "Choose a site".to_owned(),
        is_on_message: false,
    };
    let scene = Scene::with(Options { page: true, shortcuts: vec![shortcut], ..Options::default() }).await;
    let browser = browse(port).await;
    browser.goto(&scene.slack.page_url()).await.unwrap();
    click(&browser, "#shortcuts summary").await;
    click(&browser, "#shortcuts [data-callback-id=choose]").await;
    shows(&browser, "#shortcuts:not([open])").await;
    until(&browser, || !scene.seen().is_empty()).await;
    let label = |text: &str| json!({ "type": "plain_text", "text": text });
    let option = |value: &str| json!({ "text": label(value), "value": value });
    let input = |name: &str, element: Value| json!({ "type": "input", "block_id": name, "optional": true, "label": label(name), "element": element });
    let mut env = input(
        "env",
        json!({ "type": "static_select", "action_id": "env", "options": [option("live"), option("staging")] }),
    );
    env["dispatch_action"] = json!(true);
    let blocks = json!([
        env,
        input("days", json!({ "type": "number_input", "action_id": "days", "is_decimal_allowed": false })),
        input("sure", json!({ "type": "checkboxes", "action_id": "sure", "options": [option("yes")] })),
        input(
            "some",
            json!({ "type": "multi_static_select", "action_id": "some", "options": [option("a"), option("b")],
            "initial_options": [option("a"), option("b")] })
        ),
        input("rules", json!({ "type": "file_input", "action_id": "rules", "filetypes": ["csv"], "max_files": 1 })),
    ]);
    let view = json!({ "type": "modal", "title": label("Form"), "submit": label("Go"), "blocks": blocks });
    let trigger = scene.last().payload()["trigger_id"].clone();
    let opened = scene.api("views.open", json!({ "trigger_id": trigger, "view": view })).await;
    assert_eq!(opened["ok"], true, "{opened}");

    // What is filled in is told with the choice that reloads, and survives the update it leads to.
    keys(&browser, "#modal [data-block-id=days] input", "14").await;
    click(&browser, "#modal [data-block-id=sure] input").await;
    let attach = "const rules = new DataTransfer(); rules.items.add(new File(['a,b'], 'rules.csv')); \
        const field = document.querySelector('#modal [data-block-id=rules] input'); \
        field.files = rules.files; field.dispatchEvent(new Event('change'))";
    browser.execute(attach, vec![]).await.unwrap();
    shows(&browser, "#modal .bk-file[data-values*=F]").await;
    click(&browser, "#modal [data-block-id=env] option[value=staging]").await;
    until(&browser, || scene.last().payload()["type"] == "block_actions").await;
    let told = scene.last().payload()["view"]["state"]["values"].clone();
    assert_eq!(
        (&told["days"]["days"]["value"], &told["rules"]["rules"]["files"][0]["name"]),
        (&json!("14"), &json!("rules.csv"))
    );
    let mut next = view.clone();
    next["title"] = label("Again");
    let update = json!({ "view_id": opened["view"]["id"], "view": next });
    assert_eq!(scene.api("views.update", update).await["ok"], true);
    browser.wait().for_element(fantoccini::Locator::XPath("//h2[@id='modal-title' and text()='Again']")).await.unwrap();
    click(&browser, "#modal-submit").await;
    shows(&browser, "#modal:not([open])").await;
    let values = scene.last().payload()["view"]["state"]["values"].clone();
    assert_eq!(values["env"]["env"]["selected_option"]["value"], "staging");
    assert_eq!(values["days"]["days"]["value"], "14");
    assert_eq!(values["sure"]["sure"]["selected_options"][0]["value"], "yes");
    assert_eq!(values["some"]["some"]["selected_options"].as_array().unwrap().len(), 2);
    let id = values["rules"]["rules"]["files"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(scene.slack.file(&id).unwrap(), b"a,b");

    // A picture handed to Slack is shown in an ephemeral message too, a shared file can be saved.
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for share in [json!({}), json!({ "channel_id": "C1" })] {
        let place = scene.api("files.getUploadURLExternal", json!({ "filename": "v.gif", "length": gif.len() })).await;
        let request = Request::post(place["upload_url"].as_str().unwrap()).body(Full::from(&gif[..])).unwrap();
        scene.http.send(request).await;
        let mut args = share.clone();
        args["files"] = json!([{ "id": place["file_id"], "title": "Visits" }]);
        assert_eq!(scene.api("files.completeUploadExternal", args).await["ok"], true);
        if share == json!({}) {
            let blocks = json!([{ "type": "image", "alt_text": "Visits", "slack_file": { "id": place["file_id"] } }]);
            let only = json!({ "channel": "C1", "user": "U1", "text": "x", "blocks": blocks });
            assert_eq!(scene.api("chat.postEphemeral", only).await["ok"], true);
        }
    }
    for picture in [".message.ephemeral .block-image img", ".message img.shared"] {
        shows(&browser, picture).await;
        let loaded = format!(
            "const img = document.querySelector('{picture}'); return img.decode().then(() => img.naturalWidth)"
        );
        assert_eq!(browser.execute(&loaded, vec![]).await.unwrap(), 1, "{picture}");
    }
    shows(&browser, ".message a.file[download='v.gif']").await;

    // Home: opened, picked from.
    let home = json!({ "type": "home", "blocks": [{ "type": "section", "block_id": "site", "text": label("Which site"),
        "accessory": { "type": "external_select", "action_id": "site:site", "min_query_length": 0 } }] });
    assert_eq!(scene.api("views.publish", json!({ "user_id": "U1", "view": home })).await["ok"], true);
    click(&browser, "#app-entry").await;
    shows(&browser, "#home .bk-external input").await;
    until(&browser, || scene.last().path == "/slack/events").await;
    scene.answers(&json!({ "options": [option("acme")] }));
    click(&browser, "#home .bk-external input").await;
    click(&browser, "#home .bk-option[data-value=acme]").await;
    until(&browser, || scene.last().path == "/slack/interactivity").await;
    assert_eq!(scene.last().payload()["actions"][0]["selected_option"]["value"], "acme");
    browser.close().await.unwrap();
    scene.no_violations();
}
