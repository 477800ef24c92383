//! `/kinsta readonly on|off|show`: the switch that stops every change.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::kept::{self, act};
use super::refusal;
use super::services::{Asked, Services};
use super::spec::{Answer, Outcome, Verb};
use crate::access::Edit;
use crate::act::Registry;
use crate::domain::card::Card;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;

act!(
    /// Stops every change.
    StopChanges,
    "readonly.on"
);
act!(
    /// Lets changes happen again.
    AllowChanges,
    "readonly.off"
);

/// The noun's verbs.
pub fn verbs() -> Vec<Box<dyn Verb>> {
    vec![Box::new(Turn::On), Box::new(Turn::Off), Box::new(Turn::Show)]
}

/// The changes they hand over.
pub fn acts(acts: Registry) -> Registry {
    acts.with::<StopChanges>().with::<AllowChanges>()
}

/// The three verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Stops every change.
    On,
    /// Lets changes happen again.
    Off,
    /// Says how it stands.
    Show,
}

#[async_trait]
impl Verb for Turn {
    fn noun(&self) -> &'static str {
        "readonly"
    }

    fn name(&self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Show => "show",
        }
    }

    fn risk(&self) -> Risk {
        if *self == Self::Show { Risk::Read } else { Risk::Safe }
    }

    fn arguments(&self, command: Command) -> Command {
        command
    }

    fn example(&self) -> &'static str {
        match self {
            Self::On => "readonly on",
            Self::Off => "readonly off",
            Self::Show => "readonly show",
        }
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    fn keeps_to_the_channel(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, _matches: &ArgMatches) -> Outcome {
        let now = services.access.read_only();
        match (self, now) {
            (Self::Show, Some(read_only)) => Ok(Answer::Card(Card::text(refusal::notice(asked, &read_only)))),
            (Self::Show, None) => Ok(Answer::Card(Card::text(asked.t("read-only-not").say()))),
            (Self::On, Some(read_only)) => Err(Refusal::new(refusal::notice(asked, &read_only))),
            (Self::Off, None) => Err(Refusal::new(asked.t("read-only-not"))),
            (Self::On, None) => kept::ask(asked, services, Box::new(StopChanges::new("", Edit::ReadOnly(true)))),
            (Self::Off, Some(_)) => kept::ask(asked, services, Box::new(AllowChanges::new("", Edit::ReadOnly(false)))),
        }
    }
}
