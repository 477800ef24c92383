//! `/kinsta php restart <site> [env]`: restarts PHP, then looks whether the site answers.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::access::Grant;
use crate::act::{Act, ActivityWords, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::operation::{Step, StepState};
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

impl RestartPhp {
    /// The registered name.
    pub const NAME: &'static str = "php.restart";
}

#[async_trait]
impl Act for RestartPhp {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn target(&self) -> &Target {
        &self.target
    }

    fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn steps(&self) -> Vec<Step> {
        vec![Step { name: "php".into(), state: StepState::Planned }]
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let restart = api::tools::RestartPhp { environment: self.target.env_id.clone() };
        let started = kinsta.write(&restart, Lane::Operation, grant).await?;
        Ok(started.operation_id.map_or(Started::Finished, Started::Following))
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["restart", "php"], none: &[] }
    }

    fn looks_at(&self) -> Option<&[String]> {
        Some(&self.domains)
    }
}
