//! `/kinsta ssh config <site> [env]`: host, port, user and the command to copy. No secret is in it.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::Login;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::Lane;

/// The verb.
pub struct Config;

#[async_trait]
impl Verb for Config {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        "config"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "ssh config acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/{site_id}/environments/{env_id}/ssh/config"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "ssh config", &[], matches, Unnamed::Live)?;
        let (site, env) = (resolved.site.id.clone(), resolved.env.id.clone());
        let login = Login::read(&services.kinsta, site, env, Lane::Person).await;
        let login = login.map_err(|error| asked.kinsta_said(&error))?;
        let title = asked.t("ssh-config-title").marked("site", resolved.target().label()).say();
        let line = words::join(["ssh", "password", "show", resolved.env.id.as_str()]);
        let show = Press::Words { line, replace: false };
        Ok(Answer::Card(
            Card::new()
                .with(Part::Title(title))
                .with(Part::Facts(login.facts(asked)))
                .with(Part::Code(login.commands()))
                .buttons(vec![Button::new(asked.t("button-ssh-password").say(), show)]),
        ))
    }
}
