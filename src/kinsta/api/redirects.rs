//! The redirect rules of an environment. A rule has no id: it is named by everything it says.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Started;
use super::lenient::whole_or_default;
use super::words::words;
use crate::domain::ids::EnvId;
use crate::kinsta::endpoint::{Endpoint, Method, Read, Write};

/// Some rules, in the order asked for.
#[derive(Debug, Clone)]
pub struct List {
    /// Whose.
    pub environment: EnvId,
    /// Which of them.
    pub filter: Filter,
}

impl Endpoint for List {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/sites/environments/{env_id}/redirect-rules";
    const WITHIN: &'static [&'static str] = &["environment", "container_info", "redirect_rules"];
    type Effect = Read;
    type Response = Page;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        self.filter
            .fields()
            .map(|(name, value)| match value {
                Value::String(text) => (name, text),
                other => (name, other.to_string()),
            })
            .collect()
    }
}

/// Which rules, and in what order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// How many; Kinsta's default is 10.
    pub limit: Option<u32>,
    /// How many to pass over.
    pub offset: Option<u32>,
    /// Ordered by what; Kinsta's default is the domain.
    pub key: Option<Key>,
    /// Which way; Kinsta's default is ascending.
    pub order: Option<Order>,
    /// Only those that hold this text.
    pub search: Option<String>,
    /// The text is a regular expression. Kinsta takes it as a word, not as a boolean.
    pub search_is_regex: Option<bool>,
}

impl Filter {
    fn fields(&self) -> impl Iterator<Item = (&'static str, Value)> {
        [
            ("limit", self.limit.map(|limit| json!(limit))),
            ("offset", self.offset.map(|offset| json!(offset))),
            ("key", self.key.map(|key| json!(key))),
            ("order", self.order.map(|order| json!(order))),
            ("search_query", self.search.as_ref().map(|text| json!(text))),
            ("regex_search", self.search_is_regex.map(|is_regex| json!(is_regex.to_string()))),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }
}

words! {
    /// What rules can be ordered by.
    Key {
        /// The domain they are for.
        Domain = "domain",
        /// Where they lead from.
        From = "from",
        /// Where they lead to.
        To = "to",
        /// Permanent or temporary.
        Kind = "type",
    }
}

words! {
    /// Which way rules are ordered.
    Order {
        /// From A to Z.
        Ascending = "ascend",
        /// From Z to A.
        Descending = "descend",
    }
}

words! {
    /// How a redirect answers.
    Kind {
        /// 301.
        Permanent = "permanent",
        /// 302.
        Temporary = "redirect",
    }
}

/// Some of an environment's rules.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Page {
    /// Those asked for.
    pub rules: Vec<Rule>,
    /// How many there are in all.
    #[serde(default, rename = "redirect_rules_count", deserialize_with = "whole_or_default")]
    pub total: u64,
}

/// One rule. It is sent back to Kinsta as it was received, to say which one is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The domain it is for; `None` for all.
    #[serde(default)]
    pub domain: Option<String>,
    /// The path it leads from; may be a regular expression.
    pub from: String,
    /// Where it leads to.
    pub to: String,
    /// A [`Kind`]'s word, or one that came later.
    #[serde(rename = "type")]
    pub kind: String,
    /// Only for visitors from this city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traffic_from_city: Option<String>,
    /// Only for visitors from this country: `US`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traffic_from_country: Option<String>,
    /// The country's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traffic_from_country_name: Option<String>,
    /// City and country, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub displayed_location: Option<String>,
}

impl Rule {
    /// A rule for everybody.
    pub fn new(domain: Option<String>, from: impl Into<String>, to: impl Into<String>, kind: Kind) -> Self {
        Self {
            domain,
            from: from.into(),
            to: to.into(),
            kind: kind.as_str().to_owned(),
            traffic_from_city: None,
            traffic_from_country: None,
            traffic_from_country_name: None,
            displayed_location: None,
        }
    }
}

/// Changes the rules. Done when answered, with nothing in the answer; there is no operation to follow.
#[derive(Debug, Clone)]
pub struct Change {
    /// Whose.
    pub environment: EnvId,
    /// What is changed.
    pub action: Action,
    /// The rules the action is about, as [`List`] knows it. Kinsta does not say which actions heed it; leave it empty.
    pub filter: Filter,
}

/// A change of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A new rule.
    Add(Rule),
    /// Other rules in place of these: all of `rules` become `with`.
    Update {
        /// As they are.
        rules: Vec<Rule>,
        /// As they will be.
        with: Rule,
    },
    /// Without these.
    Delete(Vec<Rule>),
    /// Without any. Nothing brings them back.
    DeleteAll,
}

impl Action {
    /// Kinsta's words for them.
    #[cfg(test)]
    pub(super) const WORDS: [&'static str; 4] = ["NEW", "UPDATE", "DELETE", "DELETE_ALL"];

    fn body(&self) -> Value {
        match self {
            Self::Add(rule) => json!({"action_type": "NEW", "new_value": rule}),
            Self::Update { rules, with } => {
                json!({"action_type": "UPDATE", "rules_to_update": rules, "new_value": with})
            }
            Self::Delete(rules) => json!({"action_type": "DELETE", "rules_to_update": rules}),
            Self::DeleteAll => json!({"action_type": "DELETE_ALL"}),
        }
    }
}

impl Endpoint for Change {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sites/environments/{env_id}/redirect-rules";
    type Effect = Write;
    type Response = Started;

    fn path(&self) -> Vec<(&'static str, &str)> {
        vec![("env_id", self.environment.as_str())]
    }

    fn body(&self) -> Option<Value> {
        let mut body = self.action.body();
        for (name, value) in self.filter.fields() {
            body[name] = value;
        }
        Some(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_goes_back_as_it_came_and_a_domain_is_never_left_out() {
        let came = json!({
            "domain": null, "from": "/a", "to": "https://b.example", "type": "redirect", "traffic_from_country": "US",
            "traffic_from_country_name": null, "unknown": 1,
        });
        let rule: Rule = serde_json::from_value(came).unwrap();
        let change =
            |action| Change { environment: EnvId::new("e"), action, filter: Filter::default() }.body().unwrap();
        let back = json!({"domain": null, "from": "/a", "to": "https://b.example", "type": "redirect",
            "traffic_from_country": "US"});
        let new = Rule::new(Some("c.example".into()), "/x", "/y", Kind::Permanent);
        let wanted = json!({"domain": "c.example", "from": "/x", "to": "/y", "type": "permanent"});
        assert_eq!(change(Action::Add(new.clone())), json!({"action_type": "NEW", "new_value": wanted}));
        assert_eq!(
            change(Action::Update { rules: vec![rule.clone()], with: new }),
            json!({"action_type": "UPDATE", "rules_to_update": [back], "new_value": wanted})
        );
        assert_eq!(change(Action::Delete(vec![rule])), json!({"action_type": "DELETE", "rules_to_update": [back]}));
        assert_eq!(change(Action::DeleteAll), json!({"action_type": "DELETE_ALL"}));
    }
}
