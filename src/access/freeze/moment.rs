//! A moment as people write it: `2026-11-26 18:00`, `friday 16:00`, `22:00`.

use std::fmt;

use jiff::civil::{DateTime, Time, Weekday};
use thiserror::Error;

/// A local moment that comes once, every day or every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Once.
    Once(DateTime),
    /// Every day.
    Daily(Time),
    /// Every week.
    Weekly(Weekday, Time),
}

/// A text that is no moment.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no moment")]
pub struct Unreadable(pub String);

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

impl Moment {
    /// Reads a moment.
    ///
    /// # Errors
    /// Where it is none. An offset (`Z`, `+01:00`) makes it none too: the zone is written beside it.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let lower = text.trim().to_ascii_lowercase();
        let no = || Unreadable(text.to_owned());
        if let Some((day, time)) = lower.split_once(char::is_whitespace)
            && let Some((_, weekday)) = WEEKDAYS.iter().find(|(word, _)| *word == day)
        {
            return time_of_day(time.trim()).map(|time| Self::Weekly(*weekday, time)).ok_or_else(no);
        }
        let (date, time) = match lower.split_once(['t', ' ']) {
            Some((date, time)) => (Some(date), time.trim()),
            None => (None, lower.as_str()),
        };
        let time = time_of_day(time).ok_or_else(no)?;
        match date {
            None => Ok(Self::Daily(time)),
            Some(date) => {
                date.parse().map(|date: jiff::civil::Date| Self::Once(date.to_datetime(time))).map_err(|_| no())
            }
        }
    }
}

/// `16:00` or `16:00:00`, and nothing shorter or longer.
fn time_of_day(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|part| {
        let is_two_digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_two_digits.then(|| part.parse::<i8>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        None => 0,
        Some(second) => second?,
    };
    parts.next().is_none().then(|| Time::new(hour, minute, second, 0).ok()).flatten()
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = match self {
            Self::Once(at) => {
                write!(f, "{} ", at.date())?;
                at.time()
            }
            Self::Daily(time) => *time,
            Self::Weekly(day, time) => {
                let word = WEEKDAYS.iter().find(|(_, weekday)| weekday == day).map_or("", |(word, _)| word);
                write!(f, "{word} ")?;
                *time
            }
        };
        write!(f, "{:02}:{:02}", time.hour(), time.minute())?;
        if time.second() != 0 {
            write!(f, ":{:02}", time.second())?;
        }
        Ok(())
    }
}
