//! `/kinsta redirect update <site> [env] --from … [--to …] [--type …] [--new-from …] [--new-domain …]`: changes one rule.

use async_trait::async_trait;
use clap::{ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::add;
use super::rules::{self, Typed};
use super::{find, loops, written};
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
use crate::domain::text;
use crate::kinsta;
use crate::kinsta::api::redirects::{Action, Rule};

/// The verb.
pub struct Update;

#[async_trait]
impl Verb for Update {
    fn noun(&self) -> &'static str {
        "redirect"
    }

    fn name(&self) -> &'static str {
        "update"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(args::words("from", "path").required(true))
            .arg(args::words("domain", "domain"))
            .arg(args::words("to", "address"))
            .arg(add::kind())
            .arg(args::words("new-from", "path"))
            .arg(args::words("new-domain", "domain"))
    }

    fn example(&self) -> &'static str {
        "redirect update acme live --from /old --to /newer"
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
        let changes = [("to", "--to"), ("type", "--type"), ("new-from", "--new-from"), ("new-domain", "--new-domain")];
        let changes: Vec<&str> =
            changes.into_iter().filter_map(|(name, option)| Some([option, text(name)?])).flatten().collect();
        if changes.is_empty() {
            return Err(Refusal::new(asked.t("redirect-update-what"))
                .way_out(asked.t("redirect-update-what-way-out"))
                .about("to")
                .incomplete());
        }
        let named = text("domain").into_iter().flat_map(|domain| ["--domain", domain]);
        let options: Vec<&str> = ["--from", from].into_iter().chain(named).chain(changes.iter().copied()).collect();
        let resolved = target::resolve(asked, services, "redirect update", &options, matches, Unnamed::Ask)?;
        let all = find::all(asked, services, &resolved.env.id).await?;
        let old = find::one(asked, &resolved, &all, (from, text("domain")), "redirect update", &changes)?;
        // What is not changed stays as it was read, even where it would not be taken as new.
        let typed = Typed {
            from: text("new-from").unwrap_or("/"),
            to: text("to").unwrap_or("/"),
            kind: text("type"),
            domain: text("new-domain"),
        };
        let read = typed.read(&resolved.env.domains).map_err(|wrong| add::refuse(asked, &resolved, wrong))?;
        let new = Rule {
            from: text("new-from").map_or_else(|| old.from.clone(), |_| read.from),
            to: text("to").map_or_else(|| old.to.clone(), |_| read.to),
            kind: text("type").map_or_else(|| old.kind.clone(), |_| read.kind),
            domain: text("new-domain").map_or_else(|| old.domain.clone(), |_| read.domain),
            ..old.clone()
        };
        if new == old {
            return Err(Refusal::new(asked.t("redirect-same").marked("rule", text::code(&rules::shown(&old))))
                .way_out(asked.t("redirect-update-what-way-out"))
                .about("to"));
        }
        let others: Vec<Rule> = all.into_iter().filter(|rule| *rule != old).collect();
        if let Some(there) = others.iter().find(|other| rules::collide(&new, other)) {
            return Err(Refusal::new(asked.t("redirect-taken").marked("rule", text::code(&rules::shown(there))))
                .way_out(asked.t("redirect-collides-way-out"))
                .about("new-from"));
        }
        if loops::is_loop(&new, &others) {
            return Err(add::circle(asked, &new));
        }
        let may_loop = loops::may_loop(&new);
        Ok(Answer::Act(Box::new(UpdateRedirect { target: resolved.target(), old, new, may_loop })))
    }
}

/// Changes one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateRedirect {
    target: Target,
    /// As it was read.
    old: Rule,
    new: Rule,
    /// The pattern fits where the rule leads to.
    may_loop: bool,
}

#[async_trait]
impl ActKind for UpdateRedirect {
    const NAME: &'static str = "redirect.update";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("redirect-before", rules::shown(&self.old)), ("redirect-after", rules::shown(&self.new))]
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.may_loop.then_some("redirect-may-loop").into_iter().collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = written::now(kinsta, &self.target).await?;
        let others: Vec<Rule> = now.iter().filter(|rule| **rule != self.old).cloned().collect();
        let is_there = others.len() + 1 == now.len();
        let is_free = !others.iter().any(|other| rules::collide(&self.new, other));
        if is_there && is_free && !loops::is_loop(&self.new, &others) { Ok(()) } else { Err(written::CHANGED) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        let action = Action::Update { rules: vec![self.old.clone()], with: self.new.clone() };
        written::send(kinsta, grant, &self.target, action).await
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
        let (new, old) = (std::slice::from_ref(&self.new), std::slice::from_ref(&self.old));
        written::outcome(kinsta, &self.target, new, old).await
    }
}
