//! The newer blocks: markdown, tables, rich text, alert, card, container, layout and their kin.

use serde_json::{Map, Value};

use super::check::{Check, Surface};
use super::text::Text;

/// What a container may hold.
const IN_CONTAINER: &[&str] = &[
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "markdown",
    "rich_text",
    "section",
    "table",
    "video",
];

impl Check {
    /// Judges a block of a newer kind; false when `kind` is unknown.
    pub(super) fn newer_block(&mut self, kind: &str, block: &Map<String, Value>, path: &str) -> bool {
        let everywhere = [Surface::Message, Surface::Modal, Surface::Home];
        match kind {
            "table" => self.table(block, path),
            "data_table" => self.data_table(block, path),
            "rich_text" => self.rich_text(block, path),
            "markdown" => {
                self.surfaces(kind, path, &[Surface::Message]);
                self.only(block, path, &["text"]);
                if let Some(text) = self.string(block, "text", path, 12_000, true) {
                    self.markdown_chars += text.chars().count();
                }
            }
            "alert" => {
                self.surfaces(kind, path, &[Surface::Modal]);
                self.text(block, "text", path, Text::Either, (200, true));
                self.word(block, "level", path, &["default", "info", "warning", "error", "success"]);
            }
            "card" => self.card(block, path),
            "carousel" => {
                self.surfaces(kind, path, &[Surface::Message, Surface::Home]);
                for (index, value) in self.list(block, "elements", path, (1, 10)).iter().enumerate() {
                    let path = format!("{path}/elements/{index}");
                    if let Some(card) = self.object(value, &path) {
                        self.card(card, &path);
                    }
                }
            }
            "container" => self.container(block, path),
            "layout" => self.layout(block, path),
            "context_actions" => {
                self.surfaces(kind, path, &[Surface::Message]);
                for (index, value) in self.list(block, "elements", path, (1, 5)).iter().enumerate() {
                    if !["feedback_buttons", "icon_button"].contains(&value["type"].as_str().unwrap_or_default()) {
                        self.wrong(&format!("{path}/elements/{index}"), "must be feedback_buttons or icon_button");
                    }
                }
            }
            "task_card" => {
                self.surfaces(kind, path, &[Surface::Message]);
                self.task(block, path, &["in_progress", "complete", "error"]);
            }
            "plan" => {
                self.surfaces(kind, path, &[Surface::Message]);
                self.string(block, "title", path, 3000, true);
                for (index, value) in self.list(block, "tasks", path, (0, 50)).iter().enumerate() {
                    let path = format!("{path}/tasks/{index}");
                    if let Some(task) = self.object(value, &path) {
                        self.task(task, &path, &["pending", "in_progress", "complete", "error"]);
                    }
                }
            }
            "data_visualization" => {
                self.surfaces(kind, path, &[Surface::Message, Surface::Home]);
                self.charts += 1;
                self.string(block, "title", path, 50, true);
                if !block.get("chart").is_some_and(Value::is_object) {
                    self.wrong(&format!("{path}/chart"), "missing required field");
                }
            }
            "video" => {
                self.surfaces(kind, path, &everywhere);
                self.string(block, "alt_text", path, 2000, true);
                self.address(block, "video_url", path, true);
                self.address(block, "thumbnail_url", path, true);
                self.text(block, "title", path, Text::Plain, (200, true));
            }
            _ => return false,
        }
        true
    }

    fn card(&mut self, card: &Map<String, Value>, path: &str) {
        if !["hero_image", "title", "actions", "body"].iter().any(|name| card.contains_key(*name)) {
            self.wrong(path, "a card needs a hero_image, title, body or actions");
        }
        for (name, most) in [("title", 150), ("subtitle", 150), ("body", 200), ("subtext", 200)] {
            self.text(card, name, path, Text::Either, (most, false));
        }
        for (index, value) in self.list(card, "actions", path, (0, 3)).iter().enumerate() {
            self.element(value, &format!("{path}/actions/{index}"), |kind| kind == "button");
        }
    }

    fn task(&mut self, task: &Map<String, Value>, path: &str, states: &[&str]) {
        self.string(task, "title", path, 3000, true);
        self.word(task, "status", path, states);
    }

    fn container(&mut self, block: &Map<String, Value>, path: &str) {
        self.surfaces("container", path, &[Surface::Message, Surface::Home]);
        self.text(block, "title", path, Text::Plain, (150, !block.contains_key("rich_text_title")));
        self.text(block, "subtitle", path, Text::Either, (150, false));
        let collapsible = block.get("is_collapsible") == Some(&Value::Bool(true));
        if block.get("default_collapsed") == Some(&Value::Bool(true)) && !collapsible {
            self.wrong(&format!("{path}/default_collapsed"), "needs is_collapsible");
        }
        for (index, child) in self.list(block, "child_blocks", path, (1, 10)).iter().enumerate() {
            let path = format!("{path}/child_blocks/{index}");
            if IN_CONTAINER.contains(&child["type"].as_str().unwrap_or_default()) {
                self.block(child, &path);
            } else {
                self.wrong(&path, "unsupported type in a container");
            }
        }
    }

    fn layout(&mut self, block: &Map<String, Value>, path: &str) {
        for (row, value) in self.list(block, "rows", path, (1, 5)).iter().enumerate() {
            let path = format!("{path}/rows/{row}");
            let Some(row) = self.object(value, &path) else { continue };
            for (index, item) in self.list(row, "items", &path, (1, 3)).iter().enumerate() {
                let path = format!("{path}/items/{index}");
                let Some(item) = self.object(item, &path) else { continue };
                self.word(item, "width", &path, &["narrow", "standard", "wide"]);
                match item.get("block") {
                    Some(block) if block["type"] != "layout" => self.block(block, &format!("{path}/block")),
                    _ => self.wrong(&format!("{path}/block"), "needs a block that is no layout"),
                }
            }
        }
    }
}
