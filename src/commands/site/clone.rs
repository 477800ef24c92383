//! `/kinsta site clone <site> [env] --name N`: a new site as a copy of an environment.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::act::ActivityWords;
use crate::commands::making::{Make, Source, Way};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{args, target};
use crate::domain::hold::Hold;
use crate::domain::risk::Risk;
use crate::kinsta;
use crate::kinsta::api::new_site::CloneOf;

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
        let resolved = target::resolve_keeping_options(asked, services, "site clone", matches)?;
        let name = matches.get_one::<String>("name").map(|name| name.trim().to_owned()).unwrap_or_default();
        let source_name = resolved.target().label();
        let mut fresh = Fresh::of(services, name, fresh::company(asked, services).await?);
        fresh.target = fresh.target.named("source", &source_name);
        let way = Copy(Source::of(resolved.env, source_name));
        Ok(Answer::Act(Box::new(Make { fresh, way })))
    }
}

/// A copy of an environment as a site of its own.
#[derive(Debug, Serialize, Deserialize)]
pub struct Copy(Source);

impl Way for Copy {
    const ACT: &'static str = "site.clone";
    const ACTIVITY: ActivityWords = ActivityWords::all(&["clone", "site"]);
    type Fresh = Fresh;
    type Request = CloneOf;

    fn request(&self, fresh: &Fresh, _kinsta: &kinsta::Client) -> Result<CloneOf, kinsta::Error> {
        Ok(CloneOf {
            company: fresh.company.clone(),
            display_name: fresh.target.site.clone(),
            source: self.0.source.clone(),
        })
    }

    fn has_wordpress(&self) -> bool {
        self.0.has_wordpress
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("site-source", self.0.source_name.clone())]
    }

    fn copies(&self, _fresh: &Fresh) -> Option<Hold> {
        Some(Hold::environment(&self.0.source))
    }
}
