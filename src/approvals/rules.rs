//! How the company's own roles and the rules about a second person read where they are changed.

use super::view::scope;
use crate::access::policy::{Role, SecondPerson, Subject};
use crate::access::{Edit, Obstacle};
use crate::domain::lang::Lang;
use crate::domain::text;
use crate::i18n::t;

/// What is changed, as the names of facts and their values.
pub fn facts(lang: Lang, edit: &Edit) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (key.to_owned(), value);
    match edit {
        Edit::Role { role, before, .. } => {
            let before = before.as_ref().map(|before| fact("before", may(lang, before)));
            std::iter::once(fact("may", may(lang, role))).chain(before).collect()
        }
        Edit::DropRole { role, .. } => vec![fact("may", may(lang, role))],
        Edit::Require(rule) | Edit::Waive { rule, .. } => self::rule(lang, rule),
        _ => Vec::new(),
    }
}

fn rule(lang: Lang, rule: &SecondPerson) -> Vec<(String, String)> {
    let verbs: Vec<String> = rule.verbs.iter().map(|verbs| text::code(&verbs.to_string())).collect();
    let people = t(lang, "rules-people").number("people", usize::from(rule.people)).say();
    let by = match &rule.by {
        None => t(lang, "rules-by-anyone").say(),
        Some(named) => Subject::mentions(named),
    };
    let own = [("verbs", verbs.join(", "))].map(|(key, value)| (key.to_owned(), value));
    let ends = [("people", people), ("by", by)].map(|(key, value)| (key.to_owned(), value));
    own.into_iter().chain(scope(lang, &rule.on)).chain(ends).collect()
}

fn may(lang: Lang, role: &Role) -> String {
    if role.may.is_empty() {
        return t(lang, "rules-may-nothing").say();
    }
    role.may.iter().map(|permission| text::code(&permission.to_string())).collect::<Vec<_>>().join(", ")
}

/// Why what is kept here is not changed.
pub fn obstacle(lang: Lang, obstacle: &Obstacle) -> String {
    let people = Subject::mentions(obstacle.holders());
    let said = t(lang, obstacle.key());
    if people.is_empty() { said.say() } else { said.marked("people", people).say() }
}
