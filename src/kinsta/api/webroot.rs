//! The folder an environment is served from.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Serves another folder below `public`. A wrong one takes the site down until it is set back.
///
/// Kinsta's text says that an empty folder is the default again, its own rule refuses that; `/` passes.
#[derive(Debug, Clone)]
pub struct Change {
    /// Whose.
    pub environment: EnvId,
    /// The folder, `/release_v1`; `/` is `public` itself.
    pub subfolder: Subfolder,
    /// Clears all caches afterwards; Kinsta's default is yes.
    pub clear_all_caches: Option<bool>,
    /// Reads plugins and themes anew afterwards; Kinsta's default is yes.
    pub refresh_plugins_and_themes: Option<bool>,
}

impl Endpoint for Change {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/change-webroot-subfolder";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let mut body = json!({"web_root_subfolder": self.subfolder.as_str()});
        if let Some(clear) = self.clear_all_caches {
            body["clear_all_cache"] = json!(clear);
        }
        if let Some(refresh) = self.refresh_plugins_and_themes {
            body["refresh_plugins_and_themes"] = json!(refresh);
        }
        Some(body)
    }
}

/// A folder Kinsta takes: `/`, or names of letters, digits, `_` and `-` after single slashes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Subfolder(String);

/// That folder is not one Kinsta takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a folder looks like /release_v1: letters, digits, _ and - after a slash")]
pub struct NotASubfolder;

impl Subfolder {
    /// Kinsta's rule for it.
    pub const PATTERN: &'static str = r"^\/([a-zA-Z0-9_-]+\/?)*$";

    /// The folder as it will be sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Subfolder {
    type Error = NotASubfolder;

    fn try_from(folder: String) -> Result<Self, NotASubfolder> {
        let rest = folder.strip_prefix('/').ok_or(NotASubfolder)?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        let is_one = folder == "/" || rest.split('/').all(is_name);
        is_one.then_some(Self(folder)).ok_or(NotASubfolder)
    }
}

impl From<Subfolder> for String {
    fn from(folder: Subfolder) -> Self {
        folder.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_those_kinsta_takes() {
        for fine in ["/", "/release_v1", "/a/b-c/D_9", "/a/b/"] {
            assert_eq!(Subfolder::try_from(fine.to_owned()).unwrap().as_str(), fine);
        }
        for wrong in ["", "a", "//", "/a//b", "/a//", "/a b", "/../x", "/ä", "/a.b", "a/", "/a\n"] {
            assert_eq!(Subfolder::try_from(wrong.to_owned()), Err(NotASubfolder), "{wrong:?}");
        }
    }
}
