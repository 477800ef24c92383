//! What is looked at once Kinsta has finished: whether the site answers, what came of the change.

use super::runner::Operations;
use super::schedule;
use crate::act::{Act, Look};
use crate::domain::operation::{Aftermath, Operation, StepState};
use crate::kinsta;
use crate::sites::describe;
use crate::store;

/// What a new operation will look at.
pub fn aftermath(look: Look<'_>) -> Aftermath {
    match look {
        Look::Nowhere => Aftermath::Nothing,
        Look::AtTheSite(_) => Aftermath::Probe { tries: 0, next_ms: None },
        Look::AtTheOutcome => find(0, None, false),
        Look::AtTheOutcomeInAnyCase => find(0, None, true),
    }
}

fn find(tries: u32, next_ms: Option<i64>, in_any_case: bool) -> Aftermath {
    Aftermath::Find { tries, next_ms, in_any_case }
}

/// Whether Kinsta has had a call that it did not decline.
fn was_taken(operation: &Operation) -> bool {
    let taken =
        |state: &StepState| matches!(state, StepState::Done | StepState::Failed { .. } | StepState::Unknown { .. });
    operation.steps.iter().any(|step| taken(&step.state))
}

impl Operations {
    /// Looks, where every step ended well and it is time.
    pub(super) async fn look(&self, operation: &mut Operation, act: &dyn Act) -> Result<(), store::Error> {
        let (Aftermath::Probe { tries, next_ms } | Aftermath::Find { tries, next_ms, .. }) = operation.aftermath else {
            return Ok(());
        };
        let now_ms = self.clock.now_ms();
        if next_ms.is_some_and(|next_ms| next_ms > now_ms) {
            return Ok(());
        }
        let has_ended_well =
            operation.steps.iter().all(|step| matches!(step.state, StepState::Done | StepState::Skipped { .. }));
        operation.aftermath = match act.look() {
            Look::AtTheOutcomeInAnyCase if was_taken(operation) => {
                self.look_for_the_outcome(operation, act, tries, true).await
            }
            _ if !has_ended_well => Aftermath::Nothing,
            Look::AtTheSite(domains) => self.look_at_the_site(operation, domains, tries).await,
            Look::AtTheOutcome => self.look_for_the_outcome(operation, act, tries, false).await,
            Look::AtTheOutcomeInAnyCase | Look::Nowhere => Aftermath::Nothing,
        };
        self.save(operation).await
    }

    /// Whether the site answers; a short 503 is ridden out.
    async fn look_at_the_site(&self, operation: &Operation, domains: &[String], tries: u32) -> Aftermath {
        let Some(domain) = &operation.target.domain else { return Aftermath::Nothing };
        let report = self.prober.probe(domain, domains).await;
        let answers = describe::answers(&report);
        match schedule::probe_pause_ms(tries) {
            Some(pause_ms) if !answers => {
                Aftermath::Probe { tries: tries + 1, next_ms: Some(self.clock.now_ms() + pause_ms) }
            }
            _ => Aftermath::Probed { answers, report: serde_json::to_value(&report).unwrap_or_default() },
        }
    }

    /// What came of it, which may take Kinsta a moment to show.
    async fn look_for_the_outcome(
        &self,
        operation: &Operation,
        act: &dyn Act,
        tries: u32,
        in_any_case: bool,
    ) -> Aftermath {
        let again = |not_before_ms: i64| match schedule::probe_pause_ms(tries) {
            Some(pause_ms) => {
                let next_ms = (self.clock.now_ms() + pause_ms).max(not_before_ms);
                find(tries + 1, Some(next_ms), in_any_case)
            }
            None => Aftermath::NotFound,
        };
        match act.outcome(&operation.steps, &self.kinsta).await {
            Ok(Some(outcome)) => Aftermath::Found { outcome },
            Ok(None) => again(0),
            // Waiting for a turn is no try.
            Err(kinsta::Error::RateLimited { until }) => find(tries, Some(until.as_millisecond()), in_any_case),
            Err(error) => {
                tracing::info!(operation = %operation.id, %error, "what came of an operation could not be read");
                again(0)
            }
        }
    }
}
