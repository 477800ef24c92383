//! `/kinsta dns list <domain> [--type mx] [--name www]`: the records of a zone.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::{record, zone};
use crate::commands::known::Known;
use crate::commands::listing::{self, Listing};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Card, Part, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::words;
use crate::kinsta::api::dns::{Record, Zone};

/// So few records are shown whole, with values of any length.
const WHOLE: usize = 3;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "dns"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        zone::argument(command)
            .arg(record::any_type_argument())
            .arg(record::name_argument())
            .arg(listing::page_argument())
    }

    fn example(&self) -> &'static str {
        "dns list acme.example --type mx"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /domains", "GET /domains/{domain_id}/dns-records"]
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
        let kind = matches.get_one::<String>(record::TYPE).map(|kind| kind.to_uppercase());
        let typed = matches.get_one::<String>(record::NAME).map(String::as_str);
        let mut options: Vec<&str> = kind.iter().flat_map(|kind| ["--type", kind]).collect();
        options.extend(typed.iter().flat_map(|name| ["--name", name]));
        let zone = zone::resolve(asked, services, "list", &options, matches).await?;
        let full = match typed {
            Some(typed) => {
                Some(record::full_name(&zone.name, typed).ok_or_else(|| record::no_name(asked, &zone, typed))?)
            }
            None => None,
        };
        let mut records = zone::records(asked, services, &zone).await?;
        records.retain(|it| {
            kind.as_deref().is_none_or(|kind| it.kind.eq_ignore_ascii_case(kind))
                && full.as_deref().is_none_or(|full| record::is_named(it, full))
        });
        let add =
            Press::Form { line: words::join(["dns", "add", &zone.name].into_iter().chain(options.iter().copied())) };
        let add = Button::new(asked.t("button-dns-add").say(), add);
        if records.is_empty() {
            let press = Press::Words { line: words::join(["dns", "list", &zone.name]), replace: true };
            let all = Button::new(asked.t("button-dns-list").say(), press);
            return Err(Refusal::new(asked.t("dns-list-empty").plain("zone", &zone.name))
                .way_out(asked.t("dns-list-empty-way-out"))
                .buttons(if options.is_empty() { vec![add] } else { vec![all, add] }));
        }
        records.sort_by_key(|it| {
            let label = record::label(&zone.name, &it.name);
            (label != record::APEX, label, it.kind.clone())
        });
        let title = asked.t("dns-list-title").marked("zone", &zone.name).number("count", records.len()).say();
        let note = (!zone.is_active).then(|| asked.t("dns-zone-inactive-note").say());
        if records.len() <= WHOLE && full.is_some() {
            let whole = records.iter().map(whole).collect::<Vec<_>>().join("\n");
            let mut card = Card::new().with(Part::Title(title)).with(Part::Code(whole));
            card = note.into_iter().fold(card, Card::note);
            return Ok(Answer::Card(card.buttons(changes(asked, &zone, &records).into_iter().chain([add]).collect())));
        }
        let rows = records.iter().flat_map(|it| {
            let (name, ttl) = (record::label(&zone.name, &it.name), it.ttl_s.to_string());
            record::values(it).into_iter().map(move |value| vec![it.kind.clone(), name.clone(), value, ttl.clone()])
        });
        let list = Listing {
            title,
            headings: ["type", "name", "value", "ttl"]
                .map(|it| asked.t(format!("dns-list-column-{it}")).say())
                .to_vec(),
            rows: rows.collect(),
            line: ["dns", "list", &zone.name].into_iter().chain(options.iter().copied()).map(str::to_owned).collect(),
            note,
        };
        Ok(Answer::Card(listing::card(asked, list, listing::page(matches)).buttons(vec![add])))
    }
}

/// A record with all its values, a line each.
fn whole(record: &Record) -> String {
    let line = |value: String| format!("{} {} {} {value}", record.name, record.ttl_s, record.kind);
    record::values(record).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What can be done with each record.
fn changes(asked: &Asked, zone: &Zone, records: &[Record]) -> Vec<Button> {
    let button = |key: &str, verb: &str, it: &Record| {
        let label = asked.t(key).marked("type", &it.kind).marked("name", record::label(&zone.name, &it.name));
        Button::new(label.say(), Press::Form { line: record::line(verb, zone, &it.kind, &it.name, &[]) })
    };
    records
        .iter()
        .flat_map(|it| {
            [button("button-dns-change-record", "update", it), button("button-dns-delete-record", "delete", it)]
        })
        .collect()
}
