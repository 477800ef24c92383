//! `/kinsta cache clear <site> [env] [--layer site|edge|cdn|all] [--url …]`: one call to Kinsta per layer, one result per
//! layer. Only the edge cache can be cleared for one address.

use async_trait::async_trait;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started};
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Resolved, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::operation::Step;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::site::Environment;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta::{self, Lane, api};

const LAYERS: [&str; 3] = ["site", "edge", "cdn"];
/// How many domains are offered at most.
const DOMAINS: usize = 8;

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
        target::arguments(command)
            .arg(
                Arg::new("layer")
                    .long("layer")
                    .value_parser(PossibleValuesParser::new(["site", "edge", "cdn", "all"]))
                    .ignore_case(true)
                    .default_value("all"),
            )
            .arg(args::words("url", "url"))
            .arg(args::flag("subdirectories"))
    }

    fn example(&self) -> &'static str {
        "cache clear acme live"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /sites/tools/clear-cache", "POST /sites/edge-caching/clear", "POST /sites/cdn/clear-cache"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let layer = matches.get_one::<String>("layer").map_or("all", String::as_str).to_lowercase();
        let url = matches.get_one::<String>("url").map(String::as_str);
        let subdirectories = matches.get_flag("subdirectories");
        let mut options: Vec<&str> = Vec::new();
        if layer != "all" {
            options.extend(["--layer", &layer]);
        }
        options.extend(url.iter().flat_map(|url| ["--url", url]));
        options.extend(subdirectories.then_some("--subdirectories"));
        let resolved = target::resolve(asked, services, "cache clear", &options, matches, Unnamed::Ask)?;
        let resolved = with_cache_ids(services, resolved).await;
        let address = match url {
            Some(url) => Some(address(asked, &resolved, url)?),
            None if subdirectories => {
                return Err(Refusal::new(asked.t("cache-below-what"))
                    .way_out(asked.t("cache-below-what-way-out"))
                    .about("url")
                    .incomplete());
            }
            None => None,
        };
        if address.is_some() && !matches!(layer.as_str(), "all" | "edge") {
            return Err(Refusal::new(asked.t("cache-url-layer"))
                .way_out(asked.t("cache-url-layer-way-out"))
                .about("layer"));
        }
        let layer = if address.is_some() { "edge".to_owned() } else { layer };
        let mut act = ClearCache::of(resolved.target(), &resolved.env, &layer);
        act.url = address;
        act.subdirectories = subdirectories;
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

/// The address as Kinsta takes it, if it is one of the environment's own.
fn address(asked: &Asked, resolved: &Resolved, typed: &str) -> Result<String, Refusal> {
    let no = |key: &'static str| {
        let domains = resolved.env.domains.iter().filter(|domain| !domain.starts_with('*'));
        let domains: Vec<String> = domains.take(DOMAINS).map(|domain| text::code(domain)).collect();
        Refusal::new(asked.t(key).plain("url", typed).plain("site", resolved.site.title()))
            .way_out(asked.t("cache-url-way-out").marked("domains", domains.join(", ")))
            .about("url")
    };
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&whole).map_err(|_| no("cache-url-none"))?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    let Some(host) = url.host_str().filter(|_| is_web) else { return Err(no("cache-url-none")) };
    let is_ours = resolved.env.domains.iter().any(|domain| match domain.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|label| label.len() > 1 && label.ends_with('.')),
        None => domain.eq_ignore_ascii_case(host),
    });
    if !is_ours {
        return Err(no("cache-url-elsewhere"));
    }
    url.set_fragment(None);
    Ok(url.to_string())
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
    /// Only what the edge keeps for this address.
    #[serde(default)]
    url: Option<String>,
    /// With everything below it.
    #[serde(default)]
    subdirectories: bool,
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
        Self { target, layers, cdn_cache_id: env.cdn_cache_id.clone(), url: None, subdirectories: false }
    }
}

#[async_trait]
impl ActKind for ClearCache {
    const NAME: &'static str = "cache.clear";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let key = if self.subdirectories { "cache-url-below" } else { "cache-url" };
        self.url.iter().map(|url| (key, url.clone())).collect()
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
            "edge" => {
                let clear = api::edge::Clear {
                    url: self.url.clone(),
                    subdirectories: self.subdirectories,
                    ..api::edge::Clear::all(environment)
                };
                kinsta.write(&clear, Lane::Operation, grant).await?
            }
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
