//! `/kinsta dns add <domain> --type a --name www --value 192.0.2.10`: makes a record.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::{offer, record, zone};
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

/// The argument with the values.
const VALUE: &str = "record_value";
/// How long a new record is remembered unless somebody says otherwise, in seconds.
const USUAL_TTL_S: u32 = 3_600;

/// The verb.
pub struct Add;

#[async_trait]
impl Verb for Add {
    fn noun(&self) -> &'static str {
        "dns"
    }

    fn name(&self) -> &'static str {
        "add"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        zone::argument(command)
            .arg(record::type_argument().required(true))
            .arg(record::name_argument().required(true))
            .arg(Arg::new(VALUE).long("value").value_name(args::LINES).required(true))
            .arg(record::ttl_argument())
    }

    fn example(&self) -> &'static str {
        "dns add acme.example --type a --name shop --value 192.0.2.10"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["POST /domains/{domain_id}/dns-records", "GET /domains", "GET /domains/{domain_id}/dns-records"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &[zone::ZONE]
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
        let (name, value) = (text(record::NAME), text(VALUE));
        let typed_ttl = matches.get_one::<i64>(record::TTL).copied();
        let ttl = typed_ttl.map(|ttl| ttl.to_string());
        let mut options = vec!["--type", &kind, "--name", name, "--value", value];
        options.extend(ttl.iter().flat_map(|ttl| ["--ttl", ttl]));
        let zone = zone::resolve(asked, services, "add", &options, matches).await?;
        let full = record::full_name(&zone.name, name).ok_or_else(|| record::no_name(asked, &zone, name))?;
        let values = record::typed_values(asked, &kind, VALUE, Some(value))?;
        if values.is_empty() {
            let missing = Refusal::new(asked.t("dns-value-empty")).way_out(asked.t("dns-value-empty-way-out"));
            return Err(missing.about(VALUE).incomplete());
        }
        let ttl_s = record::ttl(asked, typed_ttl)?.unwrap_or(USUAL_TTL_S);
        let records = zone::records(asked, services, &zone).await?;
        is_possible(asked, &zone, &records, &kind, &full, value)?;
        let label = record::label(&zone.name, &full);
        let target = Target::company(&zone.name).named("record", format!("{kind} {label}"));
        let (is_active, zone) = (zone.is_active, zone.id);
        Ok(Answer::Act(Box::new(AddRecord { target, zone, is_active, kind, name: full, ttl_s, values })))
    }
}

/// Whether DNS can have this record beside those there are.
fn is_possible(
    asked: &Asked,
    zone: &Zone,
    records: &[Record],
    kind: &str,
    full: &str,
    value: &str,
) -> Result<(), Refusal> {
    let label = record::label(&zone.name, full);
    let button = |key: &str, line: String| Button::new(asked.t(key).say(), Press::Form { line });
    let change = |option: &str| record::line("update", zone, kind, full, &[(option, value)]);
    if let Some(there) = record::find(records, kind, full) {
        let why = asked.t("dns-record-there").marked("type", kind).plain("name", &label).plain("zone", &zone.name);
        let why = why.plain("values", &record::values(there).join(", "));
        let replace = button("button-dns-replace", change("--value"));
        let beside = button("button-dns-beside", change("--add"));
        return Err(Refusal::new(why)
            .way_out(asked.t("dns-record-there-way-out"))
            .about(record::NAME)
            .buttons(if kind == "CNAME" { vec![replace] } else { vec![beside, replace] }));
    }
    if kind == "CNAME" && label == record::APEX {
        let why = asked.t("dns-cname-apex").plain("zone", &zone.name);
        return Err(Refusal::new(why).way_out(asked.t("dns-cname-apex-way-out")).about(record::TYPE));
    }
    let is_cname = |kind: &str| kind.eq_ignore_ascii_case("CNAME");
    let beside = records.iter().find(|it| record::is_named(it, full) && (is_cname(kind) || is_cname(&it.kind)));
    if let Some(there) = beside {
        let why =
            asked.t("dns-cname-beside").plain("name", &label).plain("zone", &zone.name).plain("type", &there.kind);
        let delete = record::line("delete", zone, &there.kind, full, &[]);
        let label = asked.t("button-dns-delete-record").marked("type", &there.kind).marked("name", label).say();
        return Err(Refusal::new(why)
            .way_out(asked.t("dns-cname-beside-way-out"))
            .about(record::NAME)
            .buttons(vec![Button::new(label, Press::Form { line: delete })]));
    }
    Ok(())
}

/// Makes a record of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddRecord {
    target: Target,
    zone: ZoneId,
    is_active: bool,
    kind: String,
    name: String,
    ttl_s: u32,
    values: Vec<String>,
}

#[async_trait]
impl ActKind for AddRecord {
    const NAME: &'static str = "dns.add";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("record", format!("{} {}", self.kind, self.name)),
            ("values-added", self.values.join("\n")),
            ("ttl", format!("{} s", self.ttl_s)),
        ]
    }

    fn warnings(&self) -> Vec<&'static str> {
        record::warnings(self.is_active)
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        record::check(kinsta, &self.zone, &self.kind, &self.name, |there| there.is_none()).await
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let create = api::dns::Create {
            zone: self.zone.clone(),
            kind: self.kind.clone(),
            name: self.name.clone(),
            ttl_s: self.ttl_s,
            values: record::as_records(&self.values),
        };
        Ok(kinsta.write(&create, Lane::Operation, grant).await?.into())
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        ActivityWords { all: &["dns", "record"], none: &["update", "delete"] }
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
        let line = record::line("list", &zone, &self.kind, &self.name, &[]);
        let next = vec![NextStep::new("button-dns-look", line)];
        Ok(Some(operation::Outcome { next, ..operation::Outcome::default() }))
    }
}
