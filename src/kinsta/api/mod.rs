//! Kinsta's endpoints, one file a resource, one struct an endpoint.
//!
//! Owns paths, parameters and the shapes of answers, read tolerantly: Kinsta adds fields, renames some and sends null
//! where its document promises a value. Must not know how a request travels. Only `convert` knows the domain's
//! nouns.

pub mod activity;
pub mod cdn;
mod convert;
pub mod edge;
pub mod environments;
mod lenient;
pub mod operations;
pub mod sites;
mod started;
pub mod tools;
pub mod validate;

#[cfg(test)]
mod document_test;

pub use started::Started;

use super::endpoint::{Effect, EffectMarker, Endpoint, Method};

/// One line of the table of what we can ask of Kinsta.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OperationRow {
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, its parameters in braces.
    pub path: &'static str,
    /// Whether it changes anything.
    pub effect: Effect,
}

impl OperationRow {
    /// The line of an endpoint.
    fn of<E: Endpoint>() -> Self {
        Self { method: E::METHOD, path: E::PATH, effect: E::Effect::EFFECT }
    }
}

/// Every endpoint there is.
pub fn table() -> Vec<OperationRow> {
    vec![
        OperationRow::of::<validate::Validate>(),
        OperationRow::of::<operations::Get>(),
        OperationRow::of::<activity::List>(),
        OperationRow::of::<sites::List>(),
        OperationRow::of::<sites::Get>(),
        OperationRow::of::<environments::List>(),
        OperationRow::of::<tools::ClearCache>(),
        OperationRow::of::<tools::RestartPhp>(),
        OperationRow::of::<edge::Clear>(),
        OperationRow::of::<cdn::Clear>(),
    ]
}
