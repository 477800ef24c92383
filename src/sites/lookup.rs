//! Which site a person means.
//!
//! Owns the order of the ways to name a site: a better way hides the worse ones. Must not know what is done with it.

use std::sync::Arc;

use super::fold::{self, Folded};
use super::index::{Entry, Index, Place};
use super::link;
use crate::domain::ids::EnvId;
use crate::domain::site::{Environment, Site};

/// How many near names are offered where nothing matches.
pub const NEAREST: usize = 5;

/// Below this similarity (0 to 1, Jaro-Winkler) a name is not near.
const NEAR: f64 = 0.88;

/// A name nobody has; more is a text pasted by mistake, and comparing it with every name would take long. Links may be
/// longer, only their host is compared.
const LONGEST_CHARS: usize = 300;

/// How well words match a site, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// An id, a name, a display name or a domain, whole.
    Exact,
    /// A host below a wildcard domain.
    Wildcard,
    /// A label, whole.
    Label,
    /// The beginning of a name or domain.
    Prefix,
    /// The beginnings of its words, or something inside it.
    Part,
    /// Alike, but not the same: a slip of the finger. Never enough to act on.
    Fuzzy,
}

/// A site that words may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The site.
    pub site: Arc<Site>,
    /// The environment, where the words named one: by its id, a MyKinsta link or its own domain.
    pub environment: Option<EnvId>,
    /// How well it matches.
    pub tier: Tier,
}

impl Hit {
    /// The environment that the words named.
    pub fn environment(&self) -> Option<&Environment> {
        self.site.environment(self.environment.as_ref()?)
    }
}

/// What words may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One site.
    One(Hit),
    /// Several that match equally well: at least two, all of them, in the order of display names.
    Several(Vec<Hit>),
    /// None.
    Nothing {
        /// Up to [`NEAREST`] sites with a similar name, the most similar first. One must be chosen by a person.
        nearest: Vec<Hit>,
    },
}

/// What was typed, in every form it is compared in.
pub(super) struct Query {
    pub(super) literal: String,
    pub(super) forms: Vec<Folded>,
    /// Where it has the form of a host or of a link.
    pub(super) host: Option<String>,
}

impl Query {
    pub(super) fn new(words: &str) -> Self {
        let mut forms = fold::forms(words);
        forms.retain(|form| !form.squashed.is_empty());
        Self { literal: fold::literal(words), forms, host: link::host(words) }
    }

    /// A query that a site could answer to.
    fn of_a_site(words: &str) -> Option<Self> {
        let query = Self::new(words);
        let is_too_long = || query.host.is_none() && query.literal.chars().count() > LONGEST_CHARS;
        (!query.forms.is_empty() && !is_too_long()).then_some(query)
    }

    /// What could be the beginning of a domain: one word, without `www.`.
    pub(super) fn host_part(&self) -> Option<&str> {
        let text = self.host.as_deref().unwrap_or(&self.literal);
        let text = text.strip_prefix("www.").unwrap_or(text);
        (!text.is_empty() && !text.contains(' ')).then_some(text)
    }
}

impl Index {
    /// Which site the words mean: an id, a name, a display name, a domain, a pasted link or a label.
    pub fn find(&self, words: &str) -> Found {
        if let Some(link) = link::my_kinsta(words) {
            return self.follow(&link);
        }
        let Some(query) = Query::of_a_site(words) else { return Found::Nothing { nearest: Vec::new() } };
        if let Some(place) = self.by_id(&query.literal) {
            return Found::One(self.hit(place, Tier::Exact));
        }
        let wildcards = || query.host.as_deref().map_or(&[][..], |host| self.by_wildcard(host)).to_vec();
        let tiers: [(Tier, &dyn Fn() -> Vec<Place>); 5] = [
            (Tier::Exact, &|| self.exact(&query)),
            (Tier::Wildcard, &wildcards),
            (Tier::Label, &|| self.labelled(&query)),
            (Tier::Prefix, &|| self.matching(|entry| entry.begins_with(&query))),
            (Tier::Part, &|| self.matching(|entry| entry.holds(&query))),
        ];
        for (tier, places) in tiers {
            let mut hits: Vec<Hit> = merged(places()).into_iter().map(|place| self.hit(place, tier)).collect();
            match hits.len() {
                0 => {}
                1 => return Found::One(hits.remove(0)),
                _ => return Found::Several(hits),
            }
        }
        Found::Nothing { nearest: self.nearest(&query) }
    }

    /// The sites that the words name exactly: the best tier of [`Index::find`] alone, and without a look at every site.
    pub fn find_exact(&self, words: &str) -> Vec<Hit> {
        if let Some(link) = link::my_kinsta(words) {
            return match self.follow(&link) {
                Found::One(hit) => vec![hit],
                _ => Vec::new(),
            };
        }
        let Some(query) = Query::of_a_site(words) else { return Vec::new() };
        let places = self.by_id(&query.literal).map_or_else(|| merged(self.exact(&query)), |place| vec![place]);
        places.into_iter().map(|place| self.hit(place, Tier::Exact)).collect()
    }

    /// A link to an environment that is not known does not stand for its site: the site's live environment would be
    /// taken for it.
    fn follow(&self, link: &link::MyKinsta) -> Found {
        let Some(site) = self.by_id(&link.site).filter(|place| place.environment.is_none()) else {
            return Found::Nothing { nearest: Vec::new() };
        };
        let Some(environment) = &link.environment else { return Found::One(self.hit(site, Tier::Exact)) };
        match self.by_id(environment) {
            Some(place) if place.site == site.site && place.environment.is_some() => {
                Found::One(self.hit(place, Tier::Exact))
            }
            _ => Found::Nothing { nearest: vec![self.hit(site, Tier::Fuzzy)] },
        }
    }

    fn exact(&self, query: &Query) -> Vec<Place> {
        let named = query.forms.iter().flat_map(|form| self.by_name(&form.squashed));
        let mut places: Vec<Place> = named.map(|&site| Place { site, environment: None }).collect();
        places.extend(query.host.as_deref().map_or(&[][..], |host| self.by_host(host)));
        // `Muller` and `Müller` may be two sites, and so may `acme.com` and `www.acme.com`: letter for letter wins.
        let literal: Vec<Place> = places.iter().copied().filter(|place| self.is_literal(*place, query)).collect();
        if literal.is_empty() { places } else { literal }
    }

    fn is_literal(&self, place: Place, query: &Query) -> bool {
        let entry = &self.entries[place.site];
        match place.environment {
            None => entry.literals.contains(&query.literal),
            Some(environment) => entry
                .domains
                .iter()
                .any(|domain| domain.environment == environment && query.host.as_ref() == Some(&domain.host)),
        }
    }

    fn labelled(&self, query: &Query) -> Vec<Place> {
        let sites = query.forms.iter().flat_map(|form| self.by_label(&form.squashed));
        sites.map(|&site| Place { site, environment: None }).collect()
    }

    fn matching(&self, matches: impl Fn(&Entry) -> Match) -> Vec<Place> {
        let matching = self.entries.iter().enumerate().filter_map(|(site, entry)| Some((site, matches(entry)?)));
        matching.map(|(site, environment)| Place { site, environment }).collect()
    }

    fn nearest(&self, query: &Query) -> Vec<Hit> {
        let scored = self.entries.iter().enumerate().map(|(site, entry)| (entry.likeness(query), site));
        let mut near: Vec<(f64, usize)> = scored.filter(|(score, _)| *score >= NEAR).collect();
        near.sort_by(|(a, left), (b, right)| b.total_cmp(a).then(left.cmp(right)));
        near.truncate(NEAREST);
        near.into_iter().map(|(_, site)| self.hit(Place { site, environment: None }, Tier::Fuzzy)).collect()
    }

    fn hit(&self, place: Place, tier: Tier) -> Hit {
        let site = Arc::clone(&self.entries[place.site].site);
        let environment = place.environment.and_then(|position| Some(site.environments.get(position)?.id.clone()));
        Hit { site, environment, tier }
    }
}

/// One place a site, in the order of sites. Where the words could mean several environments, or the site itself as
/// well, they named none.
fn merged(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|place| place.site);
    let mut merged: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        match merged.last_mut() {
            Some(last) if last.site == place.site => {
                if last.environment != place.environment {
                    last.environment = None;
                }
            }
            _ => merged.push(place),
        }
    }
    merged
}

/// Whether a site matches, and the environment it is narrowed to.
type Match = Option<Option<usize>>;

impl Entry {
    fn begins_with(&self, query: &Query) -> Match {
        let named =
            self.names.iter().any(|name| query.forms.iter().any(|form| name.squashed.starts_with(&form.squashed)));
        if named {
            return Some(None);
        }
        let part = query.host_part()?;
        self.in_domains(|host| host.starts_with(part) || link::without_www(host).starts_with(part))
    }

    fn holds(&self, query: &Query) -> Match {
        let named = self.names.iter().any(|name| {
            query.forms.iter().any(|form| {
                let inside = form.squashed.chars().nth(1).is_some() && name.squashed.contains(&form.squashed);
                inside || form.begins_words_of(name)
            })
        });
        if named {
            return Some(None);
        }
        let part = query.host_part().filter(|part| part.len() > 2)?;
        self.in_domains(|host| host.contains(part))
    }

    /// Part of a domain narrows to its environment, but never to live: who means live says so.
    fn in_domains(&self, matches: impl Fn(&str) -> bool) -> Match {
        let mut matching = self.domains.iter().filter(|domain| matches(&domain.host)).map(|domain| domain.environment);
        let first = matching.next()?;
        let is_live = self.site.environments.get(first).is_none_or(Environment::is_live);
        Some((!is_live && matching.all(|environment| environment == first)).then_some(first))
    }

    fn likeness(&self, query: &Query) -> f64 {
        let mut best: f64 = 0.0;
        for form in &query.forms {
            for name in &self.names {
                best = best.max(alike(&form.squashed, &name.squashed));
                // One word may be meant for one word of a longer name; very short words are alike by chance.
                if form.words.len() == 1 && form.squashed.len() > 3 {
                    let words = name.words.iter().filter(|word| word.len() > 3);
                    best = words.map(|word| alike(&form.squashed, word)).fold(best, f64::max);
                }
            }
        }
        if let Some(host) = &query.host {
            let hosts = self.domains.iter().map(|domain| link::without_www(&domain.host));
            best = hosts.map(|other| alike(link::without_www(host), other)).fold(best, f64::max);
        }
        best
    }
}

/// How alike two texts are, 0 to 1. Texts of very different length cannot be near, and are not compared.
fn alike(a: &str, b: &str) -> f64 {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    // At 1 to 3 the similarity is below 0.87 even where all letters and the beginning agree.
    if 3 * shorter <= longer { 0.0 } else { strsim::jaro_winkler(a, b) }
}

#[cfg(test)]
mod tests;
