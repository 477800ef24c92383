//! The catalogues: every sentence a person reads, in every language of [`Lang`].
//!
//! Knows the files under `locales/` and nothing of who says what when. A key or an argument that is missing in a
//! catalogue is found by a test, so at run time a missing one is shown as its key and logged.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::domain::lang::Lang;
use crate::domain::text;

#[cfg(test)]
mod tests;

/// The files of a catalogue, one for what everybody says and one a noun.
macro_rules! catalogue {
    ($language:literal) => {
        catalogue!($language,
            "general",
            "access",
            "analytics",
            "approval",
            "audit",
            "backup",
            "cache",
            "cdn",
            "company",
            "database",
            "dns",
            "domain",
            "env",
            "ip",
            "log",
            "operation",
            "php",
            "plugin",
            "queue",
            "redirect",
            "rules",
            "sftp",
            "shadow",
            "site",
            "ssh",
            "theme",
            "wp",
        )
    };
    ($language:literal, $($file:literal),+ $(,)?) => {
        &[$(include_str!(concat!("../../locales/", $language, "/", $file, ".ftl"))),+]
    };
}

const SOURCES: [(Lang, &[&str]); 2] = [(Lang::En, catalogue!("en")), (Lang::De, catalogue!("de"))];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| SOURCES.map(|(lang, sources)| bundle(lang, sources)));

fn bundle(lang: Lang, sources: &[&str]) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(language = lang.tag(), mistakes = errors.len(), "a catalogue has mistakes");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(language = lang.tag(), twice = errors.len(), "a catalogue has a sentence twice");
        }
    }
    bundle
}

/// A sentence being filled in.
#[derive(Debug)]
#[must_use]
pub struct Phrase {
    lang: Lang,
    key: String,
    args: FluentArgs<'static>,
}

/// Begins the sentence `key` in a language.
pub fn t(lang: Lang, key: impl Into<String>) -> Phrase {
    Phrase { lang, key: key.into(), args: FluentArgs::new() }
}

/// Whether the catalogue of this language has the sentence.
pub fn has(lang: Lang, key: &str) -> bool {
    BUNDLES[lang as usize].has_message(key)
}

impl Phrase {
    /// Fills in text from outside, made harmless for marked text.
    pub fn plain(self, name: impl Into<Cow<'static, str>>, value: &str) -> Self {
        self.marked(name, text::plain(value))
    }

    /// Fills in text that is already marked, or text for a plain place such as a button's label.
    pub fn marked(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.args.set(name, FluentValue::from(value.into()));
        self
    }

    /// Fills in a number, which may choose the plural.
    pub fn number(mut self, name: &'static str, value: usize) -> Self {
        self.args.set(name, FluentValue::from(value));
        self
    }

    /// The finished sentence.
    pub fn say(self) -> String {
        let bundle = &BUNDLES[self.lang as usize];
        let Some(pattern) = bundle.get_message(&self.key).and_then(|message| message.value()) else {
            tracing::error!(key = self.key, language = self.lang.tag(), "a sentence is missing in the catalogue");
            return self.key;
        };
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&self.args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key = self.key, language = self.lang.tag(), "a sentence was not filled in completely");
        }
        said
    }
}

impl From<Phrase> for String {
    fn from(phrase: Phrase) -> Self {
        phrase.say()
    }
}
