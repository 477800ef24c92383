//! `/kinsta site delete <site>`: a site with everything in it.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::seen::{self, Seen};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Delete;

#[async_trait]
impl Verb for Delete {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "delete"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::site_argument(command)
    }

    fn example(&self) -> &'static str {
        "site delete acme relaunch"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["DELETE /sites/{site_id}"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let site = target::resolve_site(asked, services, "site delete", &[], matches)?;
        // What is lost is listed as it is now, not as it is remembered.
        let site = services.directory.freshen(&site.id).await.map_err(|error| asked.kinsta_said(&error))?;
        let environments = site.environments.iter().map(|env| Seen::of(&site, env)).collect();
        Ok(Answer::Act(Box::new(DeleteSite { target: Target::whole(&site), environments })))
    }
}

/// Deletes a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteSite {
    target: Target,
    environments: Vec<Seen>,
}

#[async_trait]
impl ActKind for DeleteSite {
    const NAME: &'static str = "site.delete";
    const RISK: Risk = Risk::Destructive;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let environments = std::iter::once(("lost-environments", seen::names(&self.environments)));
        environments.chain(seen::domains(&self.environments).map(|domains| ("lost-domains", domains))).collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = seen::now(&self.target.site_id(), kinsta).await?;
        if seen::are_all_of(&self.environments, &now) { Ok(()) } else { Err(Stop::Changed("site-delete-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::sites::Delete { id: self.target.site_id() };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["delete", "site"])
    }
}
