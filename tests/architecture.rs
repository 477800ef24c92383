//! Who may know whom, kept true: reads the paths every source file mentions and compares them with the table below.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "architecture/scan.rs"]
mod scan;

use std::path::Path;

use scan::{Mention, Source, mentions, module_of, sources};

/// Fewer files than this were not all of them.
const FEWEST_FILES: usize = 40;

/// A file longer than this is no longer read in one sitting.
const LONGEST_FILE: usize = 500;

/// Macros that mark what is not finished.
const UNFINISHED: [&str; 3] = ["todo", "unimplemented", "dbg"];

/// Everything but the composition root, which knows everybody.
const COMPOSITION: [&str; 4] = ["app", "cli", "main", "lib"];

/// What the modules below `rooms` may mention, and why.
struct Rule {
    rooms: &'static [&'static str],
    limit: Limit,
    /// Modules below `rooms` that the rule leaves alone.
    except: &'static [&'static str],
    /// Whether modules of unit tests are left alone.
    but_tests: bool,
    because: &'static str,
}

enum Limit {
    /// Of this crate, only these modules.
    Only(&'static [&'static str]),
    /// None of these, ours (`crate::…`) or other crates.
    Never(&'static [&'static str]),
}

use Limit::{Never, Only};

const fn rule(rooms: &'static [&'static str], limit: Limit, because: &'static str) -> Rule {
    Rule { rooms, limit, except: &[], but_tests: false, because }
}

const FLOWS: &[&str] = &[
    "crate::access",
    "crate::act",
    "crate::approvals",
    "crate::audit",
    "crate::operations",
    "crate::shadow",
    "crate::sites",
];

const EVERYWHERE: &[&str] = &["crate"];

const RULES: &[Rule] = &[
    rule(&["crate::domain"], Only(&["crate::domain"]), "the domain is pure: everyone knows it, it knows nobody"),
    rule(
        &["crate::domain"],
        Never(&["sqlx", "axum", "reqwest", "slack_morphism", "tokio", "tracing"]),
        "the domain does no I/O",
    ),
    rule(&["crate::clock"], Only(&["crate::clock", "crate::domain"]), "time depends on nobody"),
    rule(&["crate::config"], Only(&["crate::config", "crate::domain"]), "the configuration starts nothing"),
    rule(&["crate::i18n"], Only(&["crate::i18n", "crate::domain"]), "texts are chosen, not made, here"),
    rule(&["crate::charts"], Only(&["crate::charts", "crate::domain"]), "a chart is drawn from its numbers alone"),
    rule(
        &["crate::kinsta"],
        Only(&["crate::kinsta", "crate::domain", "crate::clock", "crate::access"]),
        "the Kinsta client knows neither Slack nor the store; a write needs the policy's Grant",
    ),
    rule(
        &["crate::slack"],
        Only(&["crate::slack", "crate::domain", "crate::clock", "crate::i18n", "crate::store"]),
        "Slack's side knows neither Kinsta nor the flows",
    ),
    Rule {
        rooms: &["crate::slack"],
        limit: Never(&["crate::store"]),
        except: &["crate::slack::outbox"],
        but_tests: false,
        because: "only the outbox reads what waits to be sent",
    },
    rule(
        &["crate::store"],
        Never(&["crate::slack", "crate::kinsta", "crate::http", "crate::commands", "crate::worker"]),
        "the store keeps the nouns, not the wire formats",
    ),
    rule(FLOWS, Never(&["crate::slack", "crate::http"]), "a flow answers with a card and never learns who renders it"),
    Rule {
        rooms: FLOWS,
        limit: Never(&["slack_morphism", "axum"]),
        except: &[],
        // A test of the probe serves the site it probes.
        but_tests: true,
        because: "a flow neither speaks Slack's language nor serves requests",
    },
    rule(&["crate::audit"], Never(&["crate::kinsta"]), "what the audit log says is known without Kinsta"),
    rule(
        &["crate::commands"],
        Never(&["crate::slack", "crate::http", "slack_morphism", "axum", "sqlx"]),
        "a command reads words and answers with a card: no wire format, no router, no SQL",
    ),
    rule(
        &["crate::http", "crate::worker"],
        Never(&["sqlx", "crate::kinsta::api"]),
        "the edges carry things to the flows: no SQL, no call to Kinsta",
    ),
    rule(
        &["crate::demo::kinsta", "crate::demo::slack"],
        Never(&["crate::kinsta", "crate::slack", "crate::domain"]),
        "a simulator that shares types with what it tests would share its mistakes",
    ),
    Rule {
        rooms: EVERYWHERE,
        limit: Never(&["crate::demo"]),
        except: &["crate::demo"],
        but_tests: true,
        because: "production code does not know the demo",
    },
    Rule {
        rooms: EVERYWHERE,
        limit: Never(&["sqlx"]),
        except: &["crate::store"],
        but_tests: false,
        because: "SQL lives in the store, where it is tested on both databases",
    },
];

fn path(text: &str) -> Vec<String> {
    text.split("::").map(str::to_owned).collect()
}

fn is_below(module: &[String], room: &str) -> bool {
    module.starts_with(&path(room))
}

impl Rule {
    fn is_for(&self, module: &[String]) -> bool {
        let composition = module.get(1).is_none_or(|room| COMPOSITION.contains(&room.as_str()));
        !composition
            && self.rooms.iter().any(|room| is_below(module, room))
            && !self.except.iter().any(|room| is_below(module, room))
    }

    fn is_broken_by(&self, mention: &Mention) -> bool {
        if self.but_tests && mention.in_tests {
            return false;
        }
        let to = |rooms: &[&str]| rooms.iter().any(|room| is_below(&mention.segments, room));
        match self.limit {
            // `crate` alone, and a name re-exported at the root, belong to nobody.
            Only(rooms) => is_a_room(&mention.segments) && !to(rooms),
            Never(rooms) => to(rooms),
        }
    }
}

/// Whether a path leads into one of the crate's modules.
fn is_a_room(segments: &[String]) -> bool {
    segments.first().is_some_and(|root| root == "crate")
        && segments.get(1).is_some_and(|room| room == "*" || room.starts_with(|c: char| c.is_lowercase()))
}

/// What a file does against the rules, as `file:line: …`.
fn breaches(source: &Source) -> Vec<String> {
    let module = module_of(&source.file);
    let mentions = mentions(source);
    RULES
        .iter()
        .filter(|rule| rule.is_for(&module))
        .flat_map(|rule| {
            mentions.iter().filter(|mention| rule.is_broken_by(mention)).map(move |mention| (rule, mention))
        })
        .map(|(rule, mention)| {
            format!("{}:{}: uses {} — {}", source.file, mention.line, mention.segments.join("::"), rule.because)
        })
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn crate_sources() -> Vec<Source> {
    let sources = sources(root(), "src");
    assert!(sources.len() >= FEWEST_FILES, "found {} files only: the scanner looks in the wrong place", sources.len());
    sources
}

fn all_sources() -> Vec<Source> {
    let mut all = crate_sources();
    all.extend(sources(root(), "tests"));
    all.extend(sources(root(), "benches"));
    all
}

#[test]
fn nobody_knows_whom_they_must_not() {
    let breaches: Vec<String> = crate_sources().iter().flat_map(breaches).collect();
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read_in_one_sitting() {
    let long: Vec<String> = all_sources()
        .iter()
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(source, lines)| {
            format!("{}:{lines}: more than {LONGEST_FILE} lines; which two things is it?", source.file)
        })
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn nothing_is_left_unfinished() {
    let unfinished: Vec<String> = all_sources().iter().flat_map(unfinished).collect();
    assert!(unfinished.is_empty(), "\n{}\n", unfinished.join("\n"));
}

fn unfinished(source: &Source) -> Vec<String> {
    mentions(source)
        .iter()
        .filter(|mention| mention.is_macro)
        .filter_map(|mention| mention.segments.last().map(|name| (mention.line, name)))
        .filter(|(_, name)| UNFINISHED.contains(&name.as_str()))
        .map(|(line, name)| format!("{}:{line}: {name}! marks what is not finished", source.file))
        .collect()
}

#[test]
fn every_rule_guards_a_room_that_is_there() {
    let modules: Vec<Vec<String>> = crate_sources().iter().map(|source| module_of(&source.file)).collect();
    for room in RULES.iter().flat_map(|rule| rule.rooms.iter().chain(rule.except)) {
        let top: Vec<String> = path(room).into_iter().take(2).collect();
        assert!(modules.iter().any(|module| module.starts_with(&top)), "no file in {room}: its rule guards nothing");
    }
}

/// A file that says something, to see what the rules make of it.
fn source(file: &str, text: &str) -> Source {
    Source { file: file.to_owned(), text: text.to_owned() }
}

#[test]
fn each_rule_can_be_broken() {
    let cases = [
        ("src/domain/site.rs", "use crate::kinsta::Client;"),
        ("src/domain/site.rs", "fn f() { sqlx::query(\"\"); }"),
        ("src/clock/mod.rs", "use crate::store::Store;"),
        ("src/config/mod.rs", "use crate::http;"),
        ("src/i18n/mod.rs", "use crate::slack::blocks;"),
        ("src/charts/svg.rs", "use crate::i18n::Catalogue;"),
        ("src/kinsta/client.rs", "use crate::slack::Client;"),
        ("src/kinsta/client.rs", "fn f(_: crate::store::Store) {}"),
        ("src/kinsta/mod.rs", "use super::slack;"),
        ("src/slack/client.rs", "use crate::{domain::ids, kinsta::{self, Error}};"),
        ("src/slack/client.rs", "use crate::store::outbox;"),
        ("src/slack/client.rs", "use crate::operations::Follow;"),
        ("src/store/mod.rs", "use crate::slack::blocks;"),
        ("src/sites/directory.rs", "use crate::slack::blocks;"),
        ("src/access/mod.rs", "use super::http::Router;"),
        ("src/approvals/mod.rs", "use axum::Router;"),
        ("src/shadow/mod.rs", "use crate::slack::client::Client;"),
        ("src/audit/mirror.rs", "use crate::kinsta::api::activity::Entry;"),
        ("src/operations/follow/mod.rs", "use super::super::slack::Client;"),
        ("src/commands/cache/clear.rs", "async fn f(_: axum::Json<()>) {}"),
        ("src/commands/cache/clear.rs", "#[derive(sqlx::FromRow)] struct Row;"),
        ("src/http/slash.rs", "use crate::kinsta::api::sites;"),
        ("src/worker/tick.rs", "use crate::kinsta::{Client, api};"),
        ("src/demo/kinsta/sites.rs", "use crate::domain::site::Site;"),
        ("src/demo/slack/page.rs", "use crate::slack::blocks;"),
        ("src/sites/mod.rs", "use crate::demo::kinsta;"),
        ("src/operations/mod.rs", "use ::sqlx::Row;"),
        ("src/operations/mod.rs", "use sqlx;"),
        ("src/sites/mod.rs", "fn f() -> Box<dyn ::sqlx::Row> {}"),
        ("src/http/mod.rs", "type A = Vec<crate::kinsta::api::sites::List>;"),
    ];
    let mut reasons = String::new();
    for (file, text) in cases {
        let told = breaches(&source(file, &format!("//! A file.\n{text}")));
        reasons.push_str(&told.join("\n"));
        assert!(!told.is_empty(), "{file}: {text}: nobody minds");
        assert!(told.iter().all(|line| line.starts_with(&format!("{file}:2: uses "))), "{told:?}");
    }
    for rule in RULES {
        assert!(reasons.contains(rule.because), "no case breaks the rule that {}", rule.because);
    }
    assert_eq!(
        unfinished(&source("src/a.rs", "fn f() {\n    std::todo!()\n}")),
        ["src/a.rs:2: todo! marks what is not finished"]
    );
}

#[test]
fn what_is_allowed_passes() {
    let cases = [
        ("src/app.rs", "use crate::{slack, kinsta, http, demo}; use sqlx::Row;"),
        ("src/slack/outbox.rs", "use crate::store::Store;"),
        ("src/slack/outbox/deliver.rs", "use crate::store::Store; use super::super::client;"),
        ("src/store/jobs.rs", "use sqlx::Row; use crate::domain::ids::OperationId;"),
        ("src/http/slash.rs", "use crate::kinsta::Error; use crate::slack::verify;"),
        ("src/demo/kinsta/mod.rs", "use super::clock; use crate::demo::kinsta::sites; mod slack; use self::slack::A;"),
        (
            "src/kinsta/client.rs",
            "// crate::slack is not known here\n/* nor crate::store */ const A: &str = \"crate::slack::x\";",
        ),
        (
            "src/kinsta/client.rs",
            "const A: &str = r#\"use \"crate::slack\";\"#; fn f<'a>(_: &'a str) { let _ = ('\"', '\\''); }",
        ),
        ("src/kinsta/mod.rs", "mod slack {} mod tests { use super::slack; }"),
        ("src/sites/mod.rs", "mod tests { use crate::demo::kinsta; }"),
        ("src/sites/probe/tests.rs", "use axum::Router;"),
        ("src/domain/site.rs", "fn f() { let sqlx = 1; x.sqlx(); }"),
    ];
    for (file, text) in cases {
        let told = breaches(&source(file, text));
        assert!(told.is_empty(), "{file}: {text}: {told:?}");
    }
}
