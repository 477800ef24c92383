//! What a verb is.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::services::{Asked, Services};
use crate::act::Act;
use crate::domain::card::Card;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;

/// What a verb came to.
#[derive(Debug)]
pub enum Answer {
    /// Something to read.
    Card(Card),
    /// A change, to be confirmed before anything happens.
    Act(Box<dyn Act>),
}

/// An answer, or a "no" with its way out.
pub type Outcome = Result<Answer, Refusal>;

/// One verb of one noun. The catalogues hold its summary under `verb-<noun>-<name>`.
#[async_trait]
pub trait Verb: Send + Sync {
    /// The noun it belongs to.
    fn noun(&self) -> &'static str;

    /// Its own word.
    fn name(&self) -> &'static str;

    /// How much it can hurt.
    fn risk(&self) -> Risk;

    /// Its arguments. From this one description come parsing, usage and did-you-mean.
    fn arguments(&self, command: Command) -> Command;

    /// A line to try, without `/kinsta`.
    fn example(&self) -> &'static str;

    /// The Kinsta operations it uses, as `METHOD /path/{parameter}`.
    fn kinsta_operations(&self) -> &'static [&'static str];

    /// Answers, or hands over the change.
    async fn run(&self, asked: &Asked, services: &Services, arguments: &ArgMatches) -> Outcome;
}
