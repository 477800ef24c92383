//! The one rule that is meant, by where it leads from.

use std::collections::BTreeSet;

use super::rules;
use crate::commands::known::Known;
use crate::commands::services::{Asked, Services};
use crate::commands::target::Resolved;
use crate::domain::card::{Button, Press};
use crate::domain::form::Choice;
use crate::domain::ids::EnvId;
use crate::domain::refusal::Refusal;
use crate::domain::{text, words};
use crate::kinsta::Lane;
use crate::kinsta::api::redirects::Rule;

/// How many rules are offered at once.
const OFFERED: usize = 5;
/// The longest label of a choice or button, in characters.
const LABEL: usize = 70;

/// Every rule, for a person who waits.
pub async fn all(asked: &Asked, services: &Services, environment: &EnvId) -> Result<Vec<Rule>, Refusal> {
    let read = rules::all(&services.kinsta, environment, Lane::Person).await;
    read.map_err(|error| asked.kinsta_said(&error))
}

/// The rule that leads from here; `domain` tells several apart. `verb` and `options` make the lines that are offered.
pub fn one(
    asked: &Asked,
    resolved: &Resolved,
    all: &[Rule],
    (from, domain): (&str, Option<&str>),
    verb: &str,
    options: &[&str],
) -> Result<Rule, Refusal> {
    let is_of = |rule: &&Rule| match domain {
        Some(rules::ALL_DOMAINS) => rule.domain.is_none(),
        Some(domain) => rule.domain.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(domain)),
        None => true,
    };
    let found: Vec<&Rule> = all.iter().filter(|rule| rule.from == from).filter(is_of).collect();
    let button = |rule: &Rule| {
        let domain = rule.domain.as_deref().unwrap_or(rules::ALL_DOMAINS);
        let named = [resolved.env.id.as_str(), "--from", &rule.from, "--domain", domain];
        let line = words::join(verb.split(' ').chain(named).chain(options.iter().copied()));
        Button::new(label(rule), Press::Words { line, replace: true })
    };
    match found.as_slice() {
        [rule] => Ok((*rule).clone()),
        [] => {
            let part = from.trim_matches(['^', '$', '/']).to_lowercase();
            let near: Vec<Button> = all
                .iter()
                .filter(|rule| !part.is_empty() && rule.from.to_lowercase().contains(&part))
                .take(OFFERED)
                .map(button)
                .collect();
            let why = asked.t("redirect-nothing").plain("from", from).plain("site", resolved.site.title());
            let way_out = if near.is_empty() { "redirect-nothing-way-out" } else { "redirect-nothing-near" };
            Err(Refusal::new(why).way_out(asked.t(way_out)).about("from").buttons(near))
        }
        several => {
            let why = asked.t("redirect-several").number("count", several.len()).marked("from", text::code(from));
            let mut domains: Vec<_> = several.iter().map(|rule| &rule.domain).collect();
            domains.sort();
            domains.dedup();
            // Rules that differ in the visitors' place only cannot be told apart by what can be typed.
            if domains.len() < several.len() {
                return Err(Refusal::new(why).way_out(asked.t("redirect-several-places")).about("from"));
            }
            let buttons = several.iter().take(OFFERED).map(|rule| button(rule)).collect();
            Err(Refusal::question(why).way_out(asked.t("redirect-several-way-out")).about("from").buttons(buttons))
        }
    }
}

/// The rules as choices of a form, once its environment is known.
pub async fn choices(known: &Known, asked: &Asked, services: &Services) -> Result<Option<Vec<Choice>>, Refusal> {
    let Some(env) = &known.env else { return Ok(None) };
    let mut seen = BTreeSet::new();
    let all = all(asked, services, &env.id).await?;
    let firsts = all.iter().filter(|rule| seen.insert(&rule.from));
    Ok(Some(firsts.map(|rule| Choice::new(&rule.from, label(rule))).collect()))
}

fn label(rule: &Rule) -> String {
    let shown = rules::shown(rule);
    match shown.char_indices().nth(LABEL) {
        Some((at, _)) => format!("{}…", &shown[..at]),
        None => shown,
    }
}
