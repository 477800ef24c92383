//! `/kinsta dns delete <domain> --type a --name www`: deletes a record with all its values.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::{offer, record, zone};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::form::Choice;
use crate::domain::operation::{self, NextStep, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::ids::ZoneId;
use crate::kinsta::{self, Lane, api};

/// The verb.
pub struct Delete;

#[async_trait]
impl Verb for Delete {
    fn noun(&self) -> &'static str {
        "dns"
    }

    fn name(&self) -> &'static str {
        "delete"
    }

    fn risk(&self) -> Risk {
        Risk::Destructive
    }

    fn arguments(&self, command: Command) -> Command {
        zone::argument(command)
            .arg(record::any_type_argument().required(true))
            .arg(record::name_argument().required(true))
    }

    fn example(&self) -> &'static str {
        "dns delete acme.example --type txt --name _old"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["DELETE /domains/{domain_id}/dns-records", "GET /domains", "GET /domains/{domain_id}/dns-records"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[zone::ZONE, record::TYPE, record::NAME]
    }

    fn decides(&self) -> &'static [&'static str] {
        &[zone::ZONE, record::TYPE]
    }

    async fn choices(
        &self,
        argument: &str,
        known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        zone::choices(argument, known, asked, services).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str).unwrap_or_default();
        let (kind, name) = (text(record::TYPE).to_uppercase(), text(record::NAME));
        let zone = zone::resolve(asked, services, "delete", &["--type", &kind, "--name", name], matches).await?;
        let records = zone::records(asked, services, &zone).await?;
        let there = record::there(asked, &zone, &records, &kind, name)?;
        let label = record::label(&zone.name, &there.name);
        if label == record::APEX && matches!(kind.as_str(), "NS" | "SOA") {
            let why = asked.t("dns-delete-own").marked("type", &kind).plain("zone", &zone.name);
            return Err(Refusal::new(why).way_out(asked.t("dns-delete-own-way-out")).about(record::TYPE));
        }
        let target = Target::company(&zone.name).named("record", format!("{} {label}", there.kind));
        Ok(Answer::Act(Box::new(DeleteRecord {
            target,
            zone: zone.id,
            is_active: zone.is_active,
            kind: there.kind.clone(),
            name: there.name.clone(),
            ttl_s: there.ttl_s,
            values: record::values(there),
        })))
    }
}

/// Deletes a record of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteRecord {
    target: Target,
    zone: ZoneId,
    is_active: bool,
    /// Type and name as Kinsta spells them.
    kind: String,
    name: String,
    ttl_s: u32,
    values: Vec<String>,
}

#[async_trait]
impl ActKind for DeleteRecord {
    const NAME: &'static str = "dns.delete";
    const RISK: Risk = Risk::Destructive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let record = format!("{} {} ({} s)", self.kind, self.name, self.ttl_s);
        vec![("record", record), ("values-removed", self.values.join("\n"))]
    }

    fn warnings(&self) -> Vec<&'static str> {
        record::warnings(self.is_active)
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        record::check(kinsta, &self.zone, &self.kind, &self.name, |there| record::is_unchanged(there, &self.values))
            .await
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let delete = api::dns::Delete { zone: self.zone.clone(), kind: self.kind.clone(), name: self.name.clone() };
        Ok(kinsta.write(&delete, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["delete", "dns"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    /// What was deleted can be made again from here, while the card is there.
    async fn outcome(
        &self,
        _steps: &[Step],
        _kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let zone = offer::shown(&self.zone, &self.target.site);
        let (ttl, values) = (self.ttl_s.max(api::dns::SHORTEST_TTL_S).to_string(), self.values.join("\n"));
        let options = [("--value", values.as_str()), ("--ttl", ttl.as_str())];
        let line = record::line("add", &zone, &self.kind, &self.name, &options);
        let next = vec![NextStep::new("button-dns-again", line)];
        let output = Some(self.values.join("\n"));
        Ok(Some(operation::Outcome { facts: Vec::new(), output, next }))
    }
}
