//! Kinds of arguments that a form asks for in their own way.
//!
//! What clap knows of an argument decides how its field looks: possible values are a menu, a flag is a box to tick, a
//! number and a day have their own fields. What clap does not know is marked here by the name of its value.

use clap::builder::TypedValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, value_parser};
use jiff::civil::Date;

/// The value's name of an argument that only a form takes, unseen by others: a password, a private key.
pub const SECRET: &str = "secret";
/// The value's name of an argument that only a form takes: a file.
pub const FILE: &str = "file";
/// The value's name of an argument of several lines.
pub const LINES: &str = "text";
/// The value's name of an argument that is somebody in Slack.
pub const PERSON: &str = "@user";
/// The value's name of an argument that is somebody in Slack, or a user group.
pub const SUBJECT: &str = "@user|@group";
/// The value's name of an argument that is some people and user groups, with commas.
pub const SUBJECTS: &str = "@user,@group";
/// The value's name of an argument that is a channel.
pub const CHANNEL: &str = "#channel";

/// A password or key. Typed after `/kinsta` it is refused.
pub fn secret(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(SECRET).value_parser(FormOnly).hide(true)
}

/// A file. There is none to type.
pub fn file(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(FILE).value_parser(FormOnly).hide(true)
}

/// A yes or no, `--name`.
pub fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// A whole number, `--name 5`.
pub fn number(name: &'static str, least: i64, most: i64) -> Arg {
    Arg::new(name).long(name).value_name("number").value_parser(value_parser!(i64).range(least..=most))
}

/// A day, `--name 2026-11-23`.
pub fn day(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("YYYY-MM-DD").value_parser(value_parser!(Date))
}

/// One of some values, `--name value`. Upper case is understood.
pub fn one_of(name: &'static str, values: &'static [&'static str]) -> Arg {
    Arg::new(name)
        .long(name)
        .value_parser(clap::builder::PossibleValuesParser::new(values.iter().copied()))
        .ignore_case(true)
}

/// Words, `--name "some words"`.
pub fn words(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value)
}

/// Refuses every value.
#[derive(Debug, Clone, Copy)]
struct FormOnly;

impl TypedValueParser for FormOnly {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        _value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        let mut error = clap::Error::new(ErrorKind::ValueValidation).with_cmd(command);
        if let Some(argument) = argument {
            error.insert(ContextKind::InvalidArg, ContextValue::String(argument.to_string()));
        }
        // The value itself is left out: it may be a password.
        error.insert(ContextKind::InvalidValue, ContextValue::String(FORM_ONLY.to_owned()));
        Err(error)
    }
}

/// Stands for a value that was refused unseen.
pub const FORM_ONLY: &str = "\u{0}form only";

/// How a form asks for an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A box to tick.
    Flag,
    /// A whole number.
    Number,
    /// A day.
    Day,
    /// One of these.
    OneOf(Vec<String>),
    /// A password or key.
    Secret,
    /// A file.
    File,
    /// Several lines.
    Lines,
    /// Somebody.
    Person,
    /// Somebody, or a user group.
    Subject,
    /// People and user groups.
    Subjects,
    /// A channel.
    Channel,
    /// Words.
    Words,
}

/// Whether it takes several values.
pub fn is_several(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append)
        || argument.get_num_args().is_some_and(|range| range.max_values() > 1)
}

/// How a form asks for this argument.
pub fn kind(argument: &Arg) -> Kind {
    let value_name = argument.get_value_names().and_then(<[_]>::first).map(|name| name.as_str());
    let possible: Vec<String> =
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    match (argument.get_action(), value_name) {
        (ArgAction::SetTrue | ArgAction::SetFalse, _) => Kind::Flag,
        (_, Some(SECRET)) => Kind::Secret,
        (_, Some(FILE)) => Kind::File,
        (_, Some(LINES)) => Kind::Lines,
        (_, Some(PERSON)) => Kind::Person,
        (_, Some(SUBJECT)) => Kind::Subject,
        (_, Some(SUBJECTS)) => Kind::Subjects,
        (_, Some(CHANNEL)) => Kind::Channel,
        _ if !possible.is_empty() => Kind::OneOf(possible),
        _ => {
            let holds = argument.get_value_parser().type_id();
            let is_number = holds == std::any::TypeId::of::<i64>()
                || holds == std::any::TypeId::of::<u32>()
                || holds == std::any::TypeId::of::<u16>()
                || holds == std::any::TypeId::of::<usize>();
            if is_number {
                Kind::Number
            } else if holds == std::any::TypeId::of::<Date>() {
                Kind::Day
            } else {
                Kind::Words
            }
        }
    }
}
