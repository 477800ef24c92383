//! `/kinsta operation status [id]`: what runs and what ran, or one operation, ours or Kinsta's.

use async_trait::async_trait;
use clap::{Arg, ArgMatches, Command};

use super::store_down;
use crate::commands::permit::{shows, sight};
use crate::commands::services::{Asked, Services};
use crate::commands::spec::{Answer, Outcome, Verb};
use crate::domain::card::{Button, Card, Part, Press, Table};
use crate::domain::ids::{KinstaOperationId, OperationId};
use crate::domain::operation::Operation;
use crate::domain::refusal::Refusal;
use crate::domain::risk::Risk;
use crate::domain::text;
use crate::kinsta::{Lane, Verdict};
use crate::operations::view;
use crate::sites::describe;
use crate::store::OperationFilter;

/// How many operations the overview shows.
const SHOWN: u32 = 15;
/// How many are looked through for those that are seen in a channel.
const LOOKED_AT: u32 = 300;

/// The verb.
pub struct Status;

#[async_trait]
impl Verb for Status {
    fn noun(&self) -> &'static str {
        "operation"
    }

    fn name(&self) -> &'static str {
        "status"
    }

    fn risk(&self) -> Risk {
        Risk::Read
    }

    fn arguments(&self, command: Command) -> Command {
        command.arg(Arg::new("id").value_name("id"))
    }

    fn example(&self) -> &'static str {
        "operation status"
    }

    fn kinsta_operations(&self) -> &'static [&'static str] {
        &["GET /operations/{operation_id}"]
    }

    fn keeps_to_the_channel(&self) -> bool {
        true
    }

    async fn run(&self, asked: &Asked, services: &Services, matches: &ArgMatches) -> Outcome {
        match matches.get_one::<String>("id") {
            None => overview(asked, services).await,
            Some(id) => one(asked, services, id.trim()).await,
        }
    }
}

async fn overview(asked: &Asked, services: &Services) -> Outcome {
    let filter = OperationFilter { team: Some(asked.actor.team.clone()), ..OperationFilter::default() };
    // Where only some are seen, others must not take their places.
    let most = if sight(asked, services).is_whole() { SHOWN } else { LOOKED_AT };
    let mut operations =
        services.store.recent_operations(most, &filter).await.map_err(|error| store_down(asked, &error))?;
    operations.retain(|operation| shows(asked, services, operation));
    operations.truncate(SHOWN as usize);
    if operations.is_empty() {
        return Ok(Answer::Card(Card::text(asked.t("operations-none").say())));
    }
    let headings = ["what", "where", "state", "duration", "id"]
        .map(|column| asked.t(format!("operations-column-{column}")).say())
        .to_vec();
    let now_ms = services.clock.now_ms();
    let rows = operations.iter().map(|operation| view::row(asked.actor.lang, operation, now_ms)).collect();
    Ok(Answer::Card(
        Card::new()
            .with(Part::Title(asked.t("operations-title").say()))
            .with(Part::Table(Table { headings, rows }))
            .note(asked.t("operations-note").say()),
    ))
}

async fn one(asked: &Asked, services: &Services, id: &str) -> Outcome {
    let store = &services.store;
    let ours = match store.operation(&OperationId::new(id.to_uppercase())).await {
        Ok(Some(operation)) => Some(operation),
        Ok(None) => {
            store.operation_by_call(&KinstaOperationId::new(id)).await.map_err(|error| store_down(asked, &error))?
        }
        Err(error) => return Err(store_down(asked, &error)),
    };
    let is_theirs = |operation: &Operation| operation.team == asked.actor.team && shows(asked, services, operation);
    if let Some(operation) = ours.filter(is_theirs) {
        return Ok(Answer::Card(view::card(asked.actor.lang, &operation)));
    }
    // Of what somebody else started it is not known which site it belongs to.
    if !looks_like_kinsta(id) || !sight(asked, services).is_whole() {
        return Err(Refusal::new(asked.t("operation-nothing").plain("id", id))
            .way_out(asked.t("operation-nothing-way-out"))
            .buttons(vec![Button::new(
                asked.t("button-operations").say(),
                Press::Words { line: "operation status".into(), replace: true },
            )]));
    }
    // An operation started elsewhere has no known age, so an early 404 cannot be told from a late one: not found it is.
    let verdict = services.kinsta.operation(&KinstaOperationId::new(id), i64::MAX, Lane::Person).await;
    let shown = text::code(id);
    let said = match verdict.map_err(|error| describe::kinsta_error(asked.actor.lang, &asked.actor.zone, &error))? {
        Verdict::Pending => asked.t("kinsta-operation-pending").marked("id", shown),
        Verdict::Done { .. } => asked.t("kinsta-operation-done").marked("id", shown),
        Verdict::Failed { message } => {
            asked.t("kinsta-operation-failed").marked("id", shown).plain("message", &message)
        }
        Verdict::NotFound => asked.t("kinsta-operation-not-found").marked("id", shown),
        Verdict::Transient { message } => {
            asked.t("kinsta-operation-no-answer").marked("id", shown).plain("message", &message)
        }
    };
    Ok(Answer::Card(Card::text(said)))
}

/// Kinsta's operation ids are `prefix:words-<uuid>`.
fn looks_like_kinsta(id: &str) -> bool {
    id.len() <= 200
        && id.split_once(':').is_some_and(|(prefix, rest)| !prefix.is_empty() && !rest.is_empty())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.'))
}
