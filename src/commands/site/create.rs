//! `/kinsta site create <name> --region R --title T --admin-user U --admin-email E`: a new site with WordPress.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fresh::{self, Fresh};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::install::{self, Install};
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::form::Choice;
use crate::domain::operation::{self, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Create;

#[async_trait]
impl Verb for Create {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "create"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        install::arguments(command.arg(fresh::name_argument()).arg(fresh::region_argument()))
    }

    fn example(&self) -> &'static str {
        "site create New Shop --region frankfurt --title \"New Shop\" --admin-user shop --admin-email web@agency.example"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites", "GET /company/{id}/available-regions"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[fresh::REGION]
    }

    async fn choices(
        &self,
        _argument: &str,
        _known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        fresh::region_choices(asked, services).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let name = fresh::name(matches);
        let install = Install::read(asked, services, matches)?;
        let company = fresh::company(asked, services).await?;
        let region = fresh::region(asked, services, matches, &company, "site create").await?;
        Ok(Answer::Act(Box::new(CreateSite {
            fresh: Fresh::of(services, name, company),
            region_name: fresh::label(&region),
            region: region.region,
            install,
        })))
    }
}

/// Makes a site with a new WordPress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateSite {
    fresh: Fresh,
    region: String,
    region_name: String,
    install: Install,
}

#[async_trait]
impl ActKind for CreateSite {
    const NAME: &'static str = "site.create";
    const RISK: Risk = Risk::Disruptive;
    const PATIENCE_MS: i64 = fresh::PATIENCE_MS;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.fresh.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("site-region", self.region_name.clone())];
        facts.extend(self.install.facts(&[]));
        facts
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.fresh.warnings().chain([self.install.password.said()]).collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        self.install.password.check(kinsta)
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::new_site::InstallWordPress {
            company: self.fresh.company.clone(),
            display_name: self.fresh.target.site.clone(),
            region: self.region.clone(),
            wordpress: self.install.wordpress(kinsta)?,
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["add", "site"], none: &["plain", "clone"] }
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
        self.fresh.outcome(steps, true, kinsta).await
    }

    fn sealed(&self) -> Option<&kinsta::Sealed> {
        self.install.password.made_up()
    }
}
