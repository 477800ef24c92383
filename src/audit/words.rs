//! What a row says, in the reader's language. Everything here is plain text.

use crate::domain::audit::Entry;
use crate::domain::lang::Lang;
use crate::domain::text;
use crate::i18n;

/// `cache clear · confirmed`.
pub fn what(lang: Lang, entry: &Entry) -> String {
    let kind = named(lang, "kind", entry.kind.as_str());
    if entry.verb.is_empty() { kind } else { format!("{} · {kind}", entry.verb) }
}

/// What was decided, and by which rule.
pub fn decision(lang: Lang, entry: &Entry) -> String {
    let Some(decided) = &entry.decision else { return String::new() };
    let said = [named(lang, "decision", &decided.decision), named(lang, "rule", &decided.rule)];
    said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `done · 7 s`, `refused: what Kinsta said`.
pub fn outcome(lang: Lang, entry: &Entry) -> String {
    let outcome = entry.outcome.as_ref().map(|outcome| match outcome.split_once(": ") {
        Some((what, why)) => format!("{}: {why}", named(lang, "outcome", what)),
        None => named(lang, "outcome", outcome),
    });
    let took = entry.duration_ms.map(text::duration);
    [outcome, took].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A stored word in the reader's language; what another version wrote is shown as it is.
fn named(lang: Lang, what: &str, word: &str) -> String {
    let key = format!("audit-{what}-{}", word.replace(['_', ' '], "-"));
    if i18n::has(lang, &key) { i18n::t(lang, key).say() } else { word.to_owned() }
}
