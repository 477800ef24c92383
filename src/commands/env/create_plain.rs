//! `/kinsta env create-plain <site> --name N`: a new environment without WordPress.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::fresh::{self, Fresh};
use crate::act::ActivityWords;
use crate::commands::making::{Make, Way};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target;
use crate::domain::risk::Risk;
use crate::kinsta;
use crate::kinsta::api::new_environment::Plain;

/// The verb.
pub struct CreatePlain;

#[async_trait]
impl Verb for CreatePlain {
    fn noun(&self) -> &'static str {
        "env"
    }

    fn name(&self) -> &'static str {
        "create-plain"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        fresh::arguments(target::site_argument(command))
    }

    fn example(&self) -> &'static str {
        "env create-plain acme --name Staging"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/{site_id}/environments/plain", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let site = target::resolve_site_keeping_options(asked, services, "env create-plain", matches)?;
        let fresh = Fresh::read(asked, services, matches, &site).await?;
        Ok(Answer::Act(Box::new(Make { fresh, way: Empty {} })))
    }
}

/// An environment with nothing in it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Empty {}

impl Way for Empty {
    const ACT: &'static str = "env.create-plain";
    const ACTIVITY: ActivityWords = ActivityWords::all(&["plain", "environment"]);
    type Fresh = Fresh;
    type Request = Plain;

    fn request(&self, fresh: &Fresh, _kinsta: &kinsta::Client) -> Result<Plain, kinsta::Error> {
        Ok(Plain { environment: fresh.as_kinsta_wants_it() })
    }

    fn has_wordpress(&self) -> bool {
        false
    }
}
