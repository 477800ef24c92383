//! Which verbs exist.

use std::collections::BTreeMap;

use clap::Command;

use super::nouns;
use super::spec::Verb;

/// A verb with its grammar, built once.
pub struct Entry {
    /// The verb.
    pub verb: Box<dyn Verb>,
    /// Its grammar, without the noun and the verb's own word.
    pub grammar: Command,
}

/// Every verb by noun and name.
pub struct Registry {
    nouns: BTreeMap<&'static str, BTreeMap<&'static str, Entry>>,
}

impl Entry {
    /// The words a line begins with: `ssh password show`.
    pub fn words(&self) -> String {
        format!("{} {}", self.verb.noun(), self.verb.name())
    }

    /// Whether it has an argument of this name.
    pub fn takes(&self, argument: &str) -> bool {
        self.grammar.get_arguments().any(|known| known.get_id() == argument)
    }

    /// The key of a sentence about the verb: `verb-ssh-password-show`.
    pub fn key(&self, prefix: &str) -> String {
        format!("{prefix}-{}", self.words().replace(' ', "-"))
    }
}

/// Every verb as noun and name.
pub fn verb_words() -> Vec<(&'static str, &'static str)> {
    nouns::verbs().iter().map(|verb| (verb.noun(), verb.name())).collect()
}

impl Default for Registry {
    fn default() -> Self {
        Self::new(nouns::verbs())
    }
}

impl Registry {
    /// A registry of these verbs.
    pub fn new(verbs: impl IntoIterator<Item = Box<dyn Verb>>) -> Self {
        let mut nouns: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for verb in verbs {
            let mut grammar = verb.arguments(
                Command::new(verb.name()).no_binary_name(true).disable_help_flag(true).disable_version_flag(true),
            );
            // Only then does an argument know how many values it takes, and what it is called.
            grammar.build();
            nouns.entry(verb.noun()).or_default().insert(verb.name(), Entry { verb, grammar });
        }
        Self { nouns }
    }

    /// The nouns, in order.
    pub fn nouns(&self) -> impl Iterator<Item = &'static str> {
        self.nouns.keys().copied()
    }

    /// Every verb with its grammar, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.nouns.values().flat_map(BTreeMap::values)
    }

    /// The verbs of a noun, in order; none where there is no such noun.
    pub fn verbs(&self, noun: &str) -> impl Iterator<Item = &Entry> {
        self.nouns.get(noun).into_iter().flat_map(BTreeMap::values)
    }

    /// One verb.
    pub fn find(&self, noun: &str, verb: &str) -> Option<&Entry> {
        self.nouns.get(noun).and_then(|verbs| verbs.get(verb))
    }

    /// The verb that a line begins with, and how many of its words that takes: three for `ssh password show`.
    pub fn read(&self, words: &[String]) -> Option<(&Entry, usize)> {
        let [noun, verb, rest @ ..] = words else { return None };
        let long = rest.first().and_then(|more| Some((self.find(noun, &format!("{verb} {more}"))?, 3)));
        long.or_else(|| Some((self.find(noun, verb)?, 2)))
    }

    /// The nouns and verbs nearest to a mistyped line, best first, as `noun verb`.
    pub fn nearest(&self, noun: &str, verb: Option<&str>) -> Vec<String> {
        let mut scored: Vec<(f64, String)> = Vec::new();
        for (known_noun, verbs) in &self.nouns {
            let noun_score = strsim::jaro_winkler(noun, known_noun);
            for known_verb in verbs.keys() {
                let score = match verb {
                    Some(verb) => noun_score.mul_add(0.5, strsim::jaro_winkler(verb, known_verb) * 0.5),
                    None => noun_score.max(strsim::jaro_winkler(noun, known_verb)),
                };
                // Two words the wrong way round are a common slip: "clear cache".
                let swapped = verb.map_or(0.0, |verb| {
                    strsim::jaro_winkler(noun, known_verb).mul_add(0.5, strsim::jaro_winkler(verb, known_noun) * 0.5)
                });
                scored.push((score.max(swapped), format!("{known_noun} {known_verb}")));
            }
        }
        scored.retain(|(score, _)| *score >= 0.78);
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        scored.into_iter().map(|(_, line)| line).take(3).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(line: &str) -> Vec<String> {
        let (noun, verb) = line.split_once(' ').map_or((line, None), |(noun, verb)| (noun, Some(verb)));
        Registry::default().nearest(noun, verb)
    }

    #[test]
    fn the_nearest_command_comes_first() {
        for (typed, expected) in [
            ("cahce claer", "cache clear"),
            ("cache cler", "cache clear"),
            ("clear cache", "cache clear"),
            ("claer cahce", "cache clear"),
            ("cache", "cache clear"),
            ("clear", "cache clear"),
            ("restart php", "php restart"),
            ("restart", "php restart"),
            ("sites list", "site list"),
            ("list sites", "site list"),
            ("site stauts", "site status"),
            ("operations status", "operation status"),
        ] {
            assert_eq!(nearest(typed).first().map(String::as_str), Some(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_far_from_everything_has_no_nearest() {
        for typed in ["make me", "pizza", "x y", "", " ", "東京 ラーメン", "boil everything"] {
            assert_eq!(nearest(typed), Vec::<String>::new(), "{typed}");
        }
    }

    #[test]
    fn at_most_three_are_near() {
        for typed in ["site status", "status", "status status", "s s"] {
            assert!(nearest(typed).len() <= 3, "{typed}");
        }
    }

    #[test]
    fn every_verb_is_found_by_its_own_words_alone() {
        let registry = Registry::default();
        let mut count = 0;
        for entry in registry.entries() {
            let found = registry.find(entry.verb.noun(), entry.verb.name()).unwrap();
            assert_eq!((found.verb.noun(), found.verb.name()), (entry.verb.noun(), entry.verb.name()));
            count += 1;
        }
        assert!(count >= 5);
        assert!(registry.find("site", "clear").is_none() && registry.find("", "").is_none());
    }
}
