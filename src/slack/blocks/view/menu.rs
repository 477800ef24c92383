//! Menus: what there is to choose from, in a form or in the answer to a menu that asks while somebody types.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::domain::form::Choice;

use super::super::limits::{CHOICE_LABEL, CHOICE_VALUE, CHOICES, CHOICES_BYTES};
use super::super::text::width;
use super::plain;

/// What the menus of one form may still take together, in bytes.
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(CHOICES_BYTES)
    }
}

impl Budget {
    /// Whether Slack carries the choice.
    pub fn is_sendable(choice: &Choice) -> bool {
        (1..=CHOICE_VALUE).contains(&width(&choice.value))
    }

    /// A menu of the choices, the options of those that are chosen already, and how many choices found no place. What is
    /// chosen has its place; the others have theirs in their order.
    pub fn menu(&mut self, kind: &str, choices: &[Choice], chosen: &[String]) -> (Value, Vec<Value>, usize) {
        let mut values = HashSet::new();
        let choices: Vec<(&Choice, Value)> = choices
            .iter()
            .filter(|choice| Self::is_sendable(choice) && values.insert(choice.value.as_str()))
            .map(|choice| (choice, option(choice)))
            .collect();
        let is_chosen = |choice: &Choice| chosen.contains(&choice.value);
        let reserved = choices.iter().filter(|(choice, _)| is_chosen(choice)).map(|(_, option)| size(option)).sum();
        self.0 = self.0.saturating_sub(reserved);
        let all = choices.len();
        let (mut options, mut initial) = (Vec::new(), Vec::new());
        let mut is_full = false;
        for (choice, option) in choices {
            if is_chosen(choice) {
                initial.push(option.clone());
            } else {
                let size = size(&option);
                is_full |= size > self.0 || options.len() + chosen.len() >= CHOICES * CHOICES;
                if is_full {
                    continue;
                }
                self.0 -= size;
            }
            options.push(option);
        }
        let left_out = all - options.len();
        let mut menu = json!({ "type": kind });
        if options.is_empty() {
            // Slack takes no empty menu; one that asks and is told that there is nothing says so by itself.
            menu["type"] = json!(if kind.starts_with("multi_") { "multi_external_select" } else { "external_select" });
            menu["min_query_length"] = json!(0);
        } else if options.len() <= CHOICES {
            menu["options"] = json!(options);
        } else {
            menu["option_groups"] = json!(numbered(&options));
        }
        (menu, initial, left_out)
    }
}

/// More than a menu takes in one piece, in groups with the numbers of what is in them.
fn numbered(options: &[Value]) -> Vec<Value> {
    let group = |(i, options): (usize, &[Value])| {
        let (first, last) = (i * CHOICES + 1, i * CHOICES + options.len());
        json!({ "label": plain(&format!("{first}–{last}"), CHOICE_LABEL), "options": options })
    };
    options.chunks(CHOICES).enumerate().map(group).collect()
}

/// What a choice takes in bytes, with the comma after it.
fn size(option: &Value) -> usize {
    option.to_string().len() + 1
}

/// A choice as Slack takes it.
pub(super) fn option(choice: &Choice) -> Value {
    json!({ "text": plain(&choice.label, CHOICE_LABEL), "value": choice.value })
}

fn sendable(choices: &[Choice]) -> Vec<Value> {
    choices.iter().filter(|choice| Budget::is_sendable(choice)).take(CHOICES).map(option).collect()
}

/// The answer to a menu that asks: the first hundred choices.
pub fn options(choices: &[Choice]) -> Value {
    json!({ "options": sendable(choices) })
}

/// The answer to a menu that asks, under headings: the first hundred groups of the first hundred choices each.
pub fn grouped_options(groups: &[(String, Vec<Choice>)]) -> Value {
    let groups = groups.iter().map(|(label, choices)| (plain(label, CHOICE_LABEL), sendable(choices)));
    let groups = groups.filter(|(_, options)| !options.is_empty()).take(CHOICES);
    let groups: Vec<Value> = groups.map(|(label, options)| json!({ "label": label, "options": options })).collect();
    // Slack takes no empty list of groups.
    if groups.is_empty() { options(&[]) } else { json!({ "option_groups": groups }) }
}
