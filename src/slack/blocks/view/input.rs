//! Each field of a form as an input block.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::domain::form::{Choice, Field, Input};
use crate::slack::form::action_id;

use super::super::limits::{INPUT_LABEL, TYPED};
use super::super::text::{is_within, one_line};
use super::menu::{Budget, option};
use super::plain;

/// What a flag's one choice means.
const YES: &str = "yes";

/// The field as a block that asks for it.
pub(super) fn block(field: &Field, budget: &mut Budget) -> Value {
    let (mut element, left_out) = element(&field.input, budget);
    element["action_id"] = json!(action_id(field));
    let mut block = json!({
        "type": "input",
        "block_id": field.name,
        "label": plain(&field.label, INPUT_LABEL),
        "element": element,
        "optional": field.is_optional || matches!(field.input, Input::Flag { .. }),
    });
    let hint = field.hint.as_deref().map(one_line).unwrap_or_default();
    let hint = match left_out {
        0 => hint,
        left_out if hint.is_empty() => format!("… +{left_out}"),
        left_out => format!("… +{left_out} · {hint}"),
    };
    if !hint.is_empty() {
        block["hint"] = plain(&hint, INPUT_LABEL);
    }
    // Slack reports no files before the whole form is sent.
    if field.reloads && !matches!(field.input, Input::File { .. }) {
        block["dispatch_action"] = json!(true);
    }
    block
}

/// The field as a menu of its own, which acts at once.
pub(super) fn picker(field: &Field) -> Value {
    let (mut element, _) = element(&field.input, &mut Budget::default());
    element["action_id"] = json!(action_id(field));
    json!({
        "type": "section",
        "block_id": field.name,
        "text": plain(&field.label, INPUT_LABEL),
        "accessory": element,
    })
}

/// The element, and how many choices found no place in it.
fn element(input: &Input, budget: &mut Budget) -> (Value, usize) {
    let element = match input {
        Input::Text { value, is_long } => text(value.as_deref(), *is_long),
        Input::Number { value, min, max } => {
            let mut element = json!({ "type": "number_input", "is_decimal_allowed": false });
            for (name, number) in [("initial_value", value), ("min_value", min), ("max_value", max)] {
                if let Some(number) = number {
                    element[name] = json!(number.to_string());
                }
            }
            element
        }
        Input::Date { value } => {
            let mut element = json!({ "type": "datepicker" });
            if let Some(day) = value.as_deref().and_then(|day| day.parse::<Date>().ok()) {
                element["initial_date"] = json!(day.to_string());
            }
            element
        }
        Input::Flag { label, value } => {
            let yes = option(&Choice::new(YES, label.as_str()));
            let mut element = json!({ "type": "checkboxes", "options": [yes] });
            if *value {
                element["initial_options"] = json!([yes]);
            }
            element
        }
        Input::One { choices, value } => {
            let (mut menu, chosen, left_out) = budget.menu("static_select", choices, value.as_slice());
            if let Some(chosen) = chosen.into_iter().next() {
                menu["initial_option"] = chosen;
            }
            return (menu, left_out);
        }
        Input::Many { choices, values } => {
            let (mut menu, chosen, left_out) = budget.menu("multi_static_select", choices, values);
            if !chosen.is_empty() {
                menu["initial_options"] = json!(chosen);
            }
            return (menu, left_out);
        }
        Input::Site { chosen } | Input::Environment { chosen } => {
            let mut element = json!({ "type": "external_select", "min_query_length": 0 });
            if let Some(chosen) = chosen.as_ref().filter(|choice| Budget::is_sendable(choice)) {
                element["initial_option"] = option(chosen);
            }
            element
        }
        Input::Person { chosen } => {
            let mut element = json!({ "type": "users_select" });
            if let Some(chosen) = chosen {
                element["initial_user"] = json!(chosen);
            }
            element
        }
        Input::People { chosen } => {
            let mut element = json!({ "type": "multi_users_select" });
            if !chosen.is_empty() {
                element["initial_users"] = json!(chosen);
            }
            element
        }
        Input::Channel { chosen } => {
            // A conversation between two people is bound to nothing.
            let filter = json!({ "include": ["public", "private"], "exclude_bot_users": true });
            let mut element = json!({ "type": "conversations_select", "filter": filter });
            if let Some(chosen) = chosen {
                element["initial_conversation"] = json!(chosen);
            }
            element
        }
        Input::File { kinds } => {
            let mut element = json!({ "type": "file_input", "max_files": 1 });
            if !kinds.is_empty() {
                element["filetypes"] = json!(kinds);
            }
            element
        }
    };
    (element, 0)
}

fn text(value: Option<&str>, is_long: bool) -> Value {
    let mut element = json!({ "type": "plain_text_input", "multiline": is_long, "max_length": TYPED });
    let value = value.map(|value| if is_long { value.to_owned() } else { one_line(value) });
    // Half of what somebody has to check is worse than nothing of it.
    if let Some(value) = value.filter(|value| !value.is_empty() && is_within(value, TYPED)) {
        element["initial_value"] = json!(value);
    }
    element
}
