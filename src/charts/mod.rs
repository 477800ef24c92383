//! Pictures of numbers over time: what a chart says is data here, and comes out as a PNG.
//!
//! Owns scales, number and date formats on a chart, and how it looks. Must not know whose numbers they are, nor where the
//! picture goes. Nothing here reads a file: the one font is compiled in.

mod canvas;
mod number;
mod scale;
mod svg;
mod times;

use jiff::civil::{Date, DateTime};

use crate::domain::lang::Lang;

pub use canvas::Error;
pub use number::{grouped, number};
pub use times::date;

/// How wide a chart is laid out. The PNG has twice as many pixels, for sharp text on any screen.
pub const WIDTH: u32 = 1200;

/// How high a chart is laid out.
pub const HEIGHT: u32 = 600;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows, in a few words.
    pub title: String,
    /// Of what and when, in smaller type; may be empty.
    pub subtitle: String,
    /// What stands in the middle when there is nothing to draw.
    pub empty: String,
    /// What is counted.
    pub unit: Unit,
    /// One line each; the first ones stand out most.
    pub series: Vec<Series>,
    /// How numbers and dates are written.
    pub lang: Lang,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Bytes, in powers of a thousand as Kinsta bills them.
    Bytes,
}

/// One line of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name, shown where there is more than one.
    pub name: String,
    /// Its points, in any order.
    pub points: Vec<Point>,
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// When.
    pub at: DateTime,
    /// How much; `None` where it is not known, which is a gap and not a zero.
    pub value: Option<f64>,
}

impl Point {
    /// A day's value.
    pub fn on(day: Date, value: f64) -> Self {
        Self { at: day.at(0, 0, 0, 0), value: Some(value) }
    }

    /// The value, where it is a number.
    fn known(&self) -> Option<(DateTime, f64)> {
        self.value.filter(|value| value.is_finite()).map(|value| (self.at, value))
    }
}

/// What a series comes to, for the words beside the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// All values together. Says nothing where the values are levels, such as disk space.
    pub total: f64,
    /// The first of the largest.
    pub peak: (DateTime, f64),
    /// The first of the smallest.
    pub low: (DateTime, f64),
    /// The earliest.
    pub first: (DateTime, f64),
    /// The latest.
    pub last: (DateTime, f64),
    /// The mean of the values that are known.
    pub average: f64,
    /// How many values are known.
    pub count: usize,
}

impl Series {
    /// What it comes to; `None` where no value is known.
    pub fn summary(&self) -> Option<Summary> {
        let known = self.known();
        let (first, last) = (*known.first()?, *known.last()?);
        let total: f64 = known.iter().map(|(_, value)| value).sum();
        let pick = |better: fn(f64, f64) -> bool| {
            known.iter().fold(first, |best, point| if better(point.1, best.1) { *point } else { best })
        };
        Some(Summary {
            total,
            peak: pick(|a, b| a > b),
            low: pick(|a, b| a < b),
            first,
            last,
            #[allow(clippy::cast_precision_loss, reason = "nobody draws 2^52 points")]
            average: total / known.len() as f64,
            count: known.len(),
        })
    }

    /// Its known values, earliest first.
    fn known(&self) -> Vec<(DateTime, f64)> {
        let mut known: Vec<_> = self.points.iter().filter_map(Point::known).collect();
        known.sort_by_key(|(at, _)| *at);
        known
    }
}

/// Draws a chart as a PNG of twice [`WIDTH`] by [`HEIGHT`].
///
/// Takes tens of milliseconds of computing: call it in `spawn_blocking`.
pub fn png(chart: &Chart) -> Result<Vec<u8>, Error> {
    canvas::paint(&svg::draw(chart))
}

#[cfg(test)]
mod tests;
