//! `/kinsta site create <name> --region R --title T --admin-user U --admin-email E`: a new site with WordPress.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::act::ActivityWords;
use crate::commands::install::{self, Install};
use crate::commands::known::Known;
use crate::commands::making::{Make, Way};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::kinsta;
use crate::kinsta::api::new_site::InstallWordPress;

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
        let way = WithWordPress { region_name: fresh::label(&region), region: region.region, install };
        Ok(Answer::Act(Box::new(Make { fresh: Fresh::of(services, name, company), way })))
    }
}

/// A site with a new WordPress.
#[derive(Debug, Serialize, Deserialize)]
pub struct WithWordPress {
    region: String,
    region_name: String,
    install: Install,
}

impl Way for WithWordPress {
    const ACT: &'static str = "site.create";
    const ACTIVITY: ActivityWords = ActivityWords { all: &["add", "site"], none: &["plain", "clone"] };
    type Fresh = Fresh;
    type Request = InstallWordPress;

    fn request(&self, fresh: &Fresh, kinsta: &kinsta::Client) -> Result<InstallWordPress, kinsta::Error> {
        Ok(InstallWordPress {
            company: fresh.company.clone(),
            display_name: fresh.target.site.clone(),
            region: self.region.clone(),
            wordpress: self.install.wordpress(kinsta)?,
        })
    }

    fn has_wordpress(&self) -> bool {
        true
    }

    fn install(&self) -> Option<&Install> {
        Some(&self.install)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let region = ("site-region", self.region_name.clone());
        std::iter::once(region).chain(self.install.facts(&[])).collect()
    }
}
