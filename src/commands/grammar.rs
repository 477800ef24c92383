//! Reads a verb's arguments, and says in the person's language what does not fit.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command};

use super::registry::Entry;
use super::services::Asked;
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
        Refusal::new(why).way_out(way_out)
    })
}

fn explain(asked: &Asked, error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(context).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
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

fn context(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(many) => many.join(", "),
        other => other.to_string(),
    }
}

/// The verb's usage line, `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`.
pub fn usage(entry: &Entry) -> String {
    let mut line = format!("/kinsta {} {}", entry.verb.noun(), entry.verb.name());
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
        // A value name such as `site` [env]` is written with its own brackets: one positional takes the words of both.
        let shown = names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        parts.push(shown);
    }
    for option in grammar.get_opts().filter(|option| !option.is_hide_set()) {
        let values: Vec<_> = option.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let shown = if values.is_empty() {
            option.get_value_names().and_then(<[_]>::first).map_or_else(|| "…".to_owned(), ToString::to_string)
        } else {
            values.join("|")
        };
        parts.push(format!("[--{} {shown}]", option.get_long().unwrap_or_default()));
    }
    parts
}
