//! `/kinsta site reset <site>`: an empty WordPress in place of what is there.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::password::{self, Password};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{making, seen, target};
use crate::domain::operation::{self, NextStep, Step};
use crate::domain::risk::Risk;
use crate::domain::site::Environment;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Reset;

#[async_trait]
impl Verb for Reset {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "reset"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::site_argument(command).arg(password::argument())
    }

    fn example(&self) -> &'static str {
        "site reset acme relaunch"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/{site_id}/reset-site"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let site = target::resolve_site(asked, services, "site reset", &[], matches)?;
        let password = Password::of(asked, services);
        Ok(Answer::Act(Box::new(ResetSite { target: Target::whole(&site), password })))
    }
}

/// Replaces a site's files and database by a clean WordPress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetSite {
    target: Target,
    password: Password,
}

#[async_trait]
impl ActKind for ResetSite {
    const NAME: &'static str = "site.reset";
    const RISK: Risk = Risk::Destructive;
    const PATIENCE_MS: i64 = making::PATIENCE_MS;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.target
    }

    fn warnings(&self) -> Vec<&'static str> {
        vec![self.password.said()]
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        self.password.check(kinsta)
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let admin_password = self.password.open(kinsta)?;
        let request = api::sites::Reset { id: self.target.site_id(), admin_password };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["reset", "site"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let environments = seen::now(&self.target.site_id(), kinsta).await?;
        let Some(live) = environments.iter().find(|env| Environment::is_live(env)) else { return Ok(None) };
        let line = words::join(["site", "status", live.id.as_str()]);
        let next = NextStep::new("button-look", line);
        Ok(Some(operation::Outcome { facts: fresh::address(live, true), output: None, next: vec![next] }))
    }

    fn sealed(&self) -> Option<&kinsta::Sealed> {
        self.password.made_up()
    }
}
