//! Interactive elements: buttons, menus, pickers, inputs.

use serde_json::{Map, Value};

use super::check::Check;
use super::text::Text;

/// Menus and pickers that may sit beside a section, in an actions block and in an input.
const CHOOSERS: &[&str] = &[
    "static_select",
    "multi_static_select",
    "external_select",
    "multi_external_select",
    "users_select",
    "multi_users_select",
    "conversations_select",
    "multi_conversations_select",
    "channels_select",
    "multi_channels_select",
    "datepicker",
    "timepicker",
    "checkboxes",
    "radio_buttons",
];

/// What may stand beside a section's text.
pub(super) fn fits_section(kind: &str) -> bool {
    CHOOSERS.contains(&kind) || ["button", "image", "overflow", "workflow_button"].contains(&kind)
}

/// What may stand in an actions block.
pub(super) fn fits_actions(kind: &str) -> bool {
    CHOOSERS.contains(&kind) || ["button", "overflow", "datetimepicker", "workflow_button"].contains(&kind)
}

/// What may stand in an input block.
pub(super) fn fits_input(kind: &str) -> bool {
    CHOOSERS.contains(&kind)
        || [
            "plain_text_input",
            "email_text_input",
            "url_text_input",
            "number_input",
            "datetimepicker",
            "rich_text_input",
            "file_input",
        ]
        .contains(&kind)
}

impl Check {
    /// One element, of a kind that `fits` where it stands.
    pub(super) fn element(&mut self, value: &Value, path: &str, fits: fn(&str) -> bool) {
        let Some(element) = self.object(value, path) else { return };
        let Some(kind) = element.get("type").and_then(Value::as_str) else {
            self.wrong(&format!("{path}/type"), "missing required field");
            return;
        };
        if !fits(kind) {
            self.wrong(path, &format!("unsupported type: {kind} does not fit here"));
            return;
        }
        if kind == "image" {
            self.only(element, path, &["image_url", "slack_file", "alt_text"]);
            self.image(element, path);
            return;
        }
        if let Some(id) = self.string(element, "action_id", path, 255, false)
            && !self.action_ids.insert(id)
        {
            self.wrong(&format!("{path}/action_id"), "action_id must be unique in its block");
        }
        self.confirm(element, path);
        self.flag(element, "focus_on_load", path);
        self.focused += usize::from(element.get("focus_on_load") == Some(&Value::Bool(true)));
        match kind {
            "button" => self.button(element, path),
            "workflow_button" => self.text(element, "text", path, Text::Plain, (75, true)),
            "overflow" => {
                self.only(element, path, &["options", "confirm"]);
                self.list(element, "options", path, (1, 5));
                self.plain_options(element, path, (1, 5), false);
            }
            "checkboxes" | "radio_buttons" => {
                self.only(element, path, &["options", "initial_option", "initial_options", "confirm", "focus_on_load"]);
                self.list(element, "options", path, (1, 10));
                self.plain_options(element, path, (1, 10), true);
                self.preselected(element, path);
            }
            _ if kind.ends_with("_select") => self.menu(kind, element, path),
            _ if kind.ends_with("picker") => self.picker(kind, element, path),
            _ => self.field(kind, element, path),
        }
    }

    /// A button.
    pub(super) fn button(&mut self, button: &Map<String, Value>, path: &str) {
        let known =
            ["text", "value", "url", "style", "confirm", "accessibility_label", "agent_prompt", "agent_prompt_display"];
        self.only(button, path, &known);
        self.text(button, "text", path, Text::Plain, (75, true));
        self.string(button, "value", path, 2000, false);
        self.address(button, "url", path, false);
        self.string(button, "accessibility_label", path, 75, false);
        self.string(button, "agent_prompt", path, 4000, false);
        self.word(button, "style", path, &["primary", "danger"]);
    }

    fn menu(&mut self, kind: &str, menu: &Map<String, Value>, path: &str) {
        self.text(menu, "placeholder", path, Text::Plain, (150, false));
        if kind.starts_with("multi_") {
            self.whole(menu, "max_selected_items", path, (1, i64::MAX));
        }
        if kind.ends_with("static_select") {
            let known = [
                "options",
                "option_groups",
                "initial_option",
                "initial_options",
                "placeholder",
                "confirm",
                "focus_on_load",
                "max_selected_items",
            ];
            self.only(menu, path, &known);
            self.options(menu, path);
        } else if kind.ends_with("external_select") {
            self.whole(menu, "min_query_length", path, (0, i64::MAX));
            if let Some(option) = menu.get("initial_option") {
                self.option(option, &format!("{path}/initial_option"), false);
            }
        } else {
            self.of_workspace(kind.trim_start_matches("multi_"), menu, path);
        }
    }

    /// A menu of people, channels or conversations, which Slack fills itself.
    fn of_workspace(&mut self, kind: &str, menu: &Map<String, Value>, path: &str) {
        let thing = match kind {
            "users_select" => "user",
            "channels_select" => "channel",
            _ => "conversation",
        };
        let (one, several) = (format!("initial_{thing}"), format!("initial_{thing}s"));
        let mut known = vec![one.as_str(), &several, "placeholder", "confirm", "focus_on_load", "max_selected_items"];
        if thing == "conversation" {
            known.extend(["filter", "default_to_current_conversation", "response_url_enabled"]);
        }
        self.only(menu, path, &known);
        let first = match thing {
            "user" => &["U", "W"][..],
            "channel" => &["C"],
            _ => &["C", "G", "D", "U", "W"],
        };
        let is_id = |id: &str| {
            first.iter().any(|first| id.starts_with(first)) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if let Some(id) = self.string(menu, &one, path, 64, false)
            && !is_id(&id)
        {
            self.wrong(&format!("{path}/{one}"), &format!("must be the ID of a {thing}"));
        }
        if menu.contains_key(&several) {
            for (at, id) in self.list(menu, &several, path, (1, 100)).iter().enumerate() {
                if !id.as_str().is_some_and(is_id) {
                    self.wrong(&format!("{path}/{several}/{at}"), &format!("must be the ID of a {thing}"));
                }
            }
        }
        let filter_path = format!("{path}/filter");
        let Some(filter) = menu.get("filter").and_then(|filter| self.object(filter, &filter_path)) else { return };
        self.only(filter, &filter_path, &["include", "exclude_external_shared_channels", "exclude_bot_users"]);
        for name in ["exclude_external_shared_channels", "exclude_bot_users"] {
            self.flag(filter, name, &filter_path);
        }
        if filter.is_empty() {
            self.wrong(&filter_path, "must have at least one property");
        }
        if filter.contains_key("include") {
            for word in self.list(filter, "include", &filter_path, (1, 4)) {
                if !["im", "mpim", "private", "public"].iter().any(|known| word == *known) {
                    self.wrong(&format!("{filter_path}/include"), "must be one of im, mpim, private, public");
                }
            }
        }
    }

    fn picker(&mut self, kind: &str, picker: &Map<String, Value>, path: &str) {
        self.text(picker, "placeholder", path, Text::Plain, (150, false));
        let digits = |text: &str, shape: &str| {
            text.len() == shape.len()
                && text.chars().zip(shape.chars()).all(|(c, s)| if s == '0' { c.is_ascii_digit() } else { c == s })
        };
        match kind {
            "datepicker" => {
                if let Some(day) = self.string(picker, "initial_date", path, 10, false)
                    && !digits(&day, "0000-00-00")
                {
                    self.wrong(&format!("{path}/initial_date"), "must be YYYY-MM-DD");
                }
            }
            "timepicker" => {
                if let Some(time) = self.string(picker, "initial_time", path, 5, false)
                    && !digits(&time, "00:00")
                {
                    self.wrong(&format!("{path}/initial_time"), "must be HH:mm");
                }
            }
            _ => {
                self.whole(picker, "initial_date_time", path, (1_000_000_000, 9_999_999_999));
            }
        }
    }

    fn field(&mut self, kind: &str, field: &Map<String, Value>, path: &str) {
        self.text(field, "placeholder", path, Text::Plain, (150, false));
        match kind {
            "plain_text_input" => {
                let known = [
                    "multiline",
                    "min_length",
                    "max_length",
                    "initial_value",
                    "placeholder",
                    "dispatch_action_config",
                    "focus_on_load",
                ];
                self.only(field, path, &known);
                let least = self.whole(field, "min_length", path, (0, 3000));
                let most = self.whole(field, "max_length", path, (1, 3000));
                if let (Some(least), Some(most)) = (least, most)
                    && least > most
                {
                    self.wrong(&format!("{path}/min_length"), "must not exceed max_length");
                }
                self.string(field, "initial_value", path, 3000, false);
            }
            "number_input" => {
                if !field.get("is_decimal_allowed").is_some_and(Value::is_boolean) {
                    self.wrong(&format!("{path}/is_decimal_allowed"), "missing required field");
                }
                for name in ["initial_value", "min_value", "max_value"] {
                    if let Some(number) = self.string(field, name, path, 32, false)
                        && number.parse::<f64>().is_err()
                    {
                        self.wrong(&format!("{path}/{name}"), "must be a number written as a string");
                    }
                }
            }
            "file_input" => {
                self.whole(field, "max_files", path, (1, 10));
            }
            _ => {}
        }
    }
}
