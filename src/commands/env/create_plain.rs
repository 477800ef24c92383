//! `/kinsta env create-plain <site> --name N`: a new environment without WordPress.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{target, typed};
use crate::domain::operation::{self, Step};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct CreatePlain;

#[async_trait]
impl Verb for CreatePlain {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "create-plain"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        fresh::arguments(target::site_argument(command))
    }

    fn example(&self) -> &'static str {
        "env create-plain acme --name Staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/{site_id}/environments/plain", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let options = typed::options(matches, &[]);
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let site = target::resolve_site(asked, services, "env create-plain", &options, matches)?;
        let fresh = Fresh::read(asked, services, matches, &site).await?;
        Ok(Answer::Act(Box::new(CreatePlainEnv { fresh })))
    }
}

/// Makes an empty environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatePlainEnv {
    fresh: Fresh,
}

#[async_trait]
impl ActKind for CreatePlainEnv {
    const NAME: &'static str = "env.create-plain";
    const RISK: Risk = Risk::Disruptive;
    const PATIENCE_MS: i64 = fresh::PATIENCE_MS;
    const CHANGES_SITES: bool = true;

    fn risk(&self) -> Risk {
        self.fresh.risk()
    }

    fn target(&self) -> &Target {
        &self.fresh.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.fresh.warnings().collect()
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::new_environment::Plain {
            site: self.fresh.target.site_id(),
            display_name: self.fresh.target.env.clone(),
            is_premium: self.fresh.is_premium,
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["plain", "environment"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        self.fresh.outcome(false, kinsta).await
    }

    fn mend(&self, message: &str) -> Option<&'static str> {
        Fresh::mend(message)
    }
}
