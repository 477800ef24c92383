//! `/kinsta domain records <site> [env] --name example.com`: what somebody has to set in DNS for a domain.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::pick;
use crate::commands::dns::offer;
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::domain::card::{Button, Card, Part, Press, Table};
use crate::domain::form::Choice;
use crate::domain::operation::{self, NextStep};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::text;
use crate::kinsta::api::dns::{Record, Zone};
use crate::kinsta::api::site_domains::{SiteDomain, WantedRecord, WantedRecords};
use crate::kinsta::{self, Lane};

/// The verb.
pub struct Records;

#[async_trait]
impl Verb for Records {
    fn noun(&self) -> &'static str {
        "domain"
    }

    fn name(&self) -> &'static str {
        "records"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(pick::argument())
    }

    fn example(&self) -> &'static str {
        "domain records acme live --name www.acme.example"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[
            "GET /sites/environments/{env_id}/domains",
            "GET /sites/environments/domains/{site_domain_id}/verification-records",
            "GET /domains",
            "GET /domains/{domain_id}/dns-records",
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
        pick::choices(known, asked, services, |_, _| true).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed = matches.get_one::<String>(pick::NAME).map(String::as_str).unwrap_or_default();
        let options = ["--name", typed];
        let resolved = target::resolve(asked, services, "domain records", &options, matches, Unnamed::Live)?;
        let domains = pick::all(asked, services, &resolved.env.id).await?;
        let line = |name: &str| pick::line("domain records", &resolved.env.id, name, &[]);
        let domain = pick::one(asked, &resolved, &domains, typed, &line)?;
        let wanted = pick::wanted(&services.kinsta, domain, Lane::Person).await;
        let wanted = wanted.map_err(|error| asked.kinsta_said(&error))?;
        let is_proven = wanted.verification_records.is_empty();
        let said = if is_proven { "domain-records-proven" } else { "domain-records-unproven" };
        let mut card = Card::new()
            .with(Part::Title(asked.t("domain-records-title").marked("name", &domain.name).say()))
            .paragraph(asked.t(said).plain("name", &domain.name).say());
        let all: Vec<(&str, &WantedRecord)> = roles(&wanted).collect();
        if !all.is_empty() {
            let row = |(role, record): &(&str, &WantedRecord)| {
                let what = asked.t(format!("domain-records-{role}")).say();
                vec![what, record.kind.clone(), record.name.clone(), record.value.clone()]
            };
            let headings = ["what", "type", "name", "value"];
            card = card
                .with(Part::Table(Table {
                    headings: headings.map(|it| asked.t(format!("domain-records-column-{it}")).say()).to_vec(),
                    rows: all.iter().map(row).collect(),
                }))
                .with(Part::Code(copyable(&wanted)));
        }
        let zone = match zone(&services.kinsta, &domain.name, Lane::Person).await {
            Ok(zone) => zone,
            Err(error) => {
                tracing::info!(%error, "whether a domain's zone is at Kinsta could not be asked");
                card = card.note(asked.unread("domain-records-zone-unread", &error));
                None
            }
        };
        let mut buttons = Vec::new();
        if let Some((zone, records)) = &zone {
            card = card.note(asked.t("domain-records-zone").marked("zone", text::code(&zone.name)).say());
            for (_, record) in &all {
                let Some(offer) = offer::of(zone, records, record) else { continue };
                let key = if offer.is_new { "button-dns-add-record" } else { "button-dns-change-record" };
                let label = asked.t(key).marked("type", &record.kind).marked("name", offer.name);
                buttons.push(Button::new(label.say(), Press::Form { line: offer.line }));
            }
        }
        let again = Press::Words { line: line(&domain.name), replace: true };
        buttons.push(Button::new(asked.t("button-look-again").say(), again));
        Ok(Answer::Card(card.buttons(buttons)))
    }
}

/// Each record with what it is for.
fn roles(wanted: &WantedRecords) -> impl Iterator<Item = (&'static str, &WantedRecord)> {
    let prove = wanted.verification_records.iter().map(|record| ("prove", record));
    prove.chain(wanted.pointing_records.iter().map(|record| ("point", record)))
}

/// The records as lines to copy.
fn copyable(wanted: &WantedRecords) -> String {
    let line = |(_, record): (&str, &WantedRecord)| format!("{} {} {}", record.name, record.kind, record.value);
    roles(wanted).map(line).collect::<Vec<_>>().join("\n")
}

/// The zone that answers for a name, where the company has it at Kinsta, with its records.
async fn zone(kinsta: &kinsta::Client, name: &str, lane: Lane) -> Result<Option<(Zone, Vec<Record>)>, kinsta::Error> {
    let zones = offer::zones(kinsta, lane).await?;
    let Some(zone) = offer::zone_of(&zones, name) else { return Ok(None) };
    Ok(Some((zone.clone(), offer::records(kinsta, zone, lane).await?)))
}

/// What came of adding a domain: the records it wants, and buttons that set them where its zone is at Kinsta.
pub async fn outcome(
    kinsta: &kinsta::Client,
    environment: &crate::domain::ids::EnvId,
    domain: &SiteDomain,
) -> Result<operation::Outcome, kinsta::Error> {
    let wanted = pick::wanted(kinsta, domain, Lane::Operation).await?;
    let line = |record: &WantedRecord| format!("{} {} → {}", record.kind, record.name, record.value);
    let lines = |records: &[WantedRecord]| records.iter().map(line).collect::<Vec<_>>().join("\n");
    let mut facts = Vec::new();
    for (label, records) in [("prove", &wanted.verification_records), ("point", &wanted.pointing_records)] {
        if !records.is_empty() {
            facts.push((label.to_owned(), lines(records)));
        }
    }
    let mut next = Vec::new();
    // Where the zone cannot be read now, the records above are still what has to be set.
    match zone(kinsta, &domain.name, Lane::Operation).await {
        Ok(Some((zone, records))) => {
            for (role, record) in roles(&wanted) {
                let Some(offer) = offer::of(&zone, &records, record) else { continue };
                let label = match (role, record.kind.as_str()) {
                    ("prove", "CNAME") => "button-prove-cname",
                    ("prove", "TXT") => "button-prove-txt",
                    ("prove", _) => "button-prove",
                    (_, "A") => "button-point-a",
                    (_, "CNAME") => "button-point-cname",
                    _ => "button-point",
                };
                next.push(NextStep::new(label, offer.line));
            }
        }
        Ok(None) => {}
        Err(error @ kinsta::Error::RateLimited { .. }) => return Err(error),
        Err(error) => tracing::info!(%error, "whether a new domain's zone is at Kinsta could not be asked"),
    }
    let records = pick::line("domain records", environment, &domain.name, &[]);
    next.push(NextStep::new("button-domain-records", records));
    Ok(operation::Outcome { facts, output: Some(copyable(&wanted)).filter(|lines| !lines.is_empty()), next })
}
