//! Every change is one small serialisable struct. A prompt, an operation, later an approval or a schedule store the
//! same act and run it through one registry.
//!
//! Must not know Slack, HTTP or SQL.

mod registry;

use async_trait::async_trait;
use serde_json::Value;

use crate::access::Grant;
use crate::domain::operation::Step;
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta;

pub use registry::{Registry, UnknownAct};

/// What Kinsta made of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Started {
    /// It works on it under this name.
    Following(crate::domain::ids::KinstaOperationId),
    /// It is finished already.
    Finished,
}

/// Words in the type of a row of Kinsta's activity log, lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityWords {
    /// All of these occur.
    pub all: &'static [&'static str],
    /// None of these occurs.
    pub none: &'static [&'static str],
}

impl ActivityWords {
    /// Whether a row's type is meant.
    pub fn mean(self, kind: &str) -> bool {
        let kind = kind.to_lowercase();
        self.all.iter().all(|word| kind.contains(word)) && !self.none.iter().any(|word| kind.contains(word))
    }
}

/// A change to one environment, resolved and ready to be confirmed.
#[async_trait]
pub trait Act: Send + Sync + std::fmt::Debug {
    /// The registered name, `cache.clear`. The catalogues hold its sentences under `act-cache-clear-…`.
    fn name(&self) -> &'static str;

    /// How much it can hurt.
    fn risk(&self) -> Risk;

    /// What it acts on.
    fn target(&self) -> &Target;

    /// The act as it is stored.
    fn to_json(&self) -> Value;

    /// One entry per call to Kinsta, in order; what is not needed is listed as skipped.
    fn steps(&self) -> Vec<Step>;

    /// Makes the call of one step.
    async fn start(&self, step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error>;

    /// How Kinsta's activity log names this step.
    fn activity_words(&self, step: &str) -> ActivityWords;

    /// The domains of the environment where the site is looked at afterwards; `None` where nobody looks.
    fn looks_at(&self) -> Option<&[String]> {
        None
    }

    /// How long it is followed before it is given up as unknown, in milliseconds.
    fn patience_ms(&self) -> i64 {
        15 * 60 * 1000
    }
}

/// Whether one step is the whole act, so that there is nothing to tell apart: `php` of `php.restart`. The one layer of a
/// cache that is cleared alone is not the whole cache.
pub fn is_whole(act_name: &str, steps: &[Step]) -> bool {
    matches!(steps, [only] if act_name.split('.').next() == Some(only.name.as_str()))
}

/// The key of one of an act's sentences: `cache.clear` and `doing` make `act-cache-clear-doing`.
pub fn key(act_name: &str, sentence: &str) -> String {
    format!("act-{}-{sentence}", act_name.replace('.', "-"))
}
