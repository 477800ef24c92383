//! The Slack app's manifest: valid for Slack, asking for what is documented and no more, pointing where the service listens.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Where Slack sends what, in the manifest and in the service.
const PATHS: [(&str, &str); 4] = [
    ("/features/slash_commands/0/url", "/slack/commands"),
    ("/settings/interactivity/request_url", "/slack/interactivity"),
    ("/settings/interactivity/message_menu_options_url", "/slack/options"),
    ("/settings/event_subscriptions/request_url", "/slack/events"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn manifest() -> Value {
    serde_saphyr::from_str(&read("manifest/slack-app.yaml")).expect("the manifest is YAML")
}

/// Says why a test cannot run; where everything is required, that is a failure.
fn skip(reason: &str) {
    assert!(std::env::var_os("REQUIRE_ALL").is_none(), "REQUIRE_ALL is set, but {reason}");
    // Past the test harness, which would swallow it: nobody should take a skipped test for a passed one.
    let _ = writeln!(std::io::stderr(), "skipped: {reason}");
}

fn strings(value: &Value, pointer: &str) -> BTreeSet<String> {
    let list = value.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("{pointer} is no list"));
    list.iter().map(|item| item.as_str().expect("a string").to_owned()).collect()
}

/// The first cells of a Markdown table under a heading, without their backticks.
fn documented(heading: &str) -> BTreeSet<String> {
    let text = read("docs/slack-scopes.md");
    let section = text.split_once(heading).unwrap_or_else(|| panic!("{heading:?} is missing")).1;
    let section = section.trim_start_matches('\n').split("\n#").next().unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(cell, _)| cell.to_owned())
        .collect()
}

#[test]
fn the_manifest_is_valid_against_slacks_schema() {
    let path: PathBuf = root().join("../shared/reference/slack-manifest.schema.2.0.0.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return skip("Slack's manifest schema is not beside this repository");
    };
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let manifest = manifest();
    let errors: Vec<String> =
        validator.iter_errors(&manifest).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");

    let mut misspelt = manifest;
    misspelt["settings"]["socket_mode_enable"] = Value::Bool(false);
    assert!(!validator.is_valid(&misspelt), "the schema accepts anything, so it proves nothing");
}

#[test]
fn every_scope_is_explained_and_nothing_else() {
    let scopes = strings(&manifest(), "/oauth_config/scopes/bot");
    assert_eq!(scopes, documented("# What the Slack app asks for, and why\n"));
    let kinds = manifest()["oauth_config"]["scopes"].as_object().expect("scopes").len();
    assert_eq!(kinds, 1, "the bot acts for itself: no user scopes");
}

#[test]
fn every_event_is_explained_and_has_its_scope() {
    let manifest = manifest();
    let events = strings(&manifest, "/settings/event_subscriptions/bot_events");
    assert_eq!(events, documented("## Events\n"));

    let scopes = strings(&manifest, "/oauth_config/scopes/bot");
    for (event, scope) in [("app_mention", "app_mentions:read"), ("message.im", "im:history")] {
        assert!(events.contains(event) && scopes.contains(scope), "{event} is not delivered without {scope}");
    }
}

#[test]
fn slack_is_pointed_at_the_paths_the_service_has() {
    let manifest = manifest();
    for (pointer, path) in PATHS {
        let url = manifest.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} is missing"));
        assert_eq!(url, format!("https://YOUR-HOST.example{path}"), "{pointer}");
    }
    assert_eq!(read("manifest/slack-app.yaml").matches("https://").count(), PATHS.len(), "a path nobody checks");

    let http = sources(&root().join("src/http"));
    if !http.contains("Router") {
        return skip("src/http has no router yet");
    }
    for (_, path) in PATHS {
        assert!(http.contains(&format!("\"{path}\"")), "src/http does not serve {path}");
    }
}

#[test]
fn there_is_one_command_and_it_hides_no_identities() {
    let manifest = manifest();
    let commands = manifest["features"]["slash_commands"].as_array().expect("commands");
    assert_eq!(commands.len(), 1);
    assert_eq!(commands[0]["command"], "/kinsta");
    assert_eq!(commands[0]["should_escape"], true, "people and channels arrive as ids, not as names");
}

#[test]
fn what_is_not_supported_is_off_and_what_is_answered_is_on() {
    let manifest = manifest();
    for (pointer, wanted) in [
        ("/settings/org_deploy_enabled", false),
        ("/settings/socket_mode_enabled", false),
        ("/settings/token_rotation_enabled", false),
        ("/settings/interactivity/is_enabled", true),
        ("/features/app_home/home_tab_enabled", true),
        ("/features/app_home/messages_tab_enabled", true),
        ("/features/app_home/messages_tab_read_only_enabled", false),
    ] {
        assert_eq!(manifest.pointer(pointer), Some(&Value::Bool(wanted)), "{pointer}");
    }
}

fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&std::fs::read_to_string(&path).expect("a readable source"));
        }
    }
    text
}
