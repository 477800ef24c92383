//! Options and option groups, in elements and in the answer to a `block_suggestion`.

use serde_json::{Map, Value};

use super::check::{Check, Surface};
use super::text::Text;

impl Check {
    /// One option; descriptions and mrkdwn exist only where `rich` says so (checkboxes and radio buttons).
    pub(super) fn option(&mut self, value: &Value, path: &str, rich: bool) {
        let Some(option) = self.object(value, path) else { return };
        self.only(option, path, &["text", "value", "description", "url"]);
        let kind = if rich { Text::Either } else { Text::Plain };
        self.text(option, "text", path, kind, (75, true));
        self.string(option, "value", path, 150, true);
        self.text(option, "description", path, kind, (75, false));
        self.address(option, "url", path, false);
    }

    /// `options` or `option_groups`, one of them, and that what is chosen beforehand is among them.
    pub(super) fn options(&mut self, element: &Map<String, Value>, path: &str) {
        match (element.get("options"), element.get("option_groups")) {
            (Some(_), Some(_)) => self.wrong(path, "options and option_groups cannot be used together"),
            (None, None) => self.wrong(path, "options or option_groups is required"),
            _ => {}
        }
        self.plain_options(element, path, (1, 100), false);
        self.groups(element, path);
        self.preselected(element, path);
    }

    /// The list at `options`.
    pub(super) fn plain_options(
        &mut self,
        element: &Map<String, Value>,
        path: &str,
        bounds: (usize, usize),
        rich: bool,
    ) {
        if !element.contains_key("options") {
            return;
        }
        for (index, option) in self.list(element, "options", path, bounds).iter().enumerate() {
            self.option(option, &format!("{path}/options/{index}"), rich);
        }
    }

    fn groups(&mut self, element: &Map<String, Value>, path: &str) {
        if !element.contains_key("option_groups") {
            return;
        }
        for (index, value) in self.list(element, "option_groups", path, (1, 100)).iter().enumerate() {
            let path = format!("{path}/option_groups/{index}");
            let Some(group) = self.object(value, &path) else { continue };
            self.only(group, &path, &["label", "options"]);
            self.text(group, "label", &path, Text::Plain, (75, true));
            self.plain_options(group, &path, (1, 100), false);
        }
    }

    /// `initial_option(s)` must repeat one of the options exactly.
    pub(super) fn preselected(&mut self, element: &Map<String, Value>, path: &str) {
        let known = all_options(element);
        let single = element.get("initial_option").into_iter().map(|option| ("initial_option", option));
        let several = element.get("initial_options").and_then(Value::as_array).into_iter().flatten();
        for (name, chosen) in single.chain(several.map(|option| ("initial_options", option))) {
            if !known.iter().any(|option| option["value"] == chosen["value"] && option["text"] == chosen["text"]) {
                self.wrong(&format!("{path}/{name}"), "must match one of the options");
            }
        }
    }
}

/// Every option an element or an options answer offers, groups flattened.
pub(in crate::demo::slack) fn all_options(element: &Map<String, Value>) -> Vec<&Value> {
    let direct = element.get("options").and_then(Value::as_array).into_iter().flatten();
    let grouped = element
        .get("option_groups")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|group| group.get("options").and_then(Value::as_array))
        .flatten();
    direct.chain(grouped).collect()
}

/// Judges the answer to a `block_suggestion`: no options at all is a fine answer.
pub(in crate::demo::slack) fn check_options_answer(answer: &Value) -> Vec<String> {
    let mut check = Check::new(Surface::Modal);
    if let Some(answer) = check.object(answer, "") {
        if answer.contains_key("options") == answer.contains_key("option_groups") {
            check.wrong("", "answer with either options or option_groups");
        }
        check.plain_options(answer, "", (0, 100), false);
        check.groups(answer, "");
    }
    check.finish()
}
