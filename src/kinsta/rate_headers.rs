//! Reads what an answer's headers say about the allowance.
//!
//! Kinsta documents that there are such headers, not how they are written, so every common form is understood:
//! `RateLimit-Remaining` and its `X-` twins, and the combined `RateLimit` field of both later drafts.
//!
//! Must not know what is done about it.

use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::HeaderMap;

/// Waits longer than this are not believed.
const LONGEST_MS: i64 = 15 * 60 * 1_000;
/// A reset above this is a moment in epoch seconds, not a number of seconds.
const EPOCH_SECONDS: f64 = 1e9;
/// A reset above this is a moment in epoch milliseconds.
const EPOCH_MS: f64 = 1e12;

/// What Kinsta says is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// How many requests a full allowance has.
    pub limit: Option<u32>,
    /// How many are left of it.
    pub left: u32,
    /// In how many milliseconds it is full again.
    pub resets_in_ms: Option<i64>,
}

/// The allowance an answer reports, where it does.
pub(super) fn allowance(headers: &HeaderMap, now_ms: i64) -> Option<Allowance> {
    separate(headers, now_ms).or_else(|| combined(&text(headers, "ratelimit")?, now_ms))
}

/// How long `Retry-After` asks to wait, in milliseconds: seconds or an HTTP date.
pub(super) fn retry_after_ms(headers: &HeaderMap, now_ms: i64) -> Option<i64> {
    let value = text(headers, "retry-after")?;
    let value = value.trim();
    let wait_ms = match value.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && seconds >= 0.0 => (seconds * 1_000.0).ceil() as i64,
        Ok(_) => return None,
        Err(_) => DateTimeParser::new().parse_timestamp(value).ok()?.as_millisecond().saturating_sub(now_ms),
    };
    Some(wait_ms.clamp(0, LONGEST_MS))
}

/// The names of the headers about limits, for one line in the log.
pub(super) fn names(headers: &HeaderMap) -> Vec<&str> {
    let mut names: Vec<_> = headers
        .keys()
        .map(reqwest::header::HeaderName::as_str)
        .filter(|name| {
            name.starts_with("ratelimit")
                || name.starts_with("x-ratelimit")
                || name.starts_with("x-rate-limit")
                || *name == "retry-after"
        })
        .collect();
    names.sort_unstable();
    names
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn separate(headers: &HeaderMap, now_ms: i64) -> Option<Allowance> {
    ["ratelimit", "x-ratelimit", "x-rate-limit"].iter().find_map(|family| {
        let field = |name: &str| number(&text(headers, &format!("{family}-{name}"))?);
        Some(Allowance {
            limit: field("limit").map(whole),
            left: whole(field("remaining")?),
            resets_in_ms: field("reset").map(|reset| reset_ms(reset, now_ms)),
        })
    })
}

/// `limit=120, remaining=7, reset=30`, or one or more policies of the form `"name";r=7;t=30`: the tightest one counts.
fn combined(value: &str, now_ms: i64) -> Option<Allowance> {
    let policies: Vec<&str> = if value.contains(';') { value.split(',').collect() } else { vec![value] };
    policies
        .into_iter()
        .filter_map(|policy| {
            let mut found = Allowance { limit: None, left: 0, resets_in_ms: None };
            let mut left = None;
            for part in policy.split([',', ';']) {
                let Some((name, value)) = part.split_once('=') else { continue };
                match (name.trim().to_ascii_lowercase().as_str(), number(value)) {
                    ("limit" | "q", Some(limit)) => found.limit = Some(whole(limit)),
                    ("remaining" | "r", Some(remaining)) => left = Some(whole(remaining)),
                    ("reset" | "t", Some(reset)) => found.resets_in_ms = Some(reset_ms(reset, now_ms)),
                    _ => {}
                }
            }
            left.map(|left| Allowance { left, ..found })
        })
        .min_by_key(|allowance| allowance.left)
}

/// The first number of `120, 120;w=60` and the like.
fn number(value: &str) -> Option<f64> {
    let first = value.split([',', ';']).next()?.trim().trim_matches('"');
    first.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0)
}

fn whole(number: f64) -> u32 {
    number as u32
}

fn reset_ms(reset: f64, now_ms: i64) -> i64 {
    let wait_ms = if reset >= EPOCH_MS {
        (reset as i64).saturating_sub(now_ms)
    } else if reset >= EPOCH_SECONDS {
        ((reset * 1_000.0) as i64).saturating_sub(now_ms)
    } else {
        (reset * 1_000.0).ceil() as i64
    };
    wait_ms.clamp(0, LONGEST_MS)
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    const NOW_MS: i64 = 1_790_000_000_000;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap()))
            .collect()
    }

    #[test]
    fn every_common_form_of_the_allowance_is_understood() {
        let wanted = Allowance { limit: Some(120), left: 7, resets_in_ms: Some(30_000) };
        let epoch_seconds = (NOW_MS / 1_000 + 30).to_string();
        let epoch_ms = (NOW_MS + 30_000).to_string();
        for form in [
            vec![("RateLimit-Limit", "120"), ("RateLimit-Remaining", "7"), ("RateLimit-Reset", "30")],
            vec![("X-RateLimit-Limit", "120"), ("x-ratelimit-remaining", "7"), ("X-RATELIMIT-RESET", &epoch_seconds)],
            vec![("X-Rate-Limit-Limit", "120"), ("X-Rate-Limit-Remaining", "7"), ("X-Rate-Limit-Reset", &epoch_ms)],
            vec![("ratelimit-limit", "120, 120;w=60"), ("ratelimit-remaining", "7"), ("ratelimit-reset", "30")],
            vec![("RateLimit", "limit=120, remaining=7, reset=30")],
            vec![("RateLimit", "\"burst\";q=200;r=90;t=5, \"minute\";q=120;r=7;t=30")],
        ] {
            assert_eq!(allowance(&headers(&form), NOW_MS), Some(wanted), "{form:?}");
        }
    }

    #[test]
    fn nonsense_in_the_headers_is_nothing() {
        for form in [
            vec![],
            vec![("RateLimit-Limit", "120")],
            vec![("RateLimit-Remaining", "lots")],
            vec![("RateLimit-Remaining", "-3")],
            vec![("RateLimit", "unlimited")],
            vec![("RateLimit", "\"default\";r=NaN")],
        ] {
            assert_eq!(allowance(&headers(&form), NOW_MS), None, "{form:?}");
        }
    }

    #[test]
    fn a_retry_after_is_seconds_or_a_date() {
        let date = "Mon, 21 Sep 2026 14:13:27 GMT";
        let at_ms = DateTimeParser::new().parse_timestamp(date).unwrap().as_millisecond();
        assert_eq!(retry_after_ms(&headers(&[("Retry-After", "2")]), NOW_MS), Some(2_000));
        assert_eq!(retry_after_ms(&headers(&[("retry-after", "0.5")]), NOW_MS), Some(500));
        assert_eq!(retry_after_ms(&headers(&[("Retry-After", date)]), at_ms - 7_000), Some(7_000));
        assert_eq!(retry_after_ms(&headers(&[("Retry-After", date)]), at_ms + 7_000), Some(0), "it has passed");
        assert_eq!(retry_after_ms(&headers(&[("Retry-After", "86400")]), NOW_MS), Some(LONGEST_MS));
        assert_eq!(retry_after_ms(&headers(&[("Retry-After", "soon")]), NOW_MS), None);
        assert_eq!(retry_after_ms(&headers(&[]), NOW_MS), None);
    }

    #[test]
    fn only_the_headers_about_limits_are_named() {
        let found = headers(&[("X-RateLimit-Reset", "1"), ("Retry-After", "1"), ("Content-Type", "x"), ("Date", "y")]);
        assert_eq!(names(&found), ["retry-after", "x-ratelimit-reset"]);
    }
}
