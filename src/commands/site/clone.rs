//! `/kinsta site clone <site> [env] --name N`: a new site as a copy of an environment.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fresh::{self, Fresh};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::commands::{args, typed};
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
        "site"
    }

    fn name(&self) -> &'static str {
        "clone"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(args::words("name", "name").required(true))
    }

    fn example(&self) -> &'static str {
        "site clone acme live --name \"Acme Relaunch\""
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/clone"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let options = typed::options(matches, &[]);
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let resolved = target::resolve(asked, services, "site clone", &options, matches, Unnamed::Ask)?;
        let name = matches.get_one::<String>("name").map(|name| name.trim().to_owned()).unwrap_or_default();
        let source = resolved.target().label();
        let mut fresh = Fresh::of(services, name, fresh::company(asked, services).await?);
        fresh.target = fresh.target.named("source", &source);
        Ok(Answer::Act(Box::new(CloneSite {
            fresh,
            has_wordpress: resolved.env.wordpress_version.is_some(),
            source: resolved.env.id,
            source_name: source,
        })))
    }
}

/// Makes a site out of a copy of an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloneSite {
    fresh: Fresh,
    source: EnvId,
    source_name: String,
    has_wordpress: bool,
}

#[async_trait]
impl ActKind for CloneSite {
    const NAME: &'static str = "site.clone";
    const RISK: Risk = Risk::Disruptive;
    const PATIENCE_MS: i64 = fresh::PATIENCE_MS;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.fresh.target
    }

    fn visitors_notice(&self) -> bool {
        false
    }

    fn holds(&self) -> Vec<Hold> {
        vec![Hold::environment(&self.source)]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("site-source", self.source_name.clone())]
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.fresh.warnings().collect()
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::new_site::CloneOf {
            company: self.fresh.company.clone(),
            display_name: self.fresh.target.site.clone(),
            source: self.source.clone(),
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["clone", "site"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    fn keep(&self, _step: &str, data: &Value) -> Option<Value> {
        fresh::keep(data)
    }

    async fn outcome(
        &self,
        steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        self.fresh.outcome(steps, self.has_wordpress, kinsta).await
    }
}
