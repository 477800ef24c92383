//! Finding what can be pressed, chosen or filled in a list of blocks, and the value it would report.

use serde_json::{Map, Value, json};

use super::blocks::all_options;

/// One interactive element and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Control {
    pub(super) block_id: String,
    pub(super) action_id: String,
    pub(super) element: Value,
    /// The whole input block, where it stands in one.
    pub(super) input: Option<Value>,
}

impl Control {
    /// A button's label; empty for anything else.
    pub(super) fn label(&self) -> String {
        self.element["text"]["text"].as_str().unwrap_or_default().to_owned()
    }
}

/// What a person typed or chose.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// Typed text or number.
    Text(String),
    /// One option's value, a user or channel id, a day `YYYY-MM-DD` or a time `HH:MM`.
    Choice(String),
    /// Several of those.
    Choices(Vec<String>),
    /// Files, by the ids that `attach` gave them.
    Files(Vec<String>),
    /// Nothing: the field is emptied.
    Nothing,
}

/// Which control is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// The first button with this label.
    Label(String),
    /// The first element with this `action_id`.
    Action(String),
    /// The element with this `block_id` and `action_id`.
    At(String, String),
}

impl From<&str> for Pick {
    fn from(label: &str) -> Self {
        Self::Label(label.to_owned())
    }
}

/// Every interactive element in `blocks`, in reading order, nested blocks included.
pub(super) fn in_blocks(blocks: &[Value]) -> Vec<Control> {
    let mut found = Vec::new();
    for block in blocks {
        let block_id = block["block_id"].as_str().unwrap_or_default();
        let mut keep = |element: &Value, input: Option<&Value>| {
            if let Some(action_id) = element["action_id"].as_str() {
                found.push(Control {
                    block_id: block_id.to_owned(),
                    action_id: action_id.to_owned(),
                    element: element.clone(),
                    input: input.cloned(),
                });
            }
        };
        keep(&block["accessory"], None);
        if block["type"] == "input" {
            keep(&block["element"], Some(block));
        } else {
            for name in ["elements", "actions"] {
                block[name].as_array().into_iter().flatten().for_each(|element| keep(element, None));
            }
        }
        for nested in nested(block) {
            found.extend(in_blocks(std::slice::from_ref(nested)));
        }
    }
    found
}

fn nested(block: &Value) -> Vec<&Value> {
    let children = block["child_blocks"].as_array().into_iter().flatten();
    let rows = block["rows"].as_array().into_iter().flatten();
    let items = rows.filter_map(|row| row["items"].as_array()).flatten().map(|item| &item["block"]);
    let cards = block["elements"].as_array().into_iter().flatten().filter(|card| card["type"] == "card");
    children.chain(items).chain(cards).collect()
}

/// The control that `pick` means.
pub(super) fn find(blocks: &[Value], pick: &Pick) -> Option<Control> {
    in_blocks(blocks).into_iter().find(|control| match pick {
        Pick::Label(label) => control.element["type"] == "button" && control.label() == *label,
        Pick::Action(action) => control.action_id == *action,
        Pick::At(block, action) => control.block_id == *block && control.action_id == *action,
    })
}

/// Gives blocks and elements the ids that the app left out, as Slack does.
pub(super) fn fill_ids(blocks: &mut [Value], next: &mut impl FnMut() -> String) {
    for block in blocks {
        let Some(fields) = block.as_object_mut() else { continue };
        fields.entry("block_id").or_insert_with(|| json!(next()));
        for (name, value) in fields.iter_mut() {
            match (name.as_str(), value) {
                ("accessory" | "element", element) => fill_action_id(element, next),
                ("elements" | "actions", Value::Array(elements)) => {
                    elements.iter_mut().for_each(|element| fill_action_id(element, next));
                }
                ("child_blocks", Value::Array(children)) => fill_ids(children, next),
                ("rows", Value::Array(rows)) => {
                    for row in rows {
                        for item in row.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
                            if let Some(block) = item.get_mut("block") {
                                fill_ids(std::slice::from_mut(block), next);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn fill_action_id(element: &mut Value, next: &mut impl FnMut() -> String) {
    let kind = element["type"].as_str().unwrap_or_default();
    let interactive = matches!(kind, "button" | "overflow" | "checkboxes" | "radio_buttons")
        || ["_select", "picker", "_input"].iter().any(|end| kind.ends_with(end));
    if interactive && let Some(fields) = element.as_object_mut() {
        fields.entry("action_id").or_insert_with(|| json!(next()));
    }
}

/// What `state.values` holds for an element nobody touched; nothing for buttons and overflow menus.
pub(super) fn initial_state(element: &Value) -> Option<Value> {
    let kind = element["type"].as_str()?;
    let mut state = json!({ "type": kind });
    let mut set = |name: &str, value: &Value| state[name] = value.clone();
    match kind {
        "button" | "overflow" | "image" | "plain_text" | "mrkdwn" => return None,
        "checkboxes" | "multi_static_select" | "multi_external_select" => {
            let chosen = element["initial_options"].as_array().cloned().unwrap_or_default();
            set("selected_options", &json!(chosen));
        }
        "static_select" | "external_select" | "radio_buttons" => set("selected_option", &element["initial_option"]),
        "file_input" => set("files", &json!([])),
        "datepicker" => set("selected_date", &element["initial_date"]),
        "timepicker" => set("selected_time", &element["initial_time"]),
        "datetimepicker" => set("selected_date_time", &element["initial_date_time"]),
        "users_select" => set("selected_user", &element["initial_user"]),
        "multi_users_select" => set("selected_users", &element["initial_users"]),
        "channels_select" => set("selected_channel", &element["initial_channel"]),
        "multi_channels_select" => set("selected_channels", &element["initial_channels"]),
        "conversations_select" => set("selected_conversation", &element["initial_conversation"]),
        "multi_conversations_select" => set("selected_conversations", &element["initial_conversations"]),
        _ => set("value", &element["initial_value"]),
    }
    Some(state)
}

/// What `state.values` (and an action) holds after `input`; an error says why Slack's client would not allow it.
pub(super) fn state_after(element: &Value, input: &Input, loaded: &[Value]) -> Result<Value, String> {
    let kind = element["type"].as_str().unwrap_or_default();
    if *input == Input::Nothing {
        let mut bare: Map<String, Value> = element.as_object().cloned().unwrap_or_default();
        bare.retain(|name, _| !name.starts_with("initial_"));
        return initial_state(&Value::Object(bare)).ok_or_else(|| format!("{kind} cannot be emptied"));
    }
    let option = |value: &String| {
        let offered = element.as_object().map(all_options).unwrap_or_default();
        // What an external menu shows from the start was never loaded.
        let initial = element["initial_options"].as_array().into_iter().flatten().chain([&element["initial_option"]]);
        offered
            .into_iter()
            .chain(loaded)
            .chain(initial)
            .find(|option| option["value"] == value.as_str())
            .cloned()
            .ok_or_else(|| format!("{kind} offers no option {value:?}"))
    };
    let (field, value) = match (kind, input) {
        ("static_select" | "external_select" | "radio_buttons" | "overflow", Input::Choice(value)) => {
            ("selected_option", option(value)?)
        }
        ("checkboxes" | "multi_static_select" | "multi_external_select", Input::Choices(values)) => {
            let chosen = values.iter().map(option).collect::<Result<Vec<_>, _>>()?;
            if let Some(most) = element["max_selected_items"].as_u64()
                && chosen.len() as u64 > most
            {
                return Err(format!("{kind} takes at most {most} options"));
            }
            ("selected_options", json!(chosen))
        }
        ("file_input", Input::Files(ids)) => ("files", json!(attached(element, ids, loaded)?)),
        ("datepicker", Input::Choice(day)) => ("selected_date", json!(day)),
        ("timepicker", Input::Choice(time)) => ("selected_time", json!(time)),
        ("datetimepicker", Input::Choice(at)) => {
            ("selected_date_time", json!(at.parse::<i64>().map_err(|_| "needs epoch seconds".to_owned())?))
        }
        ("users_select", Input::Choice(id)) => ("selected_user", json!(id)),
        ("multi_users_select", Input::Choices(ids)) => ("selected_users", json!(ids)),
        ("channels_select", Input::Choice(id)) => ("selected_channel", json!(id)),
        ("multi_channels_select", Input::Choices(ids)) => ("selected_channels", json!(ids)),
        ("conversations_select", Input::Choice(id)) => ("selected_conversation", json!(id)),
        ("multi_conversations_select", Input::Choices(ids)) => ("selected_conversations", json!(ids)),
        (kind, Input::Text(text)) if kind.ends_with("_input") => ("value", json!(typed(element, text)?)),
        _ => return Err(format!("{kind} does not take {input:?}")),
    };
    let mut state = json!({ "type": kind });
    state[field] = value;
    Ok(state)
}

/// The files an input takes, as `loaded` describes them.
fn attached(element: &Value, ids: &[String], loaded: &[Value]) -> Result<Vec<Value>, String> {
    if ids.len() as u64 > element["max_files"].as_u64().unwrap_or(10) {
        return Err("too many files".to_owned());
    }
    let kinds: Vec<&str> = element["filetypes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let file = |id: &String| {
        let file = loaded.iter().find(|file| file["id"] == id.as_str()).ok_or_else(|| format!("no file {id}"))?;
        let ending = file["filetype"].as_str().unwrap_or_default();
        if kinds.is_empty() || kinds.contains(&ending) {
            Ok(file.clone())
        } else {
            Err(format!("takes no {ending} file"))
        }
    };
    ids.iter().map(file).collect()
}

fn typed(element: &Value, text: &str) -> Result<String, String> {
    let length = text.chars().count() as u64;
    if element["max_length"].as_u64().unwrap_or(3000) < length {
        return Err("the text is too long".to_owned());
    }
    if element["min_length"].as_u64().is_some_and(|least| length < least) {
        return Err("the text is too short".to_owned());
    }
    if element["type"] == "number_input" {
        let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
        let bound = |name: &str| element[name].as_str().and_then(|bound| bound.parse::<f64>().ok());
        if bound("min_value").is_some_and(|least| number < least)
            || bound("max_value").is_some_and(|most| number > most)
            || (element["is_decimal_allowed"] != true && number.fract() != 0.0)
        {
            return Err("the number is out of bounds".to_owned());
        }
    }
    Ok(text.to_owned())
}

/// True where a state says nothing was typed or chosen.
pub(super) fn is_empty(state: &Value) -> bool {
    state.as_object().is_none_or(|fields| {
        fields.iter().all(|(name, value)| {
            name == "type" || value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty)
        })
    })
}
