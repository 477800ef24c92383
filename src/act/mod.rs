//! Every change is one small serialisable struct. A prompt, an operation, later an approval or a schedule store the
//! same act and run it through one registry.
//!
//! Must not know Slack, HTTP or SQL.

mod kind;
mod registry;

use std::fmt::Debug;

use async_trait::async_trait;
use serde_json::Value;

use crate::access::policy::Verb;
use crate::access::{Edit, Grant};
use crate::domain::hold::Hold;
use crate::domain::lang::Lang;
use crate::domain::operation::{NextStep, Outcome, Step};
use crate::domain::risk::Risk;
use crate::domain::target::Target;
use crate::domain::text;
use crate::i18n;
use crate::kinsta;

pub use kind::{ActKind, ActivityWords, Look, Started, Stop};
pub use registry::{Registry, UnknownAct};

/// A change of any kind, resolved and ready to be confirmed. Every [`ActKind`] is one.
#[async_trait]
pub trait Act: Debug + Send + Sync {
    /// [`ActKind::NAME`].
    fn name(&self) -> &'static str;

    /// [`ActKind::risk`].
    fn risk(&self) -> Risk;

    /// [`ActKind::target`].
    fn target(&self) -> &Target;

    /// [`ActKind::holds`].
    fn holds(&self) -> Vec<Hold>;

    /// [`ActKind::facts`].
    fn facts(&self) -> Vec<(&'static str, String)>;

    /// [`ActKind::warnings`].
    fn warnings(&self) -> Vec<&'static str>;

    /// [`ActKind::visitors_notice`].
    fn visitors_notice(&self) -> bool;

    /// [`ActKind::first`].
    fn first(&self) -> Vec<NextStep>;

    /// The act as it is stored.
    fn to_json(&self) -> Value;

    /// [`ActKind::steps`].
    fn steps(&self) -> Vec<Step>;

    /// [`ActKind::check`].
    async fn check(&self, step: &str, kinsta: &kinsta::Client) -> Result<(), Stop>;

    /// [`ActKind::edit`].
    fn edit(&self) -> Option<Edit>;

    /// [`ActKind::start`].
    async fn start(&self, step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error>;

    /// [`ActKind::activity_words`].
    fn activity_words(&self, step: &str) -> ActivityWords;

    /// [`ActKind::look`].
    fn look(&self) -> Look<'_>;

    /// [`ActKind::keep`].
    fn keep(&self, step: &str, data: &Value) -> Option<Value>;

    /// [`ActKind::outcome`].
    async fn outcome(&self, steps: &[Step], kinsta: &kinsta::Client) -> Result<Option<Outcome>, kinsta::Error>;

    /// [`ActKind::mend`].
    fn mend(&self, message: &str) -> Option<&'static str>;

    /// [`ActKind::sealed`].
    fn sealed(&self) -> Option<&kinsta::Sealed>;

    /// [`ActKind::PATIENCE_MS`].
    fn patience_ms(&self) -> i64;

    /// [`ActKind::CHANGES_SITES`].
    fn changes_sites(&self) -> bool;
}

#[async_trait]
impl<K: ActKind> Act for K {
    fn name(&self) -> &'static str {
        K::NAME
    }

    fn risk(&self) -> Risk {
        ActKind::risk(self)
    }

    fn target(&self) -> &Target {
        ActKind::target(self)
    }

    fn holds(&self) -> Vec<Hold> {
        ActKind::holds(self)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        ActKind::facts(self)
    }

    fn warnings(&self) -> Vec<&'static str> {
        ActKind::warnings(self)
    }

    fn visitors_notice(&self) -> bool {
        ActKind::visitors_notice(self)
    }

    fn first(&self) -> Vec<NextStep> {
        ActKind::first(self)
    }

    fn to_json(&self) -> Value {
        // Acts are plain data with string keys; such a value cannot fail to be JSON.
        serde_json::to_value(self).unwrap_or_default()
    }

    fn steps(&self) -> Vec<Step> {
        ActKind::steps(self)
    }

    async fn check(&self, step: &str, kinsta: &kinsta::Client) -> Result<(), Stop> {
        ActKind::check(self, step, kinsta).await
    }

    fn edit(&self) -> Option<Edit> {
        ActKind::edit(self)
    }

    async fn start(&self, step: &str, kinsta: &kinsta::Client, grant: &Grant) -> Result<Started, kinsta::Error> {
        ActKind::start(self, step, kinsta, grant).await
    }

    fn activity_words(&self, step: &str) -> ActivityWords {
        ActKind::activity_words(self, step)
    }

    fn look(&self) -> Look<'_> {
        ActKind::look(self)
    }

    fn keep(&self, step: &str, data: &Value) -> Option<Value> {
        ActKind::keep(self, step, data)
    }

    async fn outcome(&self, steps: &[Step], kinsta: &kinsta::Client) -> Result<Option<Outcome>, kinsta::Error> {
        ActKind::outcome(self, steps, kinsta).await
    }

    fn mend(&self, message: &str) -> Option<&'static str> {
        ActKind::mend(self, message)
    }

    fn sealed(&self) -> Option<&kinsta::Sealed> {
        ActKind::sealed(self)
    }

    fn patience_ms(&self) -> i64 {
        K::PATIENCE_MS
    }

    fn changes_sites(&self) -> bool {
        K::CHANGES_SITES
    }
}

/// The verb that an act is decided by: the words that asked for it, or, where they were not kept, the act's own name.
pub fn verb<'a>(words: &'a str, act: &'a dyn Act) -> Verb<'a> {
    let split = words.split_once(' ').or_else(|| act.name().split_once('.'));
    let (noun, name) = split.unwrap_or((act.name(), ""));
    Verb { noun, name, risk: act.risk() }
}

/// Whether one step is the whole act, so that there is nothing to tell apart: `php` of `php.restart`. The one layer of a
/// cache that is cleared alone is not the whole cache.
pub fn is_whole(act_name: &str, steps: &[Step]) -> bool {
    matches!(steps, [only] if act_name.split('.').next() == Some(only.name.as_str()))
}

/// The key of one of an act's sentences: `cache.clear` and `doing` make `act-cache-clear-doing`.
pub fn key(act_name: &str, sentence: &str) -> String {
    format!("act-{}-{sentence}", act_name.replace('.', "-"))
}

/// One of an act's sentences about its target, to be completed. `name`, `ask`, `effect`, `doing` and `done` are each
/// act's own, and `loss` is a destructive one's; where it has no `failed`, `unknown` and the like of its own, what it was
/// doing is put into the general one.
pub fn sentence(lang: Lang, act_name: &str, sentence: &str, target: &Target) -> i18n::Phrase {
    let own = key(act_name, sentence);
    let phrase = if i18n::has(lang, &own) {
        i18n::t(lang, own)
    } else {
        let part = |of: &str| filled(i18n::t(lang, key(act_name, of)), target, text::plain).say();
        i18n::t(lang, format!("act-{sentence}")).marked("doing", part("doing")).marked("name", part("name"))
    };
    filled(phrase, target, text::plain)
}

/// The act's question, for a plain place.
pub fn question(lang: Lang, act_name: &str, target: &Target) -> String {
    filled(i18n::t(lang, key(act_name, "ask")), target, str::to_owned).say()
}

/// Facts whose values are words of Kinsta's, which the catalogues know below the fact's key.
const WORDED: [&str; 2] = ["backup-kind", "sftp-permission"];

/// The value of one of an act's facts, for marked text: a word of Kinsta's is said in the reader's language, whoever
/// asked; anything else, and a word that the catalogues do not know, is shown as it is.
pub fn fact_value(lang: Lang, key: &str, value: &str) -> String {
    let word = format!("{key}-{value}");
    if WORDED.contains(&key) && i18n::has(lang, &word) { i18n::t(lang, word).say() } else { text::plain(value) }
}

fn filled(phrase: i18n::Phrase, target: &Target, made: fn(&str) -> String) -> i18n::Phrase {
    let phrase = target.names.iter().fold(phrase, |phrase, (name, value)| phrase.marked(name.clone(), made(value)));
    phrase.marked("site", made(&target.site)).marked("env", made(&target.env))
}
