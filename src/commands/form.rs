//! The form of a verb, made from the same description as its grammar, and the words that a filled-in one stands for.

use clap::{Arg, ArgMatches};
use secrecy::SecretString;

use super::args::{self, Kind};
use super::known::Known;
use super::people;
use super::registry::Entry;
use super::services::{Asked, Enclosed, Services};
use super::target::{ENV, SITE, WHOLE_SITE};
use crate::domain::actor::Place;
use crate::domain::card::Part;
use crate::domain::form::{Answer, Choice, Field, Filled, Form, Input, Purpose};
use crate::domain::ids::{EnvId, SiteId};
use crate::domain::site::Site;
use crate::domain::target::Target;
use crate::domain::text;
use crate::i18n;

/// The words that a filled-in form stands for, and what came with it.
pub struct Line {
    /// The words after `/kinsta`, the verb's own first.
    pub words: Vec<String>,
    /// Passwords and keys.
    pub enclosed: Enclosed,
}

/// What is known from words that are perhaps not complete.
pub fn known_from_words(entry: &Entry, words: &[String], services: &Services) -> Known {
    let mut known = Known::default();
    let Ok(matches) = entry.grammar.clone().ignore_errors(true).try_get_matches_from(words) else { return known };
    for argument in entry.grammar.get_arguments() {
        let name = argument.get_id().as_str();
        if let Some(answer) = answer_from(argument, &matches) {
            known.answers.insert(name.to_owned(), answer);
        }
    }
    find_site(&mut known, services);
    known
}

/// What is known from a form.
pub fn known_from(filled: &Filled, services: &Services) -> Known {
    let mut known = Known { answers: filled.answers.clone(), ..Known::default() };
    find_site(&mut known, services);
    known
}

fn answer_from(argument: &Arg, matches: &ArgMatches) -> Option<Answer> {
    let name = argument.get_id().as_str();
    match args::kind(argument) {
        Kind::Secret | Kind::File => None,
        Kind::Flag => {
            // After a mistake a flag may have no value at all.
            let ticked = matches.try_get_one::<bool>(name).ok().flatten().copied();
            ticked.unwrap_or_default().then_some(Answer::Flag(true))
        }
        _ if matches.value_source(name) == Some(clap::parser::ValueSource::DefaultValue) => None,
        _ => {
            let raw: Vec<String> = matches.get_raw(name)?.map(|value| value.to_string_lossy().into_owned()).collect();
            if args::is_several(argument) && !is_target(name) {
                Some(Answer::Many(raw))
            } else {
                Some(Answer::Text(raw.join(" ")))
            }
        }
    }
}

/// The site and environment that the words or the choice mean, where they mean exactly one.
fn find_site(known: &mut Known, services: &Services) {
    let index = services.directory.snapshot().index.clone();
    if let Some(words) = known.text(SITE).map(str::to_owned) {
        let with_env = match known.text(ENV) {
            Some(env) => format!("{words} {env}"),
            None => words,
        };
        if let Some((site, env)) = index.environment(&EnvId::new(with_env.as_str())) {
            (known.site, known.env) = (Some(site.clone()), Some(env.clone()));
        } else if let Some((site, env)) = super::target::exactly(&index, &with_env) {
            (known.site, known.env) = (Some(site), env);
        }
    }
    if let Some(words) = known.text(WHOLE_SITE).map(str::to_owned) {
        known.site = index.site(&SiteId::new(words.as_str())).cloned();
        if known.site.is_none() {
            known.site = super::target::exactly(&index, &words).map(|(site, _)| site);
        }
    }
}

fn is_target(name: &str) -> bool {
    name == SITE || name == WHOLE_SITE
}

/// The form with what is known filled in. `choices` are those that were read from Kinsta, by the arguments' names.
pub fn build(
    asked: &Asked,
    entry: &Entry,
    known: &Known,
    choices: &[(String, Vec<Choice>)],
    place: Option<Place>,
) -> Form {
    let verb = &entry.verb;
    let shown = |argument: &&Arg| {
        let kind = args::kind(argument);
        argument.get_id() != ENV && (!argument.is_hide_set() || matches!(kind, Kind::Secret | Kind::File))
    };
    let (mut order, mut fields) = (Vec::new(), Vec::new());
    for argument in entry.grammar.get_arguments().filter(shown) {
        let name = argument.get_id().as_str();
        let Some(input) = input(asked, entry, argument, known, choices) else { continue };
        let group = people::group(asked, argument, known);
        let reloads = !verb.chosen().is_empty() && (is_target(name) || verb.decides().contains(&name));
        let is_flag = matches!(input, Input::Flag { .. });
        fields.push(Field {
            name: name.to_owned(),
            label: said(asked, entry, "arg", name).unwrap_or_else(|| name.replace(['_', '-'], " ")),
            hint: said(asked, entry, "hint", name),
            // Where a group may stand in a person's place, neither field is needed by itself.
            is_optional: is_flag || !argument.is_required_set() || group.is_some(),
            reloads,
            input,
        });
        order.push((!is_target(name), !argument.is_required_set()));
        order.extend(group.is_some().then_some((true, !argument.is_required_set())));
        fields.extend(group);
    }
    // The site comes first, then what must be filled in, in the order it is typed.
    let mut ordered: Vec<((bool, bool), Field)> = order.into_iter().zip(fields).collect();
    ordered.sort_by_key(|(place, _)| *place);
    let fields = ordered.into_iter().map(|(_, field)| field).collect();
    Form {
        purpose: Purpose::Verb { noun: verb.noun().to_owned(), verb: verb.name().to_owned() },
        title: asked.t("form-title").marked("verb", entry.words()).say(),
        submit: Some(asked.t(if verb.risk().changes() { "form-submit-change" } else { "form-submit" }).say()),
        place,
        intro: vec![Part::Text(format!("{}.", text::capitalised(&asked.t(entry.key("verb")).say())))],
        fields,
    }
}

/// A sentence about an argument: the verb's own, or the one that all share.
fn said(asked: &Asked, entry: &Entry, prefix: &str, name: &str) -> Option<String> {
    let name = name.replace('_', "-");
    [format!("{}-{name}", entry.key(prefix)), format!("{prefix}-{name}")]
        .into_iter()
        .find(|key| i18n::has(asked.actor.lang, key))
        .map(|key| asked.t(key).say())
}

fn input(
    asked: &Asked,
    entry: &Entry,
    argument: &Arg,
    known: &Known,
    choices: &[(String, Vec<Choice>)],
) -> Option<Input> {
    let name = argument.get_id().as_str();
    let value = known.text(name).map(str::to_owned);
    if name == SITE {
        return Some(Input::Environment { chosen: known.site.as_ref().zip(known.env.as_ref()).map(environment) });
    }
    if name == WHOLE_SITE {
        return Some(Input::Site { chosen: known.site.as_deref().map(site) });
    }
    if entry.verb.chosen().contains(&name) {
        // Before its choices are known there is nothing to choose from.
        let choices = choices.iter().find(|(of, _)| of == name)?.1.clone();
        if args::is_several(argument) {
            let values = match known.answers.get(name) {
                Some(Answer::Many(values)) => values.clone(),
                _ => Vec::new(),
            };
            return Some(Input::Many { choices, values });
        }
        return Some(Input::One { choices, value });
    }
    if let Some(input) = people::input(argument, known) {
        return Some(input);
    }
    Some(match args::kind(argument) {
        Kind::Flag => Input::Flag {
            label: said(asked, entry, "box", name).unwrap_or_else(|| asked.t("form-yes").say()),
            value: known.flag(name),
        },
        Kind::Number => Input::Number { value: value.and_then(|value| value.parse().ok()), min: None, max: None },
        Kind::Day => Input::Date { value },
        Kind::OneOf(values) => {
            let default = argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
            let value = value.map(|value| value.to_lowercase()).or(default).filter(|value| values.contains(value));
            let label = |value: &String| said(asked, entry, "choice", value).unwrap_or_else(|| value.clone());
            Input::One { choices: values.iter().map(|value| Choice::new(value, label(value))).collect(), value }
        }
        Kind::File => Input::File { kinds: endings(name).iter().map(|ending| (*ending).to_owned()).collect() },
        Kind::Lines | Kind::Secret if is_key(name) => Input::Text { value: None, is_long: true },
        Kind::Secret => Input::Text { value: None, is_long: false },
        Kind::Lines => Input::Text { value, is_long: true },
        // The others have had their turn.
        Kind::Words | Kind::Person | Kind::Subject | Kind::Subjects | Kind::Channel => {
            let value = match known.answers.get(name) {
                // A name of several words is read back as a whole.
                Some(Answer::Many(values)) if argument.is_positional() => Some(values.join(" ")),
                Some(Answer::Many(values)) => Some(crate::domain::words::join(values.iter().map(String::as_str))),
                _ => value,
            };
            Input::Text { value, is_long: false }
        }
    })
}

/// Keys and certificates have many lines.
fn is_key(name: &str) -> bool {
    name.ends_with("key") || name.ends_with("certificate")
}

/// The endings of the files that an argument takes.
fn endings(name: &str) -> &'static [&'static str] {
    match name.strip_suffix("_file") {
        Some(of) if is_key(of) => &["pem", "crt", "cer", "key", "txt"],
        _ => &["csv", "txt"],
    }
}

/// A site as a choice.
pub fn site(site: &Site) -> Choice {
    Choice::new(site.id.as_str(), site.title())
}

/// An environment as a choice.
pub fn environment((site, env): (&std::sync::Arc<Site>, &crate::domain::site::Environment)) -> Choice {
    Choice::new(env.id.as_str(), Target::of(site, env).label())
}

/// The words that the form stands for.
pub fn line(entry: &Entry, filled: &Filled) -> Line {
    let mut options = Vec::new();
    let mut positionals = Vec::new();
    let mut last = Vec::new();
    let mut enclosed = Enclosed::default();
    for argument in entry.grammar.get_arguments() {
        let name = argument.get_id().as_str();
        let named = people::takes_groups(argument).then(|| people::answered(argument, &filled.answers)).flatten();
        let Some(answer) = named.as_ref().or_else(|| filled.answers.get(name)) else { continue };
        let long = argument.get_long();
        match (args::kind(argument), answer) {
            (Kind::Secret, Answer::Text(secret)) => {
                enclosed.secrets.insert(name.to_owned(), SecretString::from(secret.as_str()));
            }
            // Its contents were fetched already.
            (_, Answer::File(_)) => {}
            (_, Answer::Flag(ticked)) => {
                if let (true, Some(long)) = (*ticked, long) {
                    options.push(format!("--{long}"));
                }
            }
            (_, Answer::Text(text)) => match long {
                Some(long) => options.push(format!("--{long}={text}")),
                None if argument.is_last_set() => last.push(text.clone()),
                None => positionals.push((argument.get_index(), text.clone())),
            },
            (_, Answer::Many(values)) => match long {
                Some(long) => options.extend(values.iter().map(|value| format!("--{long}={value}"))),
                None if argument.is_last_set() => last.extend(values.iter().cloned()),
                None => positionals.extend(values.iter().map(|value| (argument.get_index(), value.clone()))),
            },
        }
    }
    positionals.sort_by_key(|(index, _)| *index);
    let mut words: Vec<String> = entry.words().split(' ').map(str::to_owned).collect();
    words.extend(options);
    let positionals = positionals.into_iter().map(|(_, text)| text);
    // What follows `--` belongs to the argument that stands last, where there is one.
    let has_last = entry.grammar.get_positionals().any(Arg::is_last_set);
    let (before, behind): (Vec<String>, Vec<String>) =
        if has_last { (positionals.collect(), last) } else { (Vec::new(), positionals.collect()) };
    words.extend(before);
    if !behind.is_empty() {
        words.push("--".to_owned());
        words.extend(behind);
    }
    Line { words, enclosed }
}
