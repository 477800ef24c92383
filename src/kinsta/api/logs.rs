//! The log files of an environment.

use super::words::words;
use crate::domain::ids::EnvId;
use crate::kinsta::budget::LimitClass;
use crate::kinsta::endpoint::{Endpoint, Method, Read};

/// The most lines one answer holds.
pub const MOST_LINES: u32 = 20_000;

/// The last lines of a log, rotated files included. Kinsta knows neither an offset, a time nor a search. They hold
/// visitors' addresses and whatever a site writes: redact before showing.
///
/// Counts against a limit of its own, 35 a minute.
#[derive(Debug, Clone)]
pub struct Tail {
    /// Whose.
    pub environment: EnvId,
    /// Which.
    pub file: LogFile,
    /// How many lines, at most [`MOST_LINES`].
    pub lines: u32,
}

impl Endpoint for Tail {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/logs";
    const CLASS: LimitClass = LimitClass::Logs;
    const WITHIN: &'static [&'static str] = &["environment", "container_info", "logs"];
    type Effect = Read;
    // Null for a log with nothing in it.
    type Response = Option<String>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        vec![("file_name", self.file.as_str().to_owned()), ("lines", self.lines.min(MOST_LINES).to_string())]
    }
}

words! {
    /// A log file.
    LogFile {
        /// What PHP and the web server complain about.
        Error = "error",
        /// Requests that reached the site itself; those the edge answered are not in it.
        Access = "access",
        /// What the cache answered. Kinsta fails to read it now and then.
        Cache = "kinsta-cache-perf",
    }
}
