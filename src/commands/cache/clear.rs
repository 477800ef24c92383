//! `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all]`: one call to Kinsta per layer, one result per layer.

use async_trait::async_trait;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Resolved, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::operation::Step;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::Environment;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::{self, Lane, api};

const LAYERS: [&str; 3] = ["site", "edge", "cdn"];

/// The verb.
pub struct Clear;

#[async_trait]
impl Verb for Clear {
    fn noun(&self) -> &'static str {
        "cache"
    }

    fn name(&self) -> &'static str {
        "clear"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(
            Arg::new("layer")
                .long("layer")
                .value_parser(PossibleValuesParser::new(["site", "edge", "cdn", "all"]))
                .ignore_case(true)
                .default_value("all"),
        )
    }

    fn example(&self) -> &'static str {
        "cache clear acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/tools/clear-cache", "POST /sites/edge-caching/clear", "POST /sites/cdn/clear-cache"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let layer = matches.get_one::<String>("layer").map_or("all", String::as_str).to_lowercase();
        let options = ["--layer", layer.as_str()];
        let options = if layer == "all" { &[][..] } else { &options[..] };
        let resolved = target::resolve(asked, services, "cache clear", options, matches, Unnamed::Ask)?;
        let resolved = with_cache_ids(services, resolved).await;
        let act = ClearCache::of(resolved.target(), &resolved.env, &layer);
        if act.layers.iter().all(|layer| layer.missing) {
            let why = asked.t("cache-layer-absent").plain("env", &act.target.env).plain("site", &act.target.site);
            let why = why.marked("layer", asked.t(format!("step-{layer}")));
            let all = words::join(["cache", "clear", act.target.environment().as_str()]);
            let press = Press::Words { line: all, replace: true };
            return Err(Refusal::new(why)
                .way_out(asked.t("cache-layer-absent-way-out"))
                .buttons(vec![Button::new(asked.t("button-clear-cache").say(), press)]));
        }
        Ok(Answer::Act(Box::new(act)))
    }
}

/// The list of sites does not reliably say which caches there are; a site's own endpoint does. Asked only where the
/// list says of a live environment that it has none.
async fn with_cache_ids(services: &Services, resolved: Resolved) -> Resolved {
    let bare = resolved.env.is_live() && resolved.env.cdn_cache_id.is_none() && resolved.env.edge_cache_id.is_none();
    if !bare || services.directory.knows_details(&resolved.site.id) {
        return resolved;
    }
    match services.directory.freshen(&resolved.site.id).await {
        Ok(site) => match site.environment(&resolved.env.id).cloned() {
            Some(env) => Resolved { site, env },
            None => resolved,
        },
        Err(error) => {
            tracing::info!(error = %error, "which caches a site has could not be asked");
            resolved
        }
    }
}

/// Clears the caches of one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearCache {
    target: Target,
    layers: Vec<Layer>,
    cdn_cache_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Layer {
    name: String,
    /// The environment does not have it.
    missing: bool,
}

impl ClearCache {
    fn of(target: Target, env: &Environment, layer: &str) -> Self {
        let layers = LAYERS
            .into_iter()
            .filter(|name| layer == "all" || layer == *name)
            .map(|name| Layer {
                name: name.to_owned(),
                missing: match name {
                    "edge" => env.edge_cache_id.is_none(),
                    "cdn" => env.cdn_cache_id.is_none(),
                    _ => false,
                },
            })
            .collect();
        Self { target, layers, cdn_cache_id: env.cdn_cache_id.clone() }
    }
}

#[async_trait]
impl ActKind for ClearCache {
    const NAME: &'static str = "cache.clear";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn steps(&self) -> Vec<Step> {
        self.layers
            .iter()
            .map(|layer| match layer.missing {
                true => Step::skipped(&layer.name, format!("skip-{}", layer.name)),
                false => Step::planned(&layer.name),
            })
            .collect()
    }

    async fn start(&self, step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let environment = self.target.environment();
        let started = match step {
            "edge" => kinsta.write(&api::edge::Clear::all(environment), Lane::Operation, grant).await?,
            "cdn" => {
                let cdn_cache_id = self.cdn_cache_id.clone().unwrap_or_default();
                kinsta.write(&api::cdn::Clear { environment, cdn_cache_id }, Lane::Operation, grant).await?
            }
            _ => kinsta.write(&api::tools::ClearCache { environment }, Lane::Operation, grant).await?,
        };
        Ok(started.into())
    }

    fn activity_words(&self, step: &str) -> ActivityWords {
        match step {
            "edge" => ActivityWords { all: &["edge", "cache"], none: &[] },
            "cdn" => ActivityWords { all: &["cdn", "cache"], none: &[] },
            _ => ActivityWords { all: &["clear", "cache"], none: &["edge", "cdn"] },
        }
    }
}
