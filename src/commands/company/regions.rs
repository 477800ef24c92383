//! `/kinsta company regions`: where a site can stand.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::read;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::risk::Risk;
use crate::kinsta::api::company::Region;

/// The verb.
pub struct Regions;

#[async_trait]
impl Verb for Regions {
    fn noun(&self) -> &'static str {
        "company"
    }

    fn name(&self) -> &'static str {
        "regions"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "company regions"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /company/{id}/available-regions"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let regions = read::regions(asked, services).await?;
        let list = Listing {
            title: asked.t("company-regions-title").number("count", regions.len()).say(),
            headings: ["place", "region"].map(|column| asked.t(format!("company-column-{column}")).say()).to_vec(),
            rows: regions.into_iter().map(row).collect(),
            line: ["company", "regions"].map(str::to_owned).to_vec(),
            note: None,
        };
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches))))
    }
}

/// Kinsta's name for people repeats the region: `Dallas US (us-south1)`.
fn row(region: Region) -> Vec<String> {
    let place = region.name.strip_suffix(&format!("({})", region.region)).unwrap_or(&region.name).trim();
    vec![place.to_owned(), region.region]
}
