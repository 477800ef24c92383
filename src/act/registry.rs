//! Which acts exist, and how a stored one is read back.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Act, ActKind};
use crate::domain::risk::Risk;

type Decode = fn(Value) -> Result<Box<dyn Act>, serde_json::Error>;

/// The acts by name.
#[derive(Debug, Default)]
pub struct Registry {
    acts: BTreeMap<&'static str, (Risk, Decode)>,
}

/// A stored act that this version cannot read.
#[derive(Debug, thiserror::Error)]
pub enum UnknownAct {
    /// No act has this name.
    #[error("no act is called {0}")]
    Name(String),
    /// The act has this name, but not this shape.
    #[error("the stored act {name} cannot be read")]
    Shape {
        /// The act's name.
        name: String,
        /// What does not fit.
        #[source]
        source: serde_json::Error,
    },
}

impl Registry {
    /// The registry with one more kind of act.
    #[must_use]
    pub fn with<K: ActKind>(mut self) -> Self {
        self.acts.insert(K::NAME, (K::RISK, |value| Ok(Box::new(serde_json::from_value::<K>(value)?))));
        self
    }

    /// Reads a stored act back.
    pub fn decode(&self, name: &str, value: Value) -> Result<Box<dyn Act>, UnknownAct> {
        let (_, decode) = self.acts.get(name).ok_or_else(|| UnknownAct::Name(name.to_owned()))?;
        decode(value).map_err(|source| UnknownAct::Shape { name: name.to_owned(), source })
    }

    /// The registered names, each with how much it can hurt.
    pub fn risks(&self) -> impl Iterator<Item = (&'static str, Risk)> {
        self.acts.iter().map(|(name, (risk, _))| (*name, *risk))
    }

    /// The registered names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.acts.keys().copied()
    }
}
