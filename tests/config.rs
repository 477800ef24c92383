//! The configuration, as an operator meets it: what is enough, what is refused, and what the documentation says of it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use kinsta_slack::config::{Config, LogFormat, Mistakes, Scheme, VARIABLES, typos};
use kinsta_slack::domain::ids::UserId;
use kinsta_slack::domain::lang::Lang;
use secrecy::ExposeSecret;

const TOKEN: &str = "xoxb-1-very-secret-token";

/// An environment with what must be set, to change variable by variable.
struct Env(BTreeMap<String, String>);

impl Env {
    fn empty() -> Self {
        Self(BTreeMap::new())
    }

    fn enough() -> Self {
        Self::empty()
            .with("SLACK_SIGNING_SECRET", "very-secret-signature")
            .with("SLACK_BOT_TOKEN", TOKEN)
            .with("KINSTA_API_KEY", "very-secret-key")
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), value.to_owned());
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    fn read(&self) -> Result<Config, Mistakes> {
        Config::read(&|name| self.0.get(name).cloned())
    }

    #[track_caller]
    fn config(&self) -> Config {
        match self.read() {
            Ok(config) => config,
            Err(mistakes) => panic!("{mistakes}"),
        }
    }

    #[track_caller]
    fn mistakes(&self) -> Mistakes {
        match self.read() {
            Ok(config) => panic!("this was accepted: {config:?}"),
            Err(mistakes) => mistakes,
        }
    }
}

fn file_with(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{}-{name}", std::process::id()));
    std::fs::write(&path, content).expect("a temporary file");
    path
}

#[test]
fn three_variables_are_enough() {
    let config = Env::enough().config();
    assert_eq!(config.slack.signing_secrets.len(), 1);
    assert_eq!(config.slack.signing_secrets[0].expose_secret(), "very-secret-signature");
    assert_eq!(config.slack.bot_token.expose_secret(), TOKEN);
    assert_eq!(config.slack.app_id, None);
    assert_eq!(config.slack.api_url.as_str(), "https://slack.com/api");
    assert_eq!(config.kinsta.api_key.expose_secret(), "very-secret-key");
    assert_eq!(config.kinsta.api_url.as_str(), "https://api.kinsta.com/v2");
    assert_eq!(config.store.url.expose_secret(), "sqlite://data/kinsta-slack.db?mode=rwc");
    assert_eq!(config.http.address().to_string(), "0.0.0.0:3000");
    assert_eq!(config.http.metrics_addr, None);
    assert_eq!(config.log.format, LogFormat::Text);
    assert_eq!(config.log.filter, "info");
    assert_eq!(config.default_language, Lang::En);
    assert_eq!(config.access.operators, []);
    assert!(!config.probe.allow_private);
    assert_eq!(config.probe.scheme, Scheme::Https);
    assert_eq!((config.probe.port, config.probe.resolve_to), (None, None));
}

#[test]
fn everything_can_be_set() {
    let config = Env::enough()
        .with("SLACK_SIGNING_SECRET", "old, new")
        .with("SLACK_APP_ID", "A0KINSTA1")
        .with("SLACK_API_URL", "http://127.0.0.1:4000/api/")
        .with("KINSTA_API_URL", "http://localhost:4001/sub/v2")
        .with("DATABASE_URL", "postgres://bot:pw@db.example:5432/bot")
        .with("BIND", "::1")
        .with("PORT", "0")
        .with("METRICS_ADDR", "localhost:9100")
        .with("LOG_FORMAT", "json")
        .with("LOG", "warn,kinsta_slack=debug")
        .with("DEFAULT_LANGUAGE", "de")
        .with("OPERATORS", "U0ADA, W0GRACE;U0ADA\n U0JOAN")
        .with("ADMINS", "U0ADA")
        .with("ACCESS_FILE", "/etc/kinsta-slack/access.toml")
        .with("PROBE_ALLOW_PRIVATE", "1")
        .with("PROBE_SCHEME", "http")
        .with("PROBE_PORT", "8080")
        .with("PROBE_RESOLVE_TO", "127.0.0.1")
        .config();
    let secrets: Vec<&str> = config.slack.signing_secrets.iter().map(ExposeSecret::expose_secret).collect();
    assert_eq!(secrets, ["old", "new"]);
    assert_eq!(config.slack.app_id.as_deref(), Some("A0KINSTA1"));
    assert_eq!(config.access.admins, ["U0ADA".into()]);
    assert_eq!(config.access.file.as_deref(), Some(Path::new("/etc/kinsta-slack/access.toml")));
    assert_eq!(config.slack.api_url.as_str(), "http://127.0.0.1:4000/api");
    assert_eq!(config.kinsta.api_url.as_str(), "http://localhost:4001/sub/v2");
    assert_eq!(config.store.url.expose_secret(), "postgres://bot:pw@db.example:5432/bot");
    assert_eq!(config.http.address().to_string(), "[::1]:0");
    assert_eq!(config.http.metrics_addr.map(|addr| addr.to_string()).as_deref(), Some("127.0.0.1:9100"));
    assert_eq!((config.log.format, config.log.filter.as_str()), (LogFormat::Json, "warn,kinsta_slack=debug"));
    assert_eq!(config.default_language, Lang::De);
    assert_eq!(config.access.operators, ["U0ADA", "W0GRACE", "U0JOAN"].map(UserId::from));
    assert!(config.probe.allow_private);
    assert_eq!((config.probe.scheme, config.probe.port), (Scheme::Http, Some(8080)));
    assert_eq!(config.probe.resolve_to.map(|ip| ip.to_string()).as_deref(), Some("127.0.0.1"));
}

#[test]
fn every_mistake_is_told_at_once() {
    let mistakes = Env::empty()
        .with("SLACK_SIGNING_SECRET", "  ")
        .with("SLACK_API_URL", "https://slack.com")
        .with("PORT", "three")
        .with("OPERATORS", "@ada")
        .mistakes();
    let named: Vec<&str> = mistakes.iter().map(|mistake| mistake.variable.as_str()).collect();
    assert_eq!(
        named,
        ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_API_URL", "KINSTA_API_KEY", "PORT", "OPERATORS"]
    );
    let text = mistakes.to_string();
    assert!(
        text.starts_with("the configuration has 6 mistakes:\n  - SLACK_SIGNING_SECRET is empty. Copy it"),
        "{text}"
    );
    assert!(text.contains("- KINSTA_API_KEY is not set. A company owner or admin creates one"), "{text}");
    assert!(text.contains("- PORT is \"three\", not a port. Give a whole number"), "{text}");
}

#[test]
fn what_cannot_work_is_refused_with_a_reason() {
    let cases = [
        ("SLACK_SIGNING_SECRET", ",new", "empty secret"),
        ("SLACK_SIGNING_SECRET", "old,", "empty secret"),
        ("SLACK_SIGNING_SECRET", "a,b,c", "lists 3 secrets"),
        ("SLACK_SIGNING_SECRET", "two words", "a space"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "a user token"),
        ("SLACK_BOT_TOKEN", "xapp-1", "an app-level token"),
        ("SLACK_BOT_TOKEN", "xoxb-", "begins with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-1\u{a0}2", "not plain ASCII"),
        ("SLACK_APP_ID", "my app", "not an app ID"),
        ("SLACK_APP_ID", "A", "not an app ID"),
        ("SLACK_API_URL", "slack.com/api", "not an address"),
        ("SLACK_API_URL", "ftp://slack.com/api", "not an http or https"),
        ("SLACK_API_URL", "http://slack.com/api", "plain http"),
        ("SLACK_API_URL", "http://localhost.example.com/api", "plain http"),
        ("SLACK_API_URL", "https://slack.com/api?x=1", "more than a path"),
        ("SLACK_API_URL", "https://slack.com/v2", "does not end in /api"),
        ("SLACK_API_URL", "https://slack.com/myapi", "does not end in /api"),
        ("KINSTA_API_KEY", "two\nlines", "a line break"),
        ("KINSTA_API_URL", "https://ada:pw@api.kinsta.com/v2", "user name or password"),
        ("KINSTA_API_URL", "https://api.kinsta.com/v1", "does not end in /v2"),
        ("DATABASE_URL", "mysql://host/db", "neither SQLite nor PostgreSQL"),
        ("DATABASE_URL", "sqlite::memory:", "in memory"),
        ("DATABASE_URL", "sqlite://x?mode=memory", "in memory"),
        ("DATABASE_URL", "sqlite://x.db?mode=ro", "read-only"),
        ("DATABASE_URL", "sqlite://", "names no file"),
        ("DATABASE_URL", "postgres://bot:a/b@host/db", "not a readable address"),
        ("BIND", "localhost", "not an IP address"),
        ("PORT", "65536", "not a port"),
        ("PORT", "-1", "not a port"),
        ("METRICS_ADDR", "9100", "not an IP address with a port"),
        ("METRICS_ADDR", "127.0.0.1:3000", "already listen"),
        ("LOG_FORMAT", "xml", "not a log format"),
        ("LOG", "kinsta_slack=loud", "not a log filter"),
        ("DEFAULT_LANGUAGE", "fr", "does not speak"),
        ("OPERATORS", "U0ADA, bob, C0GENERAL", "lists \"bob\", \"C0GENERAL\""),
        ("PROBE_ALLOW_PRIVATE", "maybe", "neither on nor off"),
        ("PROBE_SCHEME", "gopher", "not a scheme"),
        ("PROBE_SCHEME", "http", "for the demo"),
        ("PROBE_PORT", "80", "for the demo"),
        ("PROBE_RESOLVE_TO", "127.0.0.1", "for the demo"),
        ("PROBE_RESOLVE_TO", "nowhere", "not an IP address"),
    ];
    for (variable, value, reason) in cases {
        let mistakes = Env::enough().with(variable, value).mistakes();
        let told: Vec<_> = mistakes.iter().collect();
        assert_eq!(told.len(), 1, "{variable}={value}: {mistakes}");
        assert_eq!(told[0].variable, variable);
        assert!(told[0].problem.contains(reason), "{variable}={value}: {mistakes}");
        assert!(told[0].way_out.ends_with('.'), "{variable}={value}: {mistakes}");
    }
}

#[test]
fn each_required_variable_is_missed_on_its_own() {
    for variable in VARIABLES.iter().filter(|variable| variable.required) {
        let mistakes = Env::enough().without(variable.name).mistakes();
        let told: Vec<String> = mistakes.iter().map(|m| format!("{} {}", m.variable, m.problem)).collect();
        assert_eq!(told, [format!("{} is not set", variable.name)]);
    }
}

#[test]
fn an_empty_variable_counts_as_left_out() {
    let config = Env::enough().with("PORT", "").with("SLACK_APP_ID", " ").with("OPERATORS", "").config();
    assert_eq!(config.http.port, 3000);
    assert_eq!(config.slack.app_id, None);
    assert_eq!(config.access.operators, []);
}

#[test]
fn a_sqlite_address_may_be_written_in_each_usual_way() {
    for url in ["sqlite://a.db", "sqlite:a.db", "sqlite:///data/a.db?cache=private", "sqlite://a.db?mode=rw"] {
        let config = Env::enough().with("DATABASE_URL", url).config();
        assert_eq!(config.store.url.expose_secret(), url);
    }
}

#[test]
fn any_variable_can_come_from_a_file() {
    let token = file_with("token", &format!("\n {TOKEN}\r\n"));
    let port = file_with("port", "8080\n");
    let config = Env::enough()
        .without("SLACK_BOT_TOKEN")
        .with("SLACK_BOT_TOKEN_FILE", &token.to_string_lossy())
        .with("PORT_FILE", &port.to_string_lossy())
        .config();
    assert_eq!(config.slack.bot_token.expose_secret(), TOKEN);
    assert_eq!(config.http.port, 8080);
}

#[test]
fn a_variable_and_its_file_together_are_refused() {
    let port = file_with("both", "8080");
    let mistakes = Env::enough().with("PORT", "8081").with("PORT_FILE", &port.to_string_lossy()).mistakes();
    assert_eq!(
        mistakes.to_string(),
        "the configuration has 1 mistake:\n  - PORT and PORT_FILE are both set. Keep one of the two."
    );
}

#[test]
fn a_file_that_says_nothing_or_is_not_there_is_refused_without_naming_its_path() {
    let empty = file_with("empty", " \n");
    let cases = [
        (empty.to_string_lossy().into_owned(), "names an empty file"),
        // The secret itself, put where its file should be.
        (TOKEN.to_owned(), "cannot be read"),
        (env!("CARGO_TARGET_TMPDIR").to_owned(), "cannot be read"),
    ];
    for (path, reason) in cases {
        let mistakes = Env::enough().without("SLACK_BOT_TOKEN").with("SLACK_BOT_TOKEN_FILE", &path).mistakes();
        let text = mistakes.to_string();
        assert!(text.contains("SLACK_BOT_TOKEN_FILE names") && text.contains(reason), "{text}");
        assert_eq!(mistakes.len(), 1, "{text}");
        assert!(!text.contains(&path), "{text}");
    }
}

#[test]
fn a_wrong_value_inside_a_file_is_blamed_on_the_file() {
    let port = file_with("wrong-port", "eighty");
    let mistakes = Env::enough().with("PORT_FILE", &port.to_string_lossy()).mistakes();
    assert!(mistakes.to_string().contains("PORT_FILE is \"eighty\", not a port"), "{mistakes}");
}

#[test]
fn no_secret_shows_in_debug() {
    let config = Env::enough()
        .with("SLACK_SIGNING_SECRET", "very-secret-old,very-secret-new")
        .with("DATABASE_URL", "postgres://bot:very-secret-pw@db.example/bot?sslpassword=very-secret")
        .config();
    let debug = format!("{config:?} {config:#?} {}", config.store.redacted());
    assert!(!debug.contains("very-secret"), "{debug}");
    assert!(debug.contains("postgres://bot:…@db.example/bot"), "{debug}");
}

#[test]
fn no_secret_shows_in_a_mistake_wherever_it_was_put() {
    let secret = "very-secret";
    for variable in VARIABLES {
        for wrong in [
            format!("xoxb-{secret}"),
            format!("xapp-{secret}"),
            format!("{secret}-as-long-as-a-key-is"),
            format!("https://user:{secret}@host"),
            format!("postgres://bot:{secret}/@host:port/db"),
        ] {
            for name in [variable.name.to_owned(), format!("{}_FILE", variable.name)] {
                let env = Env::enough().without(variable.name).with(&name, &wrong);
                if let Err(mistakes) = env.read() {
                    assert!(!format!("{mistakes} {mistakes:?}").contains(secret), "{name}={wrong}: {mistakes}");
                }
            }
        }
    }
}

#[test]
fn a_slip_in_a_name_is_noticed() {
    let env = [
        "SLACK_TOKEN",
        "SLACK_SIGNING_SECERT",
        "slack_bot_token",
        "SLACK_BOT_TOKEN_FLIE",
        "KINSTA_KEY",
        "KINSTA_APIKEY",
        // Ours as they are, and strangers that share nothing but a prefix.
        "SLACK_BOT_TOKEN",
        "KINSTA_API_KEY_FILE",
        "KINSTA_MASCOT",
        "SLACK_WEBHOOK",
        "PATH",
        "PROT",
    ];
    let told: Vec<String> = typos(env).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "KINSTA_APIKEY is set but not read. Did you mean KINSTA_API_KEY?",
            "KINSTA_KEY is set but not read. Did you mean KINSTA_API_KEY?",
            "SLACK_BOT_TOKEN_FLIE is set but not read. Did you mean SLACK_BOT_TOKEN_FILE?",
            "SLACK_SIGNING_SECERT is set but not read. Did you mean SLACK_SIGNING_SECRET?",
            "SLACK_TOKEN is set but not read. Did you mean SLACK_BOT_TOKEN?",
            "slack_bot_token is set but not read. Did you mean SLACK_BOT_TOKEN?",
        ]
    );
}

#[test]
fn the_table_names_exactly_what_is_read() {
    let asked = RefCell::new(BTreeSet::new());
    let enough = Env::enough();
    let config = Config::read(&|name| {
        // One variable is a file's path itself.
        let name_alone = name.strip_suffix("_FILE").filter(|name| *name != "ACCESS").unwrap_or(name);
        asked.borrow_mut().insert(name_alone.to_owned());
        enough.0.get(name).cloned()
    });
    assert!(config.is_ok());
    let table: BTreeSet<String> = VARIABLES.iter().map(|variable| variable.name.to_owned()).collect();
    assert_eq!(asked.into_inner(), table);
    assert_eq!(table.len(), VARIABLES.len(), "a variable stands in the table twice");
}

#[test]
fn the_documented_table_is_the_real_one() {
    const START: &str =
        "<!-- variables: made from src/config/variables.rs with `UPDATE=1 cargo test --test config` -->\n";
    const END: &str = "<!-- /variables -->";
    let table = table();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, must_have_it) in [("docs/configuration.md", true), ("README.md", false)] {
        let path = root.join(name);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let Some((before, rest)) = text.split_once(START) else {
            assert!(!must_have_it, "{name} has no table: the line {START:?} is missing");
            continue;
        };
        let (present, after) = rest.split_once(END).unwrap_or_else(|| panic!("{name}: the line {END:?} is missing"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, format!("{before}{START}{table}{END}{after}")).expect("the file is writable");
        } else {
            assert_eq!(present, table, "{name} is out of date: run `UPDATE=1 cargo test --test config`");
        }
    }
}

fn table() -> String {
    let mut table = String::from("\n| Variable | Default | Meaning |\n|---|---|---|\n");
    for variable in VARIABLES {
        assert!(!variable.meaning.contains(['|', '\n']), "{} breaks the table", variable.name);
        let default = match (variable.required, variable.default) {
            (true, _) => "**required**".to_owned(),
            (false, "") => "none".to_owned(),
            (false, default) => format!("`{default}`"),
        };
        let secret = if variable.secret { " *Secret.*" } else { "" };
        writeln!(table, "| `{}` | {default} | {}{secret} |", variable.name, variable.meaning).expect("a string grows");
    }
    table.push('\n');
    table
}
