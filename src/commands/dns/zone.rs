//! The zone that is meant.

use clap::{Arg, ArgMatches, Command};

use super::{offer, record};
use crate::commands::domain::name;
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::words;
use crate::kinsta::Lane;
use crate::kinsta::api::dns::{Record, Zone};

/// The argument that names a zone.
pub const ZONE: &str = "zone";
/// How many zones are offered at once.
const OFFERED: usize = 8;
/// How like a name has to be to be offered before others.
const NEAR: f64 = 0.75;

/// Adds `<domain>` to a verb's grammar.
pub fn argument(command: Command) -> Command {
    command.arg(Arg::new(ZONE).value_name("domain").required(true))
}

/// All zones of the company.
pub async fn all(asked: &Asked, services: &Services) -> Result<Vec<Zone>, Refusal> {
    offer::zones(&services.kinsta, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// The records of a zone.
pub async fn records(asked: &Asked, services: &Services, zone: &Zone) -> Result<Vec<Record>, Refusal> {
    offer::records(&services.kinsta, zone, Lane::Person).await.map_err(|error| asked.kinsta_said(&error))
}

/// Finds the zone meant, by its name or by any name below it. `verb` is `list`; `options` are the words to keep.
pub async fn resolve(
    asked: &Asked,
    services: &Services,
    verb: &str,
    options: &[&str],
    matches: &ArgMatches,
) -> Result<Zone, Refusal> {
    let typed = matches.get_one::<String>(ZONE).map(String::as_str).unwrap_or_default();
    let zones = all(asked, services).await?;
    if zones.is_empty() {
        return Err(Refusal::new(asked.t("dns-no-zones")).way_out(asked.t("dns-no-zones-way-out")));
    }
    if let Some(zone) = meant(&zones, typed) {
        return Ok(zone.clone());
    }
    let wanted = name::bare(typed);
    let score = |zone: &Zone| {
        let has_words = !wanted.is_empty() && zone.name.contains(&wanted);
        if has_words { 1.0 } else { strsim::jaro_winkler(&zone.name, &wanted) }
    };
    let mut nearest: Vec<(f64, &Zone)> = zones.iter().map(|zone| (score(zone), zone)).collect();
    nearest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    if nearest.iter().any(|(score, _)| *score >= NEAR) {
        nearest.retain(|(score, _)| *score >= NEAR);
    }
    let button = |(_, zone): &(f64, &Zone)| {
        let line = words::join(["dns", verb, &zone.name].into_iter().chain(options.iter().copied()));
        Button::new(zone.name.clone(), Press::Words { line, replace: true })
    };
    Err(Refusal::new(asked.t("dns-no-zone").plain("words", typed))
        .way_out(asked.t("dns-no-zone-way-out"))
        .about(ZONE)
        .buttons(nearest.iter().take(OFFERED).map(button).collect()))
}

fn meant<'z>(zones: &'z [Zone], typed: &str) -> Option<&'z Zone> {
    let typed = typed.trim();
    zones.iter().find(|zone| zone.id.as_str() == typed).or_else(|| offer::zone_of(zones, typed))
}

/// The zones, or the types and names of a zone's records, as choices.
pub async fn choices(
    argument: &str,
    known: &Known,
    asked: &Asked,
    services: &Services,
) -> Result<Option<Vec<Choice>>, Refusal> {
    let zones = all(asked, services).await?;
    if argument == ZONE {
        return Ok(Some(zones.iter().map(|zone| Choice::new(zone.name.clone(), zone.name.clone())).collect()));
    }
    let Some(zone) = known.text(ZONE).and_then(|typed| meant(&zones, typed)) else { return Ok(None) };
    let records = records(asked, services, zone).await?;
    let kind = known.text(record::TYPE);
    let mut found: Vec<String> = if argument == record::TYPE {
        records.iter().map(|it| it.kind.to_lowercase()).collect()
    } else {
        let fits = |it: &&Record| kind.is_none_or(|kind| it.kind.eq_ignore_ascii_case(kind));
        records.iter().filter(fits).map(|it| record::label(&zone.name, &it.name)).collect()
    };
    found.sort();
    found.dedup();
    let label = |it: &String| if argument == record::TYPE { it.to_uppercase() } else { it.clone() };
    Ok(Some(found.iter().map(|it| Choice::new(it.clone(), label(it))).collect()))
}
