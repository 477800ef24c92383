//! Text objects, confirmation dialogues and images.

use serde_json::{Map, Value};

use super::check::Check;

/// Which kinds of text object fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// `plain_text` only.
    Plain,
    /// `plain_text` or `mrkdwn`.
    Either,
}

impl Check {
    /// The text object at `name`: present if needed, right kind, 1 to `most` characters.
    pub(super) fn text(
        &mut self,
        object: &Map<String, Value>,
        name: &str,
        path: &str,
        kind: Text,
        (most, needed): (usize, bool),
    ) {
        match object.get(name) {
            None if needed => self.wrong(&format!("{path}/{name}"), "missing required field"),
            None => {}
            Some(value) => self.text_object(value, &format!("{path}/{name}"), kind, most),
        }
    }

    /// One text object.
    pub(super) fn text_object(&mut self, value: &Value, path: &str, kind: Text, most: usize) {
        let Some(text) = self.object(value, path) else { return };
        match text.get("type").and_then(Value::as_str) {
            Some("plain_text") => {
                self.only(text, path, &["text", "emoji"]);
                self.flag(text, "emoji", path);
            }
            Some("mrkdwn") if kind == Text::Either => {
                self.only(text, path, &["text", "verbatim"]);
                self.flag(text, "verbatim", path);
            }
            Some("mrkdwn") => self.wrong(&format!("{path}/type"), "must be plain_text"),
            _ => self.wrong(&format!("{path}/type"), "must be plain_text or mrkdwn"),
        }
        self.string(text, "text", path, most, true);
    }

    /// The confirmation dialogue of an element, where there is one.
    pub(super) fn confirm(&mut self, element: &Map<String, Value>, path: &str) {
        let Some(value) = element.get("confirm") else { return };
        let path = format!("{path}/confirm");
        let Some(confirm) = self.object(value, &path) else { return };
        self.only(confirm, &path, &["title", "text", "confirm", "deny", "style"]);
        self.text(confirm, "title", &path, Text::Plain, (100, true));
        self.text(confirm, "text", &path, Text::Either, (300, true));
        self.text(confirm, "confirm", &path, Text::Plain, (30, true));
        self.text(confirm, "deny", &path, Text::Plain, (30, true));
        self.word(confirm, "style", &path, &["primary", "danger"]);
    }

    /// The source and the alternative text of an image block or element.
    pub(super) fn image(&mut self, image: &Map<String, Value>, path: &str) {
        self.string(image, "alt_text", path, 2000, true);
        self.address(image, "image_url", path, false);
        match (image.contains_key("image_url"), image.get("slack_file")) {
            (true, Some(_)) => self.wrong(path, "image_url and slack_file cannot be used together"),
            (false, None) => self.wrong(path, "image_url or slack_file is required"),
            (false, Some(file)) => {
                let one = file.get("id").is_some() != file.get("url").is_some();
                if !one {
                    self.wrong(&format!("{path}/slack_file"), "needs either id or url");
                }
            }
            (true, None) => {}
        }
    }
}
