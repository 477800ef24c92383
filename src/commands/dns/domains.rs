//! `/kinsta dns domains`: the zones the company has at Kinsta.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::zone;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::kinsta::api::dns::Zone;

/// The verb.
pub struct Domains;

#[async_trait]
impl Verb for Domains {
    fn noun(&self) -> &'static str {
        "dns"
    }

    fn name(&self) -> &'static str {
        "domains"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "dns domains"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /domains"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let mut zones = zone::all(asked, services).await?;
        if zones.is_empty() {
            return Err(Refusal::new(asked.t("dns-no-zones")).way_out(asked.t("dns-no-zones-way-out")));
        }
        zones.sort_by(|a, b| a.name.cmp(&b.name));
        let index = services.directory.snapshot().index.clone();
        let row = |zone: &Zone| {
            let site = zone.site_id.as_ref().and_then(|id| index.site(id)).map(|site| site.title().to_owned());
            let active = if zone.is_active { "dns-zone-active" } else { "dns-zone-inactive" };
            vec![zone.name.clone(), site.unwrap_or_else(|| "–".to_owned()), asked.t(active).say()]
        };
        let list = Listing {
            title: asked.t("dns-domains-title").number("count", zones.len()).say(),
            headings: ["domain", "site", "active"].map(|it| asked.t(format!("dns-domains-column-{it}")).say()).to_vec(),
            rows: zones.iter().map(row).collect(),
            line: vec!["dns".to_owned(), "domains".to_owned()],
            note: Some(asked.t("dns-domains-note").say()),
        };
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches))))
    }
}
