//! Rich text: sections, lists, quotes, preformatted.

use serde_json::{Map, Value};

use super::check::Check;

impl Check {
    /// A `rich_text` block, also as a table cell.
    pub(super) fn rich_text(&mut self, block: &Map<String, Value>, path: &str) {
        self.only(block, path, &["elements"]);
        for (index, value) in self.list(block, "elements", path, (1, usize::MAX)).iter().enumerate() {
            self.rich_part(value, &format!("{path}/elements/{index}"));
        }
    }

    fn rich_part(&mut self, value: &Value, path: &str) {
        let Some(part) = self.object(value, path) else { return };
        match part.get("type").and_then(Value::as_str) {
            Some("rich_text_list") => {
                self.word(part, "style", path, &["bullet", "ordered"]);
                if !part.contains_key("style") {
                    self.wrong(&format!("{path}/style"), "missing required field");
                }
                for (index, item) in self.list(part, "elements", path, (1, usize::MAX)).iter().enumerate() {
                    self.rich_part(item, &format!("{path}/elements/{index}"));
                }
            }
            Some("rich_text_section" | "rich_text_quote" | "rich_text_preformatted") => {
                for (index, item) in self.list(part, "elements", path, (0, usize::MAX)).iter().enumerate() {
                    self.rich_run(item, &format!("{path}/elements/{index}"));
                }
            }
            other => {
                let other = other.unwrap_or("nothing");
                self.wrong(path, &format!("unsupported rich text type: {other}"));
            }
        }
    }

    fn rich_run(&mut self, value: &Value, path: &str) {
        let Some(run) = self.object(value, path) else { return };
        let needed: &[&str] = match run.get("type").and_then(Value::as_str) {
            Some("text") => &["text"],
            Some("link") => &["url"],
            Some("user") => &["user_id"],
            Some("channel") => &["channel_id"],
            Some("usergroup") => &["usergroup_id"],
            Some("emoji") => &["name"],
            Some("broadcast") => &["range"],
            Some("color") => &["value"],
            Some("date") => {
                if run.get("timestamp").and_then(Value::as_i64).is_none() {
                    self.wrong(&format!("{path}/timestamp"), "missing required field");
                }
                &["format"]
            }
            other => {
                let other = other.unwrap_or("nothing");
                self.wrong(path, &format!("unsupported rich text element: {other}"));
                &[]
            }
        };
        for name in needed {
            self.string(run, name, path, usize::MAX - 1, true);
        }
    }
}
