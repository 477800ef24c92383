//! `/kinsta approval list`: the requests that wait, with the buttons for whoever may answer them.

use async_trait::async_trait;
use clap::{ArgMatches, Command};

use super::waiting::{added, waiting};
use crate::commands::operation::store_down;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Card, Part};
use crate::domain::risk::Risk;

/// The verb.
pub struct List;

#[async_trait]
impl Verb for List {
    fn noun(&self) -> &'static str {
        "approval"
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
        "approval list"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    fn keeps_to_the_channel(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, _matches: &ArgMatches) -> Outcome {
        let requests = waiting(asked, services).await.map_err(|error| store_down(asked, &error))?;
        let card = Card::new().with(Part::Title(asked.t("approval-title").say()));
        if requests.is_empty() {
            return Ok(Answer::Private(card.paragraph(asked.t("approval-none").say())));
        }
        // Whose buttons they are depends on who asks, so it is theirs alone to see.
        Ok(Answer::Private(added(asked, services, card, &requests)))
    }
}
