//! `/kinsta ip list <site> [env]`: the addresses that an environment turns away.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::change;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::Card;
use crate::domain::risk::Risk;
use crate::kinsta::Lane;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "ip"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "ip list acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/tools/denied-ips"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "ip list", &[], matches, Unnamed::Live)?;
        let denied = change::read(&services.kinsta, &resolved.env.id, Lane::Person).await;
        let denied = denied.map_err(|error| asked.kinsta_said(&error))?;
        let target = resolved.target();
        if denied.is_empty() {
            let said = asked.t("ip-list-empty").plain("site", &target.site).plain("env", &target.env).say();
            return Ok(Answer::Card(Card::text(said).note(asked.t("ip-list-note").say())));
        }
        let title = asked.t("ip-list-title").marked("where", target.label()).number("count", denied.len());
        let list = Listing {
            title: title.say(),
            headings: vec![asked.t("ip-list-column").say()],
            rows: denied.into_iter().map(|entry| vec![entry]).collect(),
            line: ["ip", "list", resolved.env.id.as_str()].map(str::to_owned).to_vec(),
            note: Some(asked.t("ip-list-note").say()),
        };
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches))))
    }
}
