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
    let said = [named(lang, "decision", &decided.decision), rule(lang, &decided.rule)];
    said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A rule's key and what stands behind it: `rule-role operator U024BE7LH` is `role operator U024BE7LH`.
fn rule(lang: Lang, told: &str) -> String {
    let (key, rest) = told.split_once(' ').unwrap_or((told, ""));
    let said = named(lang, "rule", key.strip_prefix("rule-").unwrap_or(key));
    format!("{said} {rest}").trim().to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::{Rule, Subject};

    #[test]
    fn every_rule_is_a_few_words_in_every_language() {
        let others = ["frozen", "read-only", "needs-others"];
        for key in Rule::KEYS.iter().chain(&others) {
            for lang in [Lang::En, Lang::De] {
                assert_ne!(rule(lang, key), *key);
                assert!(!rule(lang, key).starts_with("rule-"), "{key}");
            }
        }
        let role = Rule::Role { role: "operator".to_owned(), through: Subject::group("S1") };
        assert_eq!(rule(Lang::En, &role.told()), "role operator S1");
        assert_eq!(rule(Lang::En, &Rule::Configured { role: "admin".to_owned() }.told()), "named in ADMINS");
        assert_eq!(rule(Lang::En, "rule-of-another-version x"), "of-another-version x");
    }
}
