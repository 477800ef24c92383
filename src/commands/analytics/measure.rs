//! What Kinsta measures, and how it is asked for.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::period::Period;
use crate::charts::Unit;
use crate::domain::ids::{CompanyId, EnvId};
use crate::kinsta::api::analytics::{Bandwidth, CdnBandwidth, DiskSpace, DiskSpan, Series, Span, Visits, WholeHours};
use crate::kinsta::{Client, Error, Lane};

/// One thing that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Different addresses within a day.
    Visits,
    /// Bytes sent by the server.
    Bandwidth,
    /// Bytes sent by the CDN.
    Cdn,
    /// Bytes on the disk.
    Disk,
}

impl Measure {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Visits, Self::Bandwidth, Self::Cdn, Self::Disk];

    /// The verb's word, which also names its sentences and its picture.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::Bandwidth => "bandwidth",
            Self::Cdn => "cdn",
            Self::Disk => "disk",
        }
    }

    /// What is counted.
    pub fn unit(self) -> Unit {
        if self == Self::Visits { Unit::Count } else { Unit::Bytes }
    }

    /// A level says how much there is, and adding up its days says nothing.
    pub fn is_level(self) -> bool {
        self == Self::Disk
    }

    /// How far back can be looked, as it is typed. The disk is looked at once a day.
    pub fn spans(self) -> &'static [&'static str] {
        if self == Self::Disk { &["7d", "30d", "60d"] } else { &["24h", "7d", "30d", "60d"] }
    }

    /// The Kinsta operation that tells it.
    pub fn operations(self) -> &'static [&'static str] {
        match self {
            Self::Visits => &["GET /sites/environments/{env_id}/analytics/visits"],
            Self::Bandwidth => &["GET /sites/environments/{env_id}/analytics/bandwidth"],
            Self::Cdn => &["GET /sites/environments/{env_id}/analytics/cdn-bandwidth"],
            Self::Disk => &["GET /sites/environments/{env_id}/analytics/diskspace"],
        }
    }

    /// A line to try.
    pub fn example(self) -> &'static str {
        match self {
            Self::Visits => "analytics visits acme --span 30d",
            Self::Bandwidth => "analytics bandwidth acme --from 2026-10-01 --to 2026-10-31",
            Self::Cdn => "analytics cdn acme --span 7d",
            Self::Disk => "analytics disk acme staging",
        }
    }

    /// Asks Kinsta. Only for the disk it takes a zone: that of the reader, in whole hours.
    pub async fn read(
        self,
        kinsta: &Client,
        environment: EnvId,
        period: Period,
        (zone, now): (&TimeZone, Timestamp),
    ) -> Result<Series, Error> {
        let company = kinsta.company(Lane::Person).await?;
        let (from, to) = period.days();
        match self {
            Self::Visits => {
                let asked = Visits { environment, company, span: period.span(), from, to };
                kinsta.read(&asked, Lane::Person).await
            }
            Self::Bandwidth => {
                let asked = Bandwidth { environment, company, span: period.span(), from, to };
                kinsta.read(&asked, Lane::Person).await
            }
            Self::Cdn => {
                let asked = CdnBandwidth { environment, company, span: period.span(), from, to };
                kinsta.read(&asked, Lane::Person).await
            }
            Self::Disk => {
                let asked = disk(environment, company, period, WholeHours::nearest(zone.to_offset(now).seconds()));
                kinsta.read(&asked, Lane::Person).await
            }
        }
    }
}

fn disk(environment: EnvId, company: CompanyId, period: Period, time_zone: WholeHours) -> DiskSpace {
    let span = period.span().map(|span| match span {
        Span::Hours24 | Span::Days7 => DiskSpan::Days7,
        Span::Days30 => DiskSpan::Days30,
        Span::Days60 => DiskSpan::Days60,
    });
    let (from, to) = period.days();
    DiskSpace { environment, company, time_zone, span, from, to }
}
