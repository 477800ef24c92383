//! The life of a confirmed change: written down, sent, followed, ended. Pure: every transition is a function of
//! what was there, what was observed and the time.

use serde::{Deserialize, Serialize};

use super::actor::{Kind, Place, ReturnAddress};
use super::approval::Approval;
use super::ids::{KinstaOperationId, OperationId, TeamId, UserId};
use super::lang::Lang;
use super::target::Target;
use super::waiting::{Joined, Waits};

/// A confirmed change and everything needed to finish it after a restart. Times are epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// Our id.
    pub id: OperationId,
    /// The act's registered name, `cache.clear`.
    pub act_name: String,
    /// The act itself, as its registry entry reads it.
    pub act: serde_json::Value,
    /// The words of the verb that asked for it: `cache clear`.
    #[serde(default)]
    pub verb: String,
    /// What it acts on.
    pub target: Target,
    /// The workspace.
    pub team: TeamId,
    /// Who confirmed.
    pub user: UserId,
    /// How they belonged to the workspace when they did.
    #[serde(default)]
    pub kind: Kind,
    /// Their language.
    pub lang: Lang,
    /// Where the card goes.
    pub place: Place,
    /// A way to the asker that needs no membership.
    pub return_address: Option<ReturnAddress>,
    /// Where it stands.
    pub state: State,
    /// One entry per call to Kinsta.
    pub steps: Vec<Step>,
    /// What is looked at once Kinsta has finished.
    pub aftermath: Aftermath,
    /// Whether a password was made up for it, which the one who asked may be shown.
    #[serde(default)]
    pub has_secret: bool,
    /// What it waits or waited for, where others must agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// How it waits for its turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Waits>,
    /// Who else asked for it. Kept beside it: this changes while somebody carries it.
    #[serde(skip)]
    pub joined: Vec<Joined>,
    /// When it was confirmed.
    pub created_at_ms: i64,
    /// When it ended.
    pub ended_at_ms: Option<i64>,
    /// When following it is given up; while it waits for its turn, when waiting is.
    pub deadline_ms: i64,
    /// Grows with every save; a save with a stale one is refused.
    pub version: i64,
}

/// What is looked at once Kinsta has finished. Times are epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "aftermath")]
pub enum Aftermath {
    /// Nothing.
    Nothing,
    /// Whether the site answers; not looked at yet, or it did not answer yet.
    Probe {
        /// How often it was looked at.
        tries: u32,
        /// When to look next; before Kinsta has finished there is no such time.
        next_ms: Option<i64>,
    },
    /// The site was looked at for the last time.
    Probed {
        /// Whether it answers as it should.
        answers: bool,
        /// What was seen, as the prober reported it.
        report: serde_json::Value,
    },
    /// What came of it: not looked for yet, or not found yet.
    Find {
        /// How often it was looked for.
        tries: u32,
        /// When to look next; before Kinsta has finished there is no such time.
        next_ms: Option<i64>,
        /// It is looked for also where something that was sent did not end well.
        #[serde(default)]
        in_any_case: bool,
    },
    /// What came of it.
    Found {
        /// What that is.
        outcome: Outcome,
    },
    /// Done, but what came of it could not be found.
    NotFound,
}

/// What came of a change: a site that is there now, a command's output. Nothing in it is a secret.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// What is worth knowing: the key of a label (`fact-<key>`) and a plain value.
    pub facts: Vec<(String, String)>,
    /// What was printed, plain.
    pub output: Option<String>,
    /// What to do next: the key of a button's words, and the words it stands for after `/kinsta`.
    pub next: Vec<NextStep>,
}

/// Something to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// The key of the button's words.
    pub label: String,
    /// The words after `/kinsta`; a form asks for what is missing in them.
    pub line: String,
    /// It shows a secret to the one who asked.
    #[serde(default)]
    pub is_secret: bool,
}

impl NextStep {
    /// A step by the key of its button's words and the words after `/kinsta`.
    pub fn new(label: &str, line: String) -> Self {
        Self { label: label.to_owned(), line, is_secret: false }
    }

    /// One that shows a secret to the one who asked.
    pub fn secret(label: &str, line: String) -> Self {
        Self { is_secret: true, ..Self::new(label, line) }
    }
}

/// Where an operation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Others must agree first.
    Waiting,
    /// Written down; Kinsta knows nothing yet.
    Accepted,
    /// Kinsta works on it.
    Running,
    /// Truly finished.
    Done,
    /// Truly failed, in whole or in part.
    Failed,
    /// Nobody can say; it was not repeated.
    Unknown,
    /// Not made: somebody said no, or nobody said yes in time.
    CalledOff,
}

impl State {
    /// The state's name as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::CalledOff => "called_off",
        }
    }

    /// Whether nothing more will happen by itself.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Unknown | Self::CalledOff)
    }
}

/// One call to Kinsta within an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The step's name within its act: `site`, `edge`, `cdn`, `php`.
    pub name: String,
    /// Where it stands.
    pub state: StepState,
    /// What Kinsta handed over at its end, as far as the act wants to keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<serde_json::Value>,
}

impl Step {
    /// A step that is still to come.
    pub fn planned(name: impl Into<String>) -> Self {
        Self { name: name.into(), state: StepState::Planned, kept: None }
    }

    /// A step that is not needed; `why` names a sentence of the catalogues.
    pub fn skipped(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self { name: name.into(), state: StepState::Skipped { why: why.into() }, kept: None }
    }
}

/// Where a step stands. Times are epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum StepState {
    /// Not sent.
    Planned,
    /// Written down as being sent; found after a crash, it is ambiguous.
    Sending {
        /// Since when.
        since_ms: i64,
    },
    /// Kinsta took it and named it.
    Accepted {
        /// Kinsta's name for it.
        operation_id: KinstaOperationId,
        /// Since when.
        since_ms: i64,
        /// How often it was asked about.
        polls: u32,
        /// When to ask next.
        next_ms: i64,
    },
    /// Kinsta may have taken it: the answer was lost. Settled from the activity log, never sent again.
    Ambiguous {
        /// When it was sent.
        since_ms: i64,
        /// How often the activity log was read for it.
        checks: u32,
        /// When to read it next.
        next_ms: i64,
        /// What Kinsta said, if it said anything.
        message: Option<String>,
    },
    /// Finished.
    Done,
    /// Failed, with Kinsta's words.
    Failed {
        /// Kinsta's message.
        message: String,
    },
    /// Declined by Kinsta before it did anything, for a reason somebody can mend; `why` names a sentence of the
    /// catalogues, and with `-way-out` behind it the one that says how.
    Refused {
        /// The sentence's key.
        why: String,
        /// Kinsta's message.
        message: String,
    },
    /// Never sent, for a reason of our own; `why` names a sentence of the catalogues.
    NotSent {
        /// The sentence's key.
        why: String,
    },
    /// Given up without knowing.
    Unknown {
        /// Why.
        why: UnknownReason,
        /// When it was sent.
        since_ms: i64,
        /// Kinsta's name for it, to ask again.
        operation_id: Option<KinstaOperationId>,
        /// Kinsta's last message.
        message: Option<String>,
    },
    /// Not needed, and why.
    Skipped {
        /// Why.
        why: String,
    },
}

/// Why the end of a step is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownReason {
    /// It ran past the deadline.
    TooLong,
    /// Kinsta no longer knows the operation.
    NotFound,
    /// The answer to the call was lost and the activity log does not show it.
    AnswerLost,
}

impl StepState {
    /// Whether nothing more will happen by itself.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Done
                | Self::Failed { .. }
                | Self::Refused { .. }
                | Self::NotSent { .. }
                | Self::Unknown { .. }
                | Self::Skipped { .. }
        )
    }
}

impl Operation {
    /// When it was confirmed, or, where others had to agree, when enough had. In epoch milliseconds.
    pub fn begun_at_ms(&self) -> i64 {
        self.approval.as_ref().and_then(|approval| approval.granted_at_ms).unwrap_or(self.created_at_ms)
    }

    /// The state that follows from what others said and from the steps: all done is done, one failure is failed, one
    /// unknown is unknown.
    pub fn state_of_steps(&self) -> State {
        match &self.approval {
            Some(approval) if approval.end.is_some() => return State::CalledOff,
            Some(approval) if approval.is_open() => return State::Waiting,
            _ => {}
        }
        let mut unknown = false;
        let mut failed = false;
        for step in &self.steps {
            match &step.state {
                StepState::Planned
                    if self.steps.iter().all(|s| matches!(s.state, StepState::Planned | StepState::Skipped { .. })) =>
                {
                    return State::Accepted;
                }
                state if !state.is_final() => return State::Running,
                StepState::Unknown { .. } => unknown = true,
                StepState::Failed { .. } | StepState::Refused { .. } | StepState::NotSent { .. } => failed = true,
                _ => {}
            }
        }
        let has_ended_well = !failed && !unknown;
        match self.aftermath {
            Aftermath::Find { in_any_case: true, .. } => return State::Running,
            Aftermath::Probe { .. } | Aftermath::Find { .. } if has_ended_well => return State::Running,
            _ => {}
        }
        match (failed, unknown) {
            (true, _) => State::Failed,
            (false, true) => State::Unknown,
            (false, false) => State::Done,
        }
    }
}
