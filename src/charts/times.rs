//! Where the marks of time go, and how dates are written.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};

use crate::domain::lang::Lang;

/// More marks than this would touch.
const MOST_MARKS: usize = 8;

/// How far two marks are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Hours(i8),
    Days(i8),
    /// From Monday to Monday.
    Weeks(i8),
    Months(i8),
    Years(i16),
}

use Step::{Days, Hours, Months, Weeks, Years};

/// From near to far.
const STEPS: [Step; 17] = [
    Hours(1),
    Hours(2),
    Hours(3),
    Hours(6),
    Hours(12),
    Days(1),
    Days(2),
    Weeks(1),
    Weeks(2),
    Months(1),
    Months(2),
    Months(3),
    Months(6),
    Years(1),
    Years(2),
    Years(5),
    Years(10),
];

/// A mark on the time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) at: DateTime,
    pub(super) label: String,
    /// What is said once until it changes: the day of an hour, the year of a day.
    pub(super) below: Option<String>,
}

/// The marks for points in time, which come in order. No mark is finer than the points are.
pub(super) fn marks(times: &[DateTime], lang: Lang) -> Vec<Mark> {
    let (Some(&first), Some(&last)) = (times.first(), times.last()) else { return Vec::new() };
    let has_hours = times.iter().any(|at| at.time() != Time::midnight());
    let is_monthly = !has_hours && times.len() > 1 && times.iter().all(|at| at.day() == 1);
    let is_fine_enough = |step: &Step| match step {
        Hours(_) => has_hours,
        Days(_) | Weeks(_) => !is_monthly,
        Months(_) | Years(_) => true,
    };
    let mut written = (Days(1), vec![first]);
    if first != last {
        for step in STEPS.into_iter().filter(is_fine_enough) {
            let at = within(step, first, last);
            // So few points that a coarse step would miss them all: the finest one stands.
            if at.is_empty() {
                break;
            }
            let enough = at.len() <= MOST_MARKS;
            written = (step, at);
            if enough {
                break;
            }
        }
        // A span of centuries: thinned out.
        let skip = written.1.len().div_ceil(MOST_MARKS);
        written.1 = written.1.into_iter().step_by(skip.max(1)).collect();
    } else if has_hours {
        written.0 = Hours(1);
    }
    let (step, at) = written;
    let mut said = None;
    at.into_iter()
        .map(|at| {
            let (label, below) = label(step, at, lang);
            let is_news = said.as_ref() != Some(&below);
            said = Some(below.clone());
            Mark { at, label, below: below.filter(|_| is_news) }
        })
        .collect()
}

fn within(step: Step, first: DateTime, last: DateTime) -> Vec<DateTime> {
    // Enough to see that it is too many, without counting the hours of a decade.
    const ENOUGH: usize = 4096;
    let mut at = start(step, first);
    let mut found = Vec::new();
    while at <= last && found.len() < ENOUGH {
        if at >= first {
            found.push(at);
        }
        match at.checked_add(span(step)) {
            Ok(next) => at = next,
            Err(_) => break,
        }
    }
    found
}

fn span(step: Step) -> Span {
    match step {
        Hours(hours) => i64::from(hours).hours(),
        Days(days) => i64::from(days).days(),
        Weeks(weeks) => i64::from(weeks).weeks(),
        Months(months) => i64::from(months).months(),
        Years(years) => i64::from(years).years(),
    }
}

/// The mark at or before a moment.
fn start(step: Step, at: DateTime) -> DateTime {
    let day = at.date();
    let moved = match step {
        Hours(hours) => return day.at(at.hour() / hours * hours, 0, 0, 0),
        Days(_) => Ok(day),
        Weeks(_) => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
        Months(months) => Date::new(day.year(), (day.month() - 1) / months * months + 1, 1),
        Years(years) => Date::new(day.year().div_euclid(years) * years, 1, 1),
    };
    moved.unwrap_or(day).at(0, 0, 0, 0)
}

fn label(step: Step, at: DateTime, lang: Lang) -> (String, Option<String>) {
    match step {
        Hours(_) => (at.strftime("%H:%M").to_string(), Some(day_and_month(at.date(), lang))),
        Days(_) | Weeks(_) => (day_and_month(at.date(), lang), Some(at.year().to_string())),
        Months(_) => (month(at.date(), lang).to_owned(), Some(at.year().to_string())),
        Years(_) => (at.year().to_string(), None),
    }
}

fn month(day: Date, lang: Lang) -> &'static str {
    let names = match lang {
        Lang::En => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        Lang::De => ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    };
    let index = usize::try_from(day.month() - 1).unwrap_or_default();
    names[index % names.len()]
}

fn day_and_month(day: Date, lang: Lang) -> String {
    let dot = if lang == Lang::De { "." } else { "" };
    format!("{}{dot} {}", day.day(), month(day, lang))
}

/// A moment in words: `23 Nov 2026`, with its time where it has one.
pub fn date(at: DateTime, lang: Lang) -> String {
    let day = format!("{} {}", day_and_month(at.date(), lang), at.year());
    if at.time() == Time::midnight() { day } else { format!("{day}, {}", at.strftime("%H:%M")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: Date, count: i64) -> Vec<DateTime> {
        (0..count).map(|day| from.saturating_add(day.days()).at(0, 0, 0, 0)).collect()
    }

    fn written(times: &[DateTime], lang: Lang) -> Vec<String> {
        let write = |mark: Mark| mark.below.map_or(mark.label.clone(), |below| format!("{}/{below}", mark.label));
        marks(times, lang).into_iter().map(write).collect()
    }

    #[test]
    fn marks_stand_where_people_look_for_them() {
        let start = Date::constant(2026, 11, 23);
        let hours: Vec<DateTime> = (0..24).map(|hour| start.at(hour, 0, 0, 0)).collect();
        let months: Vec<DateTime> = (1..=6).map(|month| Date::constant(2026, month, 1).at(0, 0, 0, 0)).collect();
        let cases: [(&[DateTime], Lang, &[&str]); 8] = [
            (&[], Lang::En, &[]),
            (&days(start, 1), Lang::En, &["23 Nov/2026"]),
            (&days(start, 2), Lang::De, &["23. Nov./2026", "24. Nov."]),
            (&days(Date::constant(2026, 12, 30), 4), Lang::En, &["30 Dec/2026", "31 Dec", "1 Jan/2027", "2 Jan"]),
            (&days(start, 30), Lang::En, &["23 Nov/2026", "30 Nov", "7 Dec", "14 Dec", "21 Dec"]),
            (&days(start, 200), Lang::En, &["Dec/2026", "Jan/2027", "Feb", "Mar", "Apr", "May", "Jun"]),
            (&hours, Lang::En, &["00:00/23 Nov", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]),
            (&months, Lang::De, &["Jan./2026", "Feb.", "März", "Apr.", "Mai", "Juni"]),
        ];
        for (times, lang, expected) in cases {
            assert_eq!(written(times, lang), expected);
        }
        let years = days(Date::constant(2020, 1, 1), 2200);
        assert_eq!(written(&years, Lang::En), ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]);
    }

    proptest::proptest! {
        #[test]
        fn there_are_always_marks_and_never_too_many(from in -3_000_000_i64..3_000_000, hours in 0_i64..30_000_000) {
            let first = Date::constant(2026, 1, 1).at(0, 0, 0, 0).saturating_add(from.hours());
            let last = first.saturating_add(hours.hours());
            let marks = marks(&[first, last], Lang::En);
            proptest::prop_assert!((1..=MOST_MARKS).contains(&marks.len()), "{:?}", marks);
            proptest::prop_assert!(marks.iter().all(|mark| first <= mark.at && mark.at <= last));
        }
    }

    #[test]
    fn a_moment_is_written_with_its_time_where_it_has_one() {
        let day = Date::constant(2026, 3, 5);
        assert_eq!(date(day.at(0, 0, 0, 0), Lang::En), "5 Mar 2026");
        assert_eq!(date(day.at(14, 30, 0, 0), Lang::De), "5. März 2026, 14:30");
    }
}
