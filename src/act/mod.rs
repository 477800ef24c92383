//! Every change is one small serialisable struct. A prompt, an operation, later an approval or a schedule store the
//! same act and run it through one registry.
//!
//! Must not know Slack, HTTP or SQL.

mod registry;

use std::fmt::Debug;

use async_trait::async_trait;
use serde::Serialize;
use serde::de::DeserializeOwned;
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

impl From<kinsta::api::Started> for Started {
    fn from(started: kinsta::api::Started) -> Self {
        started.operation_id.map_or(Self::Finished, Self::Following)
    }
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

/// A kind of change to one environment: what a verb writes down about what it changes.
#[async_trait]
pub trait ActKind: Serialize + DeserializeOwned + Debug + Send + Sync + 'static {
    /// The registered name, `cache.clear`. The catalogues hold its sentences under `act-cache-clear-…`.
    const NAME: &'static str;

    /// How much it can hurt.
    const RISK: Risk;

    /// How long it is followed before it is given up as unknown, in milliseconds.
    const PATIENCE_MS: i64 = 15 * 60 * 1000;

    /// What it acts on.
    fn target(&self) -> &Target;

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
}

/// A change of any kind, resolved and ready to be confirmed. Every [`ActKind`] is one.
#[async_trait]
pub trait Act: Debug + Send + Sync {
    /// [`ActKind::NAME`].
    fn name(&self) -> &'static str;

    /// [`ActKind::RISK`].
    fn risk(&self) -> Risk;

    /// [`ActKind::target`].
    fn target(&self) -> &Target;

    /// The act as it is stored.
    fn to_json(&self) -> Value;

    /// [`ActKind::steps`].
    fn steps(&self) -> Vec<Step>;

    /// [`ActKind::start`].
    async fn start(&self, step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error>;

    /// [`ActKind::activity_words`].
    fn activity_words(&self, step: &str) -> ActivityWords;

    /// [`ActKind::looks_at`].
    fn looks_at(&self) -> Option<&[String]>;

    /// [`ActKind::PATIENCE_MS`].
    fn patience_ms(&self) -> i64;
}

#[async_trait]
impl<K: ActKind> Act for K {
    fn name(&self) -> &'static str {
        K::NAME
    }

    fn risk(&self) -> Risk {
        K::RISK
    }

    fn target(&self) -> &Target {
        ActKind::target(self)
    }

    fn to_json(&self) -> Value {
        // Acts are plain data with string keys; such a value cannot fail to be JSON.
        serde_json::to_value(self).unwrap_or_default()
    }

    fn steps(&self) -> Vec<Step> {
        ActKind::steps(self)
    }

    async fn start(&self, step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        ActKind::start(self, step, kinsta, grant).await
    }

    fn activity_words(&self, step: &str) -> ActivityWords {
        ActKind::activity_words(self, step)
    }

    fn looks_at(&self) -> Option<&[String]> {
        ActKind::looks_at(self)
    }

    fn patience_ms(&self) -> i64 {
        K::PATIENCE_MS
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
