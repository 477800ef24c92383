//! `/kinsta domain primary <site> [env] --name example.com [--search-replace]`: the domain visitors are sent to.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::pick::{self, Kind};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::args;
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::ids::SiteDomainId;
use crate::kinsta::{self, Lane, api};

/// The option that rewrites the database.
const SEARCH_REPLACE: &str = "search-replace";

/// The verb.
pub struct Primary;

#[async_trait]
impl Verb for Primary {
    fn noun(&self) -> &'static str {
        "domain"
    }

    fn name(&self) -> &'static str {
        "primary"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(pick::argument()).arg(args::flag(SEARCH_REPLACE))
    }

    fn example(&self) -> &'static str {
        "domain primary acme live --name www.acme.example"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "PUT /sites/environments/{env_id}/change-primary-domain",
            "GET /sites/environments/{env_id}/domains",
            "GET /sites/environments/domains/{site_domain_id}/verification-records",
        ]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[pick::NAME]
    }

    async fn choices(
        &self,
        _argument: &str,
        known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let can_be = |domain: &api::site_domains::SiteDomain, primary: Option<&str>| {
            pick::kind(domain) != Kind::Wildcard && primary != Some(domain.name.as_str())
        };
        pick::choices(known, asked, services, can_be).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed = matches.get_one::<String>(pick::NAME).map(String::as_str).unwrap_or_default();
        let search_replace = matches.get_flag(SEARCH_REPLACE);
        let flag: &[&str] = if search_replace { &["--search-replace"] } else { &[] };
        let options: Vec<&str> = ["--name", typed].into_iter().chain(flag.iter().copied()).collect();
        let resolved = target::resolve(asked, services, "domain primary", &options, matches, Unnamed::Ask)?;
        let (domains, fresh) =
            tokio::join!(pick::all(asked, services, &resolved.env.id), services.directory.freshen(&resolved.site.id));
        let domains = domains?;
        let env = fresh.map_err(|error| asked.kinsta_said(&error))?.environment(&resolved.env.id).cloned();
        let primary = env.unwrap_or(resolved.env.clone()).primary_domain;
        let line = |name: &str| pick::line("domain primary", &resolved.env.id, name, flag);
        let domain = pick::one(asked, &resolved, &domains, typed, &line)?;
        let refused = |why: &str, way_out: &str| {
            let why = asked.t(why).plain("name", &domain.name).plain("site", &resolved.target().label());
            Refusal::new(why).way_out(asked.t(way_out)).about(pick::NAME)
        };
        if primary.as_deref() == Some(domain.name.as_str()) {
            return Err(refused("domain-primary-already", "domain-primary-already-way-out"));
        }
        if pick::kind(domain) == Kind::Wildcard {
            return Err(refused("domain-primary-wildcard", "domain-primary-wildcard-way-out"));
        }
        let wanted = pick::wanted(&services.kinsta, domain, Lane::Person).await;
        if !wanted.map_err(|error| asked.kinsta_said(&error))?.verification_records.is_empty() {
            let records = pick::line("domain records", &resolved.env.id, &domain.name, &[]);
            let press = Press::Words { line: records, replace: true };
            return Err(refused("domain-primary-unproven", "domain-primary-unproven-way-out")
                .buttons(vec![Button::new(asked.t("button-domain-records").say(), press)]));
        }
        let old = primary.unwrap_or_else(|| "–".to_owned());
        let target = resolved.target().named("host", &domain.name).named("old", &old);
        let (domain, host) = (domain.id.clone(), domain.name.clone());
        Ok(Answer::Act(Box::new(MakePrimary { target, domain, host, old, search_replace })))
    }
}

/// Makes another domain the one visitors are sent to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakePrimary {
    target: Target,
    domain: SiteDomainId,
    host: String,
    old: String,
    search_replace: bool,
}

#[async_trait]
impl ActKind for MakePrimary {
    const NAME: &'static str = "domain.primary";
    const RISK: Risk = Risk::Destructive;
    const CHANGES_SITES: bool = true;

    fn risk(&self) -> Risk {
        if self.search_replace { Risk::Destructive } else { Risk::Disruptive }
    }

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("old-primary", self.old.clone()), ("new-primary", self.host.clone())];
        if self.search_replace {
            facts.push(("rewritten", format!("{} → {}", self.old, self.host)));
        }
        facts
    }

    fn warnings(&self) -> Vec<&'static str> {
        if self.search_replace { Vec::new() } else { vec!["domain-primary-no-replace"] }
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let domains = pick::read(kinsta, &self.target.environment(), Lane::Operation).await?;
        let is_there = domains.iter().any(|domain| domain.id == self.domain && domain.name == self.host);
        if is_there { Ok(()) } else { Err(Stop::Changed("domain-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let make = api::site_domains::MakePrimary {
            environment: self.target.environment(),
            domain: self.domain.clone(),
            search_and_replace: self.search_replace,
        };
        Ok(kinsta.write(&make, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["primary", "domain"])
    }
}
