//! The zones the company starts with: those of some sites, one of its own, and one nobody has pointed here yet.

use super::dns::{DnsRecord, Zone};
use super::ids::Ids;
use super::state::Site;

fn record(kind: &str, name: &str, ttl: u64, values: &[&str]) -> DnsRecord {
    DnsRecord {
        kind: kind.to_owned(),
        name: name.to_owned(),
        ttl,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

/// Every third site keeps its zone here. The agency's own zone spells its names with a dot at the end, as an imported
/// one may.
pub(super) fn zones(ids: Ids, sites: &[Site]) -> Vec<Zone> {
    let mut zones = vec![agency(ids)];
    for site in sites.iter().step_by(3) {
        let own =
            |name: &&str| !name.starts_with("*.") && !name.starts_with("www.") && !name.ends_with(".kinsta.cloud");
        let live = site.environment("live");
        let domain = live.and_then(|live| live.domains.iter().map(|domain| domain.name.as_str()).find(own));
        if let Some(name) = domain {
            zones.push(usual(ids, name, Some(site.id.clone())));
        }
    }
    zones.push(Zone { is_active: false, ..usual(ids, "relaunch.example", None) });
    zones
}

fn usual(ids: Ids, name: &str, site_id: Option<String>) -> Zone {
    let below = |label: &str| format!("{label}.{name}");
    Zone {
        id: ids.uuid("zone", name),
        name: name.to_owned(),
        site_id,
        is_active: true,
        records: vec![
            record("NS", name, 172_800, &["ns-1.dns.example", "ns-2.dns.example"]),
            record("A", name, 3_600, &["192.0.2.10"]),
            record("CNAME", &below("www"), 3_600, &[name]),
            record("MX", name, 3_600, &["10 mx1.mail.example", "20 mx2.mail.example"]),
            record("TXT", name, 3_600, &["\"v=spf1 include:mail.example -all\"", "\"site-verification=4f2c\""]),
            record("TXT", &below("_dmarc"), 3_600, &["\"v=DMARC1; p=quarantine; rua=mailto:dmarc@mail.example\""]),
        ],
    }
}

fn agency(ids: Ids) -> Zone {
    let mut zone = usual(ids, "agency.example", None);
    for record in &mut zone.records {
        record.name.push('.');
    }
    zone
}
