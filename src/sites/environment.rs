//! Which environment of a site a person means.
//!
//! Owns the words for live and staging. Must not know which environment a verb takes when none was named.

use super::fold::{self, Folded};
use super::lookup::Query;
use super::{index, link};
use crate::domain::site::{Environment, Site};

/// What people call the live environment, folded.
const LIVE_WORDS: [&str; 5] = ["live", "production", "prod", "produktion", "produktiv"];

/// What people call a staging environment, folded.
const STAGING_WORDS: [&str; 3] = ["staging", "stage", "stg"];

/// What words may mean among a site's environments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundEnv<'a> {
    /// One environment.
    One(&'a Environment),
    /// Several that match equally well, in the site's order.
    Several(Vec<&'a Environment>),
    /// None.
    Nothing {
        /// What the site's environments are called.
        names: Vec<String>,
    },
}

/// Which environment of the site the words mean: its id, name, display name or domain, a pasted link, or a usual word
/// for live or staging. The beginning of a name is enough where nothing matches whole.
pub fn find_environment<'a>(site: &'a Site, words: &str) -> FoundEnv<'a> {
    let all = || site.environments.iter();
    let nothing = || FoundEnv::Nothing { names: all().map(title).collect() };
    if let Some(link) = link::my_kinsta(words) {
        let is_ours = site.id.as_str().eq_ignore_ascii_case(&link.site);
        let named = link.environment.filter(|_| is_ours);
        let found = named.and_then(|id| all().find(|env| env.id.as_str().eq_ignore_ascii_case(&id)));
        return found.map_or_else(nothing, FoundEnv::One);
    }
    // What is named letter for letter, as nearly always, is found without folding any name.
    let (literal, host) = (fold::literal(words), link::host(words));
    if literal.is_empty() {
        return nothing();
    }
    if let Some(found) = chosen(all().filter(|env| is_literally(env, &literal, host.as_ref()))) {
        return found;
    }
    let query = Query::new(words);
    if query.forms.is_empty() {
        return nothing();
    }
    let folded: Vec<Environments<'a>> = all().map(Environments::new).collect();
    let tiers: [&dyn Fn(&Environments<'_>) -> bool; 5] = [
        &|env| env.is(&query),
        &|env| env.is_live_for(&query),
        &|env| env.is_staging_for(&query, |name| name == "staging"),
        &|env| env.is_staging_for(&query, |name| name.starts_with("stag") || name.starts_with("stg")),
        &|env| env.begins_with(&query),
    ];
    for tier in tiers {
        if let Some(found) = chosen(folded.iter().filter(|env| tier(env)).map(|env| env.environment)) {
            return found;
        }
    }
    nothing()
}

fn chosen<'a>(matching: impl Iterator<Item = &'a Environment>) -> Option<FoundEnv<'a>> {
    let mut matching: Vec<&Environment> = matching.collect();
    match matching.len() {
        0 => None,
        1 => Some(FoundEnv::One(matching.remove(0))),
        _ => Some(FoundEnv::Several(matching)),
    }
}

fn is_literally(env: &Environment, literal: &str, host: Option<&String>) -> bool {
    [env.id.as_str(), &env.name, &env.display_name].into_iter().any(|name| fold::is_literally(name, literal))
        || host.is_some_and(|host| index::hosts(env).contains(host))
}

fn title(environment: &Environment) -> String {
    let display = environment.display_name.trim();
    if display.is_empty() { environment.name.clone() } else { display.to_owned() }
}

/// An environment with what is compared against what people type.
struct Environments<'a> {
    environment: &'a Environment,
    names: Vec<Folded>,
    hosts: Vec<String>,
}

impl<'a> Environments<'a> {
    fn new(environment: &'a Environment) -> Self {
        let mut names = fold::forms(&environment.name);
        names.extend(fold::forms(&environment.display_name));
        names.retain(|name| !name.squashed.is_empty());
        Self { environment, names, hosts: index::hosts(environment) }
    }

    fn is(&self, query: &Query) -> bool {
        let host = query.host.as_deref().map(link::without_www);
        self.named(query, |name, form| name == form)
            || self.hosts.iter().any(|own| Some(link::without_www(own)) == host)
    }

    fn is_live_for(&self, query: &Query) -> bool {
        self.environment.is_live() && query.forms.iter().any(|form| LIVE_WORDS.contains(&form.squashed.as_str()))
    }

    fn is_staging_for(&self, query: &Query, is_staging: impl Fn(&str) -> bool) -> bool {
        !self.environment.is_live()
            && query.forms.iter().any(|form| STAGING_WORDS.contains(&form.squashed.as_str()))
            && self.names.iter().any(|name| is_staging(&name.squashed))
    }

    fn begins_with(&self, query: &Query) -> bool {
        let part = query.host_part();
        self.named(query, |name, form| name.starts_with(form))
            || part.is_some_and(|part| self.hosts.iter().any(|host| link::without_www(host).starts_with(part)))
    }

    fn named(&self, query: &Query, matches: impl Fn(&str, &str) -> bool) -> bool {
        self.names.iter().any(|name| query.forms.iter().any(|form| matches(&name.squashed, &form.squashed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::samples;

    fn told(site: &str, words: &str) -> String {
        let sites = samples::sites();
        let site = sites.iter().find(|candidate| candidate.name == site).unwrap();
        match find_environment(site, words) {
            FoundEnv::One(environment) => environment.name.clone(),
            FoundEnv::Several(all) => all.iter().map(|env| env.name.as_str()).collect::<Vec<_>>().join("|"),
            FoundEnv::Nothing { names } => format!("none of {}", names.join(", ")),
        }
    }

    #[test]
    fn environments_answer_to_names_domains_ids_and_usual_words() {
        let cases = [
            ("live", "live"),
            ("LIVE", "live"),
            ("production", "live"),
            ("prod", "live"),
            ("Produktion", "live"),
            ("staging", "staging"),
            ("stage", "staging"),
            ("stg", "staging"),
            ("sta", "staging"),
            ("li", "live"),
            ("stg-redesign", "stg-redesign"),
            ("redesign a", "stg-redesign"),
            ("Redesign Ä", "stg-redesign"),
            ("redesign ae", "stg-redesign"),
            ("red", "stg-redesign"),
            ("st", "staging|stg-redesign"),
            ("env-mosaic-staging", "staging"),
            ("ENV-mosaic-live", "live"),
            ("mosaic.example", "live"),
            ("https://www.mosaic.example/wp-admin", "live"),
            ("mosaic-stg.kinsta.cloud", "staging"),
            ("mosaic-", "staging"),
            ("https://my.kinsta.com/sites/details/site-mosaic/env-mosaic-staging", "staging"),
            ("https://my.kinsta.com/sites/details/site-acme/env-mosaic-staging", "none of Live, Staging, Redesign Ä"),
            ("env-acme-live", "none of Live, Staging, Redesign Ä"),
            ("nightly", "none of Live, Staging, Redesign Ä"),
            ("", "none of Live, Staging, Redesign Ä"),
        ];
        for (words, expected) in cases {
            assert_eq!(told("mosaic", words), expected, "{words}");
        }
        assert_eq!(told("lumen", "staging"), "none of Live");
    }

    #[test]
    fn an_environment_s_own_name_beats_the_usual_word_for_another() {
        let mut site = samples::sites().into_iter().find(|site| site.name == "mosaic").unwrap();
        site.environments[1].display_name = "Production".to_owned();
        let FoundEnv::One(found) = find_environment(&site, "production") else { panic!("one was expected") };
        assert_eq!(found.name, "staging");
    }
}
