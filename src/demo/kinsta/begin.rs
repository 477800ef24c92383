//! What a write says about the operation it starts: its kind, its place, and what it will do.

use serde_json::Value;

use super::activity::{DNS, SITE_ACTIONS};
use super::operations::End;
use super::reply::Reply;
use super::state::World;

/// What an effect makes of an operation: the `data` of its success, or why it failed after all.
pub(super) type Outcome = Result<Value, String>;

/// What happens to the world when an operation ends. Called for failures too: they only lack the success.
pub(super) type Effect = Box<dyn FnOnce(&mut World, &End) -> Outcome + Send>;

/// An effect that only a success has. It is given the end in epoch milliseconds.
pub(super) fn on_success(effect: impl FnOnce(&mut World, i64) -> Outcome + Send + 'static) -> Effect {
    Box::new(move |world, end| if end.is_success() { effect(world, end.at_ms) } else { Ok(Value::Null) })
}

/// What all operations of one sort have in common.
#[derive(Debug)]
pub(super) struct Kind {
    /// The part of the id before the UUID, e.g. `cache:clear`.
    pub(super) prefix: &'static str,
    /// What the 202 says.
    pub(super) message: &'static str,
    /// The type in the activity log.
    pub(super) activity: &'static str,
    /// The category in the activity log.
    pub(super) category: &'static str,
}

impl Kind {
    /// Something done to a site.
    pub(super) const fn of_sites(prefix: &'static str, message: &'static str, activity: &'static str) -> Self {
        Self { prefix, message, activity, category: SITE_ACTIONS }
    }

    /// Something done to a DNS zone.
    pub(super) const fn of_dns(prefix: &'static str, message: &'static str, activity: &'static str) -> Self {
        Self { prefix, message, activity, category: DNS }
    }
}

/// What a write hands over to start an operation.
pub(super) struct Begin {
    pub(super) kind: &'static Kind,
    /// The sentence in the activity log.
    pub(super) description: String,
    pub(super) site_id: Option<String>,
    /// Where it works; if one of them is blocked, it fails.
    pub(super) environments: Vec<String>,
    /// Whether others have to wait there until it is over.
    pub(super) blocks: bool,
    /// Why it cannot work; it then ends as failed with this message.
    pub(super) doomed: Option<String>,
    pub(super) when_over: Effect,
}

impl Begin {
    /// An operation that touches no environment.
    pub(super) fn new(kind: &'static Kind, description: String, site_id: Option<String>, when_over: Effect) -> Self {
        Self { kind, description, site_id, environments: Vec::new(), blocks: false, doomed: None, when_over }
    }

    /// It fails with this message, if there is one.
    pub(super) fn doomed(self, problem: Option<String>) -> Self {
        Self { doomed: problem, ..self }
    }

    /// Others have to wait until it is over.
    pub(super) fn blocking(self) -> Self {
        Self { blocks: true, ..self }
    }
}

/// An environment somebody wants to write to.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) site_id: String,
    pub(super) environment_id: String,
    /// As in the activity log: the site's name in quotes, the environment's in brackets.
    pub(super) name: String,
}

impl World {
    /// The place with this environment id; 404 if there is none.
    pub(super) fn place(&self, environment_id: &str) -> Result<Place, Reply> {
        let (site, environment) = self.environment(environment_id).ok_or_else(Reply::not_found)?;
        Ok(Place {
            site_id: site.id.clone(),
            environment_id: environment.id.clone(),
            name: format!("\"{}\" ({})", site.display_name, environment.display_name),
        })
    }
}

impl Place {
    /// An operation here; `what` begins the sentence of the activity log, which this place ends.
    pub(super) fn begin(self, kind: &'static Kind, what: &str, when_over: Effect) -> Begin {
        let begin = Begin::new(kind, format!("{what} {}", self.name), Some(self.site_id), when_over);
        Begin { environments: vec![self.environment_id], ..begin }
    }
}
