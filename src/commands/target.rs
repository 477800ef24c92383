//! From the words after a verb to one environment of one site. Never guesses: a reading verb without an environment
//! takes live, a changing one asks, and what is only similar is offered, not taken.

use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use super::services::{Asked, Services};
use crate::domain::card::{Button, Press};
use crate::domain::refusal::Refusal;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::sites::{Found, FoundEnv, Hit, Index, Tier, find_environment};

/// How many choices are offered at once.
const CHOICES: usize = 8;

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
        .arg(Arg::new("site").value_name("<site> [env]").num_args(1..).required(true))
        .arg(Arg::new("env").long("env").value_name("env").hide(true))
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
    let words: Vec<&str> = matches.get_many::<String>("site").unwrap_or_default().map(String::as_str).collect();
    let named_env = matches.get_one::<String>("env").map(String::as_str);
    let offer = Offer { asked, verb, options };
    let directory = services.directory.snapshot();
    if directory.is_empty() {
        return Err(services.directory.refuse_empty(asked.actor.lang));
    }
    let (hits, env_words) = match read(&directory.index, &words, named_env) {
        Reading::Hits(hits, env_words) => (hits, env_words),
        Reading::Nothing(nearest) => {
            // A site made a minute ago is not in the directory yet.
            services.directory.refresh_soon();
            return Err(offer.nothing(&words.join(" "), &nearest, named_env));
        }
    };
    let [hit] = hits.as_slice() else {
        return Err(offer.several(&words.join(" "), &hits, env_words.as_deref()));
    };
    let site = hit.site.clone();
    let env = match (&env_words, &hit.environment) {
        (Some(env_words), _) => match find_environment(&site, env_words) {
            FoundEnv::One(env) => env.clone(),
            _ => return Err(offer.no_such_environment(&site, env_words)),
        },
        (None, Some(id)) => match site.environment(id) {
            Some(env) => env.clone(),
            None => return Err(offer.which_environment(&site)),
        },
        (None, None) => match (unnamed, site.environments.as_slice()) {
            (_, [only]) => only.clone(),
            (Unnamed::Live, _) => match site.live() {
                Some(live) => live.clone(),
                None => return Err(offer.which_environment(&site)),
            },
            (Unnamed::Ask, _) => return Err(offer.which_environment(&site)),
        },
    };
    Ok(Resolved { site, env })
}

enum Reading {
    Hits(Vec<Hit>, Option<String>),
    Nothing(Vec<Hit>),
}

/// Splits the words into a site's name and an environment's. The best tier wins, then the longest site name.
fn read(index: &Index, words: &[&str], named_env: Option<&str>) -> Reading {
    let mut best: Option<(Tier, Vec<Hit>, Option<String>)> = None;
    let mut whole_nearest = Vec::new();
    let mut site_without_env: Option<(Tier, Vec<Hit>, String)> = None;
    for cut in (1..=words.len()).rev() {
        let site_words = words[..cut].join(" ");
        let rest = words[cut..].join(" ");
        let env_words = if rest.is_empty() { named_env.map(str::to_owned) } else { Some(rest) };
        let mut hits = match index.find(&site_words) {
            Found::One(hit) => vec![hit],
            Found::Several(hits) => hits,
            Found::Nothing { nearest } => {
                if cut == words.len() || whole_nearest.is_empty() {
                    whole_nearest = nearest;
                }
                continue;
            }
        };
        let Some(tier) = hits.first().map(|hit| hit.tier) else { continue };
        if cut < words.len()
            && let Some(env_words) = &env_words
        {
            let with_env: Vec<Hit> = hits
                .iter()
                .filter(|hit| matches!(find_environment(&hit.site, env_words), FoundEnv::One(_)))
                .cloned()
                .collect();
            if with_env.is_empty() {
                if site_without_env.as_ref().is_none_or(|(best_tier, ..)| tier < *best_tier) {
                    site_without_env = Some((tier, hits, env_words.clone()));
                }
                continue;
            }
            hits = with_env;
        }
        if best.as_ref().is_none_or(|(best_tier, ..)| tier < *best_tier) {
            best = Some((tier, hits, env_words));
        }
    }
    match (best, site_without_env) {
        (Some((_, hits, env_words)), _) => Reading::Hits(hits, env_words),
        (None, Some((_, hits, env_words))) => Reading::Hits(hits, Some(env_words)),
        (None, None) => Reading::Nothing(whole_nearest),
    }
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
            .take(CHOICES)
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

    fn which_environment(&self, site: &Site) -> Refusal {
        Refusal::question(self.asked.t("env-which").plain("site", site.title()))
            .way_out(self.asked.t("env-which-way-out"))
            .buttons(self.environment_buttons(site))
    }

    fn no_such_environment(&self, site: &Site, words: &str) -> Refusal {
        let names: Vec<_> = site.environments.iter().map(|env| text::plain(&Target::of(site, env).env)).collect();
        Refusal::new(self.asked.t("env-nothing").plain("site", site.title()).plain("words", words))
            .way_out(self.asked.t("env-nothing-way-out").marked("names", names.join(", ")))
            .buttons(self.environment_buttons(site))
    }
}
