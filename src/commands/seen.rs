//! Environments as they were shown before they go, so that nothing is deleted that nobody was shown.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{EnvId, SiteId};
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::kinsta::{self, Lane, api};

/// How many domains are named before the rest is counted.
const DOMAINS: usize = 25;

/// An environment as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seen {
    id: EnvId,
    name: String,
    domains: Vec<String>,
}

impl Seen {
    /// An environment as it is now.
    pub fn of(site: &Site, env: &Environment) -> Self {
        let mut domains = env.domains.clone();
        domains.sort();
        Self { id: env.id.clone(), name: Target::of(site, env).env, domains }
    }
}

/// What they are called.
pub fn names(seen: &[Seen]) -> String {
    seen.iter().map(|env| env.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The domains that lead nowhere once they are gone; `None` where there is none.
pub fn domains(seen: &[Seen]) -> Option<String> {
    let all: Vec<&str> = seen.iter().flat_map(|env| env.domains.iter().map(String::as_str)).collect();
    if all.is_empty() {
        return None;
    }
    let rest = all.len().saturating_sub(DOMAINS);
    let rest = (rest > 0).then(|| format!("… +{rest}"));
    let named = all.into_iter().take(DOMAINS).map(str::to_owned);
    Some(named.chain(rest).collect::<Vec<_>>().join(", "))
}

/// The environments of a site as they are at Kinsta now.
pub async fn now(site: &SiteId, kinsta: &kinsta::Client) -> Result<Vec<Environment>, kinsta::Error> {
    let request = api::environments::List { site: site.clone() };
    let environments = kinsta.read(&request, Lane::Operation).await?.into_environments();
    Ok(environments.into_iter().map(Environment::from).collect())
}

/// Whether exactly these are there, answering to the same domains.
pub fn are_all_of(seen: &[Seen], environments: &[Environment]) -> bool {
    environments.len() == seen.len() && seen.iter().all(|seen| seen.is_among(environments))
}

impl Seen {
    /// Whether it is there, answering to the same domains.
    pub fn is_among(&self, environments: &[Environment]) -> bool {
        let same = |env: &Environment| {
            let mut domains = env.domains.clone();
            domains.sort();
            env.id == self.id && domains == self.domains
        };
        environments.iter().any(same)
    }
}
