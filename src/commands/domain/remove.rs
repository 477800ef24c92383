//! `/kinsta domain remove <site> [env] --name old.example.com`: takes domains away; their addresses are dead at once.

use async_trait::async_trait;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::pick;
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Started, Stop};
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::api::ids::SiteDomainId;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Remove;

#[async_trait]
impl Verb for Remove {
    fn noun(&self) -> &'static str {
        "domain"
    }

    fn name(&self) -> &'static str {
        "remove"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        let names = Arg::new(pick::NAME).long("name").value_name("domain").required(true);
        target::arguments(command).arg(names.action(ArgAction::Append).value_delimiter(','))
    }

    fn example(&self) -> &'static str {
        "domain remove acme live --name old.acme.example"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["DELETE /sites/environments/{env_id}/domains", "GET /sites/environments/{env_id}/domains"]
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
        pick::choices(known, asked, services, |domain, primary| primary != Some(domain.name.as_str())).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed: Vec<&str> =
            matches.get_many::<String>(pick::NAME).unwrap_or_default().map(|name| name.trim()).collect();
        let options: Vec<&str> = typed.iter().flat_map(|name| ["--name", *name]).collect();
        let resolved = target::resolve(asked, services, "domain remove", &options, matches, Unnamed::Ask)?;
        let (domains, fresh) =
            tokio::join!(pick::all(asked, services, &resolved.env.id), services.directory.freshen(&resolved.site.id));
        let domains = domains?;
        let env = fresh.map_err(|error| asked.kinsta_said(&error))?.environment(&resolved.env.id).cloned();
        let primary = env.unwrap_or(resolved.env.clone()).primary_domain;
        let mut removed: Vec<Named> = Vec::new();
        for name in &typed {
            // What is chosen instead takes only this one's place; the others stay.
            let line = |other: &str| {
                let others = typed.iter().map(|it| if it == name { other } else { *it });
                let names = others.flat_map(|name| ["--name", name]);
                words::join(["domain", "remove", resolved.env.id.as_str()].into_iter().chain(names))
            };
            let domain = pick::one(asked, &resolved, &domains, name, &line)?;
            let label = resolved.target().label();
            if primary.as_deref() == Some(domain.name.as_str()) {
                let change = words::join(["domain", "primary", resolved.env.id.as_str()]);
                let press = Press::Form { line: change };
                return Err(Refusal::new(
                    asked.t("domain-remove-primary").plain("name", &domain.name).plain("site", &label),
                )
                .way_out(asked.t("domain-remove-primary-way-out"))
                .about(pick::NAME)
                .buttons(vec![Button::new(asked.t("button-domain-primary").say(), press)]));
            }
            if removed.iter().all(|known| known.id != domain.id) {
                removed.push(Named { id: domain.id.clone(), name: domain.name.clone() });
            }
        }
        if removed.len() == domains.len() {
            let why = asked.t("domain-remove-last").plain("site", &resolved.target().label());
            return Err(Refusal::new(why).way_out(asked.t("domain-remove-last-way-out")).about(pick::NAME));
        }
        let names = removed.iter().map(|domain| domain.name.as_str()).collect::<Vec<_>>().join(", ");
        let target = resolved.target().named("hosts", names);
        Ok(Answer::Act(Box::new(RemoveDomains { target, removed })))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    id: SiteDomainId,
    name: String,
}

/// Takes domains away from an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveDomains {
    target: Target,
    removed: Vec<Named>,
}

#[async_trait]
impl ActKind for RemoveDomains {
    const NAME: &'static str = "domain.remove";
    const RISK: Risk = Risk::Disruptive;
    const CHANGES_SITES: bool = true;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let names: Vec<&str> = self.removed.iter().map(|domain| domain.name.as_str()).collect();
        vec![("domains-removed", names.join("\n"))]
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let domains = pick::read(kinsta, &self.target.environment(), Lane::Operation).await?;
        let is_there = |it: &Named| domains.iter().any(|domain| domain.id == it.id && domain.name == it.name);
        let some_stay = domains.len() > self.removed.len();
        if self.removed.iter().all(is_there) && some_stay { Ok(()) } else { Err(Stop::Changed("domain-changed")) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let remove = api::site_domains::Remove {
            environment: self.target.environment(),
            domains: self.removed.iter().map(|domain| domain.id.clone()).collect(),
        };
        Ok(kinsta.write(&remove, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        // Kinsta calls it by one of two verbs; what else happens to a domain is told apart.
        ActivityWords { all: &["domain"], none: &["add", "primary", "dns"] }
    }
}
