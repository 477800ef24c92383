//! What every change of the rules has in common: right before, it is read whether the rules still are what was shown;
//! right after, whether they are what was wanted.

use super::rules;
use crate::access::Grant;
use crate::act::{ActivityWords, Started, Stop};
use crate::domain::operation::{NextStep, Outcome};
use crate::domain::target::Target;
use crate::domain::words;
use crate::kinsta::api::redirects::{Action, Change, Filter, Rule};
use crate::kinsta::{self, Lane};

/// How many rules are named before the rest is counted.
const NAMED: usize = 5;

/// How the activity log names any change of the rules.
pub const WORDS: ActivityWords = ActivityWords::all(&["redirect"]);

/// Somebody else has changed the rules.
pub const CHANGED: Stop = Stop::Changed("redirect-changed");

/// The rules as they are now.
pub async fn now(kinsta: &kinsta::Client, target: &Target) -> Result<Vec<Rule>, kinsta::Error> {
    rules::all(kinsta, &target.environment(), Lane::Operation).await
}

/// Sends one change. Kinsta does not say which actions heed a filter, so none is sent.
pub async fn send(
    kinsta: &kinsta::Client,
    grant: &Grant,
    target: &Target,
    action: Action,
) -> Result<Started, kinsta::Error> {
    let change = Change { environment: target.environment(), action, filter: Filter::default() };
    Ok(kinsta.write(&change, Lane::Operation, grant).await?.into())
}

/// Reads the rules back: how many there are, which are missing, and which are still there.
pub async fn outcome(
    kinsta: &kinsta::Client,
    target: &Target,
    wanted: &[Rule],
    unwanted: &[Rule],
) -> Result<Option<Outcome>, kinsta::Error> {
    let now = now(kinsta, target).await?;
    let missing = wanted.iter().filter(|rule| !now.iter().any(|other| rules::agree(rule, other)));
    let left = unwanted.iter().filter(|rule| now.iter().any(|other| rules::agree(rule, other)));
    let mut facts = vec![("redirect-count".to_owned(), now.len().to_string())];
    for (key, rules) in [("redirect-missing", named(missing)), ("redirect-left", named(left))] {
        facts.extend(rules.map(|rules| (key.to_owned(), rules)));
    }
    let line = words::join(["redirect", "list", target.environment().as_str()]);
    let next = vec![NextStep::new("button-redirect-list", line)];
    Ok(Some(Outcome { facts, output: None, next }))
}

/// Some rules, and how many more there are; `None` where there are none.
pub fn named<'a>(rules: impl Iterator<Item = &'a Rule>) -> Option<String> {
    let all: Vec<String> = rules.map(rules::shown).collect();
    let more = all.len().saturating_sub(NAMED);
    let shown = all.into_iter().take(NAMED).collect::<Vec<_>>().join("\n");
    match more {
        _ if shown.is_empty() => None,
        0 => Some(shown),
        more => Some(format!("{shown}\n… (+{more})")),
    }
}
