//! The answer to everything that Kinsta does in the background.

use serde::Deserialize;

use super::lenient::or_default;
use crate::domain::ids::KinstaOperationId;

/// Kinsta took it. Which 2xx it came with does not matter.
///
/// Some changes are done when answered and leave nothing to follow: `{"result": null}`, nothing at all, or null.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "Option<Wire>")]
pub struct Started {
    /// Kinsta's name for the operation, to follow it; `None` where there is nothing to follow.
    pub operation_id: Option<KinstaOperationId>,
    /// Kinsta's words.
    pub message: String,
}

#[derive(Default, Deserialize)]
struct Wire {
    #[serde(default)]
    operation_id: Option<KinstaOperationId>,
    #[serde(default, deserialize_with = "or_default")]
    message: String,
}

impl From<Option<Wire>> for Started {
    fn from(wire: Option<Wire>) -> Self {
        let Wire { operation_id, message } = wire.unwrap_or_default();
        Self { operation_id, message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_kinsta_leaves_out_is_no_failure() {
        for body in ["{}", r#"{"operation_id":null,"message":null,"status":202}"#, r#"{"result":null}"#, "null"] {
            assert_eq!(serde_json::from_str::<Started>(body).unwrap(), Started::default(), "{body}");
        }
        let started: Started =
            serde_json::from_str(r#"{"operation_id":"php:restart-1","message":"m","x":[]}"#).unwrap();
        assert_eq!(started.operation_id, Some(KinstaOperationId::new("php:restart-1")));
        assert_eq!(started.message, "m");
    }
}
