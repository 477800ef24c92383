//! The switch that stops every change.

use serde::{Deserialize, Serialize};

use crate::domain::ids::UserId;

/// Every change is stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOnly {
    /// By whom.
    pub by: UserId,
    /// Since when, in epoch milliseconds.
    pub since_ms: i64,
}

/// The switch as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Switch {
    /// Who stopped every change; `None` where changes happen.
    pub read_only: Option<ReadOnly>,
}
