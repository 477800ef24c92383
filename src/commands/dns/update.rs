//! `/kinsta dns update <domain> --type mx --name @ [--value … | --add … --remove …] [--ttl 300]`: changes a record.
//!
//! Kinsta adds what is new to what is there, so a changed value is one added and one removed, in one call.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::{offer, record, value, zone};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::args;
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::operation::{self, NextStep, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta::api::dns::{Record, Zone};
use crate::kinsta::api::ids::ZoneId;
use crate::kinsta::{self, Lane, api};

/// The argument with all values the record has afterwards.
const VALUE: &str = "record_value";
/// The argument with values that come.
const ADD: &str = "record_add";
/// The argument with values that go.
const REMOVE: &str = "record_remove";

/// The verb.
pub struct Update;

#[async_trait]
impl Verb for Update {
    fn noun(&self) -> &'static str {
        "dns"
    }

    fn name(&self) -> &'static str {
        "update"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        let values = |name: &'static str, long: &'static str| Arg::new(name).long(long).value_name(args::LINES);
        zone::argument(command)
            .arg(record::any_type_argument().required(true))
            .arg(record::name_argument().required(true))
            .arg(values(VALUE, "value"))
            .arg(values(ADD, "add"))
            .arg(values(REMOVE, "remove"))
            .arg(record::ttl_argument())
    }

    fn example(&self) -> &'static str {
        "dns update acme.example --type a --name @ --value 192.0.2.20"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["PUT /domains/{domain_id}/dns-records", "GET /domains", "GET /domains/{domain_id}/dns-records"]
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
        let kind = text(record::TYPE).to_uppercase();
        let typed_ttl = matches.get_one::<i64>(record::TTL).copied();
        let ttl = typed_ttl.map(|ttl| ttl.to_string()).unwrap_or_default();
        let given = [("--value", text(VALUE)), ("--add", text(ADD)), ("--remove", text(REMOVE)), ("--ttl", &ttl)];
        let mut options = vec!["--type", &kind, "--name", text(record::NAME)];
        options
            .extend(given.iter().filter(|(_, value)| !value.is_empty()).flat_map(|(option, value)| [*option, *value]));
        let zone = zone::resolve(asked, services, "update", &options, matches).await?;
        let records = zone::records(asked, services, &zone).await?;
        let there = record::there(asked, &zone, &records, &kind, text(record::NAME))?;
        let Difference { added, removed } = difference(asked, &zone, there, text(VALUE), text(ADD), text(REMOVE))?;
        let ttl_s = record::ttl(asked, typed_ttl)?.filter(|ttl_s| *ttl_s != there.ttl_s);
        if added.is_empty() && removed.is_empty() && ttl_s.is_none() {
            let is_asked = given.iter().any(|(_, value)| !value.is_empty());
            let key = if is_asked { "dns-update-same" } else { "dns-update-nothing" };
            let refusal = Refusal::new(asked.t(key).plain("values", &record::values(there).join(", ")))
                .way_out(asked.t("dns-update-nothing-way-out"));
            return Err(if is_asked { refusal } else { refusal.about(VALUE).incomplete() });
        }
        let label = record::label(&zone.name, &there.name);
        let target = Target::company(&zone.name).named("record", format!("{} {label}", there.kind));
        Ok(Answer::Act(Box::new(UpdateRecord {
            target,
            zone: zone.id,
            is_active: zone.is_active,
            kind: there.kind.clone(),
            name: there.name.clone(),
            before: record::values(there),
            ttl_before_s: there.ttl_s,
            added,
            removed,
            ttl_s,
        })))
    }
}

/// What comes and what goes, the latter as Kinsta spells it.
struct Difference {
    added: Vec<String>,
    removed: Vec<String>,
}

fn difference(
    asked: &Asked,
    zone: &Zone,
    there: &Record,
    all: &str,
    add: &str,
    remove: &str,
) -> Result<Difference, Refusal> {
    let kind = there.kind.to_uppercase();
    let before = record::values(there);
    let has = |values: &[String], value: &String| values.iter().any(|known| value::is_same(&kind, known, value));
    let all_typed = record::typed_values(asked, &kind, VALUE, Some(all))?;
    let mut added = record::typed_values(asked, &kind, ADD, Some(add))?;
    let mut removed = Vec::new();
    if !all_typed.is_empty() {
        if !(add.is_empty() && remove.is_empty()) {
            return Err(Refusal::new(asked.t("dns-update-either"))
                .way_out(asked.t("dns-update-either-way-out"))
                .about(VALUE));
        }
        removed = before.iter().filter(|value| !has(&all_typed, value)).cloned().collect();
        added = all_typed;
    }
    for typed in remove.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match before.iter().find(|known| value::is_same(&kind, known, typed)) {
            Some(known) if removed.contains(known) => {}
            Some(known) => removed.push(known.clone()),
            None => {
                return Err(Refusal::new(asked.t("dns-update-no-value").plain("value", typed))
                    .way_out(asked.t("dns-update-no-value-way-out").plain("values", &before.join(", ")))
                    .about(REMOVE));
            }
        }
    }
    added.retain(|value| !has(&before, value));
    let left = before.len() + added.len() - removed.len();
    if left == 0 {
        let line = record::line("delete", zone, &kind, &there.name, &[]);
        return Err(Refusal::new(asked.t("dns-update-empties"))
            .way_out(asked.t("dns-update-empties-way-out"))
            .about(REMOVE)
            .buttons(vec![Button::new(asked.t("button-dns-delete").say(), Press::Form { line })]));
    }
    if kind == "CNAME" && left > 1 {
        let line = record::line("update", zone, &kind, &there.name, &[("--value", &added.join("\n"))]);
        return Err(Refusal::new(asked.t("dns-cname-one"))
            .way_out(asked.t("dns-cname-one-way-out"))
            .about(ADD)
            .buttons(vec![Button::new(asked.t("button-dns-replace").say(), Press::Form { line })]));
    }
    Ok(Difference { added, removed })
}

/// Changes the values of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateRecord {
    target: Target,
    zone: ZoneId,
    is_active: bool,
    /// Type and name as Kinsta spells them.
    kind: String,
    name: String,
    before: Vec<String>,
    ttl_before_s: u32,
    added: Vec<String>,
    removed: Vec<String>,
    ttl_s: Option<u32>,
}

#[async_trait]
impl ActKind for UpdateRecord {
    const NAME: &'static str = "dns.update";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let kept: Vec<String> = self.before.iter().filter(|value| !self.removed.contains(value)).cloned().collect();
        let mut facts = vec![("record", format!("{} {}", self.kind, self.name))];
        for (label, values) in
            [("values-added", &self.added), ("values-removed", &self.removed), ("values-kept", &kept)]
        {
            if !values.is_empty() {
                facts.push((label, values.join("\n")));
            }
        }
        facts.extend(self.ttl_s.map(|ttl_s| ("ttl", format!("{} s → {ttl_s} s", self.ttl_before_s))));
        facts
    }

    fn warnings(&self) -> Vec<&'static str> {
        record::warnings(self.is_active)
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        record::check(kinsta, &self.zone, &self.kind, &self.name, |there| record::is_unchanged(there, &self.before))
            .await
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let update = api::dns::Update {
            zone: self.zone.clone(),
            kind: self.kind.clone(),
            name: self.name.clone(),
            ttl_s: self.ttl_s,
            added: record::as_records(&self.added),
            removed: record::as_records(&self.removed),
        };
        Ok(kinsta.write(&update, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords::all(&["update", "dns"])
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        _kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let zone = offer::shown(&self.zone, &self.target.site);
        let ttl = self.ttl_s.map(|_| self.ttl_before_s.max(api::dns::SHORTEST_TTL_S).to_string()).unwrap_or_default();
        let (back, away) = (self.removed.join("\n"), self.added.join("\n"));
        let options = [("--add", back.as_str()), ("--remove", away.as_str()), ("--ttl", ttl.as_str())];
        let line = record::line("update", &zone, &self.kind, &self.name, &options);
        let next = vec![NextStep::new("button-dns-back", line)];
        Ok(Some(operation::Outcome { next, ..operation::Outcome::default() }))
    }
}
