//! `/kinsta freeze list`, `/kinsta freeze add <name> --from … --to … [--zone …] [--sites …]`, `/kinsta freeze end <name>`.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use super::kept::{self, act, scope_words};
use super::services::{Asked, Services};
use super::spec::{Answer, Outcome, Verb};
use crate::access::Edit;
use crate::access::freeze::{Freeze, Written};
use crate::act::Registry;
use crate::domain::card::{Card, Part};
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::text;

act!(
    /// Adds a freeze.
    AddFreeze,
    "freeze.add"
);
act!(
    /// Ends a freeze.
    EndFreeze,
    "freeze.end"
);

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(Add), Box::new(End), Box::new(List)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<AddFreeze>().with::<EndFreeze>()
}

/// Adds one.
pub struct Add;
/// Ends one.
pub struct End;
/// Lists them.
pub struct List;

fn name(command: Command) -> Command {
    command.arg(Arg::new("freeze").value_name("name").num_args(1..).required(true))
}

fn named(matches: &ArgMatches) -> String {
    matches.get_many::<String>("freeze").unwrap_or_default().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[async_trait]
impl Verb for Add {
    fn noun(&self) -> &'static str {
        "freeze"
    }

    fn name(&self) -> &'static str {
        "add"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        let moment = |name: &'static str| Arg::new(name).long(name).value_name("moment").required(true);
        let zone = Arg::new("zone").long("zone").value_name("zone");
        kept::scope_arguments(name(command).arg(moment("from")).arg(moment("to")).arg(zone))
    }

    fn example(&self) -> &'static str {
        "freeze add \"Black Friday\" --from \"2026-11-26 18:00\" --to \"2026-12-01 08:00\" --labels shop"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let text = |argument: &str| matches.get_one::<String>(argument).cloned();
        let written = Written {
            name: named(matches),
            from: text("from").unwrap_or_default(),
            to: text("to").unwrap_or_default(),
            zone: text("zone").unwrap_or_else(|| asked.actor.zone.clone()),
            on: kept::scope(asked, services, matches)?,
        };
        if Freeze::new(&written).is_err() {
            return Err(Refusal::new(asked.t("edit-no-freeze")).way_out(asked.t("edit-no-freeze-way-out")));
        }
        let act = AddFreeze::new(written.name.clone(), Edit::Freeze(written));
        kept::ask(asked, services, Box::new(act))
    }
}

#[async_trait]
impl Verb for End {
    fn noun(&self) -> &'static str {
        "freeze"
    }

    fn name(&self) -> &'static str {
        "end"
    }

    fn risk(&self) -> Risk {
        Risk::Safe
    }

    fn arguments(&self, command: Command) -> Command {
        name(command)
    }

    fn example(&self) -> &'static str {
        "freeze end Black Friday"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let name = named(matches);
        kept::ask(asked, services, Box::new(EndFreeze::new(name.clone(), Edit::EndFreeze(name))))
    }
}

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "freeze"
    }

    fn name(&self) -> &'static str {
        "list"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command
    }

    fn example(&self) -> &'static str {
        "freeze list"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, _matches: &ArgMatches) -> Outcome {
        let now = services.clock.now();
        let policy = services.access.policy();
        let lines = policy.freezes.iter().map(|freeze| {
            let written = Written::from(freeze.clone());
            let said = asked.t("freeze-line").plain("name", &written.name).plain("from", &written.from);
            let said = said.plain("to", &written.to).plain("zone", &written.zone);
            let line = said.marked("on", scope_words(asked, &written.on)).say();
            match freeze.ends(now) {
                Some(until) => {
                    let until = text::moment(until, &asked.actor.zone);
                    format!("{line}\n{}", asked.t("freeze-holds").marked("until", until).say())
                }
                None => line,
            }
        });
        let lines: Vec<String> = lines.collect();
        let card = Card::new().with(Part::Title(asked.t("freeze-title").say()));
        Ok(Answer::Card(card.paragraph(if lines.is_empty() { asked.t("freeze-none").say() } else { lines.join("\n") })))
    }
}
