//! Kinsta's DNS: zones of the company and their record sets, each known by its type and name.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::begin::{Begin, Kind, on_success};
use super::fields::{Fields, Params};
use super::gate::Call;
use super::reply::Reply;
use super::state::{Shared, World};

const SHORTEST_TTL: u64 = 300;

const CREATE: Kind =
    Kind::of_dns("domains:create-dns-record", "Creating a domain DNS record in progress", "createDnsRecord");
const UPDATE: Kind =
    Kind::of_dns("domains:update-dns-record", "Updating a domain DNS record in progress", "updateDnsRecord");
const DELETE: Kind =
    Kind::of_dns("domains:delete-dns-record", "Deleting domain DNS record in progress", "deleteDnsRecord");

/// A record set: all values of one type and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsRecord {
    /// E.g. `MX`.
    pub kind: String,
    /// As it was given, with or without a dot at the end.
    pub name: String,
    /// Seconds.
    pub ttl: u64,
    /// At least one.
    pub values: Vec<String>,
}

impl DnsRecord {
    fn is(&self, kind: &str, name: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind) && bare(&self.name) == bare(name)
    }
}

/// A zone.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) site_id: Option<String>,
    pub(super) is_active: bool,
    pub(super) records: Vec<DnsRecord>,
}

impl Zone {
    fn record_mut(&mut self, kind: &str, name: &str) -> Option<&mut DnsRecord> {
        self.records.iter_mut().find(|record| record.is(kind, name))
    }

    fn holds(&self, name: &str) -> bool {
        let name = bare(name);
        name == self.name || name.strip_suffix(&self.name).is_some_and(|rest| rest.ends_with('.'))
    }
}

/// A name in one spelling: lower case, without the dot at the end.
pub(super) fn bare(name: &str) -> String {
    name.trim().trim_end_matches('.').to_lowercase()
}

/// A name with at least two parts, as domains have.
pub(super) fn is_hostname(name: &str) -> bool {
    let is_part = |part: &str| {
        let inside = !part.starts_with('-') && !part.ends_with('-');
        inside && (1..=63).contains(&part.len()) && part.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
    };
    name.len() <= 253 && name.contains('.') && name.split('.').all(is_part)
}

/// Why this cannot be a value of that type.
fn value_problem(kind: &str, value: &str) -> Option<String> {
    let is_good = match kind.to_ascii_uppercase().as_str() {
        "A" => value.parse::<Ipv4Addr>().is_ok(),
        "AAAA" => value.parse::<Ipv6Addr>().is_ok(),
        "MX" => value.split_once(' ').is_some_and(|(order, host)| order.parse::<u16>().is_ok() && !host.is_empty()),
        "CNAME" | "TXT" | "NS" | "SRV" | "CAA" | "PTR" | "SPF" | "SOA" => !value.trim().is_empty(),
        _ => return Some(format!("The record type {kind} is not supported.")),
    };
    (!is_good).then(|| format!("The value \"{value}\" is not valid for a record of type {kind}."))
}

impl World {
    pub(super) fn zone(&mut self, id: &str) -> Result<&mut Zone, Reply> {
        self.zones.iter_mut().find(|zone| zone.id == id).ok_or_else(Reply::not_found)
    }

    /// Whether one of the zones answers so.
    pub(super) fn zones_say(&self, name: &str, kind: &str, value: &str) -> bool {
        self.zones.iter().filter(|zone| zone.is_active).flat_map(|zone| &zone.records).any(|record| {
            record.is(kind, name) && record.values.iter().any(|it| bare(it.trim_matches('"')) == bare(value))
        })
    }
}

/// `GET /domains?company=`.
pub(super) async fn zones(State(shared): State<Arc<Shared>>, params: Params) -> Result<Reply, Reply> {
    let company = params.required("company")?;
    let world = shared.lock();
    if company != world.company_id {
        return Err(Reply::not_found());
    }
    let told =
        |zone: &Zone| json!({ "id": zone.id, "name": zone.name, "site_id": zone.site_id, "is_active": zone.is_active });
    Ok(Reply::ok(json!({ "company": { "domains": world.zones.iter().map(told).collect::<Vec<_>>() } })))
}

/// `GET /domains/{domain_id}/dns-records`.
pub(super) async fn list(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let told = |record: &DnsRecord| {
        let values: Vec<Value> = record.values.iter().map(|value| json!({ "value": value })).collect();
        json!({ "type": record.kind, "name": record.name, "ttl": record.ttl, "resource_records": values })
    };
    let records: Vec<Value> = world.zone(&id)?.records.iter().map(told).collect();
    Ok(Reply::ok(json!({ "domain": { "dns_records": records } })))
}

fn ttl(fields: &Fields) -> Result<Option<u64>, Reply> {
    let ttl = fields.optional_number("ttl")?;
    if ttl.is_some_and(|ttl| ttl < SHORTEST_TTL) {
        return Err(Reply::bad_request("ttl", "Number must be greater than or equal to 300"));
    }
    Ok(ttl)
}

/// Which set a body means, in which zone.
fn set(fields: &Fields, zone: &Zone) -> Result<(String, String), Reply> {
    let (kind, name) = (fields.filled("type")?.to_owned(), fields.filled("name")?.to_owned());
    if !zone.holds(&name) {
        return Err(Reply::bad_request("name", &format!("Must be below {}", zone.name)));
    }
    Ok((kind, name))
}

type Asked = (State<Arc<Shared>>, Extension<Call>, Path<String>);

/// `POST …/dns-records`: a new set. One that is there already, and values that do not fit, make the operation fail.
pub(super) async fn create((State(shared), Extension(call), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let ttl = ttl(&fields)?.ok_or_else(|| Reply::bad_request("ttl", "Required"))?;
    let values = fields.texts_of("resource_records", "value")?;
    let values =
        values.filter(|values| !values.is_empty()).ok_or_else(|| Reply::bad_request("resource_records", "Required"))?;
    let mut world = shared.lock();
    let zone = world.zone(&id)?;
    let (kind, name) = set(&fields, zone)?;
    let site_id = zone.site_id.clone();
    let description = format!("Create the {kind} record {name}");
    let effect = on_success(move |world, _| {
        let Ok(zone) = world.zone(&id) else { return Ok(Value::Null) };
        let is_cname = kind.eq_ignore_ascii_case("CNAME");
        let at_name = || zone.records.iter().filter(|record| bare(&record.name) == bare(&name));
        if at_name().any(|record| record.is(&kind, &name)) {
            return Err(format!("A {kind} record with the name {name} already exists."));
        }
        if (is_cname && at_name().next().is_some()) || at_name().any(|record| record.kind == "CNAME") {
            return Err(format!("A CNAME record cannot stand beside other records of {name}."));
        }
        if let Some(problem) = values.iter().find_map(|value| value_problem(&kind, value)) {
            return Err(problem);
        }
        zone.records.push(DnsRecord { kind: kind.to_ascii_uppercase(), name, ttl, values });
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, Begin::new(&CREATE, description, site_id, effect)))
}

/// `PUT …/dns-records`: new values are added to those that are there, removed ones have to be named.
pub(super) async fn update((State(shared), Extension(call), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let ttl = ttl(&fields)?;
    let added = fields.texts_of("new_resource_records", "value")?.unwrap_or_default();
    let removed = fields.texts_of("removed_resource_records", "value")?.unwrap_or_default();
    let mut world = shared.lock();
    let zone = world.zone(&id)?;
    let (kind, name) = set(&fields, zone)?;
    let site_id = zone.site_id.clone();
    let description = format!("Update the {kind} record {name}");
    let effect = on_success(move |world, _| {
        let missing = || format!("There is no {kind} record with the name {name}.");
        let record = world.zone(&id).ok().and_then(|zone| zone.record_mut(&kind, &name)).ok_or_else(missing)?;
        if let Some(value) = removed.iter().find(|value| !record.values.contains(value)) {
            return Err(format!("The {kind} record {name} has no value \"{value}\"."));
        }
        if let Some(problem) = added.iter().find_map(|value| value_problem(&kind, value)) {
            return Err(problem);
        }
        let mut values: Vec<String> = record.values.iter().filter(|value| !removed.contains(value)).cloned().collect();
        for value in added {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() {
            return Err(format!("The {kind} record {name} needs at least one value."));
        }
        if values.len() > 1 && record.kind == "CNAME" {
            return Err("A CNAME record has exactly one value.".to_owned());
        }
        record.values = values;
        record.ttl = ttl.unwrap_or(record.ttl);
        Ok(Value::Null)
    });
    Ok(shared.begin(&mut world, &call, Begin::new(&UPDATE, description, site_id, effect)))
}

/// `DELETE …/dns-records` with type and name in the body: the whole set. What the zone itself needs stays.
pub(super) async fn delete((State(shared), Extension(call), Path(id)): Asked, fields: Fields) -> Result<Reply, Reply> {
    let mut world = shared.lock();
    let zone = world.zone(&id)?;
    let (kind, name) = set(&fields, zone)?;
    let site_id = zone.site_id.clone();
    let description = format!("Delete the {kind} record {name}");
    let effect = on_success(move |world, _| {
        let missing = || format!("There is no {kind} record with the name {name}.");
        let zone = world.zone(&id).map_err(|_| missing())?;
        if matches!(kind.as_str(), "NS" | "SOA") && bare(&name) == zone.name {
            return Err(format!("The {kind} record of the zone itself cannot be deleted."));
        }
        let before = zone.records.len();
        zone.records.retain(|record| !record.is(&kind, &name));
        if zone.records.len() == before { Err(missing()) } else { Ok(Value::Null) }
    });
    Ok(shared.begin(&mut world, &call, Begin::new(&DELETE, description, site_id, effect)))
}
