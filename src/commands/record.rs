//! What the audit log says of lines that came to nothing, and of secrets that were shown.
//!
//! Words that were not understood may hold a password, so of those only what the grammar knows is kept: the verb's own
//! words and the names of its options.

use serde_json::{Map, Value, json};

use super::args::{self, Kind as Argument};
use super::pipeline::{Pipeline, split};
use super::registry::Entry as Verb;
use super::services::Asked;
use crate::domain::audit::{Entry, Kind, On, arguments, message};
use crate::domain::ids::{EnvId, SiteId};
use crate::domain::refusal::{Account, Refusal};
use crate::domain::target::Target;

/// Stands for a word that is not kept.
const UNKNOWN: &str = "…";

impl Pipeline {
    /// Keeps account of a "no" to a line, where there is something to account for. Nobody waits for it.
    pub(super) fn keep_account(&self, asked: &Asked, line: &str, refusal: &Refusal) {
        if refusal.account.is_none() {
            return;
        }
        // Where a quote is not closed, the beginning can still be told.
        let words = split(asked, line);
        let words = words.unwrap_or_else(|_| line.split_whitespace().map(str::to_lowercase).collect());
        self.keep_account_of(asked, &words, refusal);
    }

    /// As [`Pipeline::keep_account`], of a line's words.
    pub(super) fn keep_account_of(&self, asked: &Asked, words: &[String], refusal: &Refusal) {
        let entry = match refusal.account.as_deref() {
            None => return,
            Some(Account::Misread) => self.misread(asked, words),
            Some(Account::Denied { rule }) => self.denied(asked, words, rule),
        };
        self.services.store.record_soon(&entry);
    }

    /// A secret is shown to the one who asked for it by this line.
    pub fn secret_shown(&self, asked: &Asked, line: &str) -> Entry {
        let words = split(asked, line).unwrap_or_default();
        self.told(Kind::SECRET_SHOWN, asked, &words)
    }

    fn denied(&self, asked: &Asked, words: &[String], rule: &str) -> Entry {
        self.told(Kind::DENIED, asked, words).decided("denied", rule.to_owned())
    }

    fn misread(&self, asked: &Asked, words: &[String]) -> Entry {
        let entry = self.begun(Kind::MISREAD, asked);
        let Some((verb, rest)) = self.entry(words) else {
            // A noun is known or not, whatever stands behind it.
            let noun = words.first().filter(|noun| self.registry.verbs(noun).next().is_some());
            return entry.verb(&format!("{} {UNKNOWN}", noun.map_or(UNKNOWN, String::as_str)));
        };
        let is_known = |name: &str| verb.grammar.get_arguments().any(|known| known.get_long() == Some(name));
        let options = rest.iter().filter_map(|word| word.strip_prefix("--"));
        let named: Vec<&str> = options
            .map(|option| option.split('=').next().unwrap_or_default())
            .map(|name| if is_known(name) { name } else { UNKNOWN })
            .collect();
        let arguments = if named.is_empty() { Value::Null } else { json!({ "options": named }) };
        Entry { arguments, ..entry.verb(&verb.words()) }
    }

    /// A line that was understood, with what it is about as far as the sites' list knows it.
    fn told(&self, kind: Kind, asked: &Asked, words: &[String]) -> Entry {
        let entry = self.begun(kind, asked);
        let Some((verb, rest)) = self.entry(words) else { return entry };
        let values = values(verb, rest);
        let on = values.iter().find_map(|(name, value)| self.on(name, value));
        let told = values.into_iter().map(|(name, value)| (name, Value::from(value))).collect::<Map<_, _>>();
        Entry { on, arguments: arguments(told.into(), &[]), ..entry.verb(&verb.words()) }
    }

    fn begun(&self, kind: Kind, asked: &Asked) -> Entry {
        let now_ms = self.services.clock.now_ms();
        Entry::new(kind, now_ms, &asked.actor.team, &asked.actor.user).at(&asked.place)
    }

    /// The site or environment of that id, or the words that stood in its place.
    fn on(&self, argument: &str, words: &str) -> Option<On> {
        let directory = self.services.directory.snapshot();
        if let Some((site, env)) = directory.index.environment(&EnvId::new(words)) {
            return Some(On::from(&Target::of(site, env)));
        }
        if let Some(site) = directory.index.site(&SiteId::new(words)) {
            return Some(On::from(&Target::whole(site)));
        }
        let names_a_site = [super::target::SITE, super::target::WHOLE_SITE].contains(&argument);
        names_a_site.then(|| On { site: message(words), ..On::default() })
    }
}

/// What a line's arguments hold; nothing where it does not fit the grammar.
fn values(verb: &Verb, words: &[String]) -> Vec<(String, String)> {
    let Ok(matches) = verb.grammar.clone().try_get_matches_from(words) else { return Vec::new() };
    let known = verb.grammar.get_arguments().filter(|known| {
        !matches!(args::kind(known), Argument::Secret | Argument::File | Argument::Flag) && !known.is_hide_set()
    });
    let value = |known: &clap::Arg| {
        let name = known.get_id().as_str();
        let raw = matches.try_get_raw(name).ok()??;
        let said: Vec<_> = raw.map(|word| word.to_string_lossy()).collect();
        Some((name.to_owned(), said.join(" ")))
    };
    known.filter_map(value).collect()
}
