//! The binary at a terminal: what it says, what it exits with, and that it never says a secret.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kinsta_slack::clock::{Clock, SystemClock};
use kinsta_slack::demo::kinsta::{self, Fault, SimulatedKinsta};
use kinsta_slack::demo::slack::{self, SimulatedSlack};
use kinsta_slack::kinsta::install_ring;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const SIGNING_SECRET: &str = "a-very-secret-signature";
const TOKEN: &str = "xoxb-1-a-very-secret-token";
const KEY: &str = "a-very-secret-key";

/// What a run of the binary left behind.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs the binary to its end with this environment alone.
async fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Said {
    let mut command = binary(arguments, variables);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("readable output");
    let said = Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
    for secret in [SIGNING_SECRET, TOKEN, KEY, "hunter2"] {
        assert!(!said.out.contains(secret) && !said.err.contains(secret), "{secret} in {}{}", said.out, said.err);
    }
    said
}

fn binary(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kinsta-slack"));
    command.args(arguments).env_clear().envs(variables.iter().copied()).stdin(Stdio::null());
    command
}

/// The simulated services a check asks.
async fn services() -> (SimulatedKinsta, SimulatedSlack) {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let loopback = ([127, 0, 0, 1], 0).into();
    let options = kinsta::Options { key: KEY.to_owned(), ..kinsta::Options::default() };
    let kinsta = SimulatedKinsta::start(options, clock.clone(), loopback).await.unwrap();
    let options = slack::Options { bot_token: TOKEN.to_owned(), ..slack::Options::default() };
    let slack = SimulatedSlack::start(options, clock, loopback).await.unwrap();
    (kinsta, slack)
}

#[tokio::test(flavor = "multi_thread")]
async fn help_and_version_say_what_one_expects() {
    let help = run(&["--help"], &[]).await;
    assert_eq!((help.code, &*help.err), (Some(0), ""));
    for word in ["serve", "demo", "check", "simulate-kinsta", "healthcheck", "--version"] {
        assert!(help.out.contains(word), "{word} is missing in {}", help.out);
    }
    let version = run(&["--version"], &[]).await;
    assert_eq!((version.code, version.out.trim()), (Some(0), concat!("kinsta-slack ", env!("CARGO_PKG_VERSION"))));
    let odd = run(&["chekc"], &[]).await;
    assert_eq!(odd.code, Some(2));
    assert!(odd.err.contains("check"), "{}", odd.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_in_the_configuration_is_listed_at_once() {
    let variables = [
        ("SLACK_SIGNING_SECRET", ""),
        ("SLACK_BOT_TOKEN", "hunter2"),
        ("KINSTA_API_URL", "http://kinsta.example/v2"),
        ("PORT", "many"),
        ("DATABASE_URL", "mysql://bot:hunter2@db/bot"),
        ("OPERATORS", "ada"),
        ("DEFAULT_LANGUAGE", "tlh"),
        ("LOG_FORMAT", "xml"),
        ("METRICS_ADDR", "here"),
        ("AUDIT_CHANNEL", "#audit"),
        ("SHADOW_ACTIVITY", "perhaps"),
    ];
    for arguments in [&["check"][..], &["serve"][..], &[][..]] {
        let said = run(arguments, &variables).await;
        assert_eq!(said.code, Some(78), "{}", said.err);
        let named = variables.iter().map(|(name, _)| *name).chain(["KINSTA_API_KEY"]);
        for name in named {
            assert!(said.err.contains(name), "{arguments:?} does not name {name}: {}", said.err);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_in_the_policy_is_named_with_its_line() {
    let path = std::env::temp_dir().join(format!("kinsta-slack-check-{}.toml", std::process::id()));
    std::fs::write(&path, "[[members]]\nwho = \"U0ADA\"\nrole = \"king\"\n\n[chanels]\n").unwrap();
    let file = path.display().to_string();
    let variables = [
        ("SLACK_SIGNING_SECRET", SIGNING_SECRET),
        ("SLACK_BOT_TOKEN", TOKEN),
        ("KINSTA_API_KEY", KEY),
        ("SLACK_API_URL", "http://127.0.0.1:9/api"),
        ("KINSTA_API_URL", "http://127.0.0.1:9/v2"),
        ("ACCESS_FILE", &*file),
    ];
    let said = run(&["check"], &variables).await;
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    for mistake in ["line 3: There is no role \"king\"", "line 5: The file has no key \"chanels\""] {
        assert!(said.err.contains(mistake), "{mistake} is missing in {}", said.err);
    }
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_misspelt_variable_is_pointed_out() {
    let said = run(&["check"], &[("KINSTA_API_KYE", KEY)]).await;
    assert!(said.err.contains("KINSTA_API_KYE") && said.err.contains("KINSTA_API_KEY"), "{}", said.err);
    assert_eq!(said.code, Some(78));
}

#[tokio::test(flavor = "multi_thread")]
async fn check_tries_the_key_and_the_token() {
    let (kinsta, slack) = services().await;
    let (kinsta_url, slack_url) = (kinsta.api_url(), slack.api_url());
    let variables = |key: &'static str, token: &'static str| {
        [
            ("SLACK_SIGNING_SECRET", SIGNING_SECRET),
            ("SLACK_BOT_TOKEN", token),
            ("KINSTA_API_KEY", key),
            ("SLACK_API_URL", &*slack_url),
            ("KINSTA_API_URL", &*kinsta_url),
        ]
    };
    let good = run(&["check"], &variables(KEY, TOKEN)).await;
    assert_eq!(good.code, Some(0), "{}{}", good.out, good.err);
    for line in [
        "The configuration can be read.",
        "OPERATORS and ADMINS are empty",
        "KINSTA_API_KEY works",
        "SLACK_BOT_TOKEN works",
    ] {
        assert!(good.out.contains(line), "{line} is missing in {}", good.out);
    }

    let bad = run(&["check"], &variables("hunter2", "xoxb-hunter2")).await;
    assert_eq!(bad.code, Some(1), "{}{}", bad.out, bad.err);
    assert!(bad.err.contains("KINSTA_API_KEY: The API key was refused."), "{}", bad.err);
    assert!(bad.err.contains("MyKinsta › Company settings › API keys"), "{}", bad.err);
    assert!(bad.err.contains("SLACK_BOT_TOKEN") && bad.err.contains("OAuth & Permissions"), "{}", bad.err);

    kinsta.faults().until_cleared("", Fault::BadGateway { executed: false });
    let half = run(&["check"], &variables(KEY, TOKEN)).await;
    assert_eq!(half.code, Some(1));
    assert!(half.err.contains("KINSTA_API_KEY") && half.out.contains("SLACK_BOT_TOKEN works"), "both are tried");

    slack.shutdown().await;
    kinsta.shutdown().await;
    let nobody = run(&["check"], &variables(KEY, TOKEN)).await;
    assert_eq!(nobody.code, Some(1));
    assert!(nobody.err.contains("KINSTA_API_KEY") && nobody.err.contains("SLACK_BOT_TOKEN"), "{}", nobody.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn check_looks_whether_the_bot_is_in_the_audit_channel() {
    let (kinsta, slack) = services().await;
    slack.add_channel("C0AUDIT", "audit", slack::Kind::Private, false);
    let (kinsta_url, slack_url) = (kinsta.api_url(), slack.api_url());
    let variables = [
        ("SLACK_SIGNING_SECRET", SIGNING_SECRET),
        ("SLACK_BOT_TOKEN", TOKEN),
        ("KINSTA_API_KEY", KEY),
        ("SLACK_API_URL", &*slack_url),
        ("KINSTA_API_URL", &*kinsta_url),
        ("AUDIT_CHANNEL", "C0AUDIT"),
    ];
    let outside = run(&["check"], &variables).await;
    assert_eq!(outside.code, Some(1), "{}{}", outside.out, outside.err);
    assert!(outside.err.contains("AUDIT_CHANNEL") && outside.err.contains("/invite @kinsta"), "{}", outside.err);
    slack.invite_bot("C0AUDIT");
    let inside = run(&["check"], &variables).await;
    assert_eq!(inside.code, Some(0), "{}{}", inside.out, inside.err);
    assert!(inside.out.contains("AUDIT_CHANNEL works: the bot is in C0AUDIT."), "{}", inside.out);
    slack.shutdown().await;
    kinsta.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_come_from_files_too() {
    let (kinsta, slack) = services().await;
    let folder = std::env::temp_dir().join(format!("kinsta-slack-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, value: &str| {
        let path = folder.join(name);
        std::fs::write(&path, format!("{value}\n")).unwrap();
        path.to_string_lossy().into_owned()
    };
    let files = [file("signature", SIGNING_SECRET), file("token", TOKEN), file("key", KEY)];
    let variables = [
        ("SLACK_SIGNING_SECRET_FILE", &*files[0]),
        ("SLACK_BOT_TOKEN_FILE", &*files[1]),
        ("KINSTA_API_KEY_FILE", &*files[2]),
        ("SLACK_API_URL", &*slack.api_url()),
        ("KINSTA_API_URL", &*kinsta.api_url()),
    ];
    let said = run(&["check"], &variables).await;
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    let _ = std::fs::remove_dir_all(&folder);
}

/// A running binary whose output is read line by line; killed when dropped.
struct Running {
    child: Child,
    lines: UnboundedReceiver<String>,
}

impl Running {
    fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = binary(arguments, variables).stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = unbounded_channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Self { child, lines }
    }

    /// The next line.
    async fn says(&mut self) -> String {
        let line = tokio::time::timeout(Duration::from_secs(20), self.lines.recv()).await;
        line.expect("a line in time").expect("a line")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_simulated_kinsta_stands_alone() {
    let mut running = Running::start(&["simulate-kinsta", "--port", "0"], &[]);
    let line = running.says().await;
    assert!(line.contains("with the key demo-key"), "{line}");
    let url = line.split_whitespace().find(|word| word.starts_with("http://")).expect("its address").to_owned();
    assert!(url.ends_with("/v2"), "{url}");
    install_ring();
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let validated = client.get(format!("{url}/validate")).bearer_auth("demo-key").send().await.unwrap();
    assert_eq!(validated.status(), 200);
    let refused = client.get(format!("{url}/validate")).bearer_auth("another").send().await.unwrap();
    assert_eq!(refused.status(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn healthcheck_tells_a_living_bot_from_a_dead_one() {
    let (kinsta, slack) = services().await;
    let folder = std::env::temp_dir().join(format!("kinsta-slack-health-{}", std::process::id()));
    let store = format!("sqlite://{}/bot.db", folder.display());
    let variables = [
        ("SLACK_SIGNING_SECRET", SIGNING_SECRET),
        ("SLACK_BOT_TOKEN", TOKEN),
        ("KINSTA_API_KEY", KEY),
        ("SLACK_API_URL", &*slack.api_url()),
        ("KINSTA_API_URL", &*kinsta.api_url()),
        ("DATABASE_URL", &*store),
        ("BIND", "127.0.0.1"),
        ("PORT", "0"),
        ("LOG_FORMAT", "json"),
    ];
    let mut running = Running::start(&[], &variables);
    let port = loop {
        let line = running.says().await;
        for secret in [SIGNING_SECRET, TOKEN, KEY] {
            assert!(!line.contains(secret), "{line}");
        }
        let entry: serde_json::Value = serde_json::from_str(&line).expect("one JSON object a line");
        if let Some(address) = entry["address"].as_str() {
            break address.rsplit(':').next().unwrap().to_owned();
        }
    };
    let asked = [("BIND", "127.0.0.1"), ("PORT", &*port)];
    let alive = run(&["healthcheck"], &asked).await;
    assert_eq!(alive.code, Some(0), "{}", alive.err);
    drop(running);
    let dead = run(&["healthcheck"], &asked).await;
    assert_eq!(dead.code, Some(1));
    assert!(dead.err.contains("/healthz does not answer"), "{}", dead.err);
    let _ = std::fs::remove_dir_all(&folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_opened_ends_the_start_without_its_password() {
    let variables = [
        ("SLACK_SIGNING_SECRET", SIGNING_SECRET),
        ("SLACK_BOT_TOKEN", TOKEN),
        ("KINSTA_API_KEY", KEY),
        ("DATABASE_URL", "postgres://bot:hunter2@127.0.0.1:9/bot?connect_timeout=1"),
        ("BIND", "127.0.0.1"),
        ("PORT", "0"),
    ];
    let said = run(&["serve"], &variables).await;
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("the store cannot be opened"), "{}", said.err);
}
