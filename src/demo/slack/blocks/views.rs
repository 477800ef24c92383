//! Modals and the Home tab.

use serde_json::Value;

use super::check::{Check, Surface};
use super::text::Text;

/// The largest view Slack takes, in bytes of JSON.
const LARGEST_VIEW_BYTES: usize = 250_000;

/// Judges a whole view; `surface` says whether a modal or a Home tab is wanted.
pub(in crate::demo::slack) fn check_view(view: &Value, surface: Surface) -> Vec<String> {
    let mut check = Check::new(surface);
    if let Some(object) = check.object(view, "/view") {
        let wanted = if surface == Surface::Home { "home" } else { "modal" };
        check.word(object, "type", "/view", &[wanted]);
        if !object.contains_key("type") {
            check.wrong("/view/type", "missing required field");
        }
        match object.get("blocks") {
            Some(blocks) => check.block_list(blocks, "/view/blocks"),
            None => check.wrong("/view/blocks", "missing required field"),
        }
        // Optional strings may be sent empty here, unlike in blocks.
        for (name, most) in [("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)] {
            match object.get(name) {
                Some(Value::String(text)) if text.chars().count() > most => {
                    check.wrong(&format!("/view/{name}"), &format!("must be less than {} characters", most + 1));
                }
                None | Some(Value::String(_) | Value::Null) => {}
                Some(_) => check.wrong(&format!("/view/{name}"), "must be a string"),
            }
        }
        if surface == Surface::Modal {
            let known = [
                "title",
                "submit",
                "close",
                "blocks",
                "private_metadata",
                "callback_id",
                "clear_on_close",
                "notify_on_close",
                "external_id",
                "submit_disabled",
            ];
            check.only(object, "/view", &known);
            check.text(object, "title", "/view", Text::Plain, (24, true));
            check.text(object, "submit", "/view", Text::Plain, (24, false));
            check.text(object, "close", "/view", Text::Plain, (24, false));
            check.flag(object, "clear_on_close", "/view");
            check.flag(object, "notify_on_close", "/view");
            if check.has_input && !object.contains_key("submit") {
                check.wrong("/view/submit", "required because the view has an input block");
            }
        } else {
            check.only(object, "/view", &["blocks", "private_metadata", "callback_id", "external_id"]);
        }
    }
    if view.to_string().len() > LARGEST_VIEW_BYTES {
        check.wrong("/view", "view_too_large");
    }
    check.finish()
}
