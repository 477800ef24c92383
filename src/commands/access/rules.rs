//! `/kinsta access require <verbs>`, `/kinsta access waive <number>`: what needs a second person.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use sha2::{Digest, Sha256};

use super::wrong;
use crate::access::policy::{Policy, SecondPerson, Subject};
use crate::access::{Edit, Obstacle, words};
use crate::approvals;
use crate::commands::args;
use crate::commands::kept::{self, act, scope_words};
use crate::commands::known::Known;
use crate::commands::registry::verb_words;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Outcome, Verb};
use crate::domain::form::Choice;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::text;

act!(
    /// Adds a rule.
    AddRule,
    "access.require"
);
act!(
    /// Removes a rule.
    RemoveRule,
    "access.waive"
);

/// Adds a rule.
pub struct Require;
/// Removes one.
pub struct Waive;

#[async_trait]
impl Verb for Require {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        "require"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        let verbs = Arg::new("verbs").value_name("verbs").num_args(1..).required(true);
        let by = args::words("by", args::SUBJECTS);
        kept::scope_arguments(command.arg(verbs).arg(args::number("people", 1, 255)).arg(by))
    }

    fn example(&self) -> &'static str {
        "access require \"backup restore, * push\" --labels bank --people 2"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let typed: Vec<&str> = matches.get_many::<String>("verbs").unwrap_or_default().map(String::as_str).collect();
        let verbs = words::rule_verbs(&typed.join(" "), &verb_words())
            .map_err(|wrongs| wrong::refusal(asked, "verbs", &wrongs))?;
        if verbs.is_empty() {
            let why = Refusal::new(asked.t("rules-verbs-what")).about("verbs");
            return Err(why.way_out(asked.t("words-verbs-way-out")));
        }
        let people = matches.get_one::<i64>("people").and_then(|people| u8::try_from(*people).ok()).unwrap_or(1);
        let by = kept::subjects(asked, matches, "by")?;
        if let Some(by) = &by {
            let has_group = by.iter().any(|subject| matches!(subject, Subject::Group(_)));
            if !has_group && by.len() < usize::from(people) {
                let why = asked.t("rules-too-few").number("people", usize::from(people)).number("named", by.len());
                return Err(Refusal::new(why).way_out(asked.t("rules-too-few-way-out")).about("by"));
            }
        }
        let rule = SecondPerson { verbs, on: kept::scope(asked, services, matches)?, people, by };
        let named = named(&rule);
        kept::ask(asked, services, Box::new(AddRule::new(named, Edit::Require(rule))))
    }
}

#[async_trait]
impl Verb for Waive {
    fn noun(&self) -> &'static str {
        "access"
    }

    fn name(&self) -> &'static str {
        "waive"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(Arg::new("rule").value_name("number").required(true))
    }

    fn example(&self) -> &'static str {
        "access waive 1"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    fn chosen(&self) -> &'static [&'static str] {
        &["rule"]
    }

    async fn choices(
        &self,
        _argument: &str,
        _known: &Known,
        asked: &Asked,
        services: &Services,
    ) -> Result<Option<Vec<Choice>>, Refusal> {
        let policy = services.access.policy();
        let choice = |(at, rule): (usize, &SecondPerson)| {
            let number = at + 1;
            Choice::new(format!("{number}:{}", mark(rule)), format!("{number} · {}", label(asked, rule)))
        };
        Ok(Some(policy.second_person.iter().enumerate().map(choice).collect()))
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let word = matches.get_one::<String>("rule").map(String::as_str).unwrap_or_default().trim();
        let policy = services.access.policy();
        let rule = find(asked, &policy, word)?.clone();
        let leaves_none = policy.second_person.len() == 1;
        let named = named(&rule);
        kept::ask(asked, services, Box::new(RemoveRule::new(named, Edit::Waive { rule, leaves_none })))
    }
}

/// The rule of a number, or, where a form has named it, the rule that stood there when the form was opened.
fn find<'p>(asked: &Asked, policy: &'p Policy, word: &str) -> Result<&'p SecondPerson, Refusal> {
    let rules = &policy.second_person;
    if let Some((_, marked)) = word.split_once(':') {
        return rules
            .iter()
            .find(|rule| mark(rule) == marked)
            .ok_or_else(|| Refusal::new(approvals::obstacle(asked.actor.lang, &Obstacle::RuleGone)).about("rule"));
    }
    let number = word.trim_start_matches('#').trim_end_matches('.').parse::<usize>().ok();
    number.and_then(|number| rules.get(number.checked_sub(1)?)).ok_or_else(|| {
        let why = Refusal::new(asked.t("rules-no-such").plain("word", word)).about("rule");
        why.way_out(asked.t("rules-no-such-way-out").number("count", rules.len()))
    })
}

/// What a rule is called: its verbs.
fn named(rule: &SecondPerson) -> String {
    rule.verbs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What tells a rule from every other, whatever its number is by now.
fn mark(rule: &SecondPerson) -> String {
    let written = serde_json::to_string(rule).unwrap_or_default();
    text::hex(&Sha256::digest(written.as_bytes())[..6])
}

/// A rule in one line, marked.
pub fn line(asked: &Asked, rule: &SecondPerson) -> String {
    let verbs: Vec<String> = rule.verbs.iter().map(|verbs| text::code(&verbs.to_string())).collect();
    let by = match &rule.by {
        None => asked.t("rules-by-anyone").say(),
        Some(named) => Subject::mentions(named),
    };
    let said = asked.t("rules-line").marked("verbs", verbs.join(", ")).marked("on", scope_words(asked, &rule.on));
    let people = asked.t("rules-people").number("people", usize::from(rule.people)).say();
    said.marked("people", people).marked("by", by).say()
}

/// A rule in one line, plain and without people, whom a menu cannot name.
fn label(asked: &Asked, rule: &SecondPerson) -> String {
    let people = asked.t("rules-people").number("people", usize::from(rule.people)).say();
    format!("{} · {} · {people}", named(rule), text::unmarked(&scope_words(asked, &rule.on)))
}
