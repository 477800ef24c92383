use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;

use super::{SOURCES, t};
use crate::domain::lang::Lang;

/// Key → the arguments its sentence uses, read from the text: `{ $name }`.
fn sentences(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if !line.starts_with([' ', '}'])
            && let Some((name, _)) = line.split_once(" =")
        {
            key = name.to_owned();
            found.entry(key.clone()).or_default();
        }
        for piece in line.split("{ $").skip(1) {
            let name: String = piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            found.entry(key.clone()).or_default().insert(name);
        }
    }
    found
}

#[test]
fn every_sentence_stands_in_every_language_with_the_same_arguments() {
    let english = sentences(&SOURCES[0].1.concat());
    assert!(english.len() > 100, "the catalogue was not read");
    for (lang, sources) in SOURCES {
        assert_eq!(sentences(&sources.concat()), english, "{}", lang.tag());
    }
}

#[test]
fn the_catalogues_have_no_mistakes() {
    for (lang, source) in SOURCES.into_iter().flat_map(|(lang, sources)| sources.iter().map(move |it| (lang, *it))) {
        let resource = FluentResource::try_new(source.to_owned());
        assert!(resource.is_ok(), "{}: {:?}", lang.tag(), resource.err().map(|(_, errors)| errors));
    }
}

#[test]
fn no_sentence_stands_twice() {
    for (lang, sources) in SOURCES {
        let mut seen = BTreeSet::new();
        for key in sources.iter().flat_map(|source| sentences(source).into_keys()) {
            assert!(seen.insert(key.clone()), "{}: {key}", lang.tag());
        }
    }
}

#[test]
fn every_sentence_the_code_begins_exists() {
    let english = sentences(&SOURCES[0].1.concat());
    let mut begun = 0;
    let mut missing = Vec::new();
    visit(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut |source| {
        for marker in ["t(lang, \"", ".t(\"", "t(self.lang, \"", "said(\""] {
            for piece in source.split(marker).skip(1) {
                let key: String = piece.chars().take_while(|c| *c != '"').collect();
                begun += 1;
                if !english.contains_key(&key) {
                    missing.push(key);
                }
            }
        }
    });
    assert!(begun > 60, "the scan found {begun} sentences only");
    assert_eq!(missing, Vec::<String>::new());
}

fn visit(folder: &Path, seen: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            visit(&path, seen);
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("i18n/tests.rs") {
            seen(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn plurals_and_arguments_are_filled_in() {
    assert_eq!(t(Lang::En, "list-title").number("count", 1).say(), "One site");
    assert_eq!(t(Lang::En, "list-title").number("count", 40).say(), "40 sites");
    assert_eq!(t(Lang::De, "list-title").number("count", 40).say(), "40 Websites");
}

#[test]
fn text_from_outside_cannot_ping_a_channel() {
    let said = t(Lang::En, "site-nothing").plain("words", "<!channel> & <@U1>").say();
    assert_eq!(said, "No site is called “&lt;!channel&gt; &amp; &lt;@U1&gt;”.");
}
