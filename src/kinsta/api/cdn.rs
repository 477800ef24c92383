//! The CDN and what it does to images.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Started;
use super::words::words;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Write};

/// Clears the CDN's cache.
#[derive(Debug, Clone)]
pub struct Clear {
    /// Whose.
    pub environment: EnvId,
    /// The environment's CDN, which most staging environments do not have.
    pub cdn_cache_id: String,
}

impl Endpoint for Clear {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/cdn/clear-cache";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        Some(json!({"environment_id": self.environment, "cdn_cache_id": self.cdn_cache_id}))
    }
}

/// Chooses how the CDN makes images smaller.
#[derive(Debug, Clone)]
pub struct OptimiseImages {
    /// Whose.
    pub environment: EnvId,
    /// How.
    pub optimisation: ImageOptimisation,
}

impl Endpoint for OptimiseImages {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/sites/cdn/image-optimization";
    type Effect = Write;
    type Response = Started;

    fn body(&self) -> Option<Value> {
        // Off is a word in Kinsta's document and in its change log; one later client sends `false`.
        Some(json!({"environment_id": self.environment, "image_optimization_type": self.optimisation.as_str()}))
    }
}

words! {
    /// How images are made smaller.
    ImageOptimisation {
        /// Not at all.
        Off = "off",
        /// Smaller, with losses.
        Lossy = "lossy",
        /// Without losses.
        Lossless = "lossless",
    }
}

impl ImageOptimisation {
    /// What an environment says about itself. Off comes as a word or as `false`.
    pub(super) fn lenient<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Self>, D::Error> {
        Ok(match Value::deserialize(from)? {
            Value::String(word) => Self::from_word(&word),
            Value::Bool(false) => Some(Self::Off),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn off_is_read_in_both_spellings_and_sent_as_the_documents() {
        let read = |form: Value| ImageOptimisation::lenient(form).unwrap();
        assert_eq!(read(json!("off")), Some(ImageOptimisation::Off));
        assert_eq!(read(json!(false)), Some(ImageOptimisation::Off));
        assert_eq!(read(json!("lossless")), Some(ImageOptimisation::Lossless));
        for unknown in [json!(null), json!("avif"), json!(true)] {
            assert_eq!(read(unknown.clone()), None, "{unknown}");
        }
        let off = OptimiseImages { environment: EnvId::new("e"), optimisation: ImageOptimisation::Off };
        assert_eq!(off.body().unwrap()["image_optimization_type"], "off");
    }
}
