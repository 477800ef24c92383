//! Reads a verb's arguments, and says in the person's language what does not fit.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command};

use super::args::FORM_ONLY;
use super::registry::Entry;
use super::services::Asked;
use super::target::{ENV, SITE};
use crate::domain::refusal::Refusal;
use crate::domain::text;

/// Reads the arguments of one verb.
pub fn parse(asked: &Asked, entry: &Entry, words: &[String]) -> Result<ArgMatches, Refusal> {
    entry.grammar.clone().try_get_matches_from(words).map_err(|error| {
        let why = explain(asked, &error);
        let way_out = asked
            .t("usage-way-out")
            .marked("usage", text::code(&usage(entry)))
            .marked("example", text::code(&format!("/kinsta {}", entry.verb.example())));
        let refusal = Refusal { argument: argument(entry, &error), ..Refusal::new(why).way_out(way_out) };
        match error.kind() {
            ErrorKind::MissingRequiredArgument => refusal.incomplete().self_evident(),
            _ if is_form_only(&error) => refusal.misread().incomplete(),
            _ => refusal.misread(),
        }
    })
}

/// The name of the argument that a mistake is about.
fn argument(entry: &Entry, error: &clap::Error) -> Option<String> {
    let said = error.get(ContextKind::InvalidArg).map(context)?;
    let first = said.split(", ").next().unwrap_or_default();
    let bare = bare(first);
    let is_meant = |argument: &&clap::Arg| {
        argument.to_string() == first
            || argument.get_long().is_some_and(|long| bare == format!("--{long}"))
            || bare.trim_matches(['<', '>', '[', ']']) == argument.get_id().as_str()
    };
    // Only a grammar that was built can write its arguments.
    let mut grammar = entry.grammar.clone();
    grammar.build();
    grammar.get_arguments().find(is_meant).map(|argument| argument.get_id().to_string())
}

/// Whether somebody typed what only a form takes.
fn is_form_only(error: &clap::Error) -> bool {
    error.get(ContextKind::InvalidValue).map(context).as_deref() == Some(FORM_ONLY)
}

fn explain(asked: &Asked, error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(context).unwrap_or_default();
    let argument = bare(&said(ContextKind::InvalidArg));
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let near = said(ContextKind::SuggestedArg);
            let key = if near.is_empty() { "mistake-unknown-argument" } else { "mistake-unknown-argument-near" };
            asked.t(key).marked("argument", text::code(&argument)).marked("near", text::code(&near)).say()
        }
        ErrorKind::InvalidValue => {
            let value = said(ContextKind::InvalidValue);
            let valid = said(ContextKind::ValidValue);
            if value.is_empty() {
                asked.t("mistake-no-value").marked("argument", text::code(&argument)).say()
            } else if valid.is_empty() {
                asked
                    .t("mistake-value")
                    .marked("argument", text::code(&argument))
                    .marked("value", text::code(&value))
                    .say()
            } else {
                asked
                    .t("mistake-value-of")
                    .marked("argument", text::code(&argument))
                    .marked("value", text::code(&value))
                    .plain("valid", &valid)
                    .say()
            }
        }
        ErrorKind::ValueValidation if is_form_only(error) => {
            asked.t("mistake-form-only").marked("argument", text::code(&argument)).say()
        }
        ErrorKind::ValueValidation => asked
            .t("mistake-value")
            .marked("argument", text::code(&argument))
            .marked("value", text::code(&said(ContextKind::InvalidValue)))
            .say(),
        ErrorKind::MissingRequiredArgument => {
            asked.t("mistake-missing").marked("argument", text::code(&argument)).say()
        }
        ErrorKind::ArgumentConflict | ErrorKind::TooManyValues => {
            asked.t("mistake-twice").marked("argument", text::code(&argument)).say()
        }
        _ => asked.t("mistake-other").say(),
    }
}

/// Clap says `--layer <layer>` and `<site>...`; a person typed `--layer`, and dots say nothing.
fn bare(argument: &str) -> String {
    let bare = if argument.starts_with('-') { argument.split([' ', '=']).next().unwrap_or_default() } else { argument };
    bare.trim_end_matches("...").to_owned()
}

fn context(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(many) => many.join(", "),
        other => other.to_string(),
    }
}

/// The verb's usage line, `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`.
pub fn usage(entry: &Entry) -> String {
    let mut line = format!("/kinsta {}", entry.words());
    for part in arguments(&entry.grammar) {
        line.push(' ');
        line.push_str(&part);
    }
    line
}

fn arguments(grammar: &Command) -> Vec<String> {
    let mut parts = Vec::new();
    for positional in grammar.get_positionals() {
        let names = positional.get_value_names().unwrap_or_default();
        let named = names.first().map_or_else(|| positional.get_id().as_str(), |name| name.as_str());
        if positional.is_last_set() {
            parts.push("--".to_owned());
        }
        parts.push(if positional.is_required_set() { format!("<{named}>") } else { format!("[{named}]") });
        // One run of words holds both names, see `target::arguments`.
        if positional.get_id() == SITE {
            parts.push(format!("[{ENV}]"));
        }
    }
    let is_option = |option: &&clap::Arg| !option.is_positional() && !option.is_hide_set();
    for option in grammar.get_arguments().filter(is_option) {
        if matches!(option.get_action(), clap::ArgAction::SetTrue) {
            parts.push(format!("[--{}]", option.get_long().unwrap_or_default()));
            continue;
        }
        let values: Vec<_> = option.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let shown = if values.is_empty() {
            let name = option.get_value_names().and_then(<[_]>::first);
            format!("<{}>", name.map_or_else(|| option.get_id().as_str(), |name| name.as_str()))
        } else {
            values.join("|")
        };
        let part = format!("--{} {shown}", option.get_long().unwrap_or_default());
        parts.push(if option.is_required_set() { part } else { format!("[{part}]") });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Registry;

    fn usage_of(noun: &str, verb: &str) -> String {
        usage(Registry::default().find(noun, verb).unwrap())
    }

    #[test]
    fn a_usage_line_reads_as_a_person_would_type_it() {
        for (noun, verb, line) in [
            (
                "cache",
                "clear",
                "/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url <url>] [--subdirectories]",
            ),
            ("cache", "edge", "/kinsta cache edge <on|off> <site> [env]"),
            ("wp", "run", "/kinsta wp run <site> [env] -- <command>"),
            ("php", "restart", "/kinsta php restart <site> [env]"),
            ("site", "list", "/kinsta site list [words] [--label <label>]"),
            ("site", "status", "/kinsta site status <site> [env]"),
            ("operation", "status", "/kinsta operation status [id]"),
        ] {
            assert_eq!(usage_of(noun, verb), line);
        }
    }

    #[test]
    fn no_usage_line_has_doubled_brackets() {
        let registry = Registry::default();
        for entry in registry.entries() {
            let line = usage(entry);
            let is_doubled = ["<<", ">>", "[[", "]]", "<[", "[<", "..."].iter().any(|marks| line.contains(marks));
            assert!(!is_doubled, "{line}");
        }
    }

    #[test]
    fn every_example_is_understood_by_its_own_grammar() {
        let registry = Registry::default();
        for entry in registry.entries() {
            let words = crate::domain::words::split(entry.verb.example()).unwrap();
            let (read, taken) = registry.read(&words).unwrap();
            assert_eq!(read.words(), entry.words(), "{}", entry.verb.example());
            assert!(entry.grammar.clone().try_get_matches_from(&words[taken..]).is_ok(), "{}", entry.verb.example());
        }
    }

    #[test]
    fn what_is_missing_is_known_by_its_argument() {
        let registry = Registry::default();
        let mut missing = 0;
        for entry in registry.entries() {
            for words in [&[][..], &["acme"][..]] {
                let Err(error) = entry.grammar.clone().try_get_matches_from(words) else { continue };
                if error.kind() != ErrorKind::MissingRequiredArgument {
                    continue;
                }
                assert!(argument(entry, &error).is_some(), "{}: {error}", entry.words());
                missing += 1;
            }
        }
        assert!(missing > 5);
    }

    #[test]
    fn what_clap_names_is_shown_as_it_was_typed() {
        for (named, shown) in [
            ("--layer <layer>", "--layer"),
            ("--layer=<layer>", "--layer"),
            ("<site>...", "<site>"),
            ("[words]...", "[words]"),
            ("--lable", "--lable"),
            ("two words", "two words"),
        ] {
            assert_eq!(bare(named), shown);
        }
    }
}
