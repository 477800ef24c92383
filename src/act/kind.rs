//! What a verb writes down about what it changes.

use std::fmt::Debug;

use async_trait::async_trait;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::access::{Edit, Grant};
use crate::domain::hold::Hold;
use crate::domain::operation::{NextStep, Outcome, Step};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::kinsta;

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

/// Why a call is not made.
#[derive(Debug)]
pub enum Stop {
    /// What was confirmed is not what is there any more; the key of a sentence that says so and what to do.
    Changed(&'static str),
    /// What has to be read first could not be read.
    Kinsta(kinsta::Error),
}

impl From<kinsta::Error> for Stop {
    fn from(error: kinsta::Error) -> Self {
        Self::Kinsta(error)
    }
}

/// What is looked at once Kinsta has finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look<'a> {
    /// Nothing.
    Nowhere,
    /// Whether the site answers, which may lead from one of these domains to another.
    AtTheSite(&'a [String]),
    /// What came of it, by [`ActKind::outcome`].
    AtTheOutcome,
    /// The same, also where it failed or nobody can say: a part of it may have happened.
    AtTheOutcomeInAnyCase,
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
    /// All of these occur.
    pub const fn all(words: &'static [&'static str]) -> Self {
        Self { all: words, none: &[] }
    }

    /// Whether a row's type is meant.
    pub fn mean(self, kind: &str) -> bool {
        let kind = kind.to_lowercase();
        self.all.iter().all(|word| kind.contains(word)) && !self.none.iter().any(|word| kind.contains(word))
    }
}

/// A kind of change: what a verb writes down about what it changes. It holds no secret but a [`kinsta::Sealed`] one.
#[async_trait]
pub trait ActKind: Serialize + DeserializeOwned + Debug + Send + Sync + 'static {
    /// The registered name, `cache.clear`. The catalogues hold its sentences under `act-cache-clear-…`.
    const NAME: &'static str;

    /// How much it can hurt.
    const RISK: Risk;

    /// How long it is followed before it is given up as unknown, in milliseconds.
    const PATIENCE_MS: i64 = 15 * 60 * 1000;

    /// Whether sites or environments come, go or change, so that the directory is read again afterwards.
    const CHANGES_SITES: bool = false;

    /// How much this one can hurt, where that depends on what it does.
    fn risk(&self) -> Risk {
        Self::RISK
    }

    /// What it acts on.
    fn target(&self) -> &Target;

    /// What it works on, so that nothing else does meanwhile: what it acts on, where it does not say otherwise. What it
    /// makes is not there yet; what it copies is.
    fn holds(&self) -> Vec<Hold> {
        Hold::of(self.target())
    }

    /// What the question says besides site, environment, domain and duration: the key of a label (`fact-<key>`) and a
    /// plain value.
    fn facts(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What the question warns of: keys of sentences.
    fn warnings(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// Whether those who visit the site notice it, which is said about live.
    fn visitors_notice(&self) -> bool {
        true
    }

    /// What is wisely done first, offered beside the question.
    fn first(&self) -> Vec<NextStep> {
        Vec::new()
    }

    /// One entry per call to Kinsta, in order; what is not needed is listed as skipped. One call is named after the
    /// noun.
    fn steps(&self) -> Vec<Step> {
        vec![Step::planned(Self::NAME.split('.').next().unwrap_or(Self::NAME))]
    }

    /// Reads, right before the call of a step is written down as being made, whether what was confirmed still holds.
    async fn check(&self, _step: &str, _kinsta: &kinsta::Client) -> Result<(), Stop> {
        Ok(())
    }

    /// What it changes here instead of at Kinsta. Such an act has no steps: it is carried out when it is confirmed.
    fn edit(&self) -> Option<Edit> {
        None
    }

    /// Makes the call of one step.
    async fn start(&self, step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error>;

    /// How Kinsta's activity log names this step.
    fn activity_words(&self, step: &str) -> ActivityWords;

    /// What is looked at once Kinsta has finished.
    fn look(&self) -> Look<'_> {
        Look::Nowhere
    }

    /// What is kept of the data that Kinsta hands over at the end of a step. It is stored and shown: no secrets.
    fn keep(&self, _step: &str, _data: &Value) -> Option<Value> {
        None
    }

    /// Looks, by reading, what came of it; `None` where it does not show yet.
    async fn outcome(&self, _steps: &[Step], _kinsta: &kinsta::Client) -> Result<Option<Outcome>, kinsta::Error> {
        Ok(Some(Outcome::default()))
    }

    /// What to do about Kinsta's "no", where somebody can mend it: the key of a sentence that says why not, and with
    /// `-way-out` behind it of the one that says how.
    fn mend(&self, _message: &str) -> Option<&'static str> {
        None
    }

    /// A secret that the one who asked may be shown afterwards: a password that was made up for them.
    fn sealed(&self) -> Option<&kinsta::Sealed> {
        None
    }
}
