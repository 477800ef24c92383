//! Which sites a list shows, and what is offered while a person types.
//!
//! Owns filters and their order. Must not know pages, tables or menus.

use super::fold::Folded;
use super::index::{Entry, Index};
use super::lookup::Query;
use crate::domain::site::Site;

impl Index {
    /// The sites in which every word occurs somewhere (name, display name, domain, label or PHP version) and, where
    /// asked for, that have the label. A label is taken whole, or as a part where no site has it whole. In the order of
    /// display names.
    pub fn search(&self, words: &str, label: Option<&str>) -> Vec<&Site> {
        let words: Vec<Query> = words.split_whitespace().map(Query::new).collect();
        let words: Vec<Query> = words.into_iter().filter(|word| !word.forms.is_empty()).collect();
        let label = label.map(Query::new).filter(|label| !label.forms.is_empty());
        let has_label = |entry: &Entry, matches: fn(&str, &str) -> bool| match &label {
            None => true,
            Some(label) => within(&entry.labels, label, matches),
        };
        let whole = |entry: &Entry| has_label(entry, |own, asked| own == asked);
        let part = |entry: &Entry| has_label(entry, |own, asked| own.contains(asked));
        let is_whole = self.entries.iter().any(whole);
        let matching = self.entries.iter().filter(|entry| if is_whole { whole(entry) } else { part(entry) });
        matching.filter(|entry| words.iter().all(|word| entry.mentions(word))).map(|entry| &*entry.site).collect()
    }

    /// At most `limit` sites to offer for what has been typed so far: first those whose name begins with it, then
    /// those with it in a word's beginning, a name or a domain; each group in the order of display names. Nothing
    /// typed offers the first sites.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<&Site> {
        let query = Query::new(prefix);
        if query.forms.is_empty() {
            return self.entries.iter().take(limit).map(|entry| &*entry.site).collect();
        }
        let mut ranked: Vec<(u8, &Entry)> =
            self.entries.iter().filter_map(|entry| Some((entry.rank(&query)?, entry))).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().take(limit).map(|(_, entry)| &*entry.site).collect()
    }
}

impl Entry {
    fn mentions(&self, word: &Query) -> bool {
        let contains = |own: &str, asked: &str| own.contains(asked);
        within(&self.names, word, contains)
            || within(&self.labels, word, contains)
            || word.host_part().is_some_and(|part| self.domains.iter().any(|domain| domain.host.contains(part)))
            || self.runs_php(&word.literal)
    }

    fn runs_php(&self, typed: &str) -> bool {
        let asked = typed.strip_prefix("php").unwrap_or(typed);
        let is_version = asked.chars().all(|c| c.is_ascii_digit() || c == '.') && asked.contains(|c| c != '.');
        // A bare `8` is in half of all names; `php8` and `8.3` are meant.
        if !is_version || (asked == typed && !typed.contains('.')) {
            return false;
        }
        let versions = self.site.environments.iter().filter_map(|env| env.php_version.as_deref());
        versions.filter_map(|version| version.strip_prefix(asked)).any(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    fn rank(&self, query: &Query) -> Option<u8> {
        let part = query.host_part();
        let begins = |own: &str, asked: &str| own.starts_with(asked);
        let in_words = |name: &Folded| query.forms.iter().any(|form| form.begins_words_of(name));
        if within(&self.names, query, begins) {
            Some(0)
        } else if self.names.iter().any(in_words) {
            Some(1)
        } else if within(&self.names, query, |own, asked| own.contains(asked)) {
            Some(2)
        } else {
            part.filter(|part| self.domains.iter().any(|domain| domain.host.contains(part))).map(|_| 3)
        }
    }
}

fn within(texts: &[Folded], query: &Query, matches: fn(&str, &str) -> bool) -> bool {
    texts.iter().any(|text| query.forms.iter().any(|form| matches(&text.squashed, &form.squashed)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::samples;

    fn titles(sites: Vec<&Site>) -> Vec<&str> {
        sites.into_iter().map(Site::title).collect()
    }

    #[test]
    fn every_word_must_occur_somewhere() {
        let index = Index::build(samples::sites());
        let cases: &[(&str, &[&str])] = &[
            ("acme shop", &["Acme Shop", "Acme Shop Archive"]),
            ("SHOP acme archive", &["Acme Shop Archive"]),
            ("muller", &["Müller & Söhne", "Muller Optics"]),
            ("mueller vip", &["Müller & Söhne"]),
            ("staging-nordwind", &["Nordwind"]),
            ("php7", &["Acme Shop Archive"]),
            ("7.4", &["Acme Shop Archive"]),
            ("php8.3 bäckerei", &["Bäckerei Öztürk"]),
            ("acme nowhere", &[]),
        ];
        for (words, expected) in cases {
            assert_eq!(titles(index.search(words, None)), *expected, "{words}");
        }
    }

    #[test]
    fn nothing_asked_is_every_site_in_the_order_of_names() {
        let index = Index::build(samples::sites());
        let all = titles(index.search("  ", None));
        assert_eq!(all.len(), index.len());
        assert_eq!(all.first(), Some(&"Acme"));
        let umlaut = all.iter().position(|title| *title == "Österreich Reisen");
        let after = all.iter().position(|title| *title == "Panorama Hotel");
        assert!(umlaut < after, "Ö sorts as O");
    }

    #[test]
    fn a_label_is_taken_whole_and_else_as_a_part() {
        let index = Index::build(samples::sites());
        assert_eq!(titles(index.search("", Some("vip"))), ["Acme", "Müller & Söhne", "Zephyr Labs"]);
        assert_eq!(titles(index.search("acme", Some("VIP"))), ["Acme"]);
        assert_eq!(titles(index.search("", Some("non-prof"))), ["Österreich Reisen", "Tierheim Süd"]);
        assert!(index.search("", Some("no such label")).is_empty());
    }

    #[test]
    fn suggestions_put_beginnings_first_and_stop_at_the_limit() {
        let index = Index::build(samples::sites());
        assert_eq!(titles(index.suggest("acm", 2)), ["Acme", "Acme Shop"]);
        assert_eq!(titles(index.suggest("sho", 3)), ["Acme Shop", "Acme Shop Archive", "Bike Shop Köln"]);
        assert_eq!(titles(index.suggest("ozt", 5)), ["Bäckerei Öztürk"]);
        assert_eq!(titles(index.suggest("wind-energie", 5)), ["Nordwind"]);
        assert_eq!(index.suggest("", 4).len(), 4);
        assert!(index.suggest("a", 0).is_empty());
    }
}
