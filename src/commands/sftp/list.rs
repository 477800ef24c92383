//! `/kinsta sftp list <site> [env]`: the additional accounts.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::account;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::api::sftp_accounts::{Account, Permission};

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "sftp"
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
        "sftp list acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/additional-sftp-accounts"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "sftp list", &[], matches, Unnamed::Live)?;
        let found = account::all(asked, services, &resolved.env.id).await?;
        let env = resolved.env.id.as_str();
        let button = |key: &str, verb: &str| {
            Button::new(asked.t(key).say(), Press::Form { line: words::join(["sftp", verb, env]) })
        };
        let title = asked.t("sftp-list-title").marked("site", resolved.target().label()).say();
        let note = found.port().map(|port| asked.t("sftp-list-port").plain("port", port).say());
        let add = button("button-sftp-add", "add");
        if found.accounts.is_empty() {
            let mut card = Card::new().with(Part::Title(title)).paragraph(asked.t("sftp-list-empty").say());
            card = note.into_iter().fold(card, Card::note);
            return Ok(Answer::Card(card.buttons(vec![add])));
        }
        let is_any_on = found.accounts.iter().any(|account| account.is_active);
        let row = |account: &Account| {
            let permission = match Permission::from_word(&account.permission) {
                Some(Permission::Read) => asked.t("sftp-permission-read").say(),
                Some(Permission::Write) => asked.t("sftp-permission-write").say(),
                None => account.permission.clone(),
            };
            let is_on = asked.t(if account.is_active { "fact-on" } else { "fact-off" }).say();
            vec![account.username.clone(), account.root_directory.clone(), permission, is_on]
        };
        let list = Listing {
            title,
            headings: ["user", "folder", "permission", "state"]
                .map(|it| asked.t(format!("sftp-column-{it}")).say())
                .to_vec(),
            rows: found.accounts.iter().map(row).collect(),
            line: ["sftp", "list", env].map(str::to_owned).to_vec(),
            note,
        };
        let switch = if is_any_on { button("button-sftp-off", "off") } else { button("button-sftp-on", "on") };
        let buttons = vec![add, button("button-sftp-remove", "remove"), switch];
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches)).buttons(buttons)))
    }
}
