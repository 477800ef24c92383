//! The collector every rule writes into, and the rules that hold for any block.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// Where blocks are shown; limits differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo::slack) enum Surface {
    /// A message, ephemeral or not.
    Message,
    /// A dialogue.
    Modal,
    /// The app's Home tab.
    Home,
}

impl Surface {
    /// How many blocks fit.
    fn most_blocks(self) -> usize {
        match self {
            Self::Message => 50,
            Self::Modal | Self::Home => 100,
        }
    }
}

/// Collects what is wrong while the rules walk over the JSON.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) surface: Surface,
    errors: Vec<String>,
    block_ids: BTreeSet<String>,
    pub(super) action_ids: BTreeSet<String>,
    pub(super) tables: usize,
    pub(super) table_chars: usize,
    pub(super) data_table_chars: usize,
    pub(super) markdown_chars: usize,
    pub(super) charts: usize,
    pub(super) has_input: bool,
    pub(super) focused: usize,
}

impl Check {
    pub(super) fn new(surface: Surface) -> Self {
        Self {
            surface,
            errors: Vec::new(),
            block_ids: BTreeSet::new(),
            action_ids: BTreeSet::new(),
            tables: 0,
            table_chars: 0,
            data_table_chars: 0,
            markdown_chars: 0,
            charts: 0,
            has_input: false,
            focused: 0,
        }
    }

    /// Adds the limits that hold over the whole payload and hands out what was found.
    pub(super) fn finish(mut self) -> Vec<String> {
        if self.tables > 1 {
            self.wrong("/blocks", "only_one_table_allowed");
        }
        if self.table_chars > 10_000 {
            self.wrong("/blocks", "the text of tables must be less than 10001 characters per message");
        }
        if self.data_table_chars > 20_000 {
            self.wrong("/blocks", "the text of data tables must be less than 20001 characters per message");
        }
        if self.markdown_chars > 12_000 {
            self.wrong("/blocks", "markdown text must be less than 12001 characters per payload");
        }
        if self.charts > 2 {
            self.wrong("/blocks", "no more than 2 data visualizations allowed");
        }
        if self.focused > 1 {
            self.wrong("/blocks", "only one element may have focus_on_load");
        }
        self.errors
    }

    pub(super) fn wrong(&mut self, path: &str, reason: &str) {
        self.errors.push(format!("[ERROR] {reason} [json-pointer:{path}]"));
    }

    /// `value` as an object, or a complaint.
    pub(super) fn object<'v>(&mut self, value: &'v Value, path: &str) -> Option<&'v Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.wrong(path, "must be an object");
        }
        object
    }

    /// The list at `name` with `least..=most` items; empty where it is missing or no list.
    pub(super) fn list<'v>(
        &mut self,
        object: &'v Map<String, Value>,
        name: &str,
        path: &str,
        (least, most): (usize, usize),
    ) -> &'v [Value] {
        let path = format!("{path}/{name}");
        match object.get(name) {
            None if least == 0 => &[],
            None => {
                self.wrong(&path, "missing required field");
                &[]
            }
            Some(Value::Array(items)) => {
                if items.len() < least {
                    self.wrong(&path, &format!("must have at least {least} items"));
                }
                if items.len() > most {
                    self.wrong(&path, &format!("no more than {most} items allowed"));
                }
                items
            }
            Some(_) => {
                self.wrong(&path, "must be a list");
                &[]
            }
        }
    }

    /// Complains about fields Slack does not know.
    pub(super) fn only(&mut self, object: &Map<String, Value>, path: &str, known: &[&str]) {
        for name in object.keys() {
            if !known.contains(&name.as_str()) && !["type", "block_id", "action_id"].contains(&name.as_str()) {
                self.wrong(&format!("{path}/{name}"), "unexpected property");
            }
        }
    }

    /// A bare string with at most `most` characters.
    pub(super) fn string(
        &mut self,
        object: &Map<String, Value>,
        name: &str,
        path: &str,
        most: usize,
        needed: bool,
    ) -> Option<String> {
        let path = format!("{path}/{name}");
        match object.get(name) {
            None => {
                if needed {
                    self.wrong(&path, "missing required field");
                }
                None
            }
            Some(Value::String(text)) => {
                if text.is_empty() {
                    self.wrong(&path, "must be more than 0 characters");
                }
                if text.chars().count() > most {
                    self.wrong(&path, &format!("must be less than {} characters", most + 1));
                }
                Some(text.clone())
            }
            Some(_) => {
                self.wrong(&path, "must be a string");
                None
            }
        }
    }

    /// One of a few words, where the field is present.
    pub(super) fn word(&mut self, object: &Map<String, Value>, name: &str, path: &str, known: &[&str]) {
        if let Some(value) = object.get(name)
            && !value.as_str().is_some_and(|word| known.contains(&word))
        {
            self.wrong(&format!("{path}/{name}"), &format!("must be one of {}", known.join(", ")));
        }
    }

    /// A whole number inside `least..=most`, where the field is present.
    pub(super) fn whole(
        &mut self,
        object: &Map<String, Value>,
        name: &str,
        path: &str,
        (least, most): (i64, i64),
    ) -> Option<i64> {
        let value = object.get(name)?;
        let number = value.as_i64();
        if !number.is_some_and(|number| (least..=most).contains(&number)) {
            self.wrong(&format!("{path}/{name}"), &format!("must be a whole number from {least} to {most}"));
        }
        number
    }

    /// True or false, where the field is present.
    pub(super) fn flag(&mut self, object: &Map<String, Value>, name: &str, path: &str) {
        if object.get(name).is_some_and(|value| !value.is_boolean()) {
            self.wrong(&format!("{path}/{name}"), "must be true or false");
        }
    }

    /// An http(s) address with at most 3000 characters.
    pub(super) fn address(&mut self, object: &Map<String, Value>, name: &str, path: &str, needed: bool) {
        if let Some(text) = self.string(object, name, path, 3000, needed)
            && !text.is_empty()
            && !(text.starts_with("https://") || text.starts_with("http://"))
        {
            self.wrong(&format!("{path}/{name}"), "invalid URL");
        }
    }

    /// A list of blocks for this surface.
    pub(super) fn block_list(&mut self, blocks: &Value, path: &str) {
        let Value::Array(items) = blocks else {
            self.wrong(path, "must be a list");
            return;
        };
        if items.len() > self.surface.most_blocks() {
            let most = self.surface.most_blocks();
            self.wrong(path, &format!("no more than {most} items allowed"));
        }
        for (index, block) in items.iter().enumerate() {
            self.block(block, &format!("{path}/{index}"));
        }
    }

    /// One block: its identity here, its content by kind.
    pub(super) fn block(&mut self, value: &Value, path: &str) {
        let Some(block) = self.object(value, path) else { return };
        let Some(kind) = block.get("type").and_then(Value::as_str) else {
            self.wrong(&format!("{path}/type"), "missing required field");
            return;
        };
        if let Some(id) = self.string(block, "block_id", path, 255, false)
            && !self.block_ids.insert(id)
        {
            self.wrong(&format!("{path}/block_id"), "block_id must be unique in a message or view");
        }
        // action_id has to be unique inside one block only.
        self.action_ids.clear();
        if !self.classic_block(kind, block, path) && !self.newer_block(kind, block, path) {
            self.wrong(path, &format!("unsupported type: {kind}"));
        }
    }

    /// Complains where a block does not exist on this surface.
    pub(super) fn surfaces(&mut self, kind: &str, path: &str, allowed: &[Surface]) {
        if !allowed.contains(&self.surface) {
            let surface = self.surface;
            self.wrong(path, &format!("unsupported type: {kind} is not available on {surface:?}"));
        }
    }
}
