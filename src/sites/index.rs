//! Every site, prepared for lookups.
//!
//! Owns the folded names and the maps behind exact lookups, which cost the same for five sites and for five thousand.
//! Must not know what a lookup means: that is `lookup`, `search` and `environment`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fold::{self, Folded};
use super::link;
use crate::domain::ids::{EnvId, SiteId};
use crate::domain::site::{Environment, Site};

/// Wildcards of hosting domains are no company's own and say nothing about a host below them.
const SHARED_DOMAINS: [&str; 3] = ["kinsta.cloud", "kinsta.com", "kinsta.app"];

/// Every site, by name, domain, label and id. In the order of display names.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pub(super) entries: Vec<Entry>,
    ids: HashMap<String, Place>,
    names: HashMap<String, Vec<usize>>,
    labels: HashMap<String, Vec<usize>>,
    hosts: HashMap<String, Vec<Place>>,
    wildcards: HashMap<String, Vec<Place>>,
}

/// A site, or one of its environments, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) site: usize,
    pub(super) environment: Option<usize>,
}

/// A site with what is compared against what people type.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) site: Arc<Site>,
    /// The technical and the display name, folded.
    pub(super) names: Vec<Folded>,
    /// The same two, letter for letter.
    pub(super) literals: Vec<String>,
    pub(super) labels: Vec<Folded>,
    pub(super) domains: Vec<Domain>,
}

/// A domain of a site.
#[derive(Debug, Clone)]
pub(super) struct Domain {
    /// In lower case and ASCII, with its `www.` or `*.`.
    pub(super) host: String,
    /// The environment it belongs to, by position.
    pub(super) environment: usize,
}

impl Index {
    /// Prepares the sites. A site that appears twice is kept once.
    pub fn build(sites: Vec<Site>) -> Self {
        let mut seen = HashSet::with_capacity(sites.len());
        let mut keyed: Vec<(String, Site)> = sites
            .into_iter()
            .filter(|site| seen.insert(site.id.clone()))
            .map(|site| (fold::sort_key(site.title()), site))
            .collect();
        keyed.sort_by(|(a, left), (b, right)| {
            a.cmp(b).then_with(|| left.title().cmp(right.title())).then_with(|| left.id.cmp(&right.id))
        });
        let mut index = Self::default();
        for (_, site) in keyed {
            index.add(Entry::new(site));
        }
        index
    }

    fn add(&mut self, entry: Entry) {
        let site = self.entries.len();
        self.ids.insert(entry.site.id.as_str().to_lowercase(), Place { site, environment: None });
        for (position, environment) in entry.site.environments.iter().enumerate() {
            let place = Place { site, environment: Some(position) };
            self.ids.entry(environment.id.as_str().to_lowercase()).or_insert(place);
        }
        for name in &entry.names {
            push_once(self.names.entry(name.squashed.clone()).or_default(), site);
        }
        for label in &entry.labels {
            push_once(self.labels.entry(label.squashed.clone()).or_default(), site);
        }
        for domain in &entry.domains {
            let place = Place { site, environment: Some(domain.environment) };
            push_once(self.hosts.entry(link::without_www(&domain.host).to_owned()).or_default(), place);
            if let Some(base) = domain.host.strip_prefix("*.").filter(|base| !SHARED_DOMAINS.contains(base)) {
                push_once(self.wildcards.entry(base.to_owned()).or_default(), place);
            }
        }
        self.entries.push(entry);
    }

    /// How many sites there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every site, in the order of display names.
    pub fn sites(&self) -> impl Iterator<Item = &Arc<Site>> {
        self.entries.iter().map(|entry| &entry.site)
    }

    /// The site with this id.
    pub fn site(&self, id: &SiteId) -> Option<&Arc<Site>> {
        let place = self.by_id(id.as_str())?;
        place.environment.is_none().then_some(&self.entries[place.site].site)
    }

    /// The environment with this id, and its site.
    pub fn environment(&self, id: &EnvId) -> Option<(&Arc<Site>, &Environment)> {
        let place = self.by_id(id.as_str())?;
        let site = &self.entries[place.site].site;
        Some((site, site.environments.get(place.environment?)?))
    }

    pub(super) fn by_id(&self, id: &str) -> Option<Place> {
        self.ids.get(&id.to_lowercase()).copied()
    }

    /// The sites whose name or display name folds to this.
    pub(super) fn by_name(&self, squashed: &str) -> &[usize] {
        self.names.get(squashed).map_or(&[], Vec::as_slice)
    }

    /// The sites with a label that folds to this.
    pub(super) fn by_label(&self, squashed: &str) -> &[usize] {
        self.labels.get(squashed).map_or(&[], Vec::as_slice)
    }

    /// The environments with this domain, with or without `www.`.
    pub(super) fn by_host(&self, host: &str) -> &[Place] {
        self.hosts.get(link::without_www(host)).map_or(&[], Vec::as_slice)
    }

    /// The environments whose nearest wildcard covers this host.
    pub(super) fn by_wildcard(&self, host: &str) -> &[Place] {
        let mut rest = host;
        while let Some((_, base)) = rest.split_once('.') {
            if let Some(places) = self.wildcards.get(base) {
                return places;
            }
            rest = base;
        }
        &[]
    }
}

impl Entry {
    fn new(site: Site) -> Self {
        let names = folded([site.display_name.as_str(), site.name.as_str()]);
        let literals = [&site.display_name, &site.name].map(|name| fold::literal(name)).into();
        let labels = folded(site.labels.iter().map(String::as_str));
        let domains = site.environments.iter().enumerate().flat_map(|(position, environment)| {
            hosts(environment).into_iter().map(move |host| Domain { host, environment: position })
        });
        let domains = domains.collect();
        Self { site: Arc::new(site), names, literals, labels, domains }
    }
}

/// An environment's domains as hosts, each once.
pub(super) fn hosts(environment: &Environment) -> Vec<String> {
    let mut hosts = Vec::with_capacity(environment.domains.len());
    for domain in environment.primary_domain.iter().chain(&environment.domains) {
        if let Some(host) = link::host(domain) {
            push_once(&mut hosts, host);
        }
    }
    hosts
}

fn folded<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Folded> {
    let mut all = Vec::new();
    for form in texts.into_iter().flat_map(fold::forms).filter(|form| !form.squashed.is_empty()) {
        push_once(&mut all, form);
    }
    all
}

fn push_once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
