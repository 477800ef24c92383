//! Names and records of a zone: what is typed, what Kinsta has, and how the two are compared.

use clap::Arg;

use super::value;
use crate::act::Stop;
use crate::commands::args;
use crate::commands::domain::name;
use crate::commands::services::Asked;
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::words;
use crate::kinsta::api::dns::{Record, RecordValue, SHORTEST_TTL_S, Zone};
use crate::kinsta::api::ids::ZoneId;
use crate::kinsta::{self, Lane, api};

/// The argument with a record's type.
pub const TYPE: &str = "record_type";
/// The argument with a record's name.
pub const NAME: &str = "record_name";
/// The argument with how long it is remembered.
pub const TTL: &str = "ttl";
/// The zone itself.
pub const APEX: &str = "@";

/// Adds `--type`, one of those that can be made.
pub fn type_argument() -> Arg {
    args::one_of(TYPE, value::TYPES).long("type")
}

/// Adds `--type`, any of those there are.
pub fn any_type_argument() -> Arg {
    Arg::new(TYPE).long("type").value_name("type")
}

/// Adds `--name`, relative to the zone or whole.
pub fn name_argument() -> Arg {
    Arg::new(NAME).long("name").value_name("name")
}

/// Adds `--ttl`, in seconds.
pub fn ttl_argument() -> Arg {
    args::number(TTL, 0, i64::from(i32::MAX))
}

/// The time to live that was asked for.
pub fn ttl(asked: &Asked, typed: Option<i64>) -> Result<Option<u32>, Refusal> {
    let Some(typed) = typed else { return Ok(None) };
    match u32::try_from(typed) {
        Ok(ttl_s) if ttl_s >= SHORTEST_TTL_S => Ok(Some(ttl_s)),
        _ => {
            let least = SHORTEST_TTL_S.to_string();
            Err(Refusal::new(asked.t("dns-ttl-short").marked("least", &least))
                .way_out(asked.t("dns-ttl-short-way-out").marked("least", &least))
                .about(TTL))
        }
    }
}

/// The whole name that is meant by `www`, `www.example.com`, `@` or nothing, in the zone `example.com`.
pub fn full_name(zone: &str, typed: &str) -> Option<String> {
    let zone = name::bare(zone);
    let typed = typed.trim();
    if typed.is_empty() || typed == APEX {
        return Some(zone);
    }
    let is_below = |name: &str| name == zone || name.strip_suffix(&zone).is_some_and(|rest| rest.ends_with('.'));
    match name::host(typed) {
        Some(name) if is_below(&name) => Some(name),
        // A dot at the end says that the name is whole, and then it belongs to somebody else.
        _ if typed.ends_with('.') => None,
        _ => name::host(&format!("{typed}.{zone}")),
    }
}

/// A name as it is typed: relative to the zone.
pub fn label(zone: &str, full: &str) -> String {
    let (zone, full) = (name::bare(zone), name::bare(full));
    if full == zone {
        return APEX.to_owned();
    }
    full.strip_suffix(&zone).and_then(|rest| rest.strip_suffix('.')).map_or(full.clone(), str::to_owned)
}

/// The record of this type and name, whatever the spelling.
pub fn find<'r>(records: &'r [Record], kind: &str, full: &str) -> Option<&'r Record> {
    records.iter().find(|record| record.kind.eq_ignore_ascii_case(kind) && is_named(record, full))
}

/// Whether a record has this name, whatever the spelling.
pub fn is_named(record: &Record, full: &str) -> bool {
    name::bare(&record.name) == name::bare(full)
}

/// Its values as text.
pub fn values(record: &Record) -> Vec<String> {
    record.values.iter().map(|value| value.value.clone()).collect()
}

/// Whether the record is still what it was when it was shown, in any order.
pub fn is_unchanged(record: Option<&Record>, shown: &[String]) -> bool {
    let sorted = |mut values: Vec<String>| {
        values.sort();
        values
    };
    record.is_some_and(|record| sorted(values(record)) == sorted(shown.to_vec()))
}

/// Reads the record once more, right before it is changed; what was confirmed holds only while it `is_as_shown`.
pub async fn check(
    kinsta: &kinsta::Client,
    zone: &ZoneId,
    kind: &str,
    name: &str,
    is_as_shown: impl Fn(Option<&Record>) -> bool + Send,
) -> Result<(), Stop> {
    let records = kinsta.read(&api::dns::Records { zone: zone.clone() }, Lane::Operation).await?;
    if is_as_shown(find(&records, kind, name)) { Ok(()) } else { Err(Stop::Changed("dns-changed")) }
}

/// Values as Kinsta takes them.
pub fn as_records(values: &[String]) -> Vec<RecordValue> {
    values.iter().map(RecordValue::new).collect()
}

/// The values that were typed, one a line, in the form DNS has.
pub fn typed_values(asked: &Asked, kind: &str, argument: &str, typed: Option<&str>) -> Result<Vec<String>, Refusal> {
    let mut values: Vec<String> = Vec::new();
    for line in typed.unwrap_or_default().lines().filter(|line| !line.trim().is_empty()) {
        let value = value::read(kind, line).map_err(|wrong| {
            Refusal::new(asked.t("dns-value-wrong").plain("value", line.trim()).marked("type", kind))
                .way_out(asked.t(wrong))
                .about(argument)
        })?;
        if !values.iter().any(|known| value::is_same(kind, known, &value)) {
            values.push(value);
        }
    }
    if kind == "CNAME" && values.len() > 1 {
        return Err(Refusal::new(asked.t("dns-cname-one")).way_out(asked.t("dns-cname-one-way-out")).about(argument));
    }
    Ok(values)
}

/// The record of this type and name, or what there is instead.
pub fn there<'r>(
    asked: &Asked,
    zone: &Zone,
    records: &'r [Record],
    kind: &str,
    typed: &str,
) -> Result<&'r Record, Refusal> {
    let full = full_name(&zone.name, typed).ok_or_else(|| no_name(asked, zone, typed))?;
    if let Some(record) = find(records, kind, &full) {
        return Ok(record);
    }
    let label = label(&zone.name, &full);
    let why = asked.t("dns-no-record").plain("type", kind).plain("name", &label).plain("zone", &zone.name);
    let list = Press::Words { line: words::join(["dns", "list", &zone.name]), replace: true };
    let add = Press::Form { line: line("add", zone, kind, &full, &[]) };
    Err(Refusal::new(why).way_out(asked.t("dns-no-record-way-out")).about(NAME).buttons(vec![
        Button::new(asked.t("button-dns-list").say(), list),
        Button::new(asked.t("button-dns-add").say(), add),
    ]))
}

/// A name that cannot be in the zone.
pub fn no_name(asked: &Asked, zone: &Zone, typed: &str) -> Refusal {
    Refusal::new(asked.t("dns-name-wrong").plain("name", typed).plain("zone", &zone.name))
        .way_out(asked.t("dns-name-wrong-way-out").plain("zone", &zone.name))
        .about(NAME)
}

/// What the question warns of in any change of this zone.
pub fn warnings(is_active: bool) -> Vec<&'static str> {
    if is_active { Vec::new() } else { vec!["dns-zone-inactive-note"] }
}

/// The line of a verb about one record.
pub fn line(verb: &str, zone: &Zone, kind: &str, full: &str, options: &[(&str, &str)]) -> String {
    let (kind, label) = (kind.to_lowercase(), label(&zone.name, full));
    let mut words = vec!["dns", verb, &zone.name, "--type", &kind, "--name", &label];
    words.extend(options.iter().filter(|(_, value)| !value.is_empty()).flat_map(|(option, value)| [*option, *value]));
    words::join(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_relative_to_its_zone_or_whole() {
        for (typed, full) in [
            ("www", "www.example.com"),
            ("WWW.Example.com.", "www.example.com"),
            ("@", "example.com"),
            ("", "example.com"),
            ("example.com", "example.com"),
            ("_dmarc", "_dmarc.example.com"),
            ("*", "*.example.com"),
            ("a.b", "a.b.example.com"),
            ("bücher", "xn--bcher-kva.example.com"),
            ("www.other.com", "www.other.com.example.com"),
        ] {
            assert_eq!(full_name("Example.com.", typed).as_deref(), Some(full), "{typed}");
        }
        for none in ["www.other.com.", "a b", "-", "a..b", "w/w"] {
            assert_eq!(full_name("example.com", none), None, "{none}");
        }
    }

    #[test]
    fn a_name_is_shown_relative_to_its_zone() {
        for (full, shown) in [
            ("example.com.", "@"),
            ("www.Example.com.", "www"),
            ("*.example.com", "*"),
            ("notexample.com", "notexample.com"),
        ] {
            assert_eq!(label("example.com", full), shown, "{full}");
        }
    }

    #[test]
    fn a_record_that_was_shown_is_known_again_in_any_order_and_spelling() {
        let record = Record {
            kind: "MX".into(),
            name: "Example.com.".into(),
            ttl_s: 300,
            values: as_records(&["10 a.example".into(), "20 b.example".into()]),
        };
        let records = [record];
        assert!(find(&records, "mx", "example.com").is_some() && find(&records, "A", "example.com").is_none());
        let shown = ["20 b.example".to_owned(), "10 a.example".to_owned()];
        assert!(is_unchanged(records.first(), &shown));
        assert!(!is_unchanged(records.first(), &shown[..1]) && !is_unchanged(None, &shown));
    }
}
