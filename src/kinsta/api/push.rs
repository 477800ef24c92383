//! Pushing one environment onto another.

use serde_json::{Value, json};

use super::Started;
use crate::domain::ids::{EnvId, SiteId};
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Overwrites an environment with another. Kinsta makes a backup of the target first. Redirects, geolocation, PHP and
/// Nginx settings are overwritten whatever is chosen here.
///
/// Kinsta's default for every choice is yes, so each one is always sent.
#[derive(Debug, Clone)]
pub struct Push {
    /// The site of the source; the target may be another's.
    pub site: SiteId,
    /// What is copied.
    pub source: EnvId,
    /// What is overwritten.
    pub target: EnvId,
    /// With the database, whole.
    pub database: bool,
    /// With which files.
    pub files: Files,
    /// Replaces the source's address by the target's in the database.
    pub search_and_replace: bool,
}

/// Which files a push takes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Files {
    /// None.
    None,
    /// All of them.
    All,
    /// Only these, by their paths as [`files::List`](super::files::List) gives them.
    Only(Vec<String>),
}

impl Endpoint for Push {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/{site_id}/environments";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("site_id", self.site.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let mut body = json!({
            "source_env_id": self.source,
            "target_env_id": self.target,
            "push_db": self.database,
            "push_files": self.files != Files::None,
            "run_search_and_replace": self.search_and_replace,
        });
        match &self.files {
            Files::None => {}
            Files::All => body["push_files_option"] = json!("ALL_FILES"),
            Files::Only(paths) => {
                body["push_files_option"] = json!("SPECIFIC_FILES");
                body["file_list"] = json!(paths);
            }
        }
        Some(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(files: Files) -> Value {
        let (source, target) = (EnvId::new("a"), EnvId::new("b"));
        Push { site: SiteId::new("s"), source, target, database: false, files, search_and_replace: false }
            .body()
            .unwrap()
    }

    #[test]
    fn what_was_not_chosen_is_refused_rather_than_left_to_the_default() {
        let body = body(Files::None);
        for field in ["push_db", "push_files", "run_search_and_replace"] {
            assert_eq!(body[field], false, "{field}");
        }
        assert_eq!((body["source_env_id"].as_str(), body["target_env_id"].as_str()), (Some("a"), Some("b")));
    }

    #[test]
    fn files_are_all_or_those_named() {
        assert_eq!(body(Files::All)["push_files_option"], "ALL_FILES");
        assert_eq!(body(Files::All).get("file_list"), None);
        let some = body(Files::Only(vec!["wp-content/a".into()]));
        assert_eq!((&some["push_files"], &some["push_files_option"]), (&json!(true), &json!("SPECIFIC_FILES")));
        assert_eq!(some["file_list"], json!(["wp-content/a"]));
    }
}
