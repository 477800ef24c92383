//! How much a verb can hurt, which decides what is asked before it runs.

use serde::{Deserialize, Serialize};

/// From harmless to irreversible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Changes nothing.
    Read,
    /// Changes nothing, but shows a secret.
    Secret,
    /// Changes something nobody outside notices.
    Safe,
    /// Visitors, access or cost are touched; it can be undone.
    Disruptive,
    /// Data is overwritten or deleted.
    Destructive,
}

impl Risk {
    /// Whether Kinsta is changed.
    pub fn changes(self) -> bool {
        self >= Self::Safe
    }
}
