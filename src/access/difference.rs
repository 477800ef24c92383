//! What two policies differ in, for the audit log: only what is not the same, by the names of the file's sections.

use serde_json::{Map, Value, json};

use super::policy::Policy;

/// What was there before and what is there after, section by section: of lists what was taken out and put in, of tables
/// the entries that are not the same. Empty where nothing differs.
pub fn difference(before: &Policy, after: &Policy) -> Value {
    let [before, after] = [before, after].map(|policy| serde_json::to_value(policy).unwrap_or_default());
    let mut was = Map::new();
    let mut is = Map::new();
    let sections: Vec<String> = [&before, &after].into_iter().flat_map(names).collect();
    for section in sections {
        let (old, new) = differing(before.get(&section), after.get(&section));
        was.extend(old.map(|old| (section.clone(), old)));
        is.extend(new.map(|new| (section, new)));
    }
    told(was, is)
}

/// A row's arguments: what was before and what is after.
pub fn told(before: impl Into<Value>, after: impl Into<Value>) -> Value {
    json!({ "before": before.into(), "after": after.into() })
}

/// How many entries of each section differ, and in which way: `members +1 -2, freezes +1`. In a few words for the row.
pub fn summary(difference: &Value) -> String {
    let count = |side: &str, section: &str| match difference.get(side).and_then(|side| side.get(section)) {
        Some(Value::Array(entries)) => entries.len(),
        Some(Value::Object(entries)) => entries.len(),
        Some(_) => 1,
        None => 0,
    };
    let mut sections: Vec<String> =
        ["before", "after"].into_iter().filter_map(|side| difference.get(side)).flat_map(names).collect();
    sections.sort();
    sections.dedup();
    let said = sections.iter().map(|section| {
        let counts = [('+', count("after", section)), ('-', count("before", section))];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts.map(|(sign, count)| format!("{sign}{count}")).collect();
        format!("{} {}", section.replace('_', " "), counts.join(" "))
    });
    said.collect::<Vec<_>>().join(", ")
}

fn names(sections: &Value) -> Vec<String> {
    sections.as_object().map(|sections| sections.keys().cloned().collect()).unwrap_or_default()
}

/// What is only in the one, and what is only in the other.
fn differing(before: Option<&Value>, after: Option<&Value>) -> (Option<Value>, Option<Value>) {
    match (before, after) {
        (before, after) if before == after => (None, None),
        (Some(Value::Array(_)) | None, Some(Value::Array(_)) | None) => {
            let [old, new] = [before, after].map(|list| list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice));
            (list(old, new), list(new, old))
        }
        (Some(Value::Object(_)) | None, Some(Value::Object(_)) | None) => {
            let nothing = Map::new();
            let [old, new] = [before, after].map(|table| table.and_then(Value::as_object).unwrap_or(&nothing));
            (table(old, new), table(new, old))
        }
        (before, after) => (before.cloned(), after.cloned()),
    }
}

fn list(of: &[Value], but: &[Value]) -> Option<Value> {
    let mut others: Vec<&Value> = but.iter().collect();
    let mut only = Vec::new();
    for entry in of {
        // One that stands there twice and once is one too many.
        match others.iter().position(|other| *other == entry) {
            Some(at) => drop(others.swap_remove(at)),
            None => only.push(entry.clone()),
        }
    }
    (!only.is_empty()).then(|| only.into())
}

fn table(of: &Map<String, Value>, but: &Map<String, Value>) -> Option<Value> {
    let only = of.iter().filter(|(name, value)| but.get(*name) != Some(value));
    let only: Map<String, Value> = only.map(|(name, value)| (name.clone(), value.clone())).collect();
    (!only.is_empty()).then(|| only.into())
}

#[cfg(test)]
mod tests {
    use super::super::policy::{Member, Scope, Subject};
    use super::*;

    fn member(who: &str, role: &str) -> Member {
        Member { who: Subject::user(who), role: role.to_owned(), on: Scope::everything() }
    }

    #[test]
    fn only_what_is_not_the_same_is_told() {
        let before = Policy {
            members: vec![member("U1", "admin"), member("U2", "viewer"), member("U2", "viewer")],
            channels: [("C1".into(), Scope::sites(["acme"])), ("C2".into(), Scope::sites(["bank"]))].into(),
            ..Policy::default()
        };
        let after = Policy {
            members: vec![member("U1", "admin"), member("U2", "viewer"), member("U3", "operator")],
            channels: [("C1".into(), Scope::sites(["shop"])), ("C2".into(), Scope::sites(["bank"]))].into(),
            ..Policy::default()
        };
        let told = difference(&before, &after);
        assert_eq!(
            told,
            json!({
                "before": {
                    "members": [{ "who": "U2", "role": "viewer" }],
                    "channels": { "C1": { "sites": ["acme"] } },
                },
                "after": {
                    "members": [{ "who": "U3", "role": "operator" }],
                    "channels": { "C1": { "sites": ["shop"] } },
                },
            })
        );
        assert_eq!(summary(&told), "channels +1 -1, members +1 -1");
        assert_eq!(summary(&difference(&after, &after)), "");
        let without = Policy { members: Vec::new(), ..after.clone() };
        assert_eq!(summary(&difference(&after, &without)), "members -3");
        assert_eq!(summary(&difference(&without, &after)), "members +3");
    }

    #[test]
    fn who_is_named_in_the_configuration_is_no_difference() {
        let policy = Policy::default();
        let configured = policy.clone().with_configured(["U1".into()], ["U2".into()]);
        assert_eq!(difference(&policy, &configured), json!({ "before": {}, "after": {} }));
    }
}
