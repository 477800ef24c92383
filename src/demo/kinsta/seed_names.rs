//! The names of the simulated agency's sites.

/// What is told of one site; the rest is derived from its number.
pub(super) struct Named {
    pub(super) display_name: String,
    /// The first part of its own domains, e.g. `acme` for `acme.example`.
    pub(super) domain: String,
    pub(super) labels: Vec<&'static str>,
}

const CARE: &str = "care-plan";

/// Display name, first part of the domain, labels. Some labels are clients, some are kinds of contract.
const WRITTEN: [(&str, &str, &[&str]); 40] = [
    ("Acme", "acme", &["Acme Corp", CARE]),
    ("Acme Shop", "acme-shop", &["Acme Corp", CARE]),
    ("Müller & Söhne", "mueller-soehne", &["Müller Gruppe", CARE]),
    ("Müller & Söhne Karriere", "karriere-mueller-soehne", &["Müller Gruppe"]),
    ("Bäckerei Süß", "baeckerei-suess", &[CARE]),
    ("Café Zoë", "cafe-zoe", &[]),
    ("The \"Golden\" Lion Pub", "golden-lion", &["Harbour Hospitality"]),
    ("Harbour Lights Hotel", "harbour-lights", &["Harbour Hospitality", CARE]),
    ("Harbour View Hotel", "harbour-view", &["Harbour Hospitality", CARE]),
    ("O'Brien's Bikes", "obriens-bikes", &[]),
    ("Smörgåsbord Catering", "smorgasbord", &[CARE]),
    ("Piñata Party Supplies", "pinata-party", &["project"]),
    ("Dr. Nguyễn Zahnarztpraxis", "zahnarzt-nguyen", &[CARE]),
    ("Łódź Film Week", "lodz-film-week", &["project"]),
    (
        "Verein zur Förderung der Zusammenarbeit zwischen Handwerk, Kunst, Wissenschaft und Öffentlichkeit in der \
         Metropolregion Nordost e. V. (Mitgliederbereich)",
        "verein-zusammenarbeit",
        &["non-profit"],
    ),
    ("Greenfield Dental", "greenfield-dental", &[CARE]),
    ("Greenfield Garden Centre", "greenfield-gardens", &[]),
    ("Portal EU", "portal-eu", &["Northwind Logistics", CARE]),
    ("Portal US", "portal-us", &["Northwind Logistics", CARE]),
    ("Northwind Logistics", "northwind", &["Northwind Logistics", CARE]),
    ("R&D <Lab>", "rd-lab", &["project"]),
    ("24/7 Locksmiths", "247-locksmiths", &[]),
    ("100% Wool", "hundred-wool", &[CARE]),
    ("École Élémentaire Sainte-Anne", "ecole-sainte-anne", &["non-profit"]),
    ("Ferienhaus Nordsee", "ferienhaus-nordsee", &[]),
    ("Kölner Kulturtage", "koelner-kulturtage", &["project"]),
    ("Brightside Yoga", "brightside-yoga", &[CARE]),
    ("Brightside Yoga Online", "brightside-online", &[CARE]),
    ("City Museum", "city-museum", &["non-profit", CARE]),
    ("City Museum Tickets", "tickets-city-museum", &["non-profit", CARE]),
    ("Steuerberatung Groß", "steuer-gross", &[CARE]),
    ("Æther Coffee Roasters", "aether-coffee", &[]),
    ("live", "live-music", &["project"]),
    ("Staging Company Berlin", "staging-berlin", &[]),
    ("東京ラーメン", "tokyo-ramen", &[CARE]),
    ("Old Mill Distillery", "old-mill", &["Old Mill Group"]),
    ("Old Mill Shop", "shop-old-mill", &["Old Mill Group", CARE]),
    ("Übermorgen Magazin", "uebermorgen", &["project"]),
    ("Zebra Crossing Driving School", "zebra-crossing", &[]),
    ("Zimmerei Jäger", "zimmerei-jaeger", &[CARE]),
];

const TRADES: [(&str, &str); 20] = [
    ("Bakery", "bakery"),
    ("Books", "books"),
    ("Brewery", "brewery"),
    ("Ceramics", "ceramics"),
    ("Choir", "choir"),
    ("Clinic", "clinic"),
    ("Cycling Club", "cycling"),
    ("Dental", "dental"),
    ("Florist", "florist"),
    ("Gallery", "gallery"),
    ("Hotel", "hotel"),
    ("Kitchens", "kitchens"),
    ("Law", "law"),
    ("Music School", "music-school"),
    ("Nursery", "nursery"),
    ("Optics", "optics"),
    ("Plumbing", "plumbing"),
    ("Roofing", "roofing"),
    ("Theatre", "theatre"),
    ("Vets", "vets"),
];

const PLACES: [(&str, &str); 24] = [
    ("Aarhus", "aarhus"),
    ("Basel", "basel"),
    ("Bergen", "bergen"),
    ("Bristol", "bristol"),
    ("Cádiz", "cadiz"),
    ("Dresden", "dresden"),
    ("Dublin", "dublin"),
    ("Gdańsk", "gdansk"),
    ("Ghent", "ghent"),
    ("Göttingen", "goettingen"),
    ("Graz", "graz"),
    ("Leeds", "leeds"),
    ("Lille", "lille"),
    ("Linz", "linz"),
    ("Lübeck", "luebeck"),
    ("Malmö", "malmoe"),
    ("Nantes", "nantes"),
    ("Oulu", "oulu"),
    ("Porto", "porto"),
    ("Tartu", "tartu"),
    ("Turin", "turin"),
    ("Utrecht", "utrecht"),
    ("York", "york"),
    ("Zürich", "zuerich"),
];

/// The site with this number, counted from 0. Numbers have different names, however large.
pub(super) fn named(number: usize) -> Named {
    if let Some((display_name, domain, labels)) = WRITTEN.get(number) {
        return Named {
            display_name: (*display_name).to_owned(),
            domain: (*domain).to_owned(),
            labels: labels.to_vec(),
        };
    }
    let rest = number - WRITTEN.len();
    let (trade, trade_domain) = TRADES[rest % TRADES.len()];
    let (place, place_domain) = PLACES[rest / TRADES.len() % PLACES.len()];
    let round = rest / (TRADES.len() * PLACES.len());
    let (more, more_domain) = if round == 0 {
        (String::new(), String::new())
    } else {
        (format!(" {}", round + 1), format!("-{}", round + 1))
    };
    Named {
        display_name: format!("{place} {trade}{more}"),
        domain: format!("{place_domain}-{trade_domain}{more_domain}"),
        labels: if rest.is_multiple_of(3) { vec![CARE] } else { Vec::new() },
    }
}
