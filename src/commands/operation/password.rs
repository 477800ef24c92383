//! `/kinsta operation password <id>`: the password that was made up for a new or reset WordPress, for the one who asked.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};
use secrecy::ExposeSecret;

use super::store_down;
use crate::access::Grant;
use crate::act;
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Attachment, Outcome, Secret, Verb};
use crate::domain::card::{Button, Card, Press};
use crate::domain::ids::OperationId;
use crate::domain::operation::Operation;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::{text, words};
use crate::kinsta::Sealed;

/// How long it is shown after it was made up, in hours.
const LIFE_HOURS: i64 = 24;
/// An hour, in milliseconds.
const HOUR_MS: i64 = 60 * 60 * 1000;

/// The verb.
pub struct Password;

#[async_trait]
impl Verb for Password {
    fn noun(&self) -> &'static str {
        "operation"
    }

    fn name(&self) -> &'static str {
        "password"
    }

    fn risk(&self) -> Risk {
        Risk::Secret
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(Arg::new("id").value_name("id").required(true))
    }

    fn example(&self) -> &'static str {
        "operation password 01KAN5Q3ZJ8XW4T2V6Y9B0C1DE"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &[]
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        let id = matches.get_one::<String>("id").map(|id| id.trim().to_uppercase()).unwrap_or_default();
        let found = services.store.operation(&OperationId::new(&*id)).await;
        let operation = found.map_err(|error| store_down(asked, &error))?;
        let Some(operation) = operation.filter(|operation| operation.team == asked.actor.team) else {
            return Err(list(
                asked,
                Refusal::new(asked.t("operation-nothing").plain("id", &id))
                    .way_out(asked.t("operation-nothing-way-out")),
            ));
        };
        if operation.user != asked.actor.user {
            let owner = text::mention(&operation.user);
            return Err(Refusal::new(asked.t("operation-password-others").marked("owner", &owner))
                .way_out(asked.t("operation-password-others-way-out").marked("owner", owner)));
        }
        let act = services.acts.decode(&operation.act_name, operation.act.clone());
        let sealed = act.ok().and_then(|act| act.sealed().cloned());
        let Some(sealed) = sealed else {
            return Err(list(
                asked,
                Refusal::new(asked.t("operation-password-none")).way_out(asked.t("operation-password-none-way-out")),
            ));
        };
        let made_ms = operation.ended_at_ms.unwrap_or(operation.created_at_ms);
        if services.clock.now_ms() - made_ms > LIFE_HOURS * HOUR_MS {
            return Err(
                Refusal::new(asked.t("operation-password-late")).way_out(asked.t("operation-password-late-way-out"))
            );
        }
        Ok(Answer::Secret(Box::new(MadeUp { operation, sealed })))
    }
}

fn list(asked: &Asked, refusal: Refusal) -> Refusal {
    let press = Press::Words { line: "operation list --mine".into(), replace: true };
    refusal.buttons(vec![Button::new(asked.t("button-operations").say(), press)])
}

/// A password that was made up.
#[derive(Debug)]
struct MadeUp {
    operation: Operation,
    sealed: Sealed,
}

impl MadeUp {
    /// What it was made up for.
    fn what(&self, asked: &Asked) -> String {
        asked.t(act::key(&self.operation.act_name, "name")).say()
    }
}

#[async_trait]
impl Secret for MadeUp {
    fn question(&self, asked: &Asked) -> String {
        let place = text::plain(&self.operation.target.label());
        asked.t("operation-password-ask").marked("place", place).marked("what", self.what(asked)).say()
    }

    fn line(&self) -> String {
        words::join(["operation", "password", self.operation.id.as_str()])
    }

    async fn reveal(
        &self,
        asked: &Asked,
        services: &Services,
        _grant: &Grant,
    ) -> Result<(Card, Vec<Attachment>), Refusal> {
        let password = services.kinsta.open(&self.sealed).map_err(|_| {
            Refusal::new(asked.t("operation-password-lost")).way_out(asked.t("operation-password-late-way-out"))
        })?;
        let place = text::plain(&self.operation.target.label());
        let said = asked.t("operation-password").marked("place", place).marked("what", self.what(asked)).say();
        let card = Card::text(said).paragraph(text::code(password.expose_secret()));
        Ok((card.note(asked.t("operation-password-note").say()), Vec::new()))
    }
}
