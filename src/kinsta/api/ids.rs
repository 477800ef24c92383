//! Ids that only Kinsta's endpoints speak about, as distinct types like those of the domain.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::lenient::id_text;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the id as it was received.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                id_text(from).map(Self)
            }
        }
    )+};
}

id! {
    /// A backup of an environment: a number, kept as text. It says nothing about whose backup it is.
    BackupId,
    /// A backup made for download (UUID). Not a [`BackupId`].
    DownloadId,
    /// A domain of an environment (UUID). Not a [`ZoneId`], even for the same name.
    SiteDomainId,
    /// A zone of Kinsta DNS (UUID). Kinsta may give a zone a new one.
    ZoneId,
    /// An additional SFTP account (UUID). It says nothing about whose account it is.
    SftpAccountId,
    /// A user of a Kinsta company (UUID). Not a person in Slack.
    CompanyUserId,
    /// An API key of a company (UUID). Not the key itself.
    ApiKeyId,
}

impl BackupId {
    /// As Kinsta wants it in a body: a number.
    pub(super) fn as_json(&self) -> Value {
        self.0.parse::<u64>().map_or_else(|_| json!(self.0), |number| json!(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_a_number_for_kinsta_and_text_for_us() {
        for form in [json!(165_424_355), json!("165424355")] {
            let id: BackupId = serde_json::from_value(form).unwrap();
            assert_eq!(id.as_str(), "165424355");
            assert_eq!(id.as_json(), json!(165_424_355));
            assert_eq!(serde_json::to_value(&id).unwrap(), json!("165424355"));
        }
        assert_eq!(BackupId::new("b-1").as_json(), json!("b-1"));
        assert!(serde_json::from_value::<BackupId>(json!(null)).is_err());
    }
}
