//! The answer to everything that Kinsta does in the background.

use serde::Deserialize;

use super::lenient::or_default;
use crate::domain::ids::KinstaOperationId;

/// Kinsta took it. Which 2xx it came with does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Started {
    /// Kinsta's name for the operation, to follow it; some answers have none.
    #[serde(default)]
    pub operation_id: Option<KinstaOperationId>,
    /// Kinsta's words.
    #[serde(default, deserialize_with = "or_default")]
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_kinsta_leaves_out_is_no_failure() {
        for body in ["{}", r#"{"operation_id":null,"message":null,"status":202}"#, r#"{"result":null}"#] {
            assert_eq!(serde_json::from_str::<Started>(body).unwrap(), Started::default(), "{body}");
        }
        let started: Started =
            serde_json::from_str(r#"{"operation_id":"php:restart-1","message":"m","x":[]}"#).unwrap();
        assert_eq!(started.operation_id, Some(KinstaOperationId::new("php:restart-1")));
        assert_eq!(started.message, "m");
    }
}
