//! `/kinsta env create <site> --name N --title T --admin-user U --admin-email E`: a new environment with WordPress.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::act::ActivityWords;
use crate::commands::install::{self, Install};
use crate::commands::making::{Make, Way};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::{args, target};
use crate::domain::risk::Risk;
use crate::kinsta;
use crate::kinsta::api::new_environment::InstallWordPress;

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
        let site = target::resolve_site_keeping_options(asked, services, "env create", matches)?;
        let install = Install::read(asked, services, matches)?;
        let fresh = Fresh::read(asked, services, matches, &site).await?;
        let way = WithWordPress { install, edd: matches.get_flag("edd") };
        Ok(Answer::Act(Box::new(Make { fresh, way })))
    }
}

/// An environment with a new WordPress.
#[derive(Debug, Serialize, Deserialize)]
pub struct WithWordPress {
    install: Install,
    edd: bool,
}

impl Way for WithWordPress {
    const ACT: &'static str = "env.create";
    const ACTIVITY: ActivityWords = ActivityWords { all: &["add", "environment"], none: &["plain", "clone"] };
    type Fresh = Fresh;
    type Request = InstallWordPress;

    fn request(&self, fresh: &Fresh, kinsta: &kinsta::Client) -> Result<InstallWordPress, kinsta::Error> {
        Ok(InstallWordPress {
            environment: fresh.as_kinsta_wants_it(),
            wordpress: self.install.wordpress(kinsta)?,
            easy_digital_downloads: self.edd,
        })
    }

    fn has_wordpress(&self) -> bool {
        true
    }

    fn install(&self) -> Option<&Install> {
        Some(&self.install)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.install.facts(if self.edd { &["Easy Digital Downloads"] } else { &[] })
    }
}
