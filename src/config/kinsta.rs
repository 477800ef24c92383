//! How to talk with Kinsta.

use secrecy::SecretString;
use url::Url;

use super::reader::Reader;
use super::upstream::{base_url, header_safe};

/// How to talk with Kinsta.
#[derive(Debug, Clone)]
pub struct Kinsta {
    /// The company's key; it can do what the person who made it can do.
    pub api_key: SecretString,
    /// The API's base, without a trailing slash: an operation's address is this, a slash, its path.
    pub api_url: Url,
}

const WHERE_KEY: &str = "A company owner or admin creates one in MyKinsta › Company settings › API keys.";

impl Kinsta {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let api_key = reader.required("KINSTA_API_KEY", WHERE_KEY, |text| header_safe(text).map(SecretString::from));
        let api_url = reader.value("KINSTA_API_URL", |text| base_url(text, "/v2"));
        Some(Self { api_key: api_key?, api_url: api_url? })
    }
}
