//! From when to when.

use clap::{ArgMatches, Command};
use jiff::civil::Date;

use crate::charts;
use crate::commands::args;
use crate::commands::services::Asked;
use crate::domain::refusal::Refusal;
use crate::kinsta::api::analytics::Span;

/// The longest time that is asked for, in days. Kinsta names no limit; a year is still read well in a picture.
const MOST_DAYS: i32 = 366;
/// What is shown unless something else is asked for: a month.
const USUAL: Span = Span::Days30;
const SPANS: [(&str, Span); 4] =
    [("24h", Span::Hours24), ("7d", Span::Days7), ("30d", Span::Days30), ("60d", Span::Days60)];

/// The arguments' own names, which also name their labels: other verbs have a `--from` that is no day.
const FROM: &str = "from_day";
const TO: &str = "to_day";

/// A time to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The last hours or days.
    Last(Span),
    /// From one day to another, both included.
    Between(Date, Date),
}

/// Adds `--span`, `--from` and `--to` to a grammar.
pub fn arguments(command: Command, spans: &'static [&'static str]) -> Command {
    command.arg(args::one_of("span", spans)).arg(args::day(FROM).long("from")).arg(args::day(TO).long("to"))
}

impl Period {
    /// The time that is asked for. Days win over a span: a menu in a form cannot be emptied. `today` is the reader's.
    pub fn read(asked: &Asked, matches: &ArgMatches, today: Date) -> Result<Self, Refusal> {
        let day = |name: &str| matches.get_one::<Date>(name).copied();
        match (day(FROM), day(TO)) {
            (None, None) => {
                let typed = matches.get_one::<String>("span").map(|span| span.to_lowercase());
                let known = SPANS.iter().find(|(word, _)| Some(*word) == typed.as_deref());
                Ok(Self::Last(known.map_or(USUAL, |(_, span)| *span)))
            }
            (Some(_), None) => Err(lonely(asked, "analytics-no-last-day", TO)),
            (None, Some(_)) => Err(lonely(asked, "analytics-no-first-day", FROM)),
            (Some(from), Some(to)) => between(asked, from, to, today),
        }
    }

    /// The span, where it is one.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Last(span) => Some(span),
            Self::Between(..) => None,
        }
    }

    /// The first and the last day, where they were named.
    pub fn days(self) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Last(_) => (None, None),
            Self::Between(from, to) => (Some(from), Some(to)),
        }
    }

    /// By the hour, and not by the day.
    pub fn is_hourly(self) -> bool {
        self == Self::Last(Span::Hours24)
    }

    /// The words that ask for it.
    pub fn options(self) -> Vec<String> {
        match self {
            Self::Last(span) => vec!["--span".to_owned(), word(span).to_owned()],
            Self::Between(from, to) => {
                vec!["--from".to_owned(), from.to_string(), "--to".to_owned(), to.to_string()]
            }
        }
    }

    /// In words, plain: `last 30 days`.
    pub fn words(self, asked: &Asked) -> String {
        match self {
            Self::Last(span) => asked.t(format!("analytics-last-{}", word(span))).say(),
            Self::Between(from, to) => {
                asked.t("analytics-between").marked("from", day(asked, from)).marked("to", day(asked, to)).say()
            }
        }
    }
}

fn word(span: Span) -> &'static str {
    SPANS.iter().find(|(_, known)| *known == span).map_or("30d", |(word, _)| word)
}

fn day(asked: &Asked, day: Date) -> String {
    charts::date(day.at(0, 0, 0, 0), asked.actor.lang)
}

/// One day without the other; the form asks for it.
fn lonely(asked: &Asked, why: &str, missing: &str) -> Refusal {
    Refusal::new(asked.t(why)).way_out(asked.t("analytics-both-days")).about(missing).incomplete()
}

fn between(asked: &Asked, from: Date, to: Date, today: Date) -> Result<Period, Refusal> {
    if from > to {
        let why = asked.t("analytics-backwards").marked("from", day(asked, from)).marked("to", day(asked, to));
        return Err(Refusal::new(why).way_out(asked.t("analytics-backwards-way-out")).about(FROM));
    }
    if to > today {
        let (about, future) = if from > today { (FROM, from) } else { (TO, to) };
        let why = asked.t("analytics-future").marked("day", day(asked, future));
        let way_out = asked.t("analytics-future-way-out").marked("today", day(asked, today));
        return Err(Refusal::new(why).way_out(way_out).about(about));
    }
    let days = from.until(to).map_or(i32::MAX, |span| span.get_days()).saturating_add(1);
    if days > MOST_DAYS {
        let count = |days: i32| usize::try_from(days).unwrap_or_default();
        let why = asked.t("analytics-too-long").number("days", count(days)).number("most", count(MOST_DAYS));
        return Err(Refusal::new(why).way_out(asked.t("analytics-too-long-way-out")).about(FROM));
    }
    Ok(Period::Between(from, to))
}
