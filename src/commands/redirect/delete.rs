//! `/kinsta redirect delete <site> [env] --from … [--domain …]`: deletes one rule.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::{find, rules, written};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Unnamed};
use crate::commands::{Known, args};
use crate::domain::form::Choice;
use crate::domain::operation::{self, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta;
use crate::kinsta::api::redirects::{Action, Rule};

/// The verb.
pub struct Delete;

#[async_trait]
impl Verb for Delete {
    fn noun(&self) -> &'static str {
        "redirect"
    }

    fn name(&self) -> &'static str {
        "delete"
    }

    // The rule stands on the card, so it can be added again.
    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command).arg(args::words("from", "path").required(true)).arg(args::words("domain", "domain"))
    }

    fn example(&self) -> &'static str {
        "redirect delete acme live --from /old"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/redirect-rules", "POST /sites/environments/{env_id}/redirect-rules"]
    }

    fn chosen(&self) -> &'static [&'static str] {
        &["from"]
    }

    async fn choices(
        &self,
        _argument: &str,
        known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        find::choices(known, asked, services).await
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let from = text("from").unwrap_or_default();
        let named = text("domain").into_iter().flat_map(|domain| ["--domain", domain]);
        let options: Vec<&str> = ["--from", from].into_iter().chain(named).collect();
        let resolved = target::resolve(asked, services, "redirect delete", &options, matches, Unnamed::Ask)?;
        let all = find::all(asked, services, &resolved.env.id).await?;
        let rule = find::one(asked, &resolved, &all, (from, text("domain")), "redirect delete", &[])?;
        Ok(Answer::Act(Box::new(DeleteRedirect { target: resolved.target(), rule })))
    }
}

/// Deletes one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteRedirect {
    target: Target,
    /// As it was read.
    rule: Rule,
}

#[async_trait]
impl ActKind for DeleteRedirect {
    const NAME: &'static str = "redirect.delete";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("redirect-rule", rules::shown(&self.rule))]
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let is_there = written::now(kinsta, &self.target).await?.contains(&self.rule);
        if is_there { Ok(()) } else { Err(written::CHANGED) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        written::send(kinsta, grant, &self.target, Action::Delete(vec![self.rule.clone()])).await
    }

    fn activity_words(&self, _step: &str) -> ActivityWords {
        written::WORDS
    }

    fn look(&self) -> Look<'_> {
        Look::AtTheOutcome
    }

    async fn outcome(
        &self,
        _steps: &[Step],
        kinsta: &kinsta::Client,
    ) -> Result<Option<operation::Outcome>, kinsta::Error> {
        let found = written::outcome(kinsta, &self.target, &[], std::slice::from_ref(&self.rule)).await?;
        // What went is told at the end too: from it the rule can be added again.
        let gone = ("redirect-gone".to_owned(), rules::shown(&self.rule));
        Ok(found.map(|mut found| {
            found.facts.insert(0, gone);
            found
        }))
    }
}
