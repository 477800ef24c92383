//! When nothing is changed: one stretch of time, or one that comes back every day or every week.
//!
//! Written in the local time of a zone. Must not know the clock: the moment is given.

mod moment;
#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::policy::{Scope, Target};

pub use moment::{Moment, Unreadable};

/// Some sites are left alone for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Freeze {
    name: String,
    window: Window,
    zone: TimeZone,
    on: Scope,
}

/// When, in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    from: Moment,
    to: Moment,
}

/// A freeze as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// What people call it.
    pub name: String,
    /// `2026-11-26 18:00`, `friday 16:00` or `22:00`.
    pub from: String,
    /// The same kind of moment as `from`.
    pub to: String,
    /// An IANA zone, `Europe/Berlin`.
    pub zone: String,
    /// What is left alone; everything where it is left out.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub on: Scope,
}

/// Why what is written down is no freeze.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Wrong {
    /// The moment in `from` cannot be read.
    #[error("\"from\": {0}")]
    From(Unreadable),
    /// The moment in `to` cannot be read.
    #[error("\"to\": {0}")]
    To(Unreadable),
    /// One is a day of the week, say, and the other a date.
    #[error("\"from\" and \"to\" are different kinds of moments")]
    Kinds,
    /// It is over before it begins.
    #[error("it ends before it begins")]
    EndsFirst,
    /// It begins and ends at the same moment.
    #[error("it ends when it begins")]
    NoLength,
    /// There is no such zone.
    #[error("{0:?} is no time zone")]
    Zone(String),
}

/// How many freezes that follow one another are joined before an end is told.
const MOST_JOINED: usize = 100;

/// The freezes that hold for the target at a moment. A site as a whole is frozen with any of its environments.
pub fn active<'f>(freezes: &'f [Freeze], target: &Target<'_>, at: Timestamp) -> impl Iterator<Item = &'f Freeze> {
    freezes.iter().filter(move |freeze| freeze.on.touches(target) && freeze.ends(at).is_some())
}

/// When the target is free again: the end of the freeze that holds now and of those that follow without a gap. `None`
/// where nothing is frozen; where there is no gap within a hundred freezes, an end before which it is not free.
pub fn next_end(freezes: &[Freeze], target: &Target<'_>, at: Timestamp) -> Option<Timestamp> {
    let later =
        |at| freezes.iter().filter(|freeze| freeze.on.touches(target)).filter_map(|freeze| freeze.ends(at)).max();
    let mut end = later(at)?;
    for _ in 0..MOST_JOINED {
        match later(end) {
            Some(next) if next > end => end = next,
            _ => break,
        }
    }
    Some(end)
}

impl Freeze {
    /// A freeze from its parts.
    ///
    /// # Errors
    /// Everything that is [`Wrong`] with them.
    pub fn new(written: &Written) -> Result<Self, Vec<Wrong>> {
        let (from, to, zone) = (Moment::read(&written.from), Moment::read(&written.to), zone(&written.zone));
        let window = match (&from, &to) {
            (Ok(from), Ok(to)) => Some(Window::new(*from, *to)),
            _ => None,
        };
        match (window, zone) {
            (Some(Ok(window)), Ok(zone)) => {
                Ok(Self { name: written.name.clone(), window, zone, on: written.on.clone() })
            }
            (window, zone) => {
                Err([from.err().map(Wrong::From), to.err().map(Wrong::To), window.and_then(Result::err), zone.err()]
                    .into_iter()
                    .flatten()
                    .collect())
            }
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The zone its times are in.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What is left alone.
    pub fn on(&self) -> &Scope {
        &self.on
    }

    /// When it ends, where it holds at this moment. The end itself is no longer frozen.
    pub fn ends(&self, at: Timestamp) -> Option<Timestamp> {
        let today = self.zone.to_datetime(at).date();
        // One that began within the last week can still hold, whichever way a clock was turned meanwhile.
        let days_back = match self.window.from {
            Moment::Once(_) => 0..=0,
            Moment::Daily(_) => 0..=2,
            Moment::Weekly(..) => 0..=8,
        };
        days_back
            .filter_map(|days: i64| today.checked_sub(Span::new().try_days(days).ok()?).ok())
            .filter_map(|day| self.window.beginning_on(day))
            .map(|(from, to)| (self.first(from), self.last(to)))
            .filter(|(from, to)| (*from..*to).contains(&at))
            .map(|(_, to)| to)
            .max()
    }

    /// The first moment the clock on the wall shows this or would have.
    fn first(&self, local: DateTime) -> Timestamp {
        self.moment(local, true)
    }

    /// The last moment the clock on the wall shows this or would have.
    fn last(&self, local: DateTime) -> Timestamp {
        self.moment(local, false)
    }

    fn moment(&self, local: DateTime, is_first: bool) -> Timestamp {
        let ambiguous = self.zone.to_ambiguous_timestamp(local);
        let offset = ambiguous.offset();
        let picked = if is_first { ambiguous.earlier() } else { ambiguous.later() };
        // Only a date at the very edge of the calendar has no timestamp.
        let far = if is_first { Timestamp::MAX } else { Timestamp::MIN };
        match offset {
            // The clock jumps over it: the moment of the jump.
            AmbiguousOffset::Gap { .. } => {
                let before = self.zone.to_ambiguous_timestamp(local).earlier().unwrap_or(far);
                self.zone.following(before).next().map_or(before, |jump| jump.timestamp())
            }
            _ => picked.unwrap_or(far),
        }
    }
}

impl Window {
    fn new(from: Moment, to: Moment) -> Result<Self, Wrong> {
        match (from, to) {
            _ if from == to => Err(Wrong::NoLength),
            (Moment::Once(from), Moment::Once(to)) if to < from => Err(Wrong::EndsFirst),
            (Moment::Once(_), Moment::Once(_))
            | (Moment::Daily(_), Moment::Daily(_))
            | (Moment::Weekly(..), Moment::Weekly(..)) => Ok(Self { from, to }),
            _ => Err(Wrong::Kinds),
        }
    }

    /// Where one begins on this day: its beginning and its end, in local time. A single one begins on any.
    fn beginning_on(&self, day: Date) -> Option<(DateTime, DateTime)> {
        match (self.from, self.to) {
            (Moment::Once(from), Moment::Once(to)) => Some((from, to)),
            (Moment::Daily(from), Moment::Daily(to)) => {
                let last = if to > from { day } else { day.tomorrow().ok()? };
                Some((day.to_datetime(from), last.to_datetime(to)))
            }
            (Moment::Weekly(on, from), Moment::Weekly(until, to)) if day.weekday() == on => {
                let days = match on.until(until) {
                    0 if to <= from => 7,
                    days => days,
                };
                Some((day.to_datetime(from), day.checked_add(i64::from(days).days()).ok()?.to_datetime(to)))
            }
            _ => None,
        }
    }
}

fn zone(name: &str) -> Result<TimeZone, Wrong> {
    // An IANA name and nothing else: no offset, which knows no summer time, and no POSIX rule.
    TimeZone::get(name)
        .ok()
        .filter(|zone| zone.iana_name().is_some_and(|found| found.eq_ignore_ascii_case(name)))
        .ok_or_else(|| Wrong::Zone(name.to_owned()))
}

impl TryFrom<Written> for Freeze {
    type Error = Wrong;

    fn try_from(written: Written) -> Result<Self, Wrong> {
        // Serde tells of one mistake only.
        Self::new(&written).map_err(|wrong| wrong.into_iter().next().unwrap_or(Wrong::NoLength))
    }
}

impl From<Freeze> for Written {
    fn from(freeze: Freeze) -> Self {
        Self {
            zone: freeze.zone.iana_name().unwrap_or("UTC").to_owned(),
            from: freeze.window.from.to_string(),
            to: freeze.window.to.to_string(),
            name: freeze.name,
            on: freeze.on,
        }
    }
}
