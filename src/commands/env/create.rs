//! `/kinsta env create <site> --name N --title T --admin-user U --admin-email E`: a new environment with WordPress.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::install::{self, Install};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{args, target, typed};
use crate::domain::operation::{self, Step};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Create;

#[async_trait]
impl Verb for Create {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "create"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        install::arguments(fresh::arguments(target::site_argument(command))).arg(args::flag("edd"))
    }

    fn example(&self) -> &'static str {
        "env create acme --name QA --premium --title \"Acme QA\" --admin-user qa --admin-email qa@agency.example"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/{site_id}/environments", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let options = typed::options(matches, &[]);
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let site = target::resolve_site(asked, services, "env create", &options, matches)?;
        let install = Install::read(asked, services, matches)?;
        let fresh = Fresh::read(asked, services, matches, &site).await?;
        Ok(Answer::Act(Box::new(CreateEnv { fresh, install, edd: matches.get_flag("edd") })))
    }
}

/// Makes an environment with a new WordPress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateEnv {
    fresh: Fresh,
    install: Install,
    edd: bool,
}

#[async_trait]
impl ActKind for CreateEnv {
    const NAME: &'static str = "env.create";
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

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.install.facts(if self.edd { &["Easy Digital Downloads"] } else { &[] })
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.fresh.warnings().chain([self.install.password.said()]).collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        self.install.password.check(kinsta)
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::new_environment::InstallWordPress {
            site: self.fresh.target.site_id(),
            display_name: self.fresh.target.env.clone(),
            is_premium: self.fresh.is_premium,
            wordpress: self.install.wordpress(kinsta)?,
            easy_digital_downloads: self.edd,
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["add", "environment"], none: &["plain", "clone"] }
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        self.fresh.outcome(true, kinsta).await
    }

    fn mend(&self, message: &str) -> Option<&'static str> {
        Fresh::mend(message)
    }

    fn sealed(&self) -> Option<&kinsta::Sealed> {
        self.install.password.made_up()
    }
}
