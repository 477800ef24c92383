//! `/kinsta ssh status <site> [env]`: whether SSH and SFTP are on, and from where.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::risk::Risk;
use crate::domain::{text, words};
use crate::kinsta::{Lane, api};

/// How many addresses are named before the rest is counted.
const SHOWN: usize = 8;

/// The verb.
pub struct Status;

#[async_trait]
impl Verb for Status {
    fn noun(&self) -> &'static str {
        "ssh"
    }

    fn name(&self) -> &'static str {
        "status"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "ssh status acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/ssh/get-status", "GET /sites/environments/{env_id}/ssh/get-allowed-ips"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "ssh status", &[], matches, Unnamed::Live)?;
        let status = api::ssh::Status { environment: resolved.env.id.clone() };
        let allowed = api::ssh::AllowedIps { environment: resolved.env.id.clone() };
        let (status, allowed) =
            tokio::join!(services.kinsta.read(&status, Lane::Person), services.kinsta.read(&allowed, Lane::Person));
        let is_on = status.map_err(|error| asked.kinsta_said(&error))?;
        let allowed = allowed.map_err(|error| asked.kinsta_said(&error))?.ips;
        let mut from: Vec<String> = allowed.iter().take(SHOWN).map(|ip| text::code(ip)).collect();
        if allowed.len() > SHOWN {
            from.push(asked.t("fact-more").number("count", allowed.len() - SHOWN).say());
        }
        let from = if from.is_empty() { asked.t("ssh-from-everywhere").say() } else { from.join(", ") };
        let fact = |key: &str, value: String| Fact { label: asked.t(format!("ssh-{key}")).say(), value };
        let facts = vec![fact("state", asked.t(if is_on { "fact-on" } else { "fact-off" }).say()), fact("from", from)];
        let line = |verb: &str| words::join(verb.split(' ').chain([resolved.env.id.as_str()]));
        let press = |verb: &str| Press::Words { line: line(verb), replace: false };
        let (key, verb) =
            if is_on { ("button-ssh-disable", "ssh disable") } else { ("button-ssh-enable", "ssh enable") };
        let buttons = vec![
            Button::new(asked.t("button-ssh-config").say(), press("ssh config")),
            Button::new(asked.t("button-ssh-password").say(), press("ssh password show")),
            Button::new(asked.t("button-ssh-allow-list").say(), press("ssh allow list")),
            Button::new(asked.t(key).say(), press(verb)),
        ];
        let title = asked.t("ssh-status-title").marked("site", resolved.target().label()).say();
        Ok(Answer::Card(Card::new().with(Part::Title(title)).with(Part::Facts(facts)).buttons(buttons)))
    }
}
