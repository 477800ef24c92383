//! Where an asynchronous operation stands. Read with [`Client::operation`](crate::kinsta::Client::operation), which
//! knows its odd status codes.

use serde_json::Value;

use crate::domain::ids::KinstaOperationId;
use crate::kinsta::endpoint::{Endpoint, Method, Read};

/// One operation's status.
#[derive(Debug, Clone)]
pub struct Get {
    /// Kinsta's name for it.
    pub id: KinstaOperationId,
}

impl Endpoint for Get {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/operations/{operation_id}";
    type Effect = Read;
    type Response = Value;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("operation_id", self.id.as_str())]
    }
}
