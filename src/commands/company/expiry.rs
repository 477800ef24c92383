//! When a key stops working, in words.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::charts;
use crate::commands::services::Asked;

/// From here on it is worth a warning, in days.
const NEAR_DAYS: i32 = 30;

/// A key's last day, seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiry {
    /// When.
    pub at: Timestamp,
    /// How many days are left; negative once it is over.
    pub days_left: i32,
}

impl Expiry {
    /// Seen from the reader's zone.
    pub fn of(at: Timestamp, now: Timestamp, zone: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let today = now.to_zoned(zone.clone()).date();
        let days_left = today.until(at.to_zoned(zone).date()).map_or(i32::MAX, |span| span.get_days());
        Self { at, days_left }
    }

    /// Whether somebody should see to it.
    pub fn is_near(self) -> bool {
        self.days_left <= NEAR_DAYS
    }

    /// Plain: `⚠️ 3 Dec 2026 (in 11 days)`.
    pub fn words(self, asked: &Asked) -> String {
        let zone = TimeZone::get(&asked.actor.zone).unwrap_or(TimeZone::UTC);
        let day = charts::date(self.at.to_zoned(zone).date().at(0, 0, 0, 0), asked.actor.lang);
        let days = usize::try_from(self.days_left).unwrap_or_default();
        let key = match self.days_left {
            ..0 => "company-expired",
            0..=NEAR_DAYS => "company-expires-soon",
            _ => return day,
        };
        asked.t(key).marked("day", day).number("days", days).say()
    }
}

/// Plain; a key without a last day works for ever.
pub fn words(asked: &Asked, at: Option<Timestamp>, now: Timestamp) -> String {
    match at {
        Some(at) => Expiry::of(at, now, &asked.actor.zone).words(asked),
        None => asked.t("company-expires-never").say(),
    }
}

/// A key's condition; a word of Kinsta's that is not known stays as it is. Plain.
pub fn status(asked: &Asked, status: &str) -> String {
    match status {
        "active" => asked.t("company-status-active").say(),
        "revoked" => asked.t("company-status-revoked").say(),
        "expired" => asked.t("company-status-expired").say(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_in_the_readers_zone() {
        let now: Timestamp = "2026-11-22T23:30:00Z".parse().unwrap();
        for (at, zone, days_left, is_near) in [
            ("2026-11-23T00:30:00Z", "Europe/London", 1, true),
            // In Berlin it is already the 23rd.
            ("2026-11-23T00:30:00Z", "Europe/Berlin", 0, true),
            ("2026-11-21T12:00:00Z", "Europe/London", -1, true),
            ("2026-12-22T12:00:00Z", "Europe/London", 30, true),
            ("2026-12-23T12:00:00Z", "Europe/London", 31, false),
            ("2029-01-01T00:00:00Z", "nowhere", 771, false),
        ] {
            let expiry = Expiry::of(at.parse().unwrap(), now, zone);
            assert_eq!((expiry.days_left, expiry.is_near()), (days_left, is_near), "{at} {zone}");
        }
    }
}
