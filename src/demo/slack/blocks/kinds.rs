//! The classic blocks: section, header, divider, context, actions, image, input.

use serde_json::{Map, Value};

use super::check::{Check, Surface};
use super::elements::{fits_actions, fits_input, fits_section};
use super::text::Text;

impl Check {
    /// Judges a block of a classic kind; false when `kind` is none.
    pub(super) fn classic_block(&mut self, kind: &str, block: &Map<String, Value>, path: &str) -> bool {
        match kind {
            "section" => self.section(block, path),
            "header" => {
                self.only(block, path, &["text", "level"]);
                self.text(block, "text", path, Text::Plain, (150, true));
                self.whole(block, "level", path, (1, 4));
            }
            "divider" => self.only(block, path, &[]),
            "context" => {
                self.only(block, path, &["elements"]);
                for (index, element) in self.list(block, "elements", path, (1, 10)).iter().enumerate() {
                    self.context_element(element, &format!("{path}/elements/{index}"));
                }
            }
            "actions" => {
                self.only(block, path, &["elements"]);
                for (index, element) in self.list(block, "elements", path, (1, 25)).iter().enumerate() {
                    self.element(element, &format!("{path}/elements/{index}"), fits_actions);
                }
            }
            "image" => {
                self.only(block, path, &["image_url", "slack_file", "alt_text", "title"]);
                self.image(block, path);
                self.text(block, "title", path, Text::Plain, (2000, false));
            }
            "input" => self.input(block, path),
            _ => return false,
        }
        true
    }

    fn section(&mut self, block: &Map<String, Value>, path: &str) {
        self.only(block, path, &["text", "fields", "accessory", "expand"]);
        self.flag(block, "expand", path);
        if !block.contains_key("text") && !block.contains_key("fields") {
            self.wrong(path, "text or fields is required");
        }
        self.text(block, "text", path, Text::Either, (3000, false));
        if block.contains_key("fields") {
            for (index, field) in self.list(block, "fields", path, (1, 10)).iter().enumerate() {
                self.text_object(field, &format!("{path}/fields/{index}"), Text::Either, 2000);
            }
        }
        if let Some(accessory) = block.get("accessory") {
            self.element(accessory, &format!("{path}/accessory"), fits_section);
        }
    }

    fn context_element(&mut self, value: &Value, path: &str) {
        match value.get("type").and_then(Value::as_str) {
            Some("image") => self.element(value, path, |kind| kind == "image"),
            _ => self.text_object(value, path, Text::Either, 3000),
        }
    }

    fn input(&mut self, block: &Map<String, Value>, path: &str) {
        self.has_input = true;
        self.only(block, path, &["label", "element", "hint", "optional", "dispatch_action"]);
        self.text(block, "label", path, Text::Plain, (2000, true));
        self.text(block, "hint", path, Text::Plain, (2000, false));
        self.flag(block, "optional", path);
        self.flag(block, "dispatch_action", path);
        match block.get("element") {
            Some(element) => {
                if element["type"] == "file_input" && block.get("dispatch_action") == Some(&Value::Bool(true)) {
                    self.wrong(&format!("{path}/dispatch_action"), "not available with file_input");
                }
                if element["type"] == "file_input" && self.surface == Surface::Home {
                    self.wrong(&format!("{path}/element"), "file_input is not available on the Home tab");
                }
                self.element(element, &format!("{path}/element"), fits_input);
            }
            None => self.wrong(&format!("{path}/element"), "missing required field"),
        }
    }
}
