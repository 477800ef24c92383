//! `/kinsta site create-plain <name> --region R`: a new site without WordPress. Its own verb, so that its form asks for
//! nothing it does not need.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::act::ActivityWords;
use crate::commands::known::Known;
use crate::commands::making::{Make, Way};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::kinsta;
use crate::kinsta::api::new_site::Plain;

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
        let way = Empty { region_name: fresh::label(&region), region: region.region };
        Ok(Answer::Act(Box::new(Make { fresh: Fresh::of(services, name, company), way })))
    }
}

/// A site with nothing in it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Empty {
    region: String,
    region_name: String,
}

impl Way for Empty {
    const ACT: &'static str = "site.create-plain";
    const ACTIVITY: ActivityWords = ActivityWords::all(&["plain", "site"]);
    type Fresh = Fresh;
    type Request = Plain;

    fn request(&self, fresh: &Fresh, _kinsta: &kinsta::Client) -> Result<Plain, kinsta::Error> {
        Ok(Plain {
            company: fresh.company.clone(),
            display_name: fresh.target.site.clone(),
            region: self.region.clone(),
        })
    }

    fn has_wordpress(&self) -> bool {
        false
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("site-region", self.region_name.clone())]
    }
}
