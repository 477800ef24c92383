//! What a site has used of the plan this month, all environments together.

use serde::Deserialize;

use super::lenient::amount;
use crate::domain::ids::SiteId;
use crate::kinsta::endpoint::{Endpoint, Method, Read};

macro_rules! usage {
    ($($(#[$doc:meta])* $name:ident: $path:literal, $($within:literal).+;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Whose.
            pub site: SiteId,
        }

        impl Endpoint for $name {
            const METHOD: Method = Method::Get;
            const PATH: &'static str = $path;
            const WITHIN: &'static [&'static str] = &[$($within),+];
            type Effect = Read;
            type Response = Amount;

            fn path(&self) -> Vec<(&'static str, &str)> {
                vec![("site_id", self.site.as_str())]
            }
        }
    )+};
}

usage! {
    /// Visits so far this month.
    Visits: "/sites/{site_id}/usage/visits/this-month", "site"."this_month_usage"."visits";
    /// Bandwidth of the server so far this month. Kinsta names no unit; clients take it for bytes.
    Bandwidth: "/sites/{site_id}/usage/bandwidth/this-month", "site"."this_month_usage"."bandwidth";
    /// Bandwidth of the CDN so far this month. Kinsta names no unit; clients take it for bytes.
    CdnBandwidth: "/sites/{site_id}/usage/cdn-bandwidth/this-month", "site"."this_month_cdn_usage"."bandwidth";
}

/// How much was used.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Amount(#[serde(deserialize_with = "amount")] pub f64);
