//! What a change waits for, where others must agree first. Pure.
//!
//! The agreement is about a [`Plan`]: whoever agrees has seen exactly that, and for anything else it does not count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::actor::Kind;
use super::ids::{ChannelId, UserId};

/// A request that others agree to a change. It belongs to one operation and is used once. Times are epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Why, in the asker's own words. Plain.
    pub reason: String,
    /// How many others must agree.
    pub needed: u8,
    /// Who could, a few of them: Slack's ids of people (`U…`, `W…`) and user groups (`S…`).
    pub helpers: Vec<String>,
    /// The freezes that it is made in spite of, by their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub despite: Vec<String>,
    /// What is agreed to.
    pub plan: Plan,
    /// What the question said besides the target: keys of labels (`fact-<key>`) and plain values.
    #[serde(default)]
    pub facts: Vec<(String, String)>,
    /// What the question warned of: keys of sentences.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// Whether something is lost.
    #[serde(default)]
    pub loses: bool,
    /// Where those who could agree are asked, beside where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// Who has agreed.
    #[serde(default)]
    pub agreed: Vec<Agreed>,
    /// From when on it is too late to agree.
    pub expires_at_ms: i64,
    /// When enough had agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_at_ms: Option<i64>,
    /// How it ended without the change being made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

/// Somebody's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// Who.
    pub user: UserId,
    /// How they belonged to the workspace when they did.
    pub kind: Kind,
    /// Where they stood.
    pub channel: ChannelId,
    /// When.
    pub at_ms: i64,
}

/// How a request ended without the change being made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "end")]
pub enum End {
    /// Somebody who could have agreed said no.
    Refused {
        /// Who.
        by: UserId,
    },
    /// The asker took it back.
    Withdrawn,
    /// Not enough agreed in time.
    Expired,
    /// What was agreed to is not what is there any more.
    Void {
        /// What differs.
        change: Change,
    },
}

/// What exactly is to be done: the change as it is stored, and what is known of what it is done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// SHA-256 over verb, act and facts, in hexadecimal.
    pub hash: String,
    /// What was shown about the target, by name.
    pub facts: BTreeMap<String, String>,
}

/// A fact that is another one by now. Plain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its name; empty where it is the stored change itself that differs.
    pub fact: String,
    /// What was shown; empty where there was nothing.
    pub was: String,
    /// What it is now; empty where there is nothing.
    pub is: String,
}

impl Approval {
    /// Whether it still waits for somebody.
    pub fn is_open(&self) -> bool {
        self.granted_at_ms.is_none() && self.end.is_none()
    }

    /// How many more must agree, while it waits.
    pub fn missing(&self) -> usize {
        usize::from(self.needed).saturating_sub(self.agreed.len()).max(1)
    }

    /// Whether this person has agreed.
    pub fn has_agreed(&self, user: &UserId) -> bool {
        self.agreed.iter().any(|agreed| &agreed.user == user)
    }
}

impl End {
    /// Its name, as in the catalogues and in audit rows.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Void { .. } => "void",
        }
    }
}

impl Plan {
    /// What differs in a plan made now: the first fact, or the change itself.
    pub fn change(&self, now: &Self) -> Option<Change> {
        if self.hash == now.hash {
            return None;
        }
        let names = self.facts.keys().chain(now.facts.keys());
        let differs = |name: &&String| self.facts.get(*name) != now.facts.get(*name);
        let text = |facts: &BTreeMap<String, String>, name: &String| facts.get(name).cloned().unwrap_or_default();
        let fact = names.min_by_key(|name| (!differs(name), *name)).filter(differs);
        Some(fact.map_or_else(
            || Change { fact: String::new(), was: String::new(), is: String::new() },
            |name| Change { fact: name.clone(), was: text(&self.facts, name), is: text(&now.facts, name) },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(hash: &str, facts: &[(&str, &str)]) -> Plan {
        let facts = facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Plan { hash: hash.to_owned(), facts }
    }

    #[test]
    fn a_plan_tells_what_is_different_by_now() {
        let then = plan("a", &[("domain", "acme.example"), ("environment", "Live")]);
        assert_eq!(then.change(&then), None);
        let change = |fact: &str, was: &str, is: &str| {
            Some(Change { fact: fact.to_owned(), was: was.to_owned(), is: is.to_owned() })
        };
        let moved = plan("b", &[("domain", "shop.example"), ("environment", "Live")]);
        assert_eq!(then.change(&moved), change("domain", "acme.example", "shop.example"));
        assert_eq!(then.change(&plan("c", &[("environment", "Live")])), change("domain", "acme.example", ""));
        assert_eq!(then.change(&Plan { hash: "d".to_owned(), ..then.clone() }), change("", "", ""));
    }
}
