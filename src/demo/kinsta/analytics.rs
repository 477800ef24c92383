//! Analytics of an environment and the usage of a site this month. What they tell follows from the day alone.
//!
//! The analytics answer HTTP 202 with final data, and every value of a set is a text while the total is a number.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::fields::Params;
use super::ids::{number_of, scattered};
use super::reply::Reply;
use super::state::{Environment, Shared};

/// The longest time that can be asked for with `from` and `to`, in days.
const MOST_DAYS: i32 = 366;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Visits,
    Bandwidth,
    CdnBandwidth,
    DiskSpace,
}

impl Measure {
    /// What Kinsta calls it in the answer.
    fn key(self) -> &'static str {
        match self {
            Self::Visits => "uniqueip",
            Self::Bandwidth => "bandwidth",
            Self::CdnBandwidth => "cdn-bandwidth",
            Self::DiskSpace => "diskSpaceUsage",
        }
    }

    /// Of one day: visits, or bytes. Fewer people come at the weekend; disks only fill up.
    fn of_day(self, environment: &Environment, day: Date) -> u64 {
        let chance = number_of(&environment.id);
        let seconds = day.to_zoned(TimeZone::UTC).map_or(0, |midnight| midnight.timestamp().as_second());
        let serial = seconds.unsigned_abs() / 86_400;
        let noise = scattered(chance ^ serial) % 100;
        let busy = if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) { 60 } else { 100 };
        let size = if environment.name == "live" { 300 + chance % 2_700 } else { 3 + chance % 9 };
        let visits = size * busy * (70 + noise * 6 / 10) / 10_000;
        match self {
            Self::Visits => visits,
            Self::Bandwidth => visits * (900_000 + chance % 700_000),
            Self::CdnBandwidth if environment.cdn_cache_id.is_none() => 0,
            Self::CdnBandwidth => visits * (2_100_000 + chance % 900_000),
            Self::DiskSpace => 1_400_000_000 + chance % 6_000_000_000 + serial * 2_300_000 + noise * 90_000,
        }
    }

    fn of_hour(self, environment: &Environment, day: Date, hour: i8) -> u64 {
        let of_day = self.of_day(environment, day);
        // Percent of a day, more of it in the afternoon.
        let share = [1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 7, 7, 6, 6, 6, 6, 5, 4, 3, 1];
        of_day * share.get(usize::try_from(hour).unwrap_or_default()).copied().unwrap_or(1) / 100
    }
}

type Asked = (State<Arc<Shared>>, Path<String>, Params);

/// `GET …/{env_id}/analytics/visits`.
pub(super) async fn visits((State(shared), Path(id), params): Asked) -> Result<Reply, Reply> {
    tell(&shared, &id, &params, Measure::Visits)
}

/// `GET …/{env_id}/analytics/bandwidth`.
pub(super) async fn bandwidth((State(shared), Path(id), params): Asked) -> Result<Reply, Reply> {
    tell(&shared, &id, &params, Measure::Bandwidth)
}

/// `GET …/{env_id}/analytics/cdn-bandwidth`.
pub(super) async fn cdn_bandwidth((State(shared), Path(id), params): Asked) -> Result<Reply, Reply> {
    tell(&shared, &id, &params, Measure::CdnBandwidth)
}

/// `GET …/{env_id}/analytics/diskspace`: needs a time zone and knows no 24 hours.
pub(super) async fn disk_space((State(shared), Path(id), params): Asked) -> Result<Reply, Reply> {
    if !is_offset(params.required("time_zone")?) {
        return Err(Reply::bad_request("time_zone", "Invalid"));
    }
    tell(&shared, &id, &params, Measure::DiskSpace)
}

/// The document's `^-?(0[0-9]|1[0-4]):00$`.
fn is_offset(text: &str) -> bool {
    let hours = text.strip_prefix('-').unwrap_or(text).strip_suffix(":00");
    hours.is_some_and(|it| it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_digit()) && it <= "14")
}

fn date(params: &Params, name: &str) -> Result<Option<Date>, Reply> {
    let Some(text) = params.text(name).filter(|text| *text != "null") else { return Ok(None) };
    // A time of day may follow.
    let day = text.get(..10).unwrap_or(text);
    day.parse().map(Some).map_err(|_| Reply::bad_request(name, "Invalid date"))
}

/// The first and the last day. `from` and `to` win over the span; one alone is completed by today or by the span.
fn days(params: &Params, span: &str, today: Date) -> Result<(Date, Date), Reply> {
    let count = match span {
        "30_days" => 30,
        "60_days" => 60,
        _ => 7,
    };
    let (from, to) = match (date(params, "from")?, date(params, "to")?) {
        (Some(from), to) => (from, to.unwrap_or(today)),
        (None, to) => {
            let to = to.unwrap_or(today);
            (to.saturating_sub((count - 1).days()), to)
        }
    };
    let count = from.until(to).map_or(i32::MAX, |span| span.get_days());
    if !(0..MOST_DAYS).contains(&count) {
        return Err(Reply::bad_request("to", "Invalid time span"));
    }
    Ok((from, to.min(today)))
}

fn tell(shared: &Shared, id: &str, params: &Params, measure: Measure) -> Result<Reply, Reply> {
    let spans: &[&str] = match measure {
        Measure::DiskSpace => &["7_days", "30_days", "60_days"],
        _ => &["24_hours", "7_days", "30_days", "60_days"],
    };
    let span = params.one_of("time_span", spans)?.unwrap_or("7_days");
    let company = params.required("company_id")?;
    let now = Timestamp::from_millisecond(shared.clock.now_ms()).unwrap_or_default().to_zoned(TimeZone::UTC);
    let (from, to) = days(params, span, now.date())?;
    let world = shared.lock();
    let (_, environment) = world.environment(id).ok_or_else(Reply::not_found)?;
    if company != world.company_id {
        return Err(Reply::not_found());
    }
    let points: Vec<(String, u64)> =
        if span == "24_hours" && params.text("from").or_else(|| params.text("to")).is_none() {
            let hours = (0..24_i32).rev().map(|ago| now.datetime().saturating_sub(ago.hours()));
            hours
                .map(|hour| {
                    let value = measure.of_hour(environment, hour.date(), hour.hour());
                    (format!("{}T{:02}:00:00", hour.date(), hour.hour()), value)
                })
                .collect()
        } else {
            let days = from.series(1.day()).take_while(|day| *day <= to);
            days.map(|day| (format!("{day}T00:00:00"), measure.of_day(environment, day))).collect()
        };
    let total = match measure {
        Measure::DiskSpace => points.last().map_or(0, |(_, value)| *value),
        _ => points.iter().map(|(_, value)| value).sum(),
    };
    let dataset: Vec<Value> =
        points.into_iter().map(|(key, value)| json!({ "key": key, "value": value.to_string() })).collect();
    let data = json!([{ "name": measure.key(), "total": total, "dataset": dataset }]);
    let body = json!({ "analytics": { "analytics_response": { "key": measure.key(), "data": data } } });
    Ok(Reply { status: StatusCode::ACCEPTED, body })
}

type OfSite = (State<Arc<Shared>>, Path<String>);

/// `GET /sites/{site_id}/usage/visits/this-month`.
pub(super) async fn visits_this_month((State(shared), Path(id)): OfSite) -> Result<Reply, Reply> {
    let total = this_month(&shared, &id, Measure::Visits)?;
    Ok(Reply::ok(json!({ "site": { "id": id, "this_month_usage": { "visits": total } } })))
}

/// `GET /sites/{site_id}/usage/bandwidth/this-month`.
pub(super) async fn bandwidth_this_month((State(shared), Path(id)): OfSite) -> Result<Reply, Reply> {
    let total = this_month(&shared, &id, Measure::Bandwidth)?;
    Ok(Reply::ok(json!({ "site": { "id": id, "this_month_usage": { "bandwidth": total } } })))
}

/// `GET /sites/{site_id}/usage/cdn-bandwidth/this-month`; its wrapper has another name.
pub(super) async fn cdn_bandwidth_this_month((State(shared), Path(id)): OfSite) -> Result<Reply, Reply> {
    let total = this_month(&shared, &id, Measure::CdnBandwidth)?;
    Ok(Reply::ok(json!({ "site": { "id": id, "this_month_cdn_usage": { "bandwidth": total } } })))
}

fn this_month(shared: &Shared, site_id: &str, measure: Measure) -> Result<u64, Reply> {
    let now = Timestamp::from_millisecond(shared.clock.now_ms()).unwrap_or_default().to_zoned(TimeZone::UTC);
    let world = shared.lock();
    let site = world.site(site_id).ok_or_else(Reply::not_found)?;
    let days = now.date().first_of_month().series(1.day()).take_while(|day| *day <= now.date());
    Ok(days.flat_map(|day| site.environments.iter().map(move |it| measure.of_day(it, day))).sum())
}

#[cfg(test)]
mod tests {
    use super::is_offset;

    #[test]
    fn a_time_zone_is_an_offset_in_whole_hours() {
        for good in ["00:00", "02:00", "-05:00", "14:00"] {
            assert!(is_offset(good), "{good}");
        }
        for bad in ["", "+02:00", "2:00", "15:00", "02:30", "Europe/Berlin", "--2:00"] {
            assert!(!is_offset(bad), "{bad}");
        }
    }
}
