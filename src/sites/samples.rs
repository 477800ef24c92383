//! Forty sites as an agency has them, for the tests of this folder.

use crate::domain::site::{Environment, Site};

/// Technical name, display name, labels, domains of live, domains of staging.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const ROWS: [Row; 40] = [
    ("acme", "Acme", &["VIP"], &["acme.com", "www.acme.com"], &["acme-staging.kinsta.cloud"]),
    ("acmeshop", "Acme Shop", &["Shops"], &["shop.acme.com", "*.shop.acme.com"], &["staging-shop.acme.com"]),
    ("acmeshopold", "Acme Shop Archive", &["Shops", "Archive"], &["old-shop.acme.com"], &[]),
    ("muellersoehne", "Müller & Söhne", &["VIP"], &["müller-söhne.de"], &["stg-mueller.kinsta.cloud"]),
    ("muller", "Muller Optics", &[], &["muller.example"], &[]),
    ("bobsbakery", "Bob's Bakery", &[], &["bobs-bakery.com"], &["bobsbakery-dev.kinsta.cloud"]),
    ("baeckerei", "Bäckerei Öztürk", &["Shops"], &["baeckerei-oeztuerk.de"], &[]),
    ("nordwind", "Nordwind", &["Energy"], &["nordwind-energie.de"], &["staging-nordwind.kinsta.cloud"]),
    ("suedwind", "Südwind", &["Energy"], &["suedwind.at"], &[]),
    ("portaleu", "Portal Acme EU", &[], &["eu.portal.example"], &[]),
    ("portalus", "Portal Acme US", &[], &["us.portal.example"], &[]),
    ("bikeshop", "Bike Shop Köln", &[], &["bikeshop.koeln"], &[]),
    ("cafecreme", "Café Crème", &[], &["cafe-creme.fr"], &[]),
    ("dentist", "Dr. Weiß Zahnarzt", &[], &["dr-weiss.de"], &[]),
    ("eventhub", "Event Hub", &["Archive"], &["eventhub.io", "*.eventhub.io"], &[]),
    ("fjord", "Fjord Øl", &[], &["fjordoel.no"], &[]),
    ("gallery", "Galerie Łódź", &[], &["galeria-lodz.pl"], &[]),
    ("harbour", "Harbour Café", &[], &["harbour.example"], &[]),
    ("inkwell", "Inkwell Press", &[], &["inkwell.press"], &[]),
    ("jardin", "Jardin d'Été", &[], &["jardin-ete.fr"], &[]),
    ("kraftwerk", "Kraftwerk Fitness", &[], &["kraftwerk.fit"], &[]),
    ("lumen", "Lumen", &[], &["lumen.studio"], &[]),
    ("lumen2", "Lumen", &[], &["lumen.agency"], &[]),
    ("mosaic", "Mosaic", &[], &["mosaic.example"], &["mosaic-stg.kinsta.cloud"]),
    ("nimbus", "Nimbus Cloud Consulting", &[], &["nimbus.example"], &[]),
    ("oerreisen", "Österreich Reisen", &["Non-Profit"], &["oe-reisen.at"], &[]),
    ("panorama", "Panorama Hotel", &[], &["panorama.example"], &[]),
    ("quartz", "Quartz", &[], &["quartz.example"], &[]),
    ("riverside", "Riverside Dental", &[], &["riverside.example"], &[]),
    ("smithsons", "Smith & Sons", &[], &["smithandsons.co.uk"], &[]),
    ("tierheim", "Tierheim Süd", &["Non-Profit"], &["tierheim-sued.de"], &[]),
    ("umbra", "Umbra", &[], &["umbra.example"], &[]),
    ("vertex", "Vertex 1.1", &[], &["vertex.example"], &[]),
    ("wald", "Wald und Wiese", &[], &["wald-wiese.de"], &[]),
    ("xenon", "Xenon", &[], &["xenon.example"], &[]),
    ("yarn", "Yarn Barn", &[], &["yarnbarn.example"], &[]),
    ("zephyr", "Zephyr Labs", &["VIP"], &["zephyr.example"], &[]),
    ("zukunft", "Zukunftswerk", &[], &["zukunft.example"], &[]),
    ("archive", "Town Records", &[], &["records.example"], &[]),
    ("plain", "", &[], &["plain.example"], &[]),
];

/// The forty, in no order.
pub(crate) fn sites() -> Vec<Site> {
    ROWS.iter().rev().map(site).collect()
}

fn site((name, display, labels, live, staging): &Row) -> Site {
    let php = if *name == "acmeshopold" { "7.4" } else { "8.3" };
    let mut environments = vec![environment(name, "live", "Live", live, php)];
    if !staging.is_empty() {
        environments.push(environment(name, "staging", "Staging", staging, "8.4"));
    }
    // A plan with premium environments has more than one that is not live.
    if *name == "mosaic" {
        environments.push(environment(name, "stg-redesign", "Redesign Ä", &["redesign.mosaic.example"], php));
    }
    Site {
        id: format!("site-{name}").into(),
        name: (*name).to_owned(),
        display_name: (*display).to_owned(),
        status: "live".to_owned(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        environments,
    }
}

fn environment(site: &str, name: &str, display: &str, domains: &[&str], php: &str) -> Environment {
    Environment {
        id: format!("env-{site}-{name}").into(),
        name: name.to_owned(),
        display_name: display.to_owned(),
        is_premium: name.starts_with("stg-"),
        is_blocked: false,
        domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
        primary_domain: domains.first().map(|domain| (*domain).to_owned()),
        php_version: Some(php.to_owned()),
        wordpress_version: Some("6.8.1".to_owned()),
        cdn_cache_id: None,
        edge_cache_id: None,
    }
}
