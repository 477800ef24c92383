//! "Check again": a person asks about an operation whose end is unknown. Nothing is ever sent again.

use super::aftermath;
use super::{Operations, job, schedule};
use crate::domain::ids::{OperationId, TeamId};
use crate::domain::operation::{Operation, State, StepState};
use crate::domain::outgoing::Outgoing;
use crate::store;

/// How long a recheck is followed, in milliseconds.
const PATIENCE_MS: i64 = 60_000;

/// What came of the wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rechecked {
    /// It is being looked at; its card will say.
    Looking,
    /// It is not unknown, or no longer.
    Already(Box<Operation>),
    /// No such operation in this workspace.
    Nothing,
}

impl Operations {
    /// Looks again. Two presses at once look once.
    pub async fn recheck(&self, team: &TeamId, id: &OperationId) -> Result<Rechecked, store::Error> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        let Some(mut operation) = tx.operation_for_update(id).await?.filter(|operation| &operation.team == team) else {
            return Ok(Rechecked::Nothing);
        };
        if operation.state != State::Unknown {
            return Ok(Rechecked::Already(Box::new(operation)));
        }
        for step in &mut operation.steps {
            if let StepState::Unknown { operation_id, since_ms, message, .. } = &step.state {
                let (since_ms, next_ms) = (*since_ms, now_ms);
                // Counted from when it was sent, so that a "not found" is not taken for "too early".
                step.state = match operation_id.clone() {
                    Some(operation_id) => StepState::Accepted { operation_id, since_ms, polls: 0, next_ms },
                    None => StepState::Ambiguous {
                        since_ms,
                        checks: schedule::LAST_CHECK,
                        next_ms,
                        message: message.clone(),
                    },
                };
            }
        }
        let act = self.acts.decode(&operation.act_name, operation.act.clone());
        if let Ok(act) = act {
            operation.aftermath = aftermath(act.look());
        }
        operation.state = State::Running;
        operation.ended_at_ms = None;
        operation.deadline_ms = now_ms + PATIENCE_MS;
        tx.save_operation(&mut operation).await?;
        tx.push_outgoing(id.as_str(), &Outgoing::ShowCard { operation: id.clone() }, now_ms).await?;
        tx.enqueue(&job(id, now_ms)).await?;
        tx.commit().await?;
        Ok(Rechecked::Looking)
    }
}
