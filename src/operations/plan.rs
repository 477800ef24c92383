//! What exactly others agree to. Pure.
//!
//! The hash covers the verb, the act as it is stored (target, arguments and everything that was read for the question:
//! versions, backups, records) and what is known of the target. Right before its first call the plan is made anew; where
//! it differs, the agreement is void.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::access::policy::EnvKind;
use crate::domain::approval::Plan;
use crate::domain::operation::Operation;
use crate::domain::site::{Environment, Site};
use crate::domain::target::Target;
use crate::domain::text::hex;
use crate::sites::Index;

/// The plan of an operation, as things are known now.
pub fn plan(operation: &Operation, index: &Index) -> Plan {
    made(&operation.verb, &operation.act_name, &operation.act, &operation.target, index)
}

fn made(verb: &str, act_name: &str, act: &Value, target: &Target, index: &Index) -> Plan {
    let facts = facts(target, index);
    let whole = json!({ "verb": verb, "act": act_name, "body": act, "target": target, "facts": facts });
    let mut text = String::new();
    canonical(&whole, &mut text);
    let hash = hex(&Sha256::digest(text.as_bytes()));
    Plan { hash, facts }
}

/// What a person sees of the target. What belongs to no site has none.
fn facts(target: &Target, index: &Index) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    let mut know = |name: &str, value: &str| facts.insert(name.to_owned(), value.to_owned());
    let Some(id) = &target.site_id else { return facts };
    let Some(site) = index.site(id) else { return facts };
    know("site", site.title());
    match &target.env_id {
        None => {
            know("environments", &environments(site));
            know("domain", site.live().and_then(|live| live.primary_domain.as_deref()).unwrap_or_default());
        }
        Some(id) => {
            if let Some(env) = site.environment(id) {
                know("environment", env.title());
                know("kind", EnvKind::of(env).word());
                know("domain", env.primary_domain.as_deref().unwrap_or_default());
            }
        }
    }
    facts
}

fn environments(site: &Site) -> String {
    let mut names: Vec<&str> = site.environments.iter().map(Environment::title).collect();
    names.sort_unstable();
    names.join(", ")
}

/// JSON with its keys in order, whatever order they came in: the same plan always has the same text.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let sorted: BTreeMap<&String, &Value> = fields.iter().collect();
            out.push('{');
            for (key, value) in sorted {
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_keys_does_not_matter_and_everything_else_does() {
        let text = |value: Value| {
            let mut text = String::new();
            canonical(&value, &mut text);
            text
        };
        let one: Value = serde_json::from_str(r#"{"b": [1, {"y": 1, "x": "\""}], "a": null}"#).unwrap();
        let same: Value = serde_json::from_str(r#"{"a": null, "b": [1, {"x": "\"", "y": 1}]}"#).unwrap();
        assert_eq!(text(one.clone()), text(same));
        for other in [
            r#"{"b": [{"y": 1, "x": "\""}, 1], "a": null}"#,
            r#"{"b": [1, {"y": "1", "x": "\""}], "a": null}"#,
            r#"{"b": [1, {"y": 1, "x": "\""}]}"#,
        ] {
            assert_ne!(text(one.clone()), text(serde_json::from_str(other).unwrap()), "{other}");
        }
    }

    #[test]
    fn another_argument_is_another_plan() {
        let index = Index::build(Vec::new());
        let target = Target::company("x");
        let plan = |verb, body: Value| made(verb, "backup.restore", &body, &target, &index).hash;
        let first = plan("backup restore", json!({ "backup": 1 }));
        assert_eq!(first.len(), 64);
        assert_eq!(first, plan("backup restore", json!({ "backup": 1 })));
        assert_ne!(first, plan("backup restore", json!({ "backup": 2 })));
        assert_ne!(first, plan("backup delete", json!({ "backup": 1 })));
    }
}
