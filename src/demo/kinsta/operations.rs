//! Operations: they start with a write, run for a while, end, and only then take effect. `GET /operations/{id}`.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::json;

use super::activity::Entry;
use super::faults::Fault;
use super::gate::Call;
use super::reply::Reply;
use super::state::{Shared, World};

const BLOCKED: &str = "The environment is blocked by another process. Please try again a bit later.";

/// What happens to the world when an operation ends. Called for failures too: they only lack the success.
pub(super) type Effect = Box<dyn FnOnce(&mut World, &End) + Send>;

/// What a write hands over to start an operation.
pub(super) struct Begin {
    /// The part of the id before the UUID, e.g. `cache:clear`.
    pub(super) prefix: &'static str,
    /// What the 202 says.
    pub(super) message: &'static str,
    /// The type in the activity log.
    pub(super) activity: &'static str,
    /// The sentence in the activity log.
    pub(super) description: String,
    pub(super) site_id: String,
    pub(super) environment_id: String,
    /// Why it cannot work; it then ends as failed with this message.
    pub(super) doomed: Option<String>,
    pub(super) when_over: Effect,
}

/// How an operation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    pub(super) at_ms: i64,
    pub(super) error: Option<String>,
}

impl End {
    pub(super) fn is_success(&self) -> bool {
        self.error.is_none()
    }
}

pub(super) struct Operation {
    id: String,
    created_at_ms: i64,
    /// `None`: never on its own.
    ends_at_ms: Option<i64>,
    /// Decided at the start: the message it will fail with.
    doomed: Option<String>,
    lost: bool,
    when_over: Option<Effect>,
    end: Option<End>,
}

/// All operations, of which the running ones are looked at whenever time passes.
#[derive(Default)]
pub(super) struct Operations {
    all: Vec<Operation>,
    by_id: HashMap<String, usize>,
    running: Vec<usize>,
}

impl Operations {
    fn by_id(&self, id: &str) -> Option<&Operation> {
        self.by_id.get(id).map(|index| &self.all[*index])
    }

    /// How the operation with this id ended, if it did.
    pub(super) fn end(&self, id: &str) -> Option<&End> {
        self.by_id(id).and_then(|operation| operation.end.as_ref())
    }

    /// How many are running.
    pub(super) fn running(&self) -> usize {
        self.running.len()
    }
}

impl World {
    /// Ends every operation whose time has come.
    pub(super) fn settle(&mut self, now_ms: i64) {
        for index in self.operations.running.clone() {
            let operation = &self.operations.all[index];
            if let Some(at_ms) = operation.ends_at_ms.filter(|at_ms| *at_ms <= now_ms) {
                let error = operation.doomed.clone();
                self.end(index, End { at_ms, error });
            }
        }
    }

    /// Ends every running operation now, the way it would have ended; a stuck one succeeds.
    pub(super) fn end_running(&mut self, now_ms: i64, failing_with: Option<&str>) {
        for index in self.operations.running.clone() {
            let doomed = self.operations.all[index].doomed.clone();
            let error = failing_with.map(str::to_owned).or(doomed);
            self.end(index, End { at_ms: now_ms, error });
        }
    }

    fn end(&mut self, index: usize, end: End) {
        self.operations.running.retain(|running| *running != index);
        if let Some(when_over) = self.operations.all[index].when_over.take() {
            when_over(self, &end);
        }
        self.operations.all[index].end = Some(end);
    }

    fn environment_is_blocked(&self, id: &str) -> bool {
        self.environment(id).is_some_and(|(_, environment)| environment.is_blocked)
    }
}

impl Shared {
    /// Starts an operation in `world`, writes it into the activity log and answers 202.
    pub(super) fn begin(&self, world: &mut World, call: &Call, begin: Begin) -> Reply {
        let now_ms = self.clock.now_ms();
        let mut operation = Operation {
            id: String::new(),
            created_at_ms: now_ms,
            ends_at_ms: Some(now_ms + self.options.operation_ms),
            doomed: begin.doomed,
            lost: false,
            when_over: Some(begin.when_over),
            end: None,
        };
        if world.environment_is_blocked(&begin.environment_id) {
            operation.doomed = Some(BLOCKED.to_owned());
        }
        match self.faults.strike_operation(call.method.as_str(), &call.path) {
            Some(Fault::StuckOperation) => operation.ends_at_ms = None,
            Some(Fault::FailedOperation { message }) => operation.doomed = Some(message),
            Some(Fault::LostOperation) => operation.lost = true,
            _ => {}
        }
        let index = world.operations.all.len();
        // The start of the simulator is part of the key, so that a restarted one never hands out an id twice.
        operation.id =
            format!("{}-{}", begin.prefix, world.ids.uuid("operation", &format!("{}/{index}", world.started_ms)));
        let id = operation.id.clone();
        world.activity.push(Entry::of_operation(world, begin.activity, begin.description, begin.site_id, &id, now_ms));
        world.operations.by_id.insert(id.clone(), index);
        world.operations.running.push(index);
        world.operations.all.push(operation);
        let body = json!({ "operation_id": id, "message": begin.message, "status": 202 });
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
        Some(End { error: None, .. }) => Reply::envelope(StatusCode::OK, "Successfully finished request"),
        Some(End { error: Some(message), .. }) => {
            let failed = Reply::server_error(message);
            if shared.faults.failures_as_200() { Reply { status: StatusCode::OK, ..failed } } else { failed }
        }
    }
}
