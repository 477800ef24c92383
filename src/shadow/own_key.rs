//! Which entries were made with the bot's own key.

use crate::kinsta::api::activity::Entry;
use crate::kinsta::api::company::{ApiKey, ApiKeys};
use crate::kinsta::{Client, KeyFacts, Lane};

/// The bot's own key, as the log names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKey {
    /// Its name.
    pub name: String,
    /// Kinsta's id, where no other key has its name.
    pub id: Option<String>,
}

impl OwnKey {
    /// Asks Kinsta for the id; without it the name has to do.
    pub async fn learn(kinsta: &Client, facts: &KeyFacts) -> Self {
        let keys = kinsta.read(&ApiKeys { company: facts.company.clone() }, Lane::Background).await;
        let keys = keys.unwrap_or_else(|error| {
            tracing::warn!(error = %error, "the API keys could not be listed; the bot's own is known by its name");
            Vec::new()
        });
        Self::among(&keys, &facts.name)
    }

    fn among(keys: &[ApiKey], name: &str) -> Self {
        let mut called = keys.iter().filter(|key| key.name == name && key.status == "active");
        let id = match (called.next(), called.next()) {
            (Some(key), None) => Some(key.id.to_string()),
            _ => None,
        };
        Self { name: name.to_owned(), id }
    }

    /// Whether the entry was made with it.
    pub fn made(&self, entry: &Entry) -> bool {
        let Some(info) = &entry.api_key_info else { return false };
        match (&self.id, &info.id) {
            (Some(own), Some(id)) => own == id,
            _ => info.name.as_deref() == Some(self.name.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    fn entry(info: &serde_json::Value) -> Entry {
        from_value(json!({ "id": 1, "api_key_info": info })).unwrap()
    }

    #[test]
    fn an_id_decides_where_it_is_known_and_the_name_where_it_is_not() {
        let keys = |status: &str| -> Vec<ApiKey> {
            from_value(json!([
                { "id": "k1", "name": "Slack bot", "status": "active" },
                { "id": "k2", "name": "Slack bot", "status": status },
                { "id": "k3", "name": "Deploys", "status": "active" },
            ]))
            .unwrap()
        };
        let known = OwnKey::among(&keys("revoked"), "Slack bot");
        assert!(known.made(&entry(&json!({ "id": "k1", "name": "renamed" }))));
        assert!(!known.made(&entry(&json!({ "id": "k2", "name": "Slack bot" }))));
        assert!(known.made(&entry(&json!({ "name": "Slack bot" }))));
        let unsure = OwnKey::among(&keys("active"), "Slack bot");
        assert!(unsure.made(&entry(&json!({ "id": "k2", "name": "Slack bot" }))));
        assert!(!unsure.made(&entry(&json!({ "id": "k3", "name": "Deploys" }))));
        assert!(!unsure.made(&entry(&json!(null))));
    }
}
