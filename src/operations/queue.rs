//! Waiting for one's turn: behind another change of ours, or behind something that Kinsta does there.
//!
//! First confirmed, first served. That is only fair; what is safe is the lock, which is taken in the transaction that
//! says the call is being made.

use super::lock;
use super::runner::{Operations, report_end};
use super::step::Next;
use super::{job, schedule};
use crate::act::Act;
use crate::domain::hold::overlap;
use crate::domain::ids::{OperationId, SiteId, TeamId, UserId};
use crate::domain::operation::{Aftermath, Operation, StepState};
use crate::domain::waiting::{Behind, Waits};
use crate::kinsta::{self, Lane, api};
use crate::store;

/// What came of the wish to take a change back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withdrawn {
    /// It will not run; its card says so.
    Withdrawn,
    /// It has begun, or is over.
    TooLate,
    /// Somebody else asked for it.
    NotYours {
        /// Who.
        owner: UserId,
    },
    /// No such operation in this workspace.
    Nothing,
}

impl Operations {
    /// How it waits, where another change comes first.
    pub(super) async fn queue(&self, operation: &mut Operation, act: &dyn Act) -> Result<Option<Next>, store::Error> {
        let holds = lock::holds(act, &self.directory);
        if holds.is_empty() {
            return Ok(None);
        }
        let entries = self.entries().await?;
        let is_own = |entry: &&lock::Entry| entry.ahead.operation == operation.id;
        if entries.iter().find(is_own).is_some_and(|own| own.ahead.has_begun) {
            return Ok(None);
        }
        let own_place = (operation.begun_at_ms(), operation.id.clone());
        let first = entries
            .into_iter()
            .filter(|entry| entry.ahead.operation != operation.id)
            .filter(|entry| overlap(&entry.holds, &holds))
            .find(|entry| entry.ahead.has_begun || entry.place < own_place);
        Ok(first.map(|entry| wait(operation, Behind::Another(Box::new(entry.ahead)), self.clock.now_ms())))
    }

    /// How it waits, where Kinsta says that something else works there. Asked before the first call, and while it waits
    /// for that; where Kinsta does not say, or requests are scarce, the call will tell.
    pub(super) async fn busy(&self, operation: &mut Operation, act: &dyn Act) -> Option<Next> {
        let is_scarce = self.kinsta.budget_left() < schedule::SPARE_REQUESTS;
        if (operation.has_begun() || is_scarce) && !matches!(operation.behind(), Some(Behind::Kinsta)) {
            return None;
        }
        let works_on = lock::works_on(act, &self.directory);
        let mut sites: Vec<&SiteId> = works_on.iter().filter_map(|hold| hold.site()).collect();
        sites.dedup();
        for site in sites {
            let request = api::environments::List { site: site.clone() };
            let environments = match self.kinsta.read(&request, Lane::Operation).await {
                Ok(found) => found.into_environments(),
                Err(kinsta::Error::RateLimited { until }) => {
                    return Some(Next::at(StepState::Planned, until.as_millisecond()));
                }
                Err(error) => {
                    tracing::info!(operation = %operation.id, %error, "whether an environment is blocked could not be read");
                    continue;
                }
            };
            let is_ours = |id| works_on.iter().any(|hold| hold.site() == Some(site) && hold.is_on(id));
            if environments.iter().any(|env| env.is_blocked && is_ours(&env.id)) {
                return Some(wait(operation, Behind::Kinsta, self.clock.now_ms()));
            }
        }
        None
    }

    /// Takes what the change holds and writes down that its call is being made, in one transaction. `false`: somebody
    /// else was quicker, and nothing was written.
    pub(super) async fn begin(&self, operation: &mut Operation, act: &dyn Act) -> Result<bool, store::Error> {
        let holds = lock::holds(act, &self.directory);
        let mut tx = self.store.write_tx().await?;
        let now_ms = self.clock.now_ms();
        if !holds.is_empty() && !tx.take_locks(&operation.id, &holds, now_ms).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        // Until now only the waiting was counted.
        if let Some(waits) = operation.waits.as_mut().filter(|waits| waits.behind.is_some()) {
            *waits = Waits { since_ms: waits.since_ms, behind: None, until_ms: Some(now_ms) };
            operation.deadline_ms = now_ms + act.patience_ms();
        }
        self.write(tx, operation).await?;
        Ok(true)
    }

    /// Calls those that wait behind an operation which is over. Only a hint: they look by themselves, too.
    pub(super) async fn call_next(&self, ended: &OperationId) {
        self.board.outdate();
        let now_ms = self.clock.now_ms();
        let called = async {
            for operation in self.store.unfinished_operations().await? {
                if matches!(operation.behind(), Some(Behind::Another(ahead)) if ahead.operation == *ended) {
                    self.store.hasten(&job(&operation.id, now_ms).key, now_ms).await?;
                }
            }
            Ok::<(), store::Error>(())
        };
        if let Err(error) = called.await {
            tracing::warn!(operation = %ended, error = %error, "those that wait could not be called");
        }
    }

    /// Takes a change back that has not begun. Of this and its beginning, one wins.
    pub async fn withdraw(&self, team: &TeamId, user: &UserId, id: &OperationId) -> Result<Withdrawn, store::Error> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        let Some(mut operation) = tx.operation_for_update(id).await?.filter(|operation| &operation.team == team) else {
            return Ok(Withdrawn::Nothing);
        };
        if operation.user != *user {
            return Ok(Withdrawn::NotYours { owner: operation.user });
        }
        if !operation.can_be_withdrawn() {
            return Ok(Withdrawn::TooLate);
        }
        for step in operation.steps.iter_mut().filter(|step| step.state == StepState::Planned) {
            step.state = StepState::NotSent { why: "not-sent-withdrawn".into() };
        }
        operation.aftermath = Aftermath::Nothing;
        super::put(&mut tx, &mut operation, now_ms).await?;
        tx.commit().await?;
        report_end(&operation);
        metrics::counter!("operations_withdrawn_total", "act" => operation.act_name.clone()).increment(1);
        self.call_next(id).await;
        self.store.hasten(&job(id, now_ms).key, now_ms).await?;
        Ok(Withdrawn::Withdrawn)
    }
}

/// Lets an operation wait, and says when it looks again.
pub(super) fn wait(operation: &mut Operation, behind: Behind, now_ms: i64) -> Next {
    let (pause_ms, what) = match behind {
        Behind::Another(_) => (schedule::QUEUE_PAUSE_MS, "operation"),
        Behind::Kinsta => (schedule::BUSY_PAUSE_MS, "kinsta"),
    };
    if operation.behind().is_none() {
        metrics::counter!("operations_queued_total", "behind" => what).increment(1);
        tracing::info!(operation = %operation.id, behind = what, "a confirmed change waits for its turn");
    }
    let since_ms = operation.waits.as_ref().map_or(now_ms, |waits| waits.since_ms);
    operation.waits = Some(Waits { since_ms, behind: Some(behind), until_ms: None });
    operation.deadline_ms = since_ms + schedule::WAIT_MS;
    Next::at(StepState::Planned, (now_ms + pause_ms).min(operation.deadline_ms))
}

/// Why an operation whose time is up was not sent.
pub(super) fn too_late(operation: &Operation) -> StepState {
    let why = if operation.behind().is_some() { "not-sent-queue" } else { "not-sent-in-time" };
    StepState::NotSent { why: why.into() }
}
