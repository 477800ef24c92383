//! The company's activity log: one entry for each write, and some that others left before the simulator started.
//!
//! Of the type names only `deleteSite` is known from the document; the others are invented in its style.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::SimulatedKinsta;
use super::auth::KEY_NAME;
use super::begin::Place;
use super::fields::Params;
use super::reply::Reply;
use super::state::{Shared, World};

pub(super) const SITE_ACTIONS: &str = "siteActions";
pub(super) const DNS: &str = "kinstaDns";
/// How many lines the log keeps; Kinsta's keeps more, but nobody reads that far back here.
const KEPT: usize = 20_000;

const CATEGORIES: [&str; 8] =
    [SITE_ACTIONS, DNS, "migrations", "billing", "notifications", "userManagement", "personalSettings", "samlSso"];
const LANGUAGES: [&str; 10] = ["da", "de", "en", "es", "fr", "it", "ja", "nl", "pt", "sv"];

/// Who did it.
#[derive(Debug, Clone)]
pub(super) enum By {
    /// Somebody with an API key.
    Key { id: String, name: &'static str },
    /// A person in MyKinsta.
    User { id: String, role: &'static str, first_name: &'static str, full_name: &'static str },
}

/// Something that was done behind the API's back, as the log tells of it.
#[derive(Debug, Clone)]
pub struct Deed {
    /// Who did it.
    pub by: Doer,
    /// The type, `deleteSite`.
    pub kind: &'static str,
    /// The sentence.
    pub what: String,
    /// To which site.
    pub site_id: Option<String>,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doer {
    /// A person in MyKinsta, by their full name.
    Person(&'static str),
    /// Somebody with another API key, by its name.
    OtherKey(&'static str),
    /// Somebody with the key that the API accepts.
    OwnKey,
}

/// A line of the log.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) id: i64,
    pub(super) category: &'static str,
    pub(super) kind: &'static str,
    pub(super) description: String,
    pub(super) site_id: Option<String>,
    pub(super) created_at_ms: i64,
    pub(super) by: By,
    /// Its state is that of this operation; `None`: done at once.
    pub(super) operation_id: Option<String>,
}

/// The log, oldest first.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: VecDeque<Entry>,
    /// How many lines there ever were.
    ever: i64,
}

impl Log {
    pub(super) fn add(&mut self, entry: Entry) {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
        self.ever += 1;
    }
}

impl Entry {
    /// A line about what the only key does: `(category, type, sentence)`.
    pub(super) fn of_key(
        world: &World,
        (category, kind, description): (&'static str, &'static str, String),
        site_id: Option<String>,
        operation_id: Option<String>,
        now_ms: i64,
    ) -> Self {
        Self {
            // Seconds of the start as the base: grows from run to run, as Kinsta's numbers grow.
            id: world.started_ms / 1000 + world.activity.ever,
            category,
            kind,
            description,
            site_id,
            created_at_ms: now_ms,
            by: By::Key { id: world.api_key_id.clone(), name: KEY_NAME },
            operation_id,
        }
    }

    fn of_deed(world: &World, deed: Deed, now_ms: i64) -> Self {
        let what = (SITE_ACTIONS, deed.kind, deed.what);
        let entry = Self::of_key(world, what, deed.site_id, None, now_ms);
        let by = match deed.by {
            Doer::OwnKey => entry.by,
            Doer::OtherKey(name) => By::Key { id: world.ids.uuid("api-key", name), name },
            Doer::Person(full_name) => {
                let first_name = full_name.split(' ').next().unwrap_or_default();
                By::User { id: world.ids.uuid("user", full_name), role: "admin", first_name, full_name }
            }
        };
        Self { by, ..entry }
    }

    fn is_by_key(&self, wanted: &str) -> bool {
        matches!(&self.by, By::Key { id, .. } if id == wanted)
    }

    fn is_by_user(&self, wanted: &str) -> bool {
        matches!(&self.by, By::User { id, .. } if id == wanted)
    }

    fn to_json(&self, world: &World) -> Value {
        let (is_done, error) = self.operation_id.as_deref().map_or((true, None), |id| world.operations.outcome(id));
        let (initiated_by, api_key_info, user_agent_info) = match &self.by {
            By::Key { id, name } => (Value::Null, json!({ "id": id, "name": name }), Value::Null),
            By::User { id, role, first_name, full_name } => (
                json!({ "id": id, "role": role, "full_name": full_name, "first_name": first_name }),
                Value::Null,
                json!({ "browser_name": "Firefox", "browser_version": "140.0", "os_name": "Linux" }),
            ),
        };
        json!({
            "id": self.id,
            "site_id": self.site_id,
            "created_at": self.created_at_ms,
            "is_done": is_done,
            "has_failed": error.is_some(),
            "has_warning": false,
            "type": self.kind,
            "public_error": error,
            "ip_address": "203.0.113.42",
            "initiated_by": initiated_by,
            "user_agent_info": user_agent_info,
            "api_key_info": api_key_info,
            "descriptions": [self.description],
        })
    }
}

impl SimulatedKinsta {
    /// Notes what somebody did behind the API's back.
    pub fn happened(&self, deed: Deed) {
        let now_ms = self.shared.clock.now_ms();
        let mut world = self.shared.lock();
        let entry = Entry::of_deed(&world, deed, now_ms);
        world.activity.add(entry);
    }
}

impl Shared {
    /// Notes what was done at once in a place, without an operation.
    pub(super) fn note(&self, world: &mut World, place: &Place, kind: &'static str, what: &str) {
        let description = format!("{what} {}", place.name);
        let what = (SITE_ACTIONS, kind, description);
        let entry = Entry::of_key(world, what, Some(place.site_id.clone()), None, self.clock.now_ms());
        world.activity.add(entry);
    }
}

/// `GET /company/{id}/activity-logs`, newest first. Descriptions are English whatever the language.
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(company_id): Path<String>,
    params: Params,
) -> Result<Reply, Reply> {
    let limit = params.count_or("limit", 10)?;
    let offset = params.count_or("offset", 0)?;
    let category = params.one_of("category", &CATEGORIES)?;
    params.one_of("language", &LANGUAGES)?;
    let world = shared.lock();
    if company_id != world.company_id {
        return Err(Reply::not_found());
    }
    let wanted: Vec<&Entry> = world
        .activity
        .entries
        .iter()
        .rev()
        .filter(|entry| category.is_none_or(|category| entry.category == category))
        .filter(|entry| params.text("site_id").is_none_or(|id| entry.site_id.as_deref() == Some(id)))
        .filter(|entry| params.text("id_api_key").is_none_or(|id| entry.is_by_key(id)))
        .filter(|entry| params.text("id_initiated_by").is_none_or(|id| entry.is_by_user(id)))
        .collect();
    let items: Vec<Value> = wanted.iter().skip(offset).take(limit).map(|entry| entry.to_json(&world)).collect();
    Ok(Reply::ok(json!({ "company": { "activity_logs": { "total": wanted.len(), "items": items } } })))
}
