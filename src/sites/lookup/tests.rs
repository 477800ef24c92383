use proptest::prelude::*;

use super::*;
use crate::domain::site::Site;
use crate::sites::samples;

fn index() -> Index {
    Index::build(samples::sites())
}

/// `One exact acme/live`, `Several label acme, zephyr`, `Nothing near acme`: what was found, in a line.
fn told(found: &Found) -> String {
    let names = |hits: &[Hit]| {
        let name = |hit: &Hit| match hit.environment() {
            Some(environment) => format!("{}/{}", hit.site.name, environment.name),
            None => hit.site.name.clone(),
        };
        hits.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    match found {
        Found::One(hit) => format!("One {:?} {}", hit.tier, names(std::slice::from_ref(hit))),
        Found::Several(hits) => format!("Several {:?} {}", hits[0].tier, names(hits)),
        Found::Nothing { nearest } if nearest.is_empty() => "Nothing".to_owned(),
        Found::Nothing { nearest } => format!("Nothing near {}", names(nearest)),
    }
}

/// What is left of it when only exact names count.
fn exact_of(found: Found) -> Vec<Hit> {
    let hits = match found {
        Found::One(hit) => vec![hit],
        Found::Several(hits) => hits,
        Found::Nothing { .. } => Vec::new(),
    };
    hits.into_iter().filter(|hit| hit.tier == Tier::Exact).collect()
}

fn check(cases: &[(&str, &str)]) {
    let index = index();
    for (words, expected) in cases {
        assert_eq!(told(&index.find(words)), *expected, "{words}");
        assert_eq!(index.find_exact(words), exact_of(index.find(words)), "{words}");
    }
}

#[test]
fn a_whole_name_beats_every_name_that_contains_it() {
    check(&[
        ("acme", "One Exact acme"),
        ("ACME", "One Exact acme"),
        ("Acme Shop", "One Exact acmeshop"),
        ("acme-shop", "One Exact acmeshop"),
        ("acmeshop", "One Exact acmeshop"),
        ("  acme   shop ", "One Exact acmeshop"),
        ("plain", "One Exact plain"),
        ("Bob’s Bakery", "One Exact bobsbakery"),
        ("bobs bakery", "One Exact bobsbakery"),
    ]);
}

#[test]
fn a_name_is_found_however_its_letters_are_typed() {
    check(&[
        ("müller & söhne", "One Exact muellersoehne"),
        ("mueller und soehne", "One Exact muellersoehne"),
        ("Muller&Sohne", "One Exact muellersoehne"),
        ("smith and sons", "One Exact smithsons"),
        ("Smith  &Sons", "One Exact smithsons"),
        ("wald & wiese", "One Exact wald"),
        ("cafe creme", "One Exact cafecreme"),
        ("CAFÉ CRÈME", "One Exact cafecreme"),
        ("dr weiss zahnarzt", "One Exact dentist"),
        ("galerie lodz", "One Exact gallery"),
        ("fjord oel", "One Exact fjord"),
        ("jardin dete", "One Exact jardin"),
        ("vertex 1.1", "One Exact vertex"),
    ]);
}

#[test]
fn a_domain_names_the_environment_it_belongs_to() {
    check(&[
        ("acme.com", "One Exact acme/live"),
        ("www.ACME.com", "One Exact acme/live"),
        ("https://www.acme.com/shop?x=1", "One Exact acme/live"),
        ("acme-staging.kinsta.cloud", "One Exact acme/staging"),
        ("www.harbour.example", "One Exact harbour/live"),
        ("müller-söhne.de", "One Exact muellersoehne/live"),
        ("https://xn--mller-shne-kcb9d.de/", "One Exact muellersoehne/live"),
        ("*.shop.acme.com", "One Exact acmeshop/live"),
        ("kids.shop.acme.com", "One Wildcard acmeshop/live"),
        ("a.b.eventhub.io", "One Wildcard eventhub/live"),
        ("staging-shop.acme.com", "One Exact acmeshop/staging"),
    ]);
}

#[test]
fn an_id_or_a_my_kinsta_link_names_exactly_one_thing() {
    check(&[
        ("site-acme", "One Exact acme"),
        ("env-acme-staging", "One Exact acme/staging"),
        ("ENV-ACME-LIVE", "One Exact acme/live"),
        ("https://my.kinsta.com/sites/details/site-acme/env-acme-staging?idCompany=c", "One Exact acme/staging"),
        ("https://my.kinsta.com/sites/details/site-acme", "One Exact acme"),
        ("https://my.kinsta.com/sites/details/site-acme/env-of-nobody", "Nothing near acme"),
        ("https://my.kinsta.com/sites/details/site-acme/env-mosaic-live", "Nothing near acme"),
        ("https://my.kinsta.com/sites/details/site-of-nobody/env-acme-live", "Nothing"),
    ]);
}

#[test]
fn a_label_gives_its_sites_and_hides_behind_a_name() {
    check(&[
        ("vip", "Several Label acme, muellersoehne, zephyr"),
        ("energy", "Several Label nordwind, suedwind"),
        ("archive", "One Exact archive"),
        ("non profit", "Several Label oerreisen, tierheim"),
    ]);
}

#[test]
fn a_beginning_beats_a_part_and_ties_give_a_choice() {
    check(&[
        ("acm", "Several Prefix acme, acmeshop, acmeshopold"),
        ("acme s", "Several Prefix acmeshop, acmeshopold"),
        ("lumen", "Several Exact lumen, lumen2"),
        ("lumen.s", "One Prefix lumen"),
        ("north", "Nothing"),
        ("nord", "One Prefix nordwind"),
        ("wind", "Several Part nordwind, suedwind"),
        ("portal eu", "One Exact portaleu"),
        ("acme eu", "One Part portaleu"),
        ("eu portal", "One Part portaleu"),
        ("koln", "One Part bikeshop"),
        ("koln bike", "One Part bikeshop"),
        ("soehne", "One Part muellersoehne"),
        ("energie", "One Part nordwind"),
        ("muller", "One Exact muller"),
        ("müller", "One Exact muller"),
        ("mueller", "One Prefix muellersoehne"),
    ]);
}

#[test]
fn part_of_a_domain_may_narrow_to_staging_but_never_to_live() {
    check(&[
        ("mosaic-s", "One Prefix mosaic/staging"),
        ("stg-muel", "One Prefix muellersoehne/staging"),
        ("dr-w", "One Prefix dentist"),
        ("redesign.", "One Prefix mosaic/stg-redesign"),
        ("smithandsons.co", "One Prefix smithsons"),
    ]);
}

#[test]
fn a_slip_of_the_finger_is_offered_but_never_taken() {
    check(&[
        ("acem shop", "Nothing near acmeshop, acmeshopold"),
        ("nordwnid", "Nothing near nordwind"),
        ("bobs bakrey", "Nothing near bobsbakery"),
        ("panorma", "Nothing near panorama"),
        ("riverisde", "Nothing near riverside"),
        ("nordwind-enrgie.de", "Nothing near nordwind"),
        ("qqqqqq", "Nothing"),
        ("vertex 11", "Nothing near vertex"),
    ]);
}

#[test]
fn words_that_say_nothing_find_nothing() {
    check(&[("", "Nothing"), ("   ", "Nothing"), ("!!!", "Nothing"), ("—", "Nothing")]);
    assert_eq!(Index::build(Vec::new()).find("acme"), Found::Nothing { nearest: Vec::new() });
}

#[test]
fn letter_for_letter_wins_between_names_that_fold_alike() {
    let renamed = |id: &str, display: &str| Site {
        id: id.into(),
        name: id.to_owned(),
        display_name: display.to_owned(),
        status: "live".to_owned(),
        labels: Vec::new(),
        environments: Vec::new(),
    };
    let index = Index::build(vec![renamed("s1", "Müller"), renamed("s2", "Muller"), renamed("s3", "MULL ER")]);
    assert_eq!(told(&index.find("muller")), "One Exact s2");
    assert_eq!(told(&index.find("MÜLLER")), "One Exact s1");
    assert_eq!(told(&index.find("mul-ler")), "Several Exact s3, s2, s1");
}

#[test]
fn the_wildcard_of_a_hosting_domain_covers_nobody_s_host() {
    let mut sites = samples::sites();
    sites[0].environments[0].domains.push("*.kinsta.cloud".to_owned());
    let found = Index::build(sites).find("unknown.kinsta.cloud");
    assert!(!matches!(found, Found::One(_)), "{found:?}");
}

#[test]
fn ids_lead_back_to_their_sites() {
    let index = index();
    assert_eq!(index.site(&"site-acme".into()).map(|site| site.title()), Some("Acme"));
    assert!(index.site(&"env-acme-live".into()).is_none());
    let found = index.environment(&"env-acme-staging".into());
    assert_eq!(found.map(|(site, env)| (site.title(), env.name.as_str())), Some(("Acme", "staging")));
    assert!(index.environment(&"site-acme".into()).is_none());
}

#[test]
fn five_thousand_sites_are_told_apart() {
    let template = samples::sites().remove(0);
    let many = (0..5_000).map(|n| {
        let mut site = template.clone();
        site.id = format!("site-{n}").into();
        site.name = format!("customer{n}");
        site.display_name = format!("Customer {n} Shop");
        site.environments[0].id = format!("env-{n}").into();
        site.environments[0].domains = vec![format!("customer-{n}.example")];
        site.environments[0].primary_domain = None;
        site
    });
    let index = Index::build(many.collect());
    assert_eq!(told(&index.find("customer 4321 shop")), "One Exact customer4321");
    assert_eq!(told(&index.find("customer4")), "One Exact customer4");
    assert_eq!(told(&index.find("www.customer-77.example")), "One Exact customer77/live");
    let Found::Several(hits) = index.find("tomer 49") else { panic!("a choice was expected") };
    assert_eq!(hits.len(), 111);
    let Found::Nothing { nearest } = index.find("custmer 4321 shp") else { panic!("nothing was expected") };
    assert_eq!(nearest.len(), NEAREST);
    assert_eq!(nearest[0].site.name, "customer4321");
}

proptest! {
    #[test]
    fn no_words_make_it_panic(words in r"\PC{0,24}|[a-zäöü.:/@*& -]{0,16}") {
        let index = index();
        prop_assert_eq!(index.find_exact(&words), exact_of(index.find(&words)));
    }

    #[test]
    fn every_site_answers_to_its_own_names(position in 0..40usize, upper: bool) {
        let index = index();
        let site = &samples::sites()[position];
        for name in [&site.name, &site.display_name, &site.environments[0].domains[0]] {
            let typed = if upper { name.to_uppercase() } else { name.clone() };
            let hits = match index.find(&typed) {
                Found::One(hit) => vec![hit],
                Found::Several(hits) => hits,
                Found::Nothing { .. } => Vec::new(),
            };
            prop_assert!(name.is_empty() || hits.iter().any(|hit| hit.site.id == site.id && hit.tier == Tier::Exact), "{}", typed);
        }
    }

    #[test]
    fn what_is_found_does_not_depend_on_the_order_of_fetching(words in "[a-z]{1,4}", turn in 0..40usize) {
        let mut sites = samples::sites();
        sites.rotate_left(turn);
        prop_assert_eq!(told(&Index::build(sites).find(&words)), told(&index().find(&words)));
    }
}

#[test]
fn a_text_pasted_by_mistake_is_no_name_but_a_long_link_is() {
    let index = Index::build(samples::sites());
    assert_eq!(index.find(&"acme shop ".repeat(200)), Found::Nothing { nearest: Vec::new() });
    let link = format!("https://acme.com/?utm={}", "x".repeat(2_000));
    assert!(matches!(index.find(&link), Found::One(hit) if hit.site.name == "acme"));
}

#[test]
fn texts_of_very_different_length_are_never_near() {
    // The most alike that a text and one of at least three times its length can be.
    assert!(strsim::jaro_winkler("abcd", "abcdabcdabcd") < NEAR);
    assert!(strsim::jaro_winkler(&"a".repeat(100), &"a".repeat(300)) < NEAR);
    assert!(alike("abcd", "abcdabcdabcd") == 0.0 && alike("acme", "acmee") > NEAR);
}
