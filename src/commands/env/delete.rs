//! `/kinsta env delete <site> <env>`: one environment. Live goes only with its site.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::seen::{self, Seen};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Delete;

#[async_trait]
impl Verb for Delete {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "delete"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "env delete acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["DELETE /sites/environments/{env_id}"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "env delete", &[], matches, Unnamed::Ask)?;
        let id = resolved.env.id;
        // What is lost is listed as it is now, not as it is remembered.
        let site = services.directory.freshen(&resolved.site.id).await.map_err(|error| asked.kinsta_said(&error))?;
        let Some(env) = site.environment(&id) else {
            let gone = kinsta::Error::NotFoundOrForbidden { message: String::new() };
            return Err(asked.kinsta_said(&gone).about(target::SITE));
        };
        if env.is_live() {
            let line = words::join(["site", "delete", site.id.as_str()]);
            let press = Press::Words { line, replace: true };
            return Err(Refusal::new(asked.t("env-delete-live").plain("site", site.title()))
                .way_out(asked.t("env-delete-live-way-out"))
                .about(target::SITE)
                .buttons(vec![Button::new(asked.t("button-site-delete").say(), press)]));
        }
        Ok(Answer::Act(Box::new(DeleteEnv { target: Target::of(&site, env), seen: Seen::of(&site, env) })))
    }
}

/// Deletes an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteEnv {
    target: Target,
    seen: Seen,
}

#[async_trait]
impl ActKind for DeleteEnv {
    const NAME: &'static str = "env.delete";
    const RISK: Risk = Risk::Destructive;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        seen::domains(std::slice::from_ref(&self.seen)).map(|domains| ("lost-domains", domains)).into_iter().collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = seen::now(&self.target.site_id(), kinsta).await?;
        if self.seen.is_among(&now) { Ok(()) } else { Err(Stop::Changed("env-delete-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::environments::Delete { id: self.target.environment() };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["delete", "environment"])
    }
}
