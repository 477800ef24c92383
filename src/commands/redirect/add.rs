//! `/kinsta redirect add <site> [env] --from … --to … [--type 301|302] [--domain …]`: adds one rule.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::rules::{self, Typed, Wrong};
use super::{find, loops, written};
use crate::access::Grant;
use crate::act::{ActKind, ActivityWords, Look, Started, Stop};
use crate::commands::args;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::commands::target::{self, Resolved, Unnamed};
use crate::domain::card::{Button, Press};
use crate::domain::operation::{self, Step};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::{text, words};
use crate::kinsta;
use crate::kinsta::api::redirects::{Action, Rule};

/// What `--type` takes.
pub const KINDS: &[&str] = &["301", "302"];
/// How many domains are offered at most.
const DOMAINS: usize = 8;

/// The verb.
pub struct Add;

#[async_trait]
impl Verb for Add {
    fn noun(&self) -> &'static str {
        "redirect"
    }

    fn name(&self) -> &'static str {
        "add"
    }

    fn risk(&self) -> Risk {
        Risk::Disruptive
    }

    fn arguments(&self, command: Command) -> Command {
        target::arguments(command)
            .arg(args::words("from", "path").required(true))
            .arg(args::words("to", "address").required(true))
            .arg(kind())
            .arg(args::words("domain", "domain"))
    }

    fn example(&self) -> &'static str {
        "redirect add acme live --from /old --to /new"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /sites/environments/{env_id}/redirect-rules", "POST /sites/environments/{env_id}/redirect-rules"]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let options: Vec<&str> = [("from", "--from"), ("to", "--to"), ("type", "--type"), ("domain", "--domain")]
            .into_iter()
            .filter_map(|(name, option)| Some([option, text(name)?]))
            .flatten()
            .collect();
        let resolved = target::resolve(asked, services, "redirect add", &options, matches, Unnamed::Ask)?;
        let typed = Typed {
            from: text("from").unwrap_or_default(),
            to: text("to").unwrap_or_default(),
            kind: text("type"),
            domain: text("domain"),
        };
        let rule = typed.read(&resolved.env.domains).map_err(|wrong| refuse(asked, &resolved, wrong))?;
        let others = find::all(asked, services, &resolved.env.id).await?;
        if let Some(there) = others.iter().find(|other| rules::collide(&rule, other)) {
            return Err(taken(asked, &resolved, &rule, there));
        }
        if loops::is_loop(&rule, &others) {
            return Err(circle(asked, &rule));
        }
        let may_loop = loops::may_loop(&rule);
        Ok(Answer::Act(Box::new(AddRedirect { target: resolved.target(), rule, may_loop })))
    }
}

/// `--type`.
pub fn kind() -> Arg {
    args::one_of("type", KINDS)
}

/// Says what is wrong with a rule.
pub fn refuse(asked: &Asked, resolved: &Resolved, wrong: Wrong) -> Refusal {
    let (key, argument) = match wrong {
        Wrong::From => ("redirect-from-wrong", "from"),
        Wrong::To => ("redirect-to-wrong", "to"),
        Wrong::Domain => ("redirect-domain-wrong", "domain"),
        Wrong::Kind => ("redirect-type-wrong", "type"),
    };
    let way_out = asked.t(format!("{key}-way-out"));
    let way_out = if wrong == Wrong::Domain {
        let domains = resolved.env.domains.iter().filter(|domain| !domain.starts_with('*'));
        let domains: Vec<String> = domains.take(DOMAINS).map(|domain| text::code(domain)).collect();
        way_out.marked("domains", domains.join(", "))
    } else {
        way_out
    };
    Refusal::new(asked.t(key)).way_out(way_out).about(argument)
}

/// Says that a rule leads in a circle.
pub fn circle(asked: &Asked, rule: &Rule) -> Refusal {
    Refusal::new(asked.t("redirect-loop").marked("rule", text::code(&rules::shown(rule))))
        .way_out(asked.t("redirect-loop-way-out"))
        .about("to")
}

fn taken(asked: &Asked, resolved: &Resolved, rule: &Rule, there: &Rule) -> Refusal {
    let shown = text::code(&rules::shown(there));
    if rules::agree(rule, there) {
        return Refusal::new(asked.t("redirect-there").marked("rule", shown))
            .way_out(asked.t("redirect-there-way-out"))
            .about("from");
    }
    let domain = there.domain.as_deref().unwrap_or(rules::ALL_DOMAINS);
    let env = resolved.env.id.as_str();
    let kind = rules::code(&rule.kind);
    let line = words::join([
        "redirect", "update", env, "--from", &rule.from, "--domain", domain, "--to", &rule.to, "--type", kind,
    ]);
    Refusal::new(asked.t("redirect-taken").marked("rule", shown))
        .way_out(asked.t("redirect-taken-way-out"))
        .about("from")
        .buttons(vec![Button::new(asked.t("button-redirect-update").say(), Press::Words { line, replace: true })])
}

/// Adds one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddRedirect {
    target: Target,
    rule: Rule,
    /// The pattern fits where the rule leads to.
    may_loop: bool,
}

#[async_trait]
impl ActKind for AddRedirect {
    const NAME: &'static str = "redirect.add";
    const RISK: Risk = Risk::Disruptive;

    fn target(&self) -> &Target {
        &self.target
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("redirect-rule", rules::shown(&self.rule))]
    }

    fn warnings(&self) -> Vec<&'static str> {
        self.may_loop.then_some("redirect-may-loop").into_iter().collect()
    }

    async fn check(&self, _step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        let now = written::now(kinsta, &self.target).await?;
        let is_free = !now.iter().any(|other| rules::collide(&self.rule, other)) && !loops::is_loop(&self.rule, &now);
        if is_free { Ok(()) } else { Err(written::CHANGED) }
    }

    async fn start(&self, _step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        written::send(kinsta, grant, &self.target, Action::Add(self.rule.clone())).await
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
        written::outcome(kinsta, &self.target, std::slice::from_ref(&self.rule), &[]).await
    }
}
