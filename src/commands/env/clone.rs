//! `/kinsta env clone <site> <env> --name N`: a new environment as a copy of another of the same site.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::act::ActivityWords;
use crate::commands::making::{Make, Source, Way};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target;
use crate::domain::hold::Hold;
use crate::domain::risk::Risk;
use crate::kinsta;
use crate::kinsta::api::new_environment::CloneOf;

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
        let resolved = target::resolve_keeping_options(asked, services, "env clone", matches)?;
        let mut fresh = Fresh::read(asked, services, matches, &resolved.site).await?;
        let source_name = resolved.target().env;
        fresh.target = fresh.target.named("source", &source_name);
        let way = Copy(Source::of(resolved.env, source_name));
        Ok(Answer::Act(Box::new(Make { fresh, way })))
    }
}

/// A copy of another environment of the site.
#[derive(Debug, Serialize, Deserialize)]
pub struct Copy(Source);

impl Way for Copy {
    const ACT: &'static str = "env.clone";
    const ACTIVITY: ActivityWords = ActivityWords::all(&["clone", "environment"]);
    type Fresh = Fresh;
    type Request = CloneOf;

    fn request(&self, fresh: &Fresh, _kinsta: &kinsta::Client) -> Result<CloneOf, kinsta::Error> {
        Ok(CloneOf { environment: fresh.as_kinsta_wants_it(), source: self.0.source.clone() })
    }

    fn has_wordpress(&self) -> bool {
        self.0.has_wordpress
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("env-source", self.0.source_name.clone())]
    }

    fn copies(&self, fresh: &Fresh) -> Option<Hold> {
        Some(Hold::beside(&fresh.target, &self.0.source))
    }
}
