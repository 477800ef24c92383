//! From the words after a verb to one environment of one site. Never guesses: a reading verb without an environment
//! takes live, a changing one asks, and what is only similar is offered, not taken.

use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::services::{Asked, Services};
use super::typed;
use crate::domain::card::{Button, Press};
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::sites::{Found, FoundEnv, Hit, Index, Tier, find_environment};

/// How many sites are offered at once.
const CHOICES: usize = 8;
/// How many environments are offered at once.
const ENVIRONMENTS: usize = 20;
/// How many words an environment's name may have.
const ENV_WORDS: usize = 12;
/// The argument that holds the words of a site and of an environment.
pub const SITE: &str = "site";
/// The argument that names an environment on its own.
pub const ENV: &str = "env";
/// The argument that holds the words of a site alone.
pub const WHOLE_SITE: &str = "whole_site";

/// A site and one of its environments, as they were in the directory.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The site.
    pub site: Arc<Site>,
    /// The environment.
    pub env: Environment,
}

impl Resolved {
    /// The target with its names.
    pub fn target(&self) -> Target {
        Target::of(&self.site, &self.env)
    }
}

/// What a verb takes when no environment is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unnamed {
    /// Live: for reading.
    Live,
    /// Whatever the person says when asked: for changing.
    Ask,
}

/// Adds `<site> [env]` to a verb's grammar. Site names need no quotes, so both are read from one run of words.
pub fn arguments(command: Command) -> Command {
    command
        .arg(Arg::new(SITE).value_name("site").num_args(1..).required(true))
        .arg(Arg::new(ENV).long(ENV).value_name("env").hide(true))
}

/// Adds `<site>` to a verb's grammar, for a verb about a site with all its environments.
pub fn site_argument(command: Command) -> Command {
    command.arg(Arg::new(WHOLE_SITE).value_name("site").num_args(1..).required(true))
}

/// Finds the site meant. `verb` is `site delete`; `options` are the words to keep in offered lines.
pub fn resolve_site(
    asked: &Asked,
    services: &Services,
    verb: &str,
    options: &[&str],
    matches: &ArgMatches,
) -> Result<Arc<Site>, Refusal> {
    let words: Vec<&str> = matches.get_many::<String>(WHOLE_SITE).unwrap_or_default().map(String::as_str).collect();
    let words = words.join(" ");
    let offer = Offer { asked, verb, options };
    let directory = services.directory.snapshot();
    if directory.is_empty() {
        return Err(services.directory.refuse_empty(asked.actor.lang, &asked.actor.zone));
    }
    let of_site = |hit: Hit| Hit { environment: None, ..hit };
    match directory.index.find(&words) {
        Found::One(hit) => Ok(hit.site),
        Found::Several(hits) => {
            Err(offer.several(&words, &hits.into_iter().map(of_site).collect::<Vec<_>>(), None).about(WHOLE_SITE))
        }
        Found::Nothing { nearest } => {
            services.directory.refresh_soon();
            let nearest: Vec<Hit> = nearest.into_iter().map(of_site).collect();
            Err(offer.nothing(&words, &nearest, None).about(WHOLE_SITE))
        }
    }
}

/// Finds another environment of a site by its name or id, such as the one a backup is restored to. `argument` is the
/// argument that names it.
pub fn sibling(asked: &Asked, site: &Site, argument: &str, words: &str) -> Result<Environment, Refusal> {
    if let Some(env) = site.environment(&EnvId::new(words)) {
        return Ok(env.clone());
    }
    match find_environment(site, words) {
        FoundEnv::One(env) => Ok(env.clone()),
        _ => Err(no_such_environment(asked, site, words).about(argument)),
    }
}

/// As [`resolve_site`]; every option that was typed is kept in offered lines.
pub fn resolve_site_keeping_options(
    asked: &Asked,
    services: &Services,
    verb: &str,
    matches: &ArgMatches,
) -> Result<Arc<Site>, Refusal> {
    let options = typed::options(matches, &[]);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    resolve_site(asked, services, verb, &options, matches)
}

/// As [`resolve`], for an environment that has to be named; every option that was typed is kept in offered lines.
pub fn resolve_keeping_options(
    asked: &Asked,
    services: &Services,
    verb: &str,
    matches: &ArgMatches,
) -> Result<Resolved, Refusal> {
    let options = typed::options(matches, &[]);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    resolve(asked, services, verb, &options, matches, Unnamed::Ask)
}

/// Finds the environment meant. `verb` is `cache clear`; `options` are the words to keep in offered lines.
pub fn resolve(
    asked: &Asked,
    services: &Services,
    verb: &str,
    options: &[&str],
    matches: &ArgMatches,
    unnamed: Unnamed,
) -> Result<Resolved, Refusal> {
    let words: Vec<&str> = matches.get_many::<String>(SITE).unwrap_or_default().map(String::as_str).collect();
    let named_env = matches.get_one::<String>(ENV).map(String::as_str);
    let offer = Offer { asked, verb, options };
    let directory = services.directory.snapshot();
    if directory.is_empty() {
        return Err(services.directory.refuse_empty(asked.actor.lang, &asked.actor.zone));
    }
    let (hits, site_words, env_words) = match read(&directory.index, &words, named_env) {
        Reading::Hits { hits, site_words, env_words } => (hits, site_words, env_words),
        Reading::Nothing { nearest, site_words, env_words } => {
            // A site made a minute ago is not in the directory yet.
            services.directory.refresh_soon();
            return Err(offer.nothing(&site_words, &nearest, env_words.as_deref()));
        }
    };
    let [hit] = hits.as_slice() else {
        return Err(offer.several(&site_words, &hits, env_words.as_deref()));
    };
    let site = hit.site.clone();
    let env = match (&env_words, &hit.environment) {
        (Some(env_words), _) => match find_environment(&site, env_words) {
            FoundEnv::One(env) => env.clone(),
            _ => return Err(offer.no_such_environment(&site, env_words)),
        },
        (None, Some(id)) => match site.environment(id) {
            Some(env) => env.clone(),
            None => return Err(offer.which_environment(&site, "env-which-gone")),
        },
        (None, None) => match (unnamed, site.environments.as_slice()) {
            (_, [only]) => only.clone(),
            (Unnamed::Live, _) => match site.live() {
                Some(live) => live.clone(),
                None => return Err(offer.which_environment(&site, "env-which-no-live")),
            },
            (Unnamed::Ask, _) => return Err(offer.which_environment(&site, "env-which-way-out")),
        },
    };
    Ok(Resolved { site, env })
}

/// What words mean, where they mean exactly one site, and the environment they name, if they name one.
pub fn exactly(index: &Index, words: &str) -> Option<(Arc<Site>, Option<Environment>)> {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    let Reading::Hits { hits, env_words, .. } = read(index, &words, None) else { return None };
    let [hit] = hits.as_slice() else { return None };
    let env = match (&env_words, &hit.environment) {
        (Some(words), _) => match find_environment(&hit.site, words) {
            FoundEnv::One(env) => Some(env.clone()),
            _ => None,
        },
        (None, Some(id)) => hit.site.environment(id).cloned(),
        (None, None) => None,
    };
    Some((hit.site.clone(), env))
}

enum Reading {
    Hits { hits: Vec<Hit>, site_words: String, env_words: Option<String> },
    Nothing { nearest: Vec<Hit>, site_words: String, env_words: Option<String> },
}

/// One way to read the words as a site's name and an environment's.
struct Split {
    site_words: String,
    env_words: Option<String>,
    /// No words are left for an environment; it may still be named on its own.
    is_whole: bool,
}

impl Split {
    /// Only the words behind a name decide where it ends; an environment named on its own is judged later.
    fn fits(&self, hit: &Hit) -> bool {
        let has_env = |env: &str| matches!(find_environment(&hit.site, env), FoundEnv::One(_));
        self.is_whole || self.env_words.as_deref().is_none_or(has_env)
    }

    fn hits(self, hits: Vec<Hit>) -> Reading {
        Reading::Hits { hits, site_words: self.site_words, env_words: self.env_words }
    }
}

/// Every way to read the words, the longest site name first.
fn splits(words: &[&str], named_env: Option<&str>) -> impl Iterator<Item = Split> {
    (words.len().saturating_sub(ENV_WORDS).max(1)..=words.len()).rev().map(move |cut| {
        let is_whole = cut == words.len();
        let env_words = if is_whole { named_env.map(str::to_owned) } else { Some(words[cut..].join(" ")) };
        Split { site_words: words[..cut].join(" "), env_words, is_whole }
    })
}

/// Splits the words into a site's name and an environment's. The best tier wins, then the longest site name.
fn read(index: &Index, words: &[&str], named_env: Option<&str>) -> Reading {
    // Nothing beats an exact name, and most names are exact: only for the others is every site looked at.
    for split in splits(words, named_env) {
        let mut hits = index.find_exact(&split.site_words);
        hits.retain(|hit| split.fits(hit));
        if !hits.is_empty() {
            return split.hits(hits);
        }
    }
    let mut best: Option<(Tier, Reading)> = None;
    let mut without_env: Option<(Tier, Reading)> = None;
    // What is only similar, read whole, or as a site with one of its environments.
    let mut nearest_whole = Vec::new();
    let mut nearest_with_env = None;
    for split in splits(words, named_env) {
        let hits = match index.find(&split.site_words) {
            Found::One(hit) => vec![hit],
            Found::Several(hits) => hits,
            Found::Nothing { nearest } if split.is_whole => {
                nearest_whole = nearest;
                continue;
            }
            Found::Nothing { nearest } => {
                let nearest: Vec<Hit> = nearest.into_iter().filter(|hit| split.fits(hit)).collect();
                if nearest_with_env.is_none() && !nearest.is_empty() {
                    let Split { site_words, env_words, .. } = split;
                    nearest_with_env = Some(Reading::Nothing { nearest, site_words, env_words });
                }
                continue;
            }
        };
        let Some(tier) = hits.first().map(|hit| hit.tier) else { continue };
        let fitting: Vec<Hit> = hits.iter().filter(|hit| split.fits(hit)).cloned().collect();
        let (kept, hits) = if fitting.is_empty() { (&mut without_env, hits) } else { (&mut best, fitting) };
        if kept.as_ref().is_none_or(|(best_tier, _)| tier < *best_tier) {
            *kept = Some((tier, split.hits(hits)));
        }
    }
    best.or(without_env).map(|(_, reading)| reading).or(nearest_with_env).unwrap_or_else(|| Reading::Nothing {
        nearest: nearest_whole,
        site_words: words.join(" "),
        env_words: named_env.map(str::to_owned),
    })
}

/// Choices to press, each a complete line.
struct Offer<'a> {
    asked: &'a Asked,
    verb: &'a str,
    options: &'a [&'a str],
}

impl Offer<'_> {
    fn line(&self, target: &str, env_words: Option<&str>) -> String {
        let words = self.verb.split(' ').chain([target]).chain(env_words).chain(self.options.iter().copied());
        words::join(words)
    }

    fn site_buttons(&self, hits: &[Hit], env_words: Option<&str>) -> Vec<Button> {
        hits.iter()
            .take(CHOICES)
            .map(|hit| {
                let domain = hit.site.live().and_then(|live| live.primary_domain.as_deref());
                let label = match domain {
                    Some(domain) => format!("{} · {domain}", hit.site.title()),
                    None => hit.site.title().to_owned(),
                };
                let (target, env_words) = match (&hit.environment, env_words) {
                    (Some(env), None) => (env.as_str(), None),
                    _ => (hit.site.id.as_str(), env_words),
                };
                Button::new(label, Press::Words { line: self.line(target, env_words), replace: true })
            })
            .collect()
    }

    fn several(&self, words: &str, hits: &[Hit], env_words: Option<&str>) -> Refusal {
        let why = self.asked.t("site-several").plain("words", words).number("count", hits.len());
        let refusal = Refusal::question(why).buttons(self.site_buttons(hits, env_words));
        if hits.len() > CHOICES {
            refusal.way_out(self.asked.t("site-several-more").number("shown", CHOICES))
        } else {
            refusal.way_out(self.asked.t("site-several-way-out"))
        }
    }

    fn nothing(&self, words: &str, nearest: &[Hit], env_words: Option<&str>) -> Refusal {
        let refusal = Refusal::new(self.asked.t("site-nothing").plain("words", words));
        if nearest.is_empty() {
            refusal.way_out(self.asked.t("site-nothing-way-out")).buttons(vec![Button::new(
                self.asked.t("button-site-list").say(),
                Press::Words { line: "site list".into(), replace: true },
            )])
        } else {
            refusal.way_out(self.asked.t("site-nothing-nearest")).buttons(self.site_buttons(nearest, env_words))
        }
    }

    fn environment_buttons(&self, site: &Site) -> Vec<Button> {
        site.environments
            .iter()
            .take(ENVIRONMENTS)
            .map(|env| {
                let target = Target::of(site, env);
                let label = match &target.domain {
                    Some(domain) => format!("{} · {domain}", target.env),
                    None => target.env,
                };
                Button::new(label, Press::Words { line: self.line(env.id.as_str(), None), replace: true })
            })
            .collect()
    }

    fn which_environment(&self, site: &Site, why: &'static str) -> Refusal {
        Refusal::question(self.asked.t("env-which").plain("site", site.title()))
            .way_out(self.asked.t(why))
            .buttons(self.environment_buttons(site))
    }

    fn no_such_environment(&self, site: &Site, words: &str) -> Refusal {
        no_such_environment(self.asked, site, words).buttons(self.environment_buttons(site))
    }
}

/// The site has none of that name; these it has.
fn no_such_environment(asked: &Asked, site: &Site, words: &str) -> Refusal {
    let names: Vec<_> = site.environments.iter().map(|env| text::plain(&Target::of(site, env).env)).collect();
    Refusal::new(asked.t("env-nothing").plain("site", site.title()).plain("words", words))
        .way_out(asked.t("env-nothing-way-out").marked("names", names.join(", ")))
}
