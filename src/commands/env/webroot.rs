//! `/kinsta env webroot <site> [env]`: which folder is served.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Resolved, Unnamed};
use crate::domain::card::{Button, Card, Fact, Part, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::{text, words};
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Webroot;

#[async_trait]
impl Verb for Webroot {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "webroot"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "env webroot acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "env webroot", &[], matches, Unnamed::Live)?;
        let folder = served(asked, services, &resolved).await?;
        let fact = Fact {
            label: asked.t("fact-site-web-root").say(),
            value: folder.as_deref().map_or_else(|| asked.t("fact-unknown").say(), text::code),
        };
        let change = Press::Form { line: words::join(["env", "webroot", "set", resolved.env.id.as_str()]) };
        Ok(Answer::Card(
            Card::new()
                .with(Part::Title(resolved.target().label()))
                .with(Part::Facts(vec![fact]))
                .buttons(vec![Button::new(asked.t("button-env-webroot").say(), change)]),
        ))
    }
}

/// The folder that is served now, as Kinsta says it.
pub async fn served(asked: &Asked, services: &Services, resolved: &Resolved) -> Result<Option<String>, Refusal> {
    let request = api::environments::List { site: resolved.site.id.clone() };
    let listed = services.kinsta.read(&request, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))?;
    match listed.into_environments().into_iter().find(|env| env.id == resolved.env.id) {
        Some(env) => Ok(env.web_root.filter(|folder| !folder.is_empty())),
        None => Err(asked.kinsta_said(&kinsta::Error::NotFoundOrForbidden { message: String::new() })),
    }
}
