//! What plugins and themes have in common.

use serde::Deserialize;

use super::lenient::or_default;

/// A plugin or theme as an environment has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Package {
    /// Its technical name, `akismet`: how it is named to Kinsta.
    pub name: String,
    /// What people call it.
    #[serde(default, deserialize_with = "or_default")]
    pub title: String,
    /// `active` or `inactive` in most cases.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// The version installed.
    #[serde(default, deserialize_with = "or_default")]
    pub version: String,
    /// `available` where there is an update.
    #[serde(default, deserialize_with = "or_default")]
    pub update: String,
    /// The version of the update.
    #[serde(default)]
    pub update_version: Option<String>,
    /// How the latest update went.
    #[serde(default)]
    pub update_status: Option<String>,
}

impl Package {
    /// The version it could be updated to.
    pub fn available_update(&self) -> Option<&str> {
        let version = self.update_version.as_deref()?;
        (self.update == "available" && !version.is_empty() && version != self.version).then_some(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_needs_its_word_and_another_version() {
        let of = |update: &str, to: Option<&str>| {
            let package: Package = serde_json::from_value(
                serde_json::json!({"name": "a", "version": "1.0", "update": update, "update_version": to}),
            )
            .unwrap();
            package.available_update().map(str::to_owned)
        };
        assert_eq!(of("available", Some("1.1")).as_deref(), Some("1.1"));
        for (update, to) in
            [("available", None), ("available", Some("")), ("available", Some("1.0")), ("none", Some("1.1"))]
        {
            assert_eq!(of(update, to), None, "{update} {to:?}");
        }
    }
}
