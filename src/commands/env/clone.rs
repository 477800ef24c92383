//! `/kinsta env clone <site> <env> --name N`: a new environment as a copy of another of the same site.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::commands::typed;
use crate::domain::hold::Hold;
use crate::domain::ids::EnvId;
use crate::domain::operation::{self, Step};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct CloneVerb;

#[async_trait]
impl Verb for CloneVerb {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "clone"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        fresh::arguments(target::arguments(command))
    }

    fn example(&self) -> &'static str {
        "env clone acme live --name QA --premium"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/{site_id}/environments/clone", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let options = typed::options(matches, &[]);
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let resolved = target::resolve(asked, services, "env clone", &options, matches, Unnamed::Ask)?;
        let mut fresh = Fresh::read(asked, services, matches, &resolved.site).await?;
        let source_name = resolved.target().env;
        fresh.target = fresh.target.named("source", &source_name);
        let has_wordpress = resolved.env.wordpress_version.is_some();
        Ok(Answer::Act(Box::new(CloneEnv { fresh, source: resolved.env.id, source_name, has_wordpress })))
    }
}

/// Makes an environment out of a copy of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloneEnv {
    fresh: Fresh,
    source: EnvId,
    source_name: String,
    has_wordpress: bool,
}

#[async_trait]
impl ActKind for CloneEnv {
    const NAME: &'static str = "env.clone";
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

    fn holds(&self) -> Vec<Hold> {
        vec![Hold::beside(&self.fresh.target, &self.source)]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("env-source", self.source_name.clone())]
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.fresh.warnings().collect()
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::new_environment::CloneOf {
            site: self.fresh.target.site_id(),
            display_name: self.fresh.target.env.clone(),
            is_premium: self.fresh.is_premium,
            source: self.source.clone(),
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["clone", "environment"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        self.fresh.outcome(self.has_wordpress, kinsta).await
    }

    fn mend(&self, message: &str) -> Option<&'static str> {
        Fresh::mend(message)
    }
}
