//! `/kinsta php restart <site> [env]`: restarts PHP, then looks whether the site answers.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::operation::Step;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Restart;

#[async_trait]
impl Verb for Restart {
    fn noun(&self) -> &'static str {
        "php"
    }

    fn name(&self) -> &'static str {
        "restart"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
    }

    fn example(&self) -> &'static str {
        "php restart acme staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/tools/restart-php"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "php restart", &[], matches, Unnamed::Ask)?;
        let act = RestartPhp { target: resolved.target(), domains: resolved.env.domains };
        Ok(Answer::Act(Box::new(act)))
    }
}

/// Restarts PHP on one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestartPhp {
    target: Target,
    /// What the environment answers to: a site that leads from one of its domains to another is not led away.
    #[serde(default)]
    domains: Vec<String>,
}

#[async_trait]
impl ActKind for RestartPhp {
    const NAME: &'static str = "php.restart";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn steps(&self) -> Vec<Step> {
        vec![Step::planned("php")]
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let restart = api::tools::RestartPhp { environment: self.target.environment() };
        Ok(kinsta.write(&restart, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["restart", "php"], none: &[] }
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheSite(&self.domains)
    }
}
