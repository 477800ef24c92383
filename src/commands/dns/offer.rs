//! From a record that somebody should set to the line that sets it, where the zone is at Kinsta.

use super::{record, value};
use crate::commands::domain::name;
use crate::kinsta::api::dns::{self, Record, Zone};
use crate::kinsta::api::ids::ZoneId;
use crate::kinsta::api::site_domains::WantedRecord;
use crate::kinsta::{self, Lane};

/// A record that can be set with a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// There is no record of this type and name yet; otherwise its values are replaced.
    pub is_new: bool,
    /// Its name, relative to the zone.
    pub name: String,
    /// The words after `/kinsta`.
    pub line: String,
}

/// All zones of the company.
pub async fn zones(kinsta: &kinsta::Client, lane: Lane) -> Result<Vec<Zone>, kinsta::Error> {
    let company = kinsta.company(lane).await?;
    kinsta.read(&dns::Zones { company }, lane).await
}

/// The records of a zone.
pub async fn records(kinsta: &kinsta::Client, zone: &Zone, lane: Lane) -> Result<Vec<Record>, kinsta::Error> {
    kinsta.read(&dns::Records { zone: zone.id.clone() }, lane).await
}

/// A zone as far as a stored change knows it, to make lines about it.
pub fn shown(id: &ZoneId, name: &str) -> Zone {
    Zone { id: id.clone(), name: name.to_owned(), site_id: None, is_active: true }
}

/// The zone that a name belongs to: the longest one that ends it.
pub fn zone_of<'z>(zones: &'z [Zone], name: &str) -> Option<&'z Zone> {
    let name = name::bare(name);
    let holds = |zone: &&Zone| {
        let zone = name::bare(&zone.name);
        !zone.is_empty() && (name == zone || name.strip_suffix(&zone).is_some_and(|rest| rest.ends_with('.')))
    };
    zones.iter().filter(holds).max_by_key(|zone| zone.name.len())
}

/// What sets a wanted record; `None` where it is set already or belongs to another zone.
pub fn of(zone: &Zone, records: &[Record], wanted: &WantedRecord) -> Option<Offer> {
    let kind = wanted.kind.to_uppercase();
    zone_of(std::slice::from_ref(zone), &wanted.name)?;
    let name = record::label(&zone.name, &wanted.name);
    let there = record::find(records, &kind, &wanted.name);
    if there.is_some_and(|there| there.values.iter().any(|it| value::is_same(&kind, &it.value, &wanted.value))) {
        return None;
    }
    // Text stands beside other text; what leads somewhere takes the place of what led elsewhere.
    let (verb, option) = match there {
        None => ("add", "--value"),
        Some(_) if kind == "TXT" => ("update", "--add"),
        Some(_) => ("update", "--value"),
    };
    let line = record::line(verb, zone, &kind, &wanted.name, &[(option, &wanted.value)]);
    Some(Offer { is_new: there.is_none(), name, line })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        shown(&ZoneId::new(name), name)
    }

    fn record(kind: &str, name: &str, value: &str) -> Record {
        let values = record::as_records(&[value.to_owned()]);
        Record { kind: kind.to_owned(), name: name.to_owned(), ttl_s: 300, values }
    }

    fn wanted(kind: &str, name: &str, value: &str) -> WantedRecord {
        WantedRecord { name: name.to_owned(), value: value.to_owned(), kind: kind.to_owned() }
    }

    #[test]
    fn a_name_belongs_to_the_longest_zone_that_ends_it() {
        let zones = [zone("example.com"), zone("shop.example.com."), zone("ample.com")];
        let found = |name: &str| zone_of(&zones, name).map(|zone| zone.name.as_str());
        assert_eq!(found("www.Example.com."), Some("example.com"));
        assert_eq!(found("a.shop.example.com"), Some("shop.example.com."));
        assert_eq!(found("ample.com"), Some("ample.com"));
        assert_eq!(found("other.com"), None);
    }

    #[test]
    fn a_wanted_record_is_added_replaced_or_there_already() {
        let zone = zone("example.com");
        let records = [record("A", "example.com.", "192.0.2.1"), record("TXT", "_x.example.com", "\"old\"")];
        let line = |wanted: &WantedRecord| of(&zone, &records, wanted).map(|offer| offer.line);
        assert_eq!(
            line(&wanted("CNAME", "_acme-challenge.example.com", "x.kinstavalidation.app")).as_deref(),
            Some("dns add example.com --type cname --name _acme-challenge --value x.kinstavalidation.app")
        );
        assert_eq!(
            line(&wanted("A", "example.com", "192.0.2.2")).as_deref(),
            Some("dns update example.com --type a --name @ --value 192.0.2.2")
        );
        assert_eq!(
            line(&wanted("TXT", "_x.example.com", "new")).as_deref(),
            Some("dns update example.com --type txt --name _x --add new")
        );
        assert_eq!(line(&wanted("A", "Example.com.", "192.0.2.1")), None, "it is there");
        assert_eq!(line(&wanted("TXT", "_x.example.com", "old")), None, "quotes make no difference");
        assert_eq!(line(&wanted("A", "www.other.com", "192.0.2.1")), None, "another zone's");
    }
}
