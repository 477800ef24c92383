//! The demo as a new user meets it: the real bot, simulated services, a browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/browser.rs"]
mod browser;

use browser::{browse, click, driver, keys, script, shows};
use kinsta_slack::demo::Demo;

const ENTER: &str = "\u{e007}";

#[tokio::test(flavor = "multi_thread")]
async fn a_new_user_clears_a_cache_and_reads_the_end_in_the_thread() {
    let Some((_driver, port)) = driver() else { return };
    let demo = Demo::start(([127, 0, 0, 1], 0).into()).await.unwrap();
    let page = browse(port).await;
    page.goto(&demo.url()).await.unwrap();
    shows(&page, "#composer").await;

    // Every site in a table.
    keys(&page, "#composer", &format!("/kinsta site list care{ENTER}")).await;
    shows(&page, ".message.ephemeral table tr:nth-child(5)").await;

    // Is it up? Buttons lead on.
    keys(&page, "#composer", &format!("/kinsta site status acme{ENTER}")).await;
    shows(&page, ".message.ephemeral:last-child button[data-action-id]").await;
    let seen = script(&page, "document.querySelector('#messages').innerText").await;
    assert!(seen.as_str().unwrap().contains("acme.example answers"), "{seen}");

    // Which environment, are you sure, and the card follows it to its end.
    keys(&page, "#composer", &format!("/kinsta cache clear acme{ENTER}")).await;
    click_labelled(&page, "Live · acme.example").await;
    click_labelled(&page, "Clear cache").await;
    shows(&page, ".message:not(.ephemeral) .replies").await;
    click(&page, ".message:not(.ephemeral) .replies").await;
    shows(&page, "#thread-messages .message:nth-child(2)").await;
    let thread = script(&page, "document.querySelector('#thread-messages').innerText").await;
    let thread = thread.as_str().unwrap();
    assert!(thread.contains("Cache of Acme · Live cleared in"), "{thread}");
    assert!(thread.contains("@ada"), "{thread}");

    page.close().await.unwrap();
    demo.stop().await;
}

/// Clicks the newest button with this label.
async fn click_labelled(page: &fantoccini::Client, label: &str) {
    let xpath = format!("(//button[@data-action-id and normalize-space()='{label}' and not(@disabled)])[last()]");
    let locator = fantoccini::Locator::XPath(&xpath);
    let button = page.wait().for_element(locator).await.unwrap_or_else(|error| panic!("{label}: {error}"));
    button.click().await.unwrap();
}
