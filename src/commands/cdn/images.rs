//! `/kinsta cdn images off|lossy|lossless <site> [env]`: how the CDN makes images smaller.

use async_trait::async_trait;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started};
use crate::commands::details;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::cdn::ImageOptimisation;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Images;

#[async_trait]
impl Verb for Images {
    fn noun(&self) -> &'static str {
        "cdn"
    }

    fn name(&self) -> &'static str {
        "images"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        let state = Arg::new("state").value_name("off|lossy|lossless").required(true).ignore_case(true);
        target::arguments(command.arg(state.value_parser(PossibleValuesParser::new(["off", "lossy", "lossless"]))))
    }

    fn example(&self) -> &'static str {
        "cdn images lossless acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["PUT /sites/cdn/image-optimization", "GET /sites/{site_id}/environments"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed = matches.get_one::<String>("state").map(|state| state.to_lowercase()).unwrap_or_default();
        let state = ImageOptimisation::from_word(&typed).unwrap_or(ImageOptimisation::Off);
        let verb = format!("cdn images {}", state.as_str());
        let resolved = target::resolve(asked, services, &verb, &[], matches, Unnamed::Ask)?;
        let told = details::environment(asked, services, &resolved).await?;
        let target = resolved.target();
        if told.cdn_cache_id.as_deref().is_none_or(str::is_empty) {
            return Err(Refusal::new(asked.t("cdn-absent").plain("site", &target.site).plain("env", &target.env))
                .way_out(asked.t("cdn-absent-way-out")));
        }
        let word = |state: Option<ImageOptimisation>| match state {
            Some(state) => asked.t(format!("cdn-images-{}", state.as_str())).say(),
            None => asked.t("fact-unknown").say(),
        };
        let now = told.image_optimization_type;
        let is_already = now == Some(state);
        let shown = if is_already { word(now) } else { format!("{} → {}", word(now), word(Some(state))) };
        Ok(Answer::Act(Box::new(OptimiseImages { target, state, shown, is_already })))
    }
}

/// Chooses how the CDN of one environment makes images smaller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptimiseImages {
    target: Target,
    state: ImageOptimisation,
    /// How it changes, in the asker's words.
    shown: String,
    is_already: bool,
}

#[async_trait]
impl ActKind for OptimiseImages {
    const NAME: &'static str = "cdn.images";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("cdn-images", self.shown.clone())]
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.is_already.then_some("already-so").into_iter().collect()
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let (environment, optimisation) = (self.target.environment(), self.state);
        let optimise = api::cdn::OptimiseImages { environment, optimisation };
        Ok(kinsta.write(&optimise, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["image", "optimization"])
    }
}
