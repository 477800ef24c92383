//! The company as it stands when the simulator starts: everything follows from a site's number, nothing from chance.

use super::activity::{By, Entry, Log};
use super::company::USERS;
use super::ids::Ids;
use super::seed_names::{Named, named};
use super::state::{Domain, Environment, Label, Site, World};
use super::{Options, dns_seed};

const PHP: [&str; 4] = ["php8.3", "php8.2", "php8.4", "php8.1"];
const WORDPRESS: [&str; 5] = ["6.8.3", "6.9", "6.8.1", "6.7.2", "6.9.1"];
const HOUR_MS: i64 = 3_600_000;

/// The world at `now_ms`.
pub(super) fn world(options: &Options, now_ms: i64) -> World {
    let ids = Ids::new(options.seed);
    let sites: Vec<Site> = (0..options.sites).map(|number| site(ids, number)).collect();
    let mut activity = Log::default();
    history(ids, &sites, now_ms).into_iter().for_each(|entry| activity.add(entry));
    let zones = dns_seed::zones(ids, &sites);
    World::new(ids, now_ms, sites, zones, activity)
}

/// The system name Kinsta would make of a display name: lower-case ASCII letters and digits, at most 20.
pub(super) fn system_name(display_name: &str) -> String {
    let mut name = String::new();
    for letter in display_name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'æ' => name.push_str("ae"),
            'ö' => name.push_str("oe"),
            'ü' => name.push_str("ue"),
            'ß' => name.push_str("ss"),
            'a'..='z' | '0'..='9' => name.push(letter),
            _ => {}
        }
    }
    name.truncate(20);
    if name.is_empty() { "site".to_owned() } else { name }
}

/// An environment with the given name and display name and usual values, without caches.
pub(super) fn environment<'a>(
    ids: Ids,
    site_key: &str,
    site_name: &str,
    (name, display_name): (&str, &str),
    domains: impl Iterator<Item = &'a str>,
) -> Environment {
    let key = format!("{site_key}/{name}");
    let domains: Vec<Domain> = domains
        .map(|domain| Domain {
            id: ids.uuid("domain", &format!("{key}/{domain}")),
            name: domain.to_owned(),
            is_active: true,
        })
        .collect();
    let port: u32 = key.bytes().fold(7, |sum, byte| (sum * 31 + u32::from(byte)) % 40_000);
    Environment {
        id: ids.uuid("environment", &key),
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        is_premium: false,
        is_blocked: false,
        id_edge_cache: None,
        cdn_cache_id: None,
        php_engine_version: PHP[0].to_owned(),
        is_opt_out_from_automatic_php_update: false,
        is_additional_sftp_accounts_enabled: false,
        wordpress_version: Some(WORDPRESS[0].to_owned()),
        image_optimization_type: None,
        web_root: format!("/www/{site_name}_{}/public", port % 1_000),
        primary_domain_id: domains.first().map(|domain| domain.id.clone()).unwrap_or_default(),
        domains,
        container_id: ids.uuid("container", &key),
        ssh_port: (20_000 + port).to_string(),
    }
}

fn site(ids: Ids, number: usize) -> Site {
    let Named { display_name, domain, labels } = named(number);
    let key = number.to_string();
    // Two display names may have the same letters; the domain does not.
    let name: String = domain.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut environments = vec![live(ids, &key, &name, &domain, number)];
    if number % 5 != 3 {
        environments.push(staging(ids, &key, &name, number));
    }
    if number % 4 == 1 {
        environments.push(premium(ids, &key, &name, number));
    }
    if number % 3 == 2 {
        environments.reverse();
    }
    Site {
        id: ids.uuid("site", &key),
        name,
        display_name,
        status: "live".to_owned(),
        labels: labels.iter().map(|name| Label { id: ids.uuid("label", name), name: (*name).to_owned() }).collect(),
        environments,
    }
}

fn live(ids: Ids, key: &str, name: &str, domain: &str, number: usize) -> Environment {
    let mut domains = vec![format!("{domain}.example"), format!("www.{domain}.example")];
    if number % 7 == 2 {
        // With www as the primary.
        domains.swap(0, 1);
    }
    if number % 6 == 5 {
        domains.push(format!("*.{domain}.example"));
    }
    domains.push(format!("{name}.kinsta.cloud"));
    let bare = environment(ids, key, name, ("live", "Live"), domains.iter().map(String::as_str));
    Environment {
        is_additional_sftp_accounts_enabled: number % 9 == 1,
        cdn_cache_id: (number % 11 != 6).then(|| ids.uuid("cdn", &bare.id)),
        id_edge_cache: (number % 7 != 4).then(|| ids.uuid("edge", &bare.id)),
        php_engine_version: PHP[number % PHP.len()].to_owned(),
        wordpress_version: (number % 17 != 9).then(|| WORDPRESS[number % WORDPRESS.len()].to_owned()),
        image_optimization_type: [Some("lossy"), None, Some("off"), Some("lossless")][number % 4].map(str::to_owned),
        ..bare
    }
}

fn staging(ids: Ids, key: &str, name: &str, number: usize) -> Environment {
    let domain = format!("stg-{name}-staging.kinsta.cloud");
    let bare = environment(ids, key, name, ("staging", "Staging"), [domain.as_str()].into_iter());
    Environment {
        cdn_cache_id: (number % 13 == 7).then(|| ids.uuid("cdn", &bare.id)),
        // Tried out on staging before live gets it.
        php_engine_version: PHP[(number + number % 2) % PHP.len()].to_owned(),
        wordpress_version: Some(WORDPRESS[(number + number % 3) % WORDPRESS.len()].to_owned()),
        ..bare
    }
}

fn premium(ids: Ids, key: &str, name: &str, number: usize) -> Environment {
    let domain = format!("env-{name}-preview.kinsta.cloud");
    let bare = environment(ids, key, name, ("preview", "Preview"), [domain.as_str()].into_iter());
    Environment {
        is_premium: true,
        cdn_cache_id: (number % 8 == 1).then(|| ids.uuid("cdn", &bare.id)),
        php_engine_version: PHP[number % PHP.len()].to_owned(),
        ..bare
    }
}

/// What others did in the days before: people in MyKinsta, and another key.
fn history(ids: Ids, sites: &[Site], now_ms: i64) -> Vec<Entry> {
    let person = |user: usize| By::User {
        id: ids.uuid("user", USERS[user].key),
        role: USERS[user].role,
        first_name: USERS[user].first_name,
        full_name: USERS[user].full_name,
    };
    let mut entries = vec![
        (70, "userManagement", "inviteUser", "Invite a developer to the company".to_owned(), None, person(0)),
        (50, "billing", "changePaymentMethod", "Change the payment method".to_owned(), None, person(2)),
    ];
    for (number, site) in sites.iter().take(4).enumerate() {
        let hours_ago = 40 - 9 * i64::try_from(number).unwrap_or(0);
        let by = if number == 2 { By::Key { id: ids.uuid("api-key", "deploys"), name: "Deploys" } } else { person(1) };
        let description = format!("Clear site cache of \"{}\" (Live)", site.display_name);
        entries.push((hours_ago, "siteActions", "clearCache", description, Some(site.id.clone()), by));
    }
    let count = i64::try_from(entries.len()).unwrap_or(0);
    let first_id = now_ms / 1000 - count;
    entries
        .into_iter()
        .zip(first_id..)
        .map(|((hours_ago, category, kind, description, site_id, by), id)| Entry {
            id,
            category,
            kind,
            description,
            site_id,
            created_at_ms: now_ms - hours_ago * HOUR_MS,
            by,
            operation_id: None,
        })
        .collect()
}
