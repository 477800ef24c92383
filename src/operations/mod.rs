//! Confirmed changes: sent once, followed to their true end, reported.
//!
//! Knows acts, Kinsta's client and the store. Must not know Slack or HTTP: what is said goes into the outbox in the
//! transaction that saves the state it reports.

mod joined;
mod lock;
mod look;
mod queue;
mod recheck;
mod record;
mod runner;
mod schedule;
mod settle;
mod step;
pub mod view;

use serde_json::json;

use crate::domain::ids::OperationId;
use crate::store::NewJob;

pub use lock::{Board, Notice};
pub use look::aftermath;
pub use queue::Withdrawn;
pub use recheck::Rechecked;
pub use runner::Operations;

/// The kind of job that carries an operation.
pub const JOB: &str = "operation";

/// How often an operation may be claimed without getting anywhere before it is set aside.
const MAX_ATTEMPTS: u32 = 25;

/// The job that carries an operation from `run_at_ms` on.
pub fn job(id: &OperationId, run_at_ms: i64) -> NewJob {
    NewJob {
        kind: JOB.to_owned(),
        key: format!("operation:{id}"),
        payload: json!({ "operation": id }),
        run_at_ms,
        max_attempts: MAX_ATTEMPTS,
    }
}
