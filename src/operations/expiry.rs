//! A request to which not enough have agreed in time is called off.

use serde_json::json;

use super::Operations;
use crate::domain::approval::End;
use crate::domain::ids::OperationId;
use crate::domain::operation::State;
use crate::store::{self, DeadJob, Job, NewJob};

/// The kind of job that calls a request off.
pub const EXPIRY_JOB: &str = "approval";

/// How often it may be claimed without getting anywhere before it is set aside.
const MAX_ATTEMPTS: u32 = 25;

/// The job that calls an operation off at `run_at_ms`, if it still waits for others then.
pub fn expiry_job(id: &OperationId, run_at_ms: i64) -> NewJob {
    NewJob {
        kind: EXPIRY_JOB.to_owned(),
        key: format!("{EXPIRY_JOB}:{id}"),
        payload: json!({ "operation": id }),
        run_at_ms,
        max_attempts: MAX_ATTEMPTS,
    }
}

impl Operations {
    /// Calls off what a claimed job is about, if it still waits.
    pub async fn expire(&self, job: &Job) -> Result<(), store::Error> {
        let id = job.payload.get("operation").and_then(serde_json::Value::as_str).map(OperationId::new);
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        if let Some(id) = id {
            Self::call_off(&mut tx, &id, now_ms).await?;
        }
        tx.finish(job).await?;
        tx.commit().await
    }

    /// As [`Operations::expire`], for a job that was given up.
    pub async fn expire_dead(&self, id: &OperationId, dead: &DeadJob) -> Result<(), store::Error> {
        let mut tx = self.store.write_tx().await?;
        Self::call_off(&mut tx, id, self.clock.now_ms()).await?;
        tx.bury(dead).await?;
        tx.commit().await
    }

    async fn call_off(tx: &mut store::Tx, id: &OperationId, now_ms: i64) -> Result<(), store::Error> {
        let found = tx.operation_for_update(id).await?;
        let Some(mut operation) = found.filter(|operation| operation.state == State::Waiting) else { return Ok(()) };
        if let Some(approval) = &mut operation.approval {
            approval.end = Some(End::Expired);
        }
        metrics::counter!("approvals_ended_total", "end" => End::Expired.as_str()).increment(1);
        super::put(tx, &mut operation, now_ms).await
    }
}
