//! `/kinsta ssh allow list <site> [env]`: from where SSH and SFTP may be used.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::allow_change;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::words;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        "allow list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "ssh allow list acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/ssh/get-allowed-ips"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "ssh allow list", &[], matches, Unnamed::Live)?;
        let ips = allow_change::read(asked, services, &resolved.env.id).await?;
        let env = resolved.env.id.as_str();
        let form = |key: &str, verb: &str| {
            let line = words::join(["ssh", "allow", verb, env]);
            Button::new(asked.t(key).say(), Press::Form { line })
        };
        let title = asked.t("ssh-allow-title").marked("site", resolved.target().label()).say();
        let add = form("button-ssh-allow-add", "add");
        if ips.is_empty() {
            let card = Card::new().with(Part::Title(title)).paragraph(asked.t("ssh-allow-everywhere").say());
            return Ok(Answer::Card(card.buttons(vec![add])));
        }
        let list = Listing {
            title,
            headings: vec![asked.t("ssh-allow-column").say()],
            rows: ips.into_iter().map(|ip| vec![ip]).collect(),
            line: ["ssh", "allow", "list", env].map(str::to_owned).to_vec(),
            note: None,
        };
        let buttons = vec![add, form("button-ssh-allow-remove", "remove")];
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches)).buttons(buttons)))
    }
}
