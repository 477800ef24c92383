//! Carries operations from one saved state to the next.

use std::sync::Arc;

use super::lock::Board;
use super::schedule;
use super::settle::{self, Log, Row};
use super::step::{self, Next};
use super::{joined, queue, record};
use crate::access::{Access, Grant, Refused};
use crate::act::{Act, Registry};
use crate::clock::Clock;
use crate::domain::approval::{Change, End};
use crate::domain::ids::OperationId;
use crate::domain::operation::{Aftermath, Operation, State, StepState};
use crate::domain::outgoing::Outgoing;
use crate::domain::waiting::Behind;
use crate::kinsta::{self, Lane, Verdict, api};
use crate::sites::Directory;
use crate::sites::probe::Prober;
use crate::store::{self, DeadJob, Job, OperationFilter, Store, Tx};

/// How many rows are read back, of the activity log and of our own operations, to settle a call.
const READ_BACK: u32 = 50;
/// How near two calls are that could be taken for each other, in milliseconds.
const AROUND_MS: i64 = 60_000;

/// The follower of confirmed changes.
#[derive(Clone)]
pub struct Operations {
    pub(super) store: Store,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) kinsta: kinsta::Client,
    pub(super) prober: Arc<Prober>,
    pub(super) acts: Arc<Registry>,
    access: Access,
    pub(super) directory: Arc<Directory>,
    pub(super) board: Board,
}

/// Whether the job is over or when it continues.
enum Until {
    Ended,
    At(i64),
}

/// What becomes of what others agreed to.
enum Voided {
    /// It cannot be said yet.
    Not(Next),
    /// It is another thing by now.
    By(Change),
}

impl Operations {
    /// A follower with everything it needs.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        kinsta: kinsta::Client,
        prober: Arc<Prober>,
        acts: Arc<Registry>,
        access: Access,
        directory: Arc<Directory>,
    ) -> Self {
        Self { store, clock, kinsta, prober, acts, access, directory, board: Board::default() }
    }

    /// Takes one claimed job as far as it goes now, and says when it continues.
    pub async fn carry(&self, job: &Job) -> Result<(), store::Error> {
        let Some(id) = job.payload.get("operation").and_then(serde_json::Value::as_str) else {
            tracing::error!(job = job.key, "a job names no operation");
            return self.finish(job).await;
        };
        let Some(mut operation) = self.store.operation(&OperationId::new(id)).await? else {
            tracing::error!(operation = id, "a job's operation does not exist");
            return self.finish(job).await;
        };
        if operation.state.is_final() {
            return self.finish_ended(job, &operation.id).await;
        }
        if operation.state == State::Waiting {
            // Nobody has agreed, so nothing is due. Who agrees makes a new job.
            tracing::error!(operation = id, "a job carries an operation that waits for others");
            return self.finish(job).await;
        }
        let act = match self.acts.decode(&operation.act_name, operation.act.clone()) {
            Ok(act) => act,
            Err(error) => {
                tracing::error!(operation = id, error = %error, "an operation cannot be read by this version");
                self.give_up(&operation.id, None).await?;
                return self.finish(job).await;
            }
        };
        let until = self.advance(&mut operation, act.as_ref()).await?;
        self.refresh_board().await;
        match until {
            Until::Ended => self.finish_ended(job, &operation.id).await,
            Until::At(run_at_ms) => {
                let mut tx = self.store.write_tx().await?;
                tx.reschedule(job, run_at_ms, None, true).await?;
                tx.commit().await
            }
        }
    }

    /// Ends an operation that cannot be carried any further. Nobody can say what became of what was sent; what was not
    /// sent will not be.
    pub async fn give_up(&self, id: &OperationId, dead: Option<&DeadJob>) -> Result<(), store::Error> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.write_tx().await?;
        if let Some(mut operation) = tx.operation_for_update(id).await?.filter(|found| !found.state.is_final()) {
            for step in &mut operation.steps {
                step.state = step::given_up(step.state.clone());
            }
            operation.aftermath = Aftermath::Nothing;
            super::put(&mut tx, &mut operation, now_ms).await?;
        }
        if let Some(dead) = dead {
            tx.bury(dead).await?;
        }
        tx.commit().await?;
        self.call_next(id).await;
        Ok(())
    }

    async fn finish(&self, job: &Job) -> Result<(), store::Error> {
        let mut tx = self.store.write_tx().await?;
        tx.finish(job).await?;
        tx.commit().await
    }

    /// Ends the job of an ended operation, unless somebody has asked to look again since it was saved: that wish found
    /// this job there and relies on it.
    async fn finish_ended(&self, job: &Job, id: &OperationId) -> Result<(), store::Error> {
        let mut tx = self.store.write_tx().await?;
        let has_ended = tx.operation_for_update(id).await?.is_none_or(|operation| operation.state.is_final());
        if has_ended {
            tx.finish(job).await?;
        } else {
            tx.reschedule(job, self.clock.now_ms(), None, true).await?;
        }
        tx.commit().await
    }

    async fn advance(&self, operation: &mut Operation, act: &dyn Act) -> Result<Until, store::Error> {
        let mut not_before_ms = 0;
        for index in 0..operation.steps.len() {
            let now_ms = self.clock.now_ms();
            let due = step::due_ms(&operation.steps[index].state).is_some_and(|due| due <= now_ms);
            if !due {
                continue;
            }
            // Once Kinsta asked us to wait, the remaining calls would only be refused too.
            if not_before_ms > now_ms {
                break;
            }
            // Nothing is written down for a call that is known to be held back, until it is too late to make it.
            if let Some(turn_ms) = self.kinsta.turn(Lane::Operation)
                && now_ms < operation.deadline_ms
            {
                not_before_ms = turn_ms.min(operation.deadline_ms);
                break;
            }
            let next = match operation.steps[index].state.clone() {
                StepState::Planned => self.send(operation, index, act).await?,
                // Found as it was left by a crash: the call may have been made.
                StepState::Sending { since_ms } => step::ambiguous(since_ms, now_ms, None).into(),
                StepState::Accepted { operation_id, since_ms, .. } => {
                    let age_ms = now_ms - since_ms;
                    let verdict = self.kinsta.operation(&operation_id, age_ms, Lane::Operation).await;
                    if let Ok(Verdict::Done { data, .. }) = &verdict {
                        let step = &mut operation.steps[index];
                        step.kept = act.keep(&step.name, data);
                    }
                    let now_ms = self.clock.now_ms();
                    let pace = schedule::pace(self.kinsta.budget_left());
                    step::after_poll(&operation.steps[index].state, verdict, now_ms, operation.deadline_ms, pace)
                }
                StepState::Ambiguous { .. } => self.settle(operation, index, act).await?,
                _ => continue,
            };
            let next = step::mended(next, act);
            not_before_ms = not_before_ms.max(next.not_before_ms.unwrap_or_default());
            operation.steps[index].state = next.state;
            self.save(operation).await?;
        }
        if operation.steps.iter().all(|step| step.state.is_final()) {
            self.look(operation, act).await?;
        }
        if operation.state.is_final() {
            // Also after a failure: what was asked for may have happened in part.
            if act.changes_sites() {
                self.directory.refresh_soon();
            }
            return Ok(Until::Ended);
        }
        let steps = operation.steps.iter().filter_map(|step| step::due_ms(&step.state));
        let probe = match operation.aftermath {
            Aftermath::Probe { next_ms, .. } | Aftermath::Find { next_ms, .. } => next_ms,
            _ => None,
        };
        let due_ms = steps.chain(probe).min().unwrap_or_default();
        Ok(Until::At(due_ms.max(not_before_ms)))
    }

    /// Writes down that the call is being made, then makes it.
    async fn send(&self, operation: &mut Operation, index: usize, act: &dyn Act) -> Result<Next, store::Error> {
        let now_ms = self.clock.now_ms();
        let name = operation.steps[index].name.clone();
        if now_ms >= operation.deadline_ms {
            return Ok(queue::too_late(operation).into());
        }
        if let Some(next) = self.queue(operation, act).await? {
            return Ok(next);
        }
        match self.void(operation) {
            Some(Voided::Not(next)) => return Ok(next),
            Some(Voided::By(change)) => {
                tracing::info!(operation = %operation.id, fact = change.fact, "what was agreed to is not what is there any more");
                let end = End::Void { change };
                metrics::counter!("approvals_ended_total", "end" => end.as_str()).increment(1);
                if let Some(approval) = &mut operation.approval {
                    approval.end = Some(end);
                }
                return Ok(StepState::NotSent { why: "not-sent-void".into() }.into());
            }
            None => {}
        }
        // What may not be done is not even looked at.
        if let Err(refused) = self.permit(operation, act) {
            return Ok(not_sent(operation, &refused));
        }
        if let Some(next) = self.busy(operation, act).await {
            return Ok(next);
        }
        if let Err(stop) = act.check(&name, &self.kinsta).await {
            let next = step::stopped(stop, self.clock.now_ms());
            return Ok(if next.is_busy { queue::wait(operation, Behind::Kinsta, self.clock.now_ms()) } else { next });
        }
        let grant = match self.permit(operation, act) {
            Ok(grant) => grant,
            Err(refused) => return Ok(not_sent(operation, &refused)),
        };
        operation.steps[index].state = StepState::Sending { since_ms: self.clock.now_ms() };
        if !self.begin(operation, act).await? {
            operation.steps[index].state = StepState::Planned;
            let next = self.queue(operation, act).await?;
            return Ok(next.unwrap_or_else(|| Next::at(StepState::Planned, self.clock.now_ms())));
        }
        let next = step::send(act, &name, &self.kinsta, &grant, self.clock.as_ref()).await;
        Ok(if next.is_busy { queue::wait(operation, Behind::Kinsta, self.clock.now_ms()) } else { next })
    }

    /// Whether what others agreed to is another thing by now. Asked before the first call; after it, what was begun is
    /// brought to its end.
    fn void(&self, operation: &Operation) -> Option<Voided> {
        let approval = operation.approval.as_ref()?;
        if approval.end.is_none() && operation.has_begun() {
            return None;
        }
        let directory = self.directory.full();
        if directory.is_empty() {
            // Nothing is known yet, so nothing can be compared.
            let again_ms = self.clock.now_ms() + schedule::RESEND_PAUSE_MS;
            return Some(Voided::Not(Next::at(StepState::Planned, again_ms)));
        }
        approval.plan.change(&super::plan(operation, &directory.index)).map(Voided::By)
    }

    /// Whether whoever confirmed it may still do it, there, to what the target is by now.
    fn permit(&self, operation: &Operation, act: &dyn Act) -> Result<Grant, Refused> {
        let directory = self.directory.full();
        let asking = super::asking(operation, act, &self.access, &directory.index, self.clock.now());
        self.access.permit(&asking, operation.approval.as_ref().into())
    }

    /// Reads the activity log about a call whose answer was lost.
    async fn settle(&self, operation: &Operation, index: usize, act: &dyn Act) -> Result<Next, store::Error> {
        let before = &operation.steps[index].state;
        let StepState::Ambiguous { since_ms, checks, message, .. } = before else { return Ok(before.clone().into()) };
        let log = match self.activity(operation).await {
            Ok(log) => log,
            Err(kinsta::Error::RateLimited { until }) => {
                return Ok(Next::at(before.clone(), until.as_millisecond()));
            }
            Err(error) => {
                tracing::warn!(operation = %operation.id, error = %error, "the activity log could not be read");
                return Ok(
                    settle::after_nothing(*since_ms, *checks, message.clone(), false, self.clock.now_ms()).into()
                );
            }
        };
        let words = act.activity_words(&operation.steps[index].name);
        let alone = self.is_alone(operation, *since_ms).await?;
        Ok(settle::after_reading(before, &log, words, alone, self.clock.now_ms()).into())
    }

    /// Whether no other operation of this kind was under way on this site when the call was made. Where too many were
    /// started since to say so, it was not.
    async fn is_alone(&self, operation: &Operation, since_ms: i64) -> Result<bool, store::Error> {
        let filter = OperationFilter { site: operation.target.site_id.clone(), ..OperationFilter::default() };
        let recent = self.store.recent_operations(READ_BACK, &filter).await?;
        let reaches_back = recent.len() < READ_BACK as usize
            || recent.last().is_some_and(|oldest| oldest.created_at_ms < since_ms - AROUND_MS);
        let another = recent.iter().any(|other| {
            other.id != operation.id
                && other.act_name == operation.act_name
                && other.has_begun()
                && other.created_at_ms <= since_ms + AROUND_MS
                && other.ended_at_ms.is_none_or(|ended_ms| ended_ms >= since_ms - AROUND_MS)
        });
        Ok(reaches_back && !another)
    }

    async fn activity(&self, operation: &Operation) -> Result<Log, kinsta::Error> {
        let key = self.kinsta.key(Lane::Operation).await?;
        let mut request = api::activity::List::of(key.company);
        request.site = operation.target.site_id.clone();
        request.limit = Some(READ_BACK);
        let entries = self.kinsta.read(&request, Lane::Operation).await?.into_page().items;
        let is_whole = entries.len() < READ_BACK as usize;
        let row = |entry: api::activity::Entry| {
            let key_name = entry.api_key_info.and_then(|info| info.name);
            Some(Row {
                with_our_key: key_name.is_some_and(|name| name == key.name),
                kind: entry.kind,
                created_at_ms: entry.created_at?.as_millisecond(),
                is_done: entry.is_done,
                has_failed: entry.has_failed,
                public_error: entry.public_error,
            })
        };
        Ok(Log { rows: entries.into_iter().filter_map(row).collect(), is_whole })
    }

    /// Saves the operation with the state that follows from its steps, and what there is to say about it.
    pub(super) async fn save(&self, operation: &mut Operation) -> Result<(), store::Error> {
        let tx = self.store.write_tx().await?;
        self.write(tx, operation).await
    }

    /// As [`Operations::save`], at the end of a transaction.
    pub(super) async fn write(&self, mut tx: Tx, operation: &mut Operation) -> Result<(), store::Error> {
        let before = operation.state;
        let now_ms = self.clock.now_ms();
        conclude(operation, now_ms);
        let stored = record::changes(&mut tx, operation, now_ms).await?;
        tx.save_operation(operation).await?;
        let has_moved = stored.is_some_and(|stored| stored.behind() != operation.behind());
        if operation.state != before || has_moved {
            announce(&mut tx, operation, now_ms).await?;
            self.board.outdate();
        }
        tx.commit().await?;
        if operation.state != before && operation.state.is_final() {
            report_end(operation);
            self.call_next(&operation.id).await;
        }
        Ok(())
    }
}

fn not_sent(operation: &Operation, refused: &Refused) -> Next {
    tracing::info!(operation = %operation.id, why = refused.not_sent(), "a confirmed change was not sent");
    StepState::NotSent { why: refused.not_sent().into() }.into()
}

/// The state that follows from the steps.
pub(super) fn conclude(operation: &mut Operation, now_ms: i64) {
    operation.state = operation.state_of_steps();
    operation.ended_at_ms = operation.state.is_final().then(|| operation.ended_at_ms.unwrap_or(now_ms));
}

/// Promises the card's new state; at the end lets go of what the operation holds, and promises the last word.
pub(super) async fn announce(tx: &mut Tx, operation: &Operation, now_ms: i64) -> Result<(), store::Error> {
    let lane = operation.id.as_str();
    tx.push_outgoing(lane, &Outgoing::ShowCard { operation: operation.id.clone() }, now_ms).await?;
    if let Some(show) = super::shown_elsewhere(operation) {
        tx.push_outgoing(&super::request_lane(&operation.id), &show, now_ms).await?;
    }
    if operation.state.is_final() {
        tx.release_locks(&operation.id).await?;
        tx.push_outgoing(lane, &Outgoing::Reply { operation: operation.id.clone() }, now_ms).await?;
        joined::tell(tx, operation, now_ms).await?;
    }
    Ok(())
}

pub(super) fn report_end(operation: &Operation) {
    let duration_ms = operation.ended_at_ms.unwrap_or_default() - operation.begun_at_ms();
    let state = operation.state.as_str();
    metrics::counter!("operations_ended_total", "act" => operation.act_name.clone(), "state" => state).increment(1);
    if operation.state == State::Unknown {
        tracing::warn!(operation = %operation.id, act = operation.act_name, duration_ms, "an operation's end is unknown");
    } else {
        tracing::info!(operation = %operation.id, act = operation.act_name, state, duration_ms, "an operation ended");
    }
}
