//! How a confirmed change waits for its turn, and who else asked for the same one. Pure.

use serde::{Deserialize, Serialize};

use super::actor::Place;
use super::ids::{OperationId, UserId};
use super::lang::Lang;
use super::operation::{Operation, State, StepState};
use super::target::Target;

/// A confirmed change that waits, or has waited. Times are epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// Since when; from here all of its waiting is counted.
    pub since_ms: i64,
    /// Behind what; nothing, once it had its turn.
    pub behind: Option<Behind>,
    /// When it had its turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
}

/// What a confirmed change waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "behind")]
pub enum Behind {
    /// Another change of ours.
    Another(Box<Ahead>),
    /// Something that Kinsta does there.
    Kinsta,
}

/// A change that comes first. Times are epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    /// Which.
    pub operation: OperationId,
    /// Who asked for it.
    pub user: UserId,
    /// What it is: the act's registered name.
    pub act_name: String,
    /// What it is done to.
    pub target: Target,
    /// Since when it is at work, or, where it waits itself, confirmed.
    pub since_ms: i64,
    /// Whether it is at work.
    pub has_begun: bool,
}

/// Somebody who asked for the same while it was under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// Who.
    pub user: UserId,
    /// Where they asked.
    pub place: Place,
    /// Their language.
    pub lang: Lang,
}

impl Operation {
    /// Whether a call to Kinsta was ever written down.
    pub fn has_begun(&self) -> bool {
        !self.steps.iter().all(|step| matches!(step.state, StepState::Planned | StepState::Skipped { .. }))
    }

    /// What it waits for now.
    pub fn behind(&self) -> Option<&Behind> {
        self.waits.as_ref().filter(|_| !self.state.is_final()).and_then(|waits| waits.behind.as_ref())
    }

    /// Whether it can still be taken back.
    pub fn can_be_withdrawn(&self) -> bool {
        self.state == State::Accepted && !self.has_begun()
    }

    /// How long it took, in milliseconds, without waiting for others or for its turn.
    pub fn took_ms(&self) -> i64 {
        let began_ms = self.waits.as_ref().and_then(|waits| waits.until_ms).unwrap_or(self.begun_at_ms());
        self.ended_at_ms.unwrap_or(began_ms) - began_ms
    }

    /// Everybody who asked for it, each once.
    pub fn askers(&self) -> Vec<&UserId> {
        let mut askers = vec![&self.user];
        for joined in &self.joined {
            if !askers.contains(&&joined.user) {
                askers.push(&joined.user);
            }
        }
        askers
    }

    /// Those who asked for it in another conversation than its card's.
    pub fn elsewhere(&self) -> impl Iterator<Item = &Joined> {
        self.joined.iter().filter(|joined| joined.place != self.place)
    }
}
