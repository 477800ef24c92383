//! The reference of all commands is what the program itself says.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use kinsta_slack::commands;

const STORED: &str = include_str!("../docs/commands.md");

#[test]
fn the_reference_of_commands_is_up_to_date() {
    assert_eq!(
        STORED.trim_end(),
        commands::reference().trim_end(),
        "docs/commands.md is stale: cargo run -q -- commands > docs/commands.md"
    );
}

#[test]
fn every_verb_has_its_place_in_the_reference() {
    let registry = commands::Registry::default();
    for noun in registry.nouns() {
        assert!(STORED.contains(&format!("\n## {noun}\n")), "{noun} is missing");
        for entry in registry.verbs(noun) {
            let heading = format!("\n### `/kinsta {noun} {}", entry.verb.name());
            // `webroot` is not `webroot set`, nor `create` `create-plain`.
            let is_whole = |rest: &&str| ["`", " <", " [", " --"].iter().any(|end| rest.starts_with(end));
            assert_eq!(STORED.split(&heading).skip(1).filter(is_whole).count(), 1, "{heading}");
            let kinsta = entry.verb.kinsta_operations();
            let is_ours = entry.verb.is_kept_here() || ["approval", "operation"].contains(&noun);
            assert!(!kinsta.is_empty() || is_ours, "{heading} names no Kinsta operation");
            assert!(kinsta.iter().all(|operation| STORED.contains(&format!("`{operation}`"))), "{heading}");
        }
    }
}

#[test]
fn no_line_of_the_reference_is_left_with_doubled_marks() {
    for line in STORED.lines() {
        for marks in ["<<", ">>", "[[", "]]", "``", "..", "  "] {
            assert!(!line.contains(marks), "{marks} in {line}");
        }
    }
}
