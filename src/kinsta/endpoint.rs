//! What an endpoint of Kinsta's API is: data.
//!
//! Adding one is a struct with this trait in its resource's file, its line in [`api::table`](super::api::table), and a
//! sample in that table's test, which compares it with Kinsta's own document.
//!
//! Owns the trait and its vocabulary. Must not know how a request travels.

use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::budget::LimitClass;

/// An HTTP method Kinsta uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Starts something.
    Post,
    /// Replaces something.
    Put,
    /// Removes something.
    Delete,
}

impl Method {
    /// The method as it stands in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a call does to Kinsta; it decides whether the call may ever be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing changes: may be repeated.
    Read,
    /// Something changes: sent once.
    Write,
}

mod sealed {
    pub trait Sealed {}
}

/// The effect of an endpoint as a type, so that a write without a grant does not compile.
pub trait EffectMarker: sealed::Sealed {
    /// The same as a value.
    const EFFECT: Effect;
}

/// Marks an endpoint that changes nothing.
#[derive(Debug)]
pub enum Read {}

/// Marks an endpoint that changes something.
#[derive(Debug)]
pub enum Write {}

impl sealed::Sealed for Read {}
impl sealed::Sealed for Write {}

impl EffectMarker for Read {
    const EFFECT: Effect = Effect::Read;
}

impl EffectMarker for Write {
    const EFFECT: Effect = Effect::Write;
}

/// One operation of Kinsta's API with its parameters.
pub trait Endpoint: Send + Sync {
    /// The HTTP method.
    const METHOD: Method;
    /// The path below the base URL, its parameters in braces: `/sites/{site_id}/environments`.
    const PATH: &'static str;
    /// Which of Kinsta's limits it counts against, besides the general one.
    const CLASS: LimitClass = LimitClass::General;
    /// The objects a success is wrapped in, from the outside in: `environment`, `backups`.
    const WITHIN: &'static [&'static str] = &[];
    /// [`Read`] or [`Write`].
    type Effect: EffectMarker;
    /// What a success decodes to, inside its wrappers.
    type Response: DeserializeOwned + Send;

    /// The values of the parameters in [`Endpoint::PATH`]; they are percent-encoded on the way out.
    fn path(&self) -> Vec<(&'static str, &str)> {
        Vec::new()
    }

    /// Query parameters.
    fn query(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The JSON body.
    fn body(&self) -> Option<Value> {
        None
    }

    /// What [`Endpoint::body`] holds that must never be repeated, should Kinsta quote it while refusing.
    fn secrets(&self) -> Vec<&SecretString> {
        Vec::new()
    }
}
