//! Numbers of an environment over time.
//!
//! They come at once, although Kinsta answers with 202; there is no operation to follow.

use jiff::civil::{Date, DateTime};
use serde::Deserialize;

use super::lenient::{amount_or_none, amount_or_zero, or_default};
use super::words::words;
use crate::domain::ids::{CompanyId, EnvId};
use crate::kinsta::endpoint::{Endpoint, Method, Read};

macro_rules! analytics {
    ($($(#[$doc:meta])* $name:ident: $path:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Whose.
            pub environment: EnvId,
            /// The company the environment belongs to; Kinsta asks for it although the environment says it.
            pub company: CompanyId,
            /// The last how many days; Kinsta's default is seven.
            pub span: Option<Span>,
            /// From this day on.
            pub from: Option<Date>,
            /// Until this day.
            pub to: Option<Date>,
        }

        impl Endpoint for $name {
            const METHOD: Method = Method::Get;
            const PATH: &'static str = $path;
            const WITHIN: &'static [&'static str] = &["analytics", "analytics_response"];
            type Effect = Read;
            type Response = Series;

            fn path(&self) -> Vec<(&'static str, &str)> {
                vec![("env_id", self.environment.as_str())]
            }

            fn query(&self) -> Vec<(&'static str, String)> {
                query(&self.company, self.span.map(Span::as_str), self.from, self.to)
            }
        }
    )+};
}

analytics! {
    /// Visits: different addresses within a day.
    Visits: "/sites/environments/{env_id}/analytics/visits";
    /// Bandwidth of the server. Kinsta names no unit; clients take it for bytes.
    Bandwidth: "/sites/environments/{env_id}/analytics/bandwidth";
    /// Bandwidth of the CDN. Kinsta names no unit; clients take it for bytes.
    CdnBandwidth: "/sites/environments/{env_id}/analytics/cdn-bandwidth";
}

/// Space used on the disk. Kinsta names no unit; clients take it for bytes.
#[derive(Debug, Clone)]
pub struct DiskSpace {
    /// Whose.
    pub environment: EnvId,
    /// The company the environment belongs to.
    pub company: CompanyId,
    /// How far from UTC the days begin.
    pub time_zone: WholeHours,
    /// The last how many days; Kinsta's default is seven.
    pub span: Option<DiskSpan>,
    /// From this day on.
    pub from: Option<Date>,
    /// Until this day.
    pub to: Option<Date>,
}

impl Endpoint for DiskSpace {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/analytics/diskspace";
    const WITHIN: &'static [&'static str] = &["analytics", "analytics_response"];
    type Effect = Read;
    type Response = Series;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = query(&self.company, self.span.map(DiskSpan::as_str), self.from, self.to);
        query.push(("time_zone", self.time_zone.to_string()));
        query
    }
}

fn query(
    company: &CompanyId,
    span: Option<&'static str>,
    from: Option<Date>,
    to: Option<Date>,
) -> Vec<(&'static str, String)> {
    let mut query = vec![("company_id", company.to_string())];
    query.extend(span.map(|span| ("time_span", span.to_owned())));
    query.extend(from.map(|day| ("from", day.to_string())));
    query.extend(to.map(|day| ("to", day.to_string())));
    query
}

words! {
    /// How far back.
    Span {
        /// A day, by the hour.
        Hours24 = "24_hours",
        /// A week.
        Days7 = "7_days",
        /// A month.
        Days30 = "30_days",
        /// Two months.
        Days60 = "60_days",
    }
}

words! {
    /// How far back, for the space on the disk.
    DiskSpan {
        /// A week.
        Days7 = "7_days",
        /// A month.
        Days30 = "30_days",
        /// Two months.
        Days60 = "60_days",
    }
}

/// An offset from UTC in whole hours, as Kinsta writes it: `02:00`, `-05:00`. Nothing finer can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WholeHours(i8);

impl WholeHours {
    /// Kinsta's rule for it.
    pub const PATTERN: &'static str = "^-?(0[0-9]|1[0-4]):00$";

    /// The nearest offset there is, fourteen hours at most.
    pub fn nearest(offset_s: i32) -> Self {
        let hours = (f64::from(offset_s) / 3_600.0).round().clamp(-14.0, 14.0);
        Self(hours as i8)
    }
}

impl std::fmt::Display for WholeHours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{:02}:00", self.0.unsigned_abs())
    }
}

/// Numbers over time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Series {
    /// What was counted, in Kinsta's words, which differ from the path's: `uniqueip` for visits.
    #[serde(default, deserialize_with = "or_default")]
    pub key: String,
    /// One line each; one in most cases.
    #[serde(rename = "data")]
    pub lines: Vec<Line>,
}

/// One line of numbers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Line {
    /// What it counts.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "amount_or_zero")]
    total: f64,
    /// In the order of time.
    #[serde(default, rename = "dataset", deserialize_with = "or_default")]
    pub points: Vec<Point>,
}

impl Line {
    /// Kinsta's total, or the sum of all points where Kinsta leaves it at nothing.
    pub fn total(&self) -> f64 {
        if self.total == 0.0 { self.points.iter().filter_map(|point| point.value).sum() } else { self.total }
    }
}

/// A number at a time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Point {
    /// When, as Kinsta writes it: `2025-10-28T00:00:00`, without a time zone.
    pub key: String,
    /// How many; `None` where there is a gap. Kinsta sends text.
    #[serde(default, deserialize_with = "amount_or_none")]
    pub value: Option<f64>,
}

impl Point {
    /// When; `None` where Kinsta's form of it is not understood.
    pub fn at(&self) -> Option<DateTime> {
        self.key.trim().trim_end_matches('Z').parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn line(json: Value) -> Line {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_total_of_nothing_is_counted_again() {
        let points = json!([{"key": "2025-10-28T00:00:00", "value": "1000"}, {"key": "2025-10-29", "value": 24.5}]);
        for (total, wanted) in [(json!(0), 1024.5), (json!(null), 1024.5), (json!("7"), 7.0), (json!(7), 7.0)] {
            assert_eq!(line(json!({"total": total, "dataset": points})).total(), wanted, "{total}");
        }
        assert_eq!(line(json!({"name": null, "dataset": null})).total(), 0.0);
    }

    #[test]
    fn a_number_that_is_none_is_a_failure() {
        let read = |value: Value| serde_json::from_value::<Point>(json!({"key": "2025-10-28", "value": value}));
        assert!(read(json!("many")).is_err());
        assert_eq!(read(json!(null)).unwrap().value, None, "a gap is not a zero");
        assert_eq!(read(json!("0")).unwrap().value, Some(0.0));
    }

    #[test]
    fn times_are_read_in_every_form_seen() {
        let at = |key: &str| Point { key: key.to_owned(), value: None }.at().map(|at| at.to_string());
        assert_eq!(at("2025-10-28T13:00:00").as_deref(), Some("2025-10-28T13:00:00"));
        assert_eq!(at("2025-10-28T13:00:00.000Z").as_deref(), Some("2025-10-28T13:00:00"));
        assert_eq!(at("2025-10-28").as_deref(), Some("2025-10-28T00:00:00"));
        assert_eq!(at("yesterday"), None);
    }

    #[test]
    fn offsets_are_whole_hours_as_kinsta_writes_them() {
        let cases = [(0, "00:00"), (7_200, "02:00"), (-18_000, "-05:00"), (20_700, "06:00"), (-900, "00:00")];
        for (offset_s, wanted) in cases.into_iter().chain([(50_400, "14:00"), (99_999, "14:00"), (-43_200, "-12:00")]) {
            assert_eq!(WholeHours::nearest(offset_s).to_string(), wanted);
        }
    }
}
