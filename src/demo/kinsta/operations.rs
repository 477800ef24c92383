//! Operations: they start with a write, run for a while, end, and only then take effect. `GET /operations/{id}`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::activity::Entry;
use super::begin::{Begin, Effect};
use super::faults::Fault;
use super::gate::Call;
use super::reply::Reply;
use super::state::{Shared, World};

const BLOCKED: &str = "The environment is blocked by another process. Please try again a bit later.";
/// How many ended operations can still be asked for; those before are as unknown as a wrong id.
const KEPT: usize = 20_000;

/// How an operation ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    pub(super) at_ms: i64,
    pub(super) error: Option<String>,
    /// What is told with the success, e.g. `{"idSite": "…"}`.
    pub(super) data: Value,
}

impl End {
    fn new(at_ms: i64, error: Option<String>) -> Self {
        Self { at_ms, error, data: Value::Null }
    }

    pub(super) fn is_success(&self) -> bool {
        self.error.is_none()
    }
}

struct Operation {
    id: String,
    created_at_ms: i64,
    /// `None`: never on its own.
    ends_at_ms: Option<i64>,
    /// Decided at the start: the message it will fail with.
    doomed: Option<String>,
    lost: bool,
    /// The environments it has blocked for others.
    holds: Vec<String>,
    when_over: Option<Effect>,
    end: Option<End>,
}

/// The latest operations, of which the running ones are looked at whenever time passes.
#[derive(Default)]
pub(super) struct Operations {
    /// How many there ever were: the next one's number.
    ever: u64,
    by_number: BTreeMap<u64, Operation>,
    by_id: HashMap<String, u64>,
    running: BTreeSet<u64>,
}

impl Operations {
    fn by_id(&self, id: &str) -> Option<&Operation> {
        self.by_id.get(id).and_then(|number| self.by_number.get(number))
    }

    /// Whether it is over, and with which error. One that is no longer known is over.
    pub(super) fn outcome(&self, id: &str) -> (bool, Option<&str>) {
        let Some(operation) = self.by_id(id) else { return (true, None) };
        let end = operation.end.as_ref();
        (end.is_some(), end.and_then(|end| end.error.as_deref()))
    }

    /// How many are running.
    pub(super) fn running(&self) -> usize {
        self.running.len()
    }

    fn add(&mut self, operation: Operation) {
        self.by_id.insert(operation.id.clone(), self.ever);
        self.by_number.insert(self.ever, operation);
        self.running.insert(self.ever);
        self.ever += 1;
        if self.by_number.len() - self.running.len() > KEPT {
            // Stuck ones at the front are stepped over; there are never many.
            let oldest =
                self.by_number.iter().find(|(_, operation)| operation.end.is_some()).map(|(number, _)| *number);
            if let Some(forgotten) = oldest.and_then(|number| self.by_number.remove(&number)) {
                self.by_id.remove(&forgotten.id);
            }
        }
    }
}

impl World {
    /// Ends every operation whose time has come.
    pub(super) fn settle_operations(&mut self, now_ms: i64) {
        let Operations { running, by_number, .. } = &self.operations;
        let over = |number: &u64| {
            let operation = by_number.get(number)?;
            let at_ms = operation.ends_at_ms.filter(|at_ms| *at_ms <= now_ms)?;
            Some((*number, End::new(at_ms, operation.doomed.clone())))
        };
        let due: Vec<(u64, End)> = running.iter().filter_map(over).collect();
        for (number, end) in due {
            self.end(number, end);
        }
    }

    /// Ends every running operation now, the way it would have ended; a stuck one succeeds.
    pub(super) fn end_running(&mut self, now_ms: i64, failing_with: Option<&str>) {
        for number in self.operations.running.clone() {
            let doomed = self.operations.by_number.get(&number).and_then(|operation| operation.doomed.clone());
            let error = failing_with.map(str::to_owned).or(doomed);
            self.end(number, End::new(now_ms, error));
        }
    }

    fn end(&mut self, number: u64, mut end: End) {
        self.operations.running.remove(&number);
        let Some(operation) = self.operations.by_number.get_mut(&number) else { return };
        let (holds, when_over) = (std::mem::take(&mut operation.holds), operation.when_over.take());
        for id in holds {
            if let Some(environment) = self.environment_mut(&id) {
                environment.is_blocked = false;
            }
        }
        match when_over.map(|effect| effect(self, &end)) {
            Some(Ok(data)) => end.data = data,
            Some(Err(problem)) => end.error = end.error.or(Some(problem)),
            None => {}
        }
        if let Some(operation) = self.operations.by_number.get_mut(&number) {
            operation.end = Some(end);
        }
    }

    fn is_blocked(&self, environment_id: &str) -> bool {
        self.environment(environment_id).is_some_and(|(_, environment)| environment.is_blocked)
    }
}

impl Shared {
    /// Starts an operation in `world`, writes it into the activity log and answers 202.
    pub(super) fn begin(&self, world: &mut World, call: &Call, begin: Begin) -> Reply {
        let now_ms = self.clock.now_ms();
        // The start of the simulator is part of the key, so that a restarted one never hands out an id twice.
        let key = format!("{}/{}", world.started_ms, world.operations.ever);
        let id = format!("{}-{}", begin.kind.prefix, world.ids.uuid("operation", &key));
        let mut operation = Operation {
            id: id.clone(),
            created_at_ms: now_ms,
            ends_at_ms: Some(now_ms + self.options.operation_ms),
            doomed: begin.doomed,
            lost: false,
            holds: Vec::new(),
            when_over: Some(begin.when_over),
            end: None,
        };
        if begin.environments.iter().any(|id| world.is_blocked(id)) {
            operation.doomed = Some(BLOCKED.to_owned());
        } else if begin.blocks {
            for id in &begin.environments {
                if let Some(environment) = world.environment_mut(id) {
                    environment.is_blocked = true;
                }
            }
            operation.holds = begin.environments;
        }
        match self.faults.strike_operation(call.method.as_str(), &call.path) {
            Some(Fault::StuckOperation) => operation.ends_at_ms = None,
            Some(Fault::FailedOperation { message }) => operation.doomed = Some(message),
            Some(Fault::LostOperation) => operation.lost = true,
            _ => {}
        }
        let what = (begin.kind.category, begin.kind.activity, begin.description);
        let entry = Entry::of_key(world, what, begin.site_id, Some(id.clone()), now_ms);
        world.activity.add(entry);
        world.operations.add(operation);
        let body = json!({ "operation_id": id, "message": begin.kind.message, "status": 202 });
        Reply { status: StatusCode::ACCEPTED, body }
    }

    /// When an operation that starts now ends if nothing intervenes, in epoch milliseconds.
    pub(super) fn usual_end_ms(&self) -> i64 {
        self.clock.now_ms() + self.options.operation_ms
    }
}

/// `GET /operations/{operation_id}`; the colon may come encoded or not.
pub(super) async fn show(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Reply {
    let world = shared.lock();
    let Some(operation) = world.operations.by_id(&id).filter(|operation| !operation.lost) else {
        return Reply::not_found();
    };
    match &operation.end {
        None if shared.clock.now_ms() < operation.created_at_ms + shared.options.not_found_ms => Reply::not_found(),
        None => {
            let body = json!({ "status": 202, "message": "Operation in progress" });
            Reply { status: StatusCode::ACCEPTED, body }
        }
        Some(End { error: None, data, .. }) => {
            let mut done = Reply::envelope(StatusCode::OK, "Successfully finished request");
            done.body["data"] = data.clone();
            done
        }
        Some(End { error: Some(message), .. }) => {
            let failed = Reply::server_error(message);
            if shared.faults.failures_as_200() { Reply { status: StatusCode::OK, ..failed } } else { failed }
        }
    }
}
