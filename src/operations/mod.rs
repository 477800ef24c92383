//! Confirmed changes: sent once, followed to their true end, reported.
//!
//! Knows acts, Kinsta's client and the store. Must not know Slack or HTTP: what is said goes into the outbox in the
//! transaction that saves the state it reports.

mod expiry;
mod joined;
mod lock;
mod look;
mod plan;
mod queue;
mod recheck;
mod record;
mod runner;
mod schedule;
mod settle;
mod step;
pub mod view;

use serde_json::json;

use crate::access::{Access, Asking};
use crate::act::{self, Act};
use crate::domain::ids::OperationId;
use crate::domain::operation::Operation;
use crate::domain::outgoing::Outgoing;
use crate::sites::{Index, policy_target};
use crate::store::{self, NewJob, Tx};

pub use expiry::{EXPIRY_JOB, expiry_job};
pub use lock::{Board, Notice};
pub use look::aftermath;
pub use plan::plan;
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

/// The lane of the messages in the channel where others are asked to agree.
pub fn request_lane(id: &OperationId) -> String {
    format!("{id}:request")
}

/// The operation's message in the channel where others are asked to agree, where there is such a channel.
pub fn shown_elsewhere(operation: &Operation) -> Option<Outgoing> {
    let channel = operation.approval.as_ref()?.channel.as_ref()?;
    let (operation, channel) = (operation.id.clone(), channel.clone());
    Some(Outgoing::ShowRequest { operation, channel })
}

/// What the policy is asked about an operation: whether whoever confirmed it may still do it, there, to what the target
/// is by now.
pub fn asking<'a>(
    operation: &'a Operation,
    act: &'a dyn Act,
    access: &Access,
    index: &'a Index,
    at: jiff::Timestamp,
) -> Asking<'a> {
    Asking {
        user: &operation.user,
        kind: access.kind_of(&operation.user).unwrap_or(operation.kind),
        channel: Some(&operation.place.channel),
        verb: act::verb(&operation.verb, act),
        target: policy_target(index, &operation.target),
        is_kept_here: false,
        at,
    }
}

/// Saves an operation that was read for update, where what happened to it is worth telling: its state, its rows of the
/// audit log and its messages together.
pub async fn put(tx: &mut Tx, operation: &mut Operation, now_ms: i64) -> Result<(), store::Error> {
    runner::conclude(operation, now_ms);
    record::changes(tx, operation, now_ms).await?;
    tx.save_operation(operation).await?;
    runner::announce(tx, operation, now_ms).await
}
