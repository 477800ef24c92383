//! The page in a real browser, where Chromium and its driver are installed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;

use super::*;

struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a driver on a free port; none where it is not installed.
fn driver() -> Option<(Driver, u16)> {
    let mut child =
        Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let lines = BufReader::new(child.stdout.take()?).lines();
    let driver = Driver(child);
    let port = lines.map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    })?;
    Some((driver, port))
}

async fn browse(port: u16) -> Client {
    let args = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
    ];
    let wanted = json!({ "goog:chromeOptions": { "args": args } });
    let Value::Object(wanted) = wanted else { unreachable!() };
    ClientBuilder::new(HttpConnector::new())
        .capabilities(Capabilities::from_iter(wanted))
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .unwrap()
}

async fn shows(browser: &Client, css: &str) {
    let waiting = browser.wait().at_most(Duration::from_secs(15));
    waiting.for_element(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"));
}

async fn click(browser: &Client, css: &str) {
    shows(browser, css).await;
    browser.find(Locator::Css(css)).await.unwrap().click().await.unwrap();
}

async fn keys(browser: &Client, css: &str, text: &str) {
    browser.find(Locator::Css(css)).await.unwrap().send_keys(text).await.unwrap();
}

async fn script(browser: &Client, code: &str) -> Value {
    browser.execute(&format!("return {code}"), Vec::new()).await.unwrap()
}

#[tokio::test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
async fn a_person_types_presses_fills_in_and_reads_a_thread_on_the_page() {
    let Some((_driver, port)) = driver() else {
        assert!(std::env::var_os("REQUIRE_ALL").is_none(), "chromedriver is needed");
        eprintln!("skipped: chromedriver is not installed");
        return;
    };
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
