//! The files of an environment, as far as a push can choose among them.

use serde::Deserialize;

use super::lenient::or_default;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read};

/// The upper folders and files of an environment, three levels deep.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub environment: EnvId,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/file-list";
    const WITHIN: &'static [&'static str] = &["environment", "file_list"];
    type Effect = Read;
    type Response = Vec<File>;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }
}

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct File {
    /// Its own name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// Its path below the web root, as a push wants it.
    pub path: String,
    /// What is in it; empty for a file and at the lowest level.
    #[serde(default, deserialize_with = "or_default")]
    pub children: Vec<File>,
}
