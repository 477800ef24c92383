//! The languages the bot speaks.

use serde::{Deserialize, Serialize};

/// A language of the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English, also the answer to every language we do not speak.
    #[default]
    En,
    /// German.
    De,
}

impl Lang {
    /// Every language, in the order of preference.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// Reads a locale such as `de-DE`, `de_AT` or `en-GB`; what we do not speak is `None`.
    pub fn from_locale(locale: &str) -> Option<Self> {
        let primary = locale.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "de" => Some(Self::De),
            _ => None,
        }
    }

    /// The language's tag, `en` or `de`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }
}
