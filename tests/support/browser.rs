//! A headless Chromium for tests, where it and its driver are installed. Knows nothing of the crate under test; include
//! it with `#[path]`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// A running driver, ended with the test.
pub struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a driver on a free port. Where none is installed the test is skipped, which fails if `REQUIRE_ALL` is set.
pub fn driver() -> Option<(Driver, u16)> {
    let driver = start();
    if driver.is_none() {
        assert!(std::env::var_os("REQUIRE_ALL").is_none(), "chromedriver is needed");
        let _ = writeln!(std::io::stderr(), "skipped: chromedriver is not installed");
    }
    driver
}

fn start() -> Option<(Driver, u16)> {
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

/// A new headless browser.
pub async fn browse(port: u16) -> Client {
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

/// Waits until the page shows what the selector names.
pub async fn shows(browser: &Client, css: &str) {
    let waiting = browser.wait().at_most(Duration::from_secs(15));
    waiting.for_element(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"));
}

/// Clicks what the selector names, once it is there.
pub async fn click(browser: &Client, css: &str) {
    shows(browser, css).await;
    browser.find(Locator::Css(css)).await.unwrap().click().await.unwrap();
}

/// Types into what the selector names, once it is there.
pub async fn keys(browser: &Client, css: &str, text: &str) {
    shows(browser, css).await;
    browser.find(Locator::Css(css)).await.unwrap().send_keys(text).await.unwrap();
}

/// The value of a JavaScript expression.
pub async fn script(browser: &Client, code: &str) -> Value {
    browser.execute(&format!("return {code}"), Vec::new()).await.unwrap()
}
