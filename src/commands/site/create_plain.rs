//! `/kinsta site create-plain <name> --region R`: a new site without WordPress. Its own verb, so that its form asks for
//! nothing it does not need.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fresh::{self, Fresh};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started};
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
pub struct CreatePlain;

#[async_trait]
impl Verb for CreatePlain {
    fn noun(&self) -> &'static str {
        "site"
    }

    fn name(&self) -> &'static str {
        "create-plain"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(fresh::name_argument()).arg(fresh::region_argument())
    }

    fn example(&self) -> &'static str {
        "site create-plain New Shop --region frankfurt"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/plain", "GET /company/{id}/available-regions"]
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
        let company = fresh::company(asked, services).await?;
        let region = fresh::region(asked, services, matches, &company, "site create-plain").await?;
        Ok(Answer::Act(Box::new(CreatePlainSite {
            fresh: Fresh::of(services, name, company),
            region_name: fresh::label(&region),
            region: region.region,
        })))
    }
}

/// Makes an empty site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatePlainSite {
    fresh: Fresh,
    region: String,
    region_name: String,
}

#[async_trait]
impl ActKind for CreatePlainSite {
    const NAME: &'static str = "site.create-plain";
    const RISK: Risk = Risk::Disruptive;
    const PATIENCE_MS: i64 = fresh::PATIENCE_MS;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.fresh.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("site-region", self.region_name.clone())]
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.fresh.warnings().collect()
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let request = api::new_site::Plain {
            company: self.fresh.company.clone(),
            display_name: self.fresh.target.site.clone(),
            region: self.region.clone(),
        };
        Ok(kinsta.write(&request, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["plain", "site"], none: &[] }
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
        self.fresh.outcome(steps, false, kinsta).await
    }
}
