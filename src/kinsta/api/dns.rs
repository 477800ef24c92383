//! Kinsta's DNS: zones and their records. A record has no id: it is the set of all values of one type and name.
//!
//! Names may come with or without a trailing dot. Compare them without, and send a name back exactly as it came.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Started;
use super::ids::ZoneId;
use super::lenient::{or_default, whole_or_default};
use crate::domain::ids::{CompanyId, SiteId};
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// The shortest time to live Kinsta takes, in seconds.
pub const SHORTEST_TTL_S: u32 = 300;

/// All zones of the company.
#[derive(Debug, Clone)]
pub struct Zones {
    /// Whose.
    pub company: CompanyId,
}

impl Endpoint for Zones {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/domains";
    const WITHIN: &'static [&'static str] = &["company", "domains"];
    type Effect = Read;
    type Response = Vec<Zone>;

    fn query(&self) -> Vec<(&'static str, String)> {
        vec![("company", self.company.to_string())]
    }
}

/// A zone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Zone {
    /// Kinsta's id.
    pub id: ZoneId,
    /// Its name, `example.com`.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// The site it belongs to, where it belongs to one.
    #[serde(default)]
    pub site_id: Option<SiteId>,
    /// Kinsta's name servers answer for it.
    #[serde(default, deserialize_with = "or_default")]
    pub is_active: bool,
}

/// All records of a zone.
#[derive(Debug, Clone)]
pub struct Records {
    /// Whose.
    pub zone: ZoneId,
}

impl Endpoint for Records {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/domains/{domain_id}/dns-records";
    const WITHIN: &'static [&'static str] = &["domain", "dns_records"];
    type Effect = Read;
    type Response = Vec<Record>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("domain_id", self.zone.as_str())]
    }
}

/// All values of one type and name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Record {
    /// Such as `A`, `MX`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The whole name, not relative to the zone.
    pub name: String,
    /// How long others may remember it, in seconds.
    #[serde(default, rename = "ttl", deserialize_with = "whole_or_default")]
    pub ttl_s: u32,
    /// Its values.
    #[serde(default, rename = "resource_records", deserialize_with = "or_default")]
    pub values: Vec<RecordValue>,
}

/// One value of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordValue {
    /// As it stands in DNS: `192.0.2.10`, `10 mail.example.com`.
    pub value: String,
}

impl RecordValue {
    /// A value.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into() }
    }
}

/// Makes a record.
#[derive(Debug, Clone)]
pub struct Create {
    /// Whose.
    pub zone: ZoneId,
    /// Such as `A`.
    pub kind: String,
    /// The whole name.
    pub name: String,
    /// At least [`SHORTEST_TTL_S`].
    pub ttl_s: u32,
    /// Its values.
    pub values: Vec<RecordValue>,
}

impl Endpoint for Create {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/domains/{domain_id}/dns-records";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("domain_id", self.zone.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"type": self.kind, "name": self.name, "ttl": self.ttl_s, "resource_records": self.values}))
    }
}

/// Changes a record's values: new ones are added to those there are, so a changed value is one removed and one added.
#[derive(Debug, Clone)]
pub struct Update {
    /// Whose.
    pub zone: ZoneId,
    /// Its type, as it came.
    pub kind: String,
    /// Its name, as it came.
    pub name: String,
    /// At least [`SHORTEST_TTL_S`]; `None` leaves it.
    pub ttl_s: Option<u32>,
    /// Values to add.
    pub added: Vec<RecordValue>,
    /// Values to remove.
    pub removed: Vec<RecordValue>,
}

impl Endpoint for Update {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/domains/{domain_id}/dns-records";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("domain_id", self.zone.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let mut body = json!({"type": self.kind, "name": self.name});
        if let Some(ttl_s) = self.ttl_s {
            body["ttl"] = json!(ttl_s);
        }
        for (field, values) in [("new_resource_records", &self.added), ("removed_resource_records", &self.removed)] {
            if !values.is_empty() {
                body[field] = json!(values);
            }
        }
        Some(body)
    }
}

/// Deletes a record with all its values. Only who kept them can make it again.
#[derive(Debug, Clone)]
pub struct Delete {
    /// Whose.
    pub zone: ZoneId,
    /// Its type, as it came. Type and name go in the body, although this is a DELETE.
    pub kind: String,
    /// Its name, as it came.
    pub name: String,
}

impl Endpoint for Delete {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/domains/{domain_id}/dns-records";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("domain_id", self.zone.as_str())]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({"type": self.kind, "name": self.name}))
    }
}
