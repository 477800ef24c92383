//! `/kinsta log error`, `access` and `cache`. What is unredacted is in `log_raw.rs`.

use insta::assert_snapshot;
use kinsta_slack::demo::kinsta::{Fault, Rule};

use crate::bot::{Bot, Seconds};

/// The numbers of lines that Kinsta was asked for.
fn asked_for(bot: &Bot) -> Vec<String> {
    let requests = bot.kinsta().requests().into_iter().filter(|request| request.path.ends_with("/logs"));
    requests.map(|request| request.query).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_excerpt_of_the_error_log_names_the_last_fatal_error() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta log error acme --lines 4").await, @r#"
    Acme · Live: error log
    🛑 Last fatal error, 2026/11/22 08:56:12: `Error: Call to undefined function legacy_loader()`
    It points at the plugin *advanced-custom-fields*: `includes/class-loader.php:212`
    ```
    2026/11/22 08:56:59 [error] 20377#20377: *18820 FastCGI sent in stderr: "PHP message: PHP Warning:  Undefined array key "id" in /www/acme_594/public/wp-content/plugins/advanced-custom-fields/includes/class-loader.php on line 87" while reading response header from upstream, client: 2001:db8:e5df::x, server: acme.example, request: "GET /about/ HTTP/2.0", host: "acme.example"
    2026/11/22 08:57:46 [error] 20378#20378: *16731 FastCGI sent in stderr: "PHP message: PHP Deprecated:  Creation of dynamic property Loader::$map is deprecated in /www/acme_594/public/wp-content/plugins/advanced-custom-fields/includes/class-loader.php on line 41" while reading response header from upstream, client: 203.0.113.x, server: acme.example, request: "GET /shop/ HTTP/2.0", host: "acme.example"
    2026/11/22 08:58:33 [error] 20379#20379: *28895 FastCGI sent in stderr: "PHP message: PHP Warning:  Undefined array key "id" in /www/acme_594/public/wp-content/plugins/advanced-custom-fields/includes/class-loader.php on line 87" while reading response header from upstream, client: 198.51.100.x, server: acme.example, request: "GET /shop/ HTTP/2.0", host: "acme.example"
    2026/11/22 08:59:20 [error] 20380#20380: *36241 FastCGI sent in stderr: "PHP message: PHP Deprecated:  Creation of dynamic property Loader::$map is deprecated in /www/acme_594/public/wp-content/plugins/advanced-custom-fields/includes/class-loader.php on line 41" while reading response header from upstream, client: 203.0.113.x, server: acme.example, request: "GET /cart/ HTTP/2.0", host: "acme.example"
    ```
    E-mail addresses, visitors' addresses, tokens and passwords are hidden; `--raw` shows them to you alone.
    [Look again] [All plugins]
    "#);
    assert_snapshot!(asked_for(&bot).join("\n"), @"file_name=error&lines=1000");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_lines_come_as_a_file_with_the_last_ones_in_the_card() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta log access acme live").await, @r#"
    Acme · Live: access log
    ```
    acme.example 203.0.113.x [22/Nov/2026:08:59:20 +0000] GET "/about/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example/about)" 203.0.113.x "/index.php" - - 9648 0.268 0.268
    acme.example 198.51.100.x [22/Nov/2026:08:59:24 +0000] GET "/shop/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" 198.51.100.x "/index.php" - - 52397 0.717 0.717
    acme.example 203.0.113.x [22/Nov/2026:08:59:28 +0000] GET "/shop/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" 203.0.113.x "/index.php" - - 55737 0.757 0.757
    acme.example 203.0.113.x [22/Nov/2026:08:59:32 +0000] GET "/feed/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example/about)" 203.0.113.x "/index.php" - - 989 0.909 0.909
    acme.example 203.0.113.x [22/Nov/2026:08:59:36 +0000] GET "/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1" 203.0.113.x "/index.php" - - 27837 0.757 0.757
    acme.example 2001:db8:99ee::x [22/Nov/2026:08:59:40 +0000] GET "/about/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" 2001:db8:99ee::x "/index.php" - - 29143 0.263 0.263
    acme.example 203.0.113.x [22/Nov/2026:08:59:44 +0000] GET "/contact/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" 203.0.113.x "/index.php" - - 44790 0.610 0.610
    acme.example 198.51.100.x [22/Nov/2026:08:59:48 +0000] GET "/robots.txt" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" 198.51.100.x "/index.php" - - 15649 0.869 0.869
    acme.example 198.51.100.x [22/Nov/2026:08:59:52 +0000] GET "/shop/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36" 198.51.100.x "/index.php" - - 20575 0.095 0.095
    acme.example 198.51.100.x [22/Nov/2026:08:59:56 +0000] GET "/feed/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example/about)" 198.51.100.x "/index.php" - - 5778 0.598 0.598
    acme.example 203.0.113.x [22/Nov/2026:09:00:00 +0000] GET "/shop/" HTTP/2.0 200 "https://acme.example/" "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example/about)" 203.0.113.x "/index.php" - - 6321 0.241 0.241
    ```
    11 of 50 lines, the last ones, long ones cut; the file has all of them. · E-mail addresses, visitors' addresses, tokens and passwords are hidden; `--raw` shows them to you alone.
    [Look again]
    📎 acme-live-access.log is in our direct messages.
    "#);
    assert_eq!(ada.direct(), "(file: acme-live-access.log)");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_searched_here_in_all_that_kinsta_has() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta log cache acme --grep \" expired get \" --lines 3").await, @r#"
    Acme · Live: cache log
    ```
    acme.example 22/Nov/2026:08:57:55 +0000 EXPIRED GET "/contact/" 0.574 200
    acme.example 22/Nov/2026:08:59:05 +0000 EXPIRED GET "/" 0.333 200
    acme.example 22/Nov/2026:08:59:15 +0000 EXPIRED GET "/contact/" 0.411 200
    ```
    E-mail addresses, visitors' addresses, tokens and passwords are hidden; `--raw` shows them to you alone.
    [Look again]
    "#);
    assert_snapshot!(ada.asks("/kinsta log access acme --grep \"/no/such/page\"").await, @"
    Acme · Live: access log
    None of the last 20000 lines has “/no/such/page”. What is hidden is not searched; `--raw` searches everything.
    [Look again]
    ");
    // What is hidden cannot be guessed by searching for it.
    let said = ada.asks("/kinsta log error acme --grep customer7@").await;
    assert!(said.contains("None of the last 20000 lines has “customer7@”."), "{said}");
    assert_snapshot!(asked_for(&bot).join("\n"), @"
    file_name=kinsta-cache-perf&lines=20000
    file_name=access&lines=20000
    file_name=error&lines=20000
    ");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_belongs_in_no_channel_is_shown() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let mut said = String::new();
    for line in
        ["error acme --lines 40 --grep mail", "error acme --grep gateway", "access acme --grep token= --lines 9"]
    {
        said.push_str(&ada.asks(&format!("/kinsta log {line}")).await);
    }
    assert!(said.contains("Mail to *** could not be sent"), "{said}");
    assert!(said.contains("Authorization: ***"), "{said}");
    assert!(said.contains("?token=***"), "{said}");
    for hidden in ["mail.example", "demo_"] {
        assert!(!said.contains(hidden), "{hidden}: {said}");
    }
    let is_octet = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    assert!(!said.split("203.0.113.").skip(1).any(is_octet), "{said}");
    assert!(ada.direct().contains(".log"), "{}", ada.direct());
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cache_log_is_read_again_where_kinsta_fails_to() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    let fault = Fault::ServerError { executed: false };
    // Twice three failures: one reading tries three times by itself.
    bot.kinsta().faults().next(6, "/sites/environments", fault.clone());
    ada.says_patiently("/kinsta log cache acme --lines 2").await;
    assert!(ada.sees().starts_with("Acme · Live: cache log"), "{}", ada.sees());
    bot.kinsta().faults().next(6, "/sites/environments", fault);
    ada.says_patiently("/kinsta log error acme --lines 2").await;
    assert_snapshot!(ada.sees(), @"
    ⚠️ Kinsta cannot answer at the moment: “Error occurred while processing your request”
    Try again in a minute.
    ");
    bot.kinsta().faults().clear();
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_on_readings_is_told_with_the_moment_it_is_over() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    for _ in 0..35 {
        assert!(ada.asks("/kinsta log cache acme --lines 1").await.starts_with("Acme · Live"));
    }
    let asked = bot.kinsta().requests().len();
    ada.says_patiently("/kinsta log cache acme --lines 1").await;
    assert_eq!(bot.kinsta().requests().len(), asked, "Kinsta is not even asked for a 36th");
    assert_snapshot!(ada.sees(), @"
    ⚠️ Kinsta's limit of requests per minute is used up.
    Try again after 2026-11-22 10:01 CET.
    ");
    // Other readings keep to their own lane.
    assert!(ada.asks("/kinsta plugin list acme").await.contains("plugins of Acme · Live"));
    bot.advance(60.secs()).await;
    assert!(ada.asks("/kinsta log cache acme --lines 1").await.starts_with("Acme · Live"));
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_with_a_way_out() {
    let bot = Bot::start().await;
    let ada = bot.ada();
    assert_snapshot!(ada.asks("/kinsta log error acme --lines 20001").await, @"
    ⚠️ `20001` is not a value for `--lines`.
    Usage: `/kinsta log error <site> [env] [--lines <number>] [--grep <text>] [--raw]`
    For example: `/kinsta log error acme live --grep fatal`
    ");
    bot.kinsta().faults().add(Rule {
        id: 0,
        fault: Fault::RefusedKey,
        path: "/sites/environments".into(),
        method: Some("GET".into()),
        times: Some(1),
    });
    let said = ada.asks("/kinsta log cache acme").await;
    assert!(said.starts_with("⚠️ The API key was refused."), "{said}");
    assert_eq!(asked_for(&bot).len(), 1, "a refused key is not tried again");
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unredacted_lines_are_asked_about_first_and_not_for_everybody() {
    let bot = Bot::start().await;
    let (ada, mia) = (bot.ada(), bot.mia());
    assert_snapshot!(ada.asks("/kinsta log error acme --raw --lines 5 --grep mail").await, @"
    Show the error log of *Acme · Live* unredacted? It can hold visitors' addresses, e-mail addresses, tokens and passwords.
    [Show it]
    Only you see this, for 5 minutes after you press.
    ");
    assert_snapshot!(mia.asks("/kinsta log error acme --raw").await, @"
    ⚠️ You may look, but not change anything.
    Ask @ada, @U0JONAS.
    ");
    assert_eq!(asked_for(&bot).len(), 0);
    bot.done().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_is_spoken_of_in_german() {
    let bot = Bot::start().await;
    let jonas = bot.jonas();
    assert_snapshot!(jonas.asks("/kinsta log error acme live --lines 1").await, @r#"
    Acme · Live: Fehlerlog
    🛑 Letzter fataler Fehler, 2026/11/22 08:56:12: `Error: Call to undefined function legacy_loader()`
    Er weist auf das Plugin *advanced-custom-fields*: `includes/class-loader.php:212`
    ```
    2026/11/22 08:59:20 [error] 20380#20380: *36241 FastCGI sent in stderr: "PHP message: PHP Deprecated:  Creation of dynamic property Loader::$map is deprecated in /www/acme_594/public/wp-content/plugins/advanced-custom-fields/includes/class-loader.php on line 41" while reading response header from upstream, client: 203.0.113.x, server: acme.example, request: "GET /cart/ HTTP/2.0", host: "acme.example"
    ```
    E-Mail-Adressen, Adressen von Besuchern, Token und Passwörter sind verborgen; `--raw` zeigt sie dir allein.
    [Noch einmal nachsehen] [Alle Plugins]
    "#);
    assert_snapshot!(jonas.asks("/kinsta log access acme live --grep nirgends").await, @"
    Acme · Live: Zugriffslog
    In den letzten 20000 Zeilen steht nirgends „nirgends“. Verborgenes wird nicht durchsucht; `--raw` durchsucht alles.
    [Noch einmal nachsehen]
    ");
    bot.done().await;
}
