//! `/kinsta domain list <site> [env]`: what an environment answers to.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use futures_util::{StreamExt, stream};

use super::pick::{self, Kind};
use crate::commands::listing::{self, Listing, Shown};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::api::site_domains::SiteDomain;
use crate::kinsta::{self, Lane};

/// How many domains Kinsta is asked about at the same time.
const AT_ONCE: usize = 4;
/// How many unproven domains get a button.
const OFFERED: usize = 3;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "domain"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "domain list acme"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "GET /sites/environments/{env_id}/domains",
            "GET /sites/environments/domains/{site_domain_id}/verification-records",
            "GET /sites/{site_id}/environments",
        ]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let resolved = target::resolve(asked, services, "domain list", &[], matches, Unnamed::Live)?;
        // Which one is the primary is told with the environment, not with the domains.
        let (domains, fresh) =
            tokio::join!(pick::all(asked, services, &resolved.env.id), services.directory.freshen(&resolved.site.id));
        let mut domains = domains?;
        let env = fresh.as_ref().ok().and_then(|site| site.environment(&resolved.env.id).cloned());
        let env = env.unwrap_or(resolved.env.clone());
        let add = words::join(["domain", "add", env.id.as_str()]);
        let add = Button::new(asked.t("button-domain-add").say(), Press::Form { line: add });
        if domains.is_empty() {
            let why = asked.t("domain-list-empty").plain("site", &resolved.target().label());
            return Err(Refusal::new(why).way_out(asked.t("domain-list-empty-way-out")).buttons(vec![add]));
        }
        let is_primary = |domain: &SiteDomain| env.primary_domain.as_deref() == Some(domain.name.as_str());
        domains.sort_by_key(|domain| (!is_primary(domain), pick::kind(domain)));
        let shown = Shown::of(listing::page(matches), domains.len());
        // Only what is shown is asked about: one call a domain.
        let proven: Vec<Result<bool, Option<kinsta::Error>>> = stream::iter(domains.clone().into_iter().enumerate())
            .map(|(at, domain)| {
                let is_asked = shown.rows.contains(&at) && pick::kind(&domain) != Kind::Kinstas;
                async move { if is_asked { is_proven(services, &domain).await.map_err(Some) } else { Err(None) } }
            })
            .buffered(AT_ONCE)
            .collect()
            .await;
        let row = |(domain, proven): (&SiteDomain, &Result<bool, Option<kinsta::Error>>)| {
            let kind = match pick::kind(domain) {
                _ if is_primary(domain) => "domain-kind-primary",
                Kind::Usual => "domain-kind-usual",
                Kind::Wildcard => "domain-kind-wildcard",
                Kind::Kinstas => "domain-kind-kinstas",
            };
            let is_proven = match (pick::kind(domain), proven) {
                (Kind::Kinstas, _) => "–".to_owned(),
                (_, Ok(true)) => asked.t("domain-proven").say(),
                (_, Ok(false)) => asked.t("domain-unproven").say(),
                (_, Err(_)) => asked.t("fact-unknown").say(),
            };
            vec![domain.name.clone(), asked.t(kind).say(), is_proven]
        };
        // One reason is enough: what fails for one domain fails for the others, too.
        let failed = proven.iter().find_map(|proven| proven.as_ref().err()?.as_ref());
        let stale = fresh.as_ref().err().map(|error| asked.unread("domain-list-primary-unread", error));
        let unread = failed.map(|error| asked.unread("domain-list-unread", error));
        let notes: Vec<String> = stale.into_iter().chain(unread).collect();
        let list = Listing {
            title: asked.t("domain-list-title").marked("site", resolved.target().label()).say(),
            headings: ["name", "kind", "proven"].map(|it| asked.t(format!("domain-column-{it}")).say()).to_vec(),
            rows: domains.iter().zip(&proven).map(row).collect(),
            line: vec!["domain".into(), "list".into(), env.id.as_str().into()],
            note: (!notes.is_empty()).then(|| notes.join("\n")),
        };
        let unproven = domains.iter().zip(&proven).filter(|(_, proven)| matches!(proven, Ok(false)));
        let records = unproven.take(OFFERED).map(|(domain, _)| {
            let line = pick::line("domain records", &env.id, &domain.name, &[]);
            let label = asked.t("button-domain-records-of").marked("name", &domain.name).say();
            Button::new(label, Press::Words { line, replace: false })
        });
        let buttons: Vec<Button> = records.chain([add]).collect();
        Ok(Answer::Card(listing::card(asked, list, shown.page).buttons(buttons)))
    }
}

/// Whether nothing is left to prove.
async fn is_proven(services: &Services, domain: &SiteDomain) -> Result<bool, kinsta::Error> {
    let wanted = pick::wanted(&services.kinsta, domain, Lane::Person).await;
    let wanted = wanted.inspect_err(|error| tracing::info!(%error, "whether a domain is proven could not be asked"))?;
    Ok(wanted.verification_records.is_empty())
}
