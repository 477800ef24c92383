//! `/kinsta site usage <site>`: what it has used of the plan this month.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::charts;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target;
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::lang::Lang;
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::{Lane, api};

/// The verb.
pub struct Usage;

#[async_trait]
impl Verb for Usage {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "usage"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::site_argument(command)
    }

    fn example(&self) -> &'static str {
        "site usage acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "GET /sites/{site_id}/usage/visits/this-month",
            "GET /sites/{site_id}/usage/bandwidth/this-month",
            "GET /sites/{site_id}/usage/cdn-bandwidth/this-month",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let site = target::resolve_site(asked, services, "site usage", &[], matches)?;
        let of = || site.id.clone();
        let (visits, bandwidth, cdn) = (
            api::usage::Visits { site: of() },
            api::usage::Bandwidth { site: of() },
            api::usage::CdnBandwidth { site: of() },
        );
        let kinsta = &services.kinsta;
        let (visits, bandwidth, cdn) = tokio::try_join!(
            kinsta.read(&visits, Lane::Person),
            kinsta.read(&bandwidth, Lane::Person),
            kinsta.read(&cdn, Lane::Person),
        )
        .map_err(|error| asked.kinsta_said(&error))?;
        let lang = asked.actor.lang;
        let fact = |key: &str, value: String| Fact { label: asked.t(format!("fact-usage-{key}")).say(), value };
        let facts = vec![
            fact("visits", count(lang, visits.0)),
            fact("bandwidth", bytes(lang, bandwidth.0)),
            fact("cdn-bandwidth", bytes(lang, cdn.0)),
        ];
        let show = Press::Words { line: words::join(["site", "show", site.id.as_str()]), replace: false };
        Ok(Answer::Card(
            Card::new()
                .with(Part::Title(asked.t("usage-title").marked("site", site.title()).say()))
                .with(Part::Facts(facts))
                .note(asked.t("usage-note").say())
                .buttons(vec![Button::new(asked.t("button-site-show").say(), show)]),
        ))
    }
}

/// A whole number in groups of three.
fn count(lang: Lang, amount: f64) -> String {
    charts::grouped(amount.max(0.0), 0, lang)
}

/// Bytes in the unit that people would choose.
fn bytes(lang: Lang, amount: f64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut amount = amount.max(0.0);
    let mut unit = 0;
    // What would be rounded up to a thousand is one of the next unit.
    while amount >= 999.95 && unit + 1 < UNITS.len() {
        amount /= 1000.0;
        unit += 1;
    }
    let said = if unit == 0 { format!("{amount:.0}") } else { format!("{amount:.1}") };
    let said = if lang == Lang::De { said.replace('.', ",") } else { said };
    format!("{said} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_as_the_language_does() {
        for (amount, en, de) in [
            (0.0, "0", "0"),
            (999.0, "999", "999"),
            (1_000.0, "1,000", "1.000"),
            (1_234_567.0, "1,234,567", "1.234.567"),
        ] {
            assert_eq!((count(Lang::En, amount), count(Lang::De, amount)), (en.to_owned(), de.to_owned()));
        }
    }

    #[test]
    fn bytes_have_a_unit_that_people_would_choose() {
        for (amount, en) in [
            (0.0, "0 B"),
            (999.0, "999 B"),
            (1_000.0, "1.0 kB"),
            (999_960.0, "1.0 MB"),
            (12_340_000_000.0, "12.3 GB"),
            (4e15, "4000.0 TB"),
        ] {
            assert_eq!(bytes(Lang::En, amount), en);
        }
        assert_eq!(bytes(Lang::De, 12_340_000_000.0), "12,3 GB");
    }
}
