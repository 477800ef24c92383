//! The domains of an environment as Kinsta lists them, and the one that is meant.

use clap::Arg;

use super::name;
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::target::Resolved;
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::words;
use crate::kinsta::api::site_domains::{self, SiteDomain, WantedRecords};
use crate::kinsta::{self, Lane};

/// The argument that names a domain.
pub const NAME: &str = "domain_name";
/// How many domains are offered at once.
const OFFERED: usize = 8;

/// What a domain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The company's own.
    Usual,
    /// Everything below one.
    Wildcard,
    /// The one Kinsta gave.
    Kinstas,
}

/// What this domain is.
pub fn kind(domain: &SiteDomain) -> Kind {
    if domain.name.starts_with("*.") {
        Kind::Wildcard
    } else if name::is_kinstas(&domain.name) {
        Kind::Kinstas
    } else {
        Kind::Usual
    }
}

/// Adds `--name example.com`.
pub fn argument() -> Arg {
    Arg::new(NAME).long("name").value_name("domain").required(true)
}

/// The environment's domains.
pub async fn all(asked: &Asked, services: &Services, environment: &EnvId) -> Result<Vec<SiteDomain>, Refusal> {
    read(&services.kinsta, environment, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// The environment's domains.
pub async fn read(kinsta: &kinsta::Client, environment: &EnvId, lane: Lane) -> Result<Vec<SiteDomain>, kinsta::Error> {
    kinsta.read(&site_domains::List { environment: environment.clone() }, lane).await
}

/// The records somebody has to set for a domain.
pub async fn wanted(kinsta: &kinsta::Client, domain: &SiteDomain, lane: Lane) -> Result<WantedRecords, kinsta::Error> {
    kinsta.read(&site_domains::Records { domain: domain.id.clone() }, lane).await
}

/// The domain meant, by its name in any spelling or by its id: only one of this environment's is ever found. `line`
/// makes the words that ask the same about another.
pub fn one<'d>(
    asked: &Asked,
    resolved: &Resolved,
    domains: &'d [SiteDomain],
    words: &str,
    line: &dyn Fn(&str) -> String,
) -> Result<&'d SiteDomain, Refusal> {
    let typed = words.trim();
    let typed = typed.split_once("://").map_or(typed, |(_, rest)| rest).trim_end_matches('/');
    let wanted = name::bare(typed);
    let is_meant = |domain: &&SiteDomain| domain.id.as_str() == typed || name::bare(&domain.name) == wanted;
    if let Some(found) = domains.iter().find(is_meant) {
        return Ok(found);
    }
    let mut nearest: Vec<(f64, &SiteDomain)> =
        domains.iter().map(|domain| (strsim::jaro_winkler(&domain.name, &wanted), domain)).collect();
    nearest.sort_by(|a, b| b.0.total_cmp(&a.0));
    let button = |(_, domain): &(f64, &SiteDomain)| {
        Button::new(domain.name.clone(), Press::Words { line: line(&domain.name), replace: true })
    };
    let target = resolved.target();
    let refusal =
        Refusal::new(asked.t("domain-nothing").plain("site", &target.label()).plain("words", words)).about(NAME);
    Err(if nearest.is_empty() {
        refusal.way_out(asked.t("domain-nothing-none"))
    } else {
        refusal.way_out(asked.t("domain-nothing-way-out")).buttons(nearest.iter().take(OFFERED).map(button).collect())
    })
}

/// The line of a verb about one domain of this environment.
pub fn line(verb: &str, environment: &EnvId, name: &str, options: &[&str]) -> String {
    let words = verb.split(' ').chain([environment.as_str(), "--name", name]).chain(options.iter().copied());
    words::join(words)
}

/// The environment's domains as choices, without those that `fits` leaves out.
pub async fn choices(
    known: &Known,
    asked: &Asked,
    services: &Services,
    fits: fn(&SiteDomain, Option<&str>) -> bool,
) -> Result<Option<Vec<Choice>>, Refusal> {
    let Some(env) = &known.env else { return Ok(None) };
    let domains = all(asked, services, &env.id).await?;
    let fitting = domains.iter().filter(|domain| fits(domain, env.primary_domain.as_deref()));
    Ok(Some(fitting.map(|domain| Choice::new(domain.id.as_str(), domain.name.clone())).collect()))
}
