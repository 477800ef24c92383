//! Forms and the Home tab as Slack's views.
//!
//! What a form keeps when it is updated is decided by the names of its fields; see [`crate::slack::form::action_id`].

mod input;
mod menu;

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Value, json};
use slack_morphism::blocks::SlackBlock;

use crate::domain::card::{Card, Part};
use crate::domain::form::{Field, Form};
use crate::slack::form;

use super::limits::{ALL_TEXT, NAME, Room, VIEW_BLOCKS, VIEW_TITLE};
use super::render::{Surface, blocks};
use super::text::{cut, one_line, width};

pub use menu::{grouped_options, options};

/// A form or a Home tab as Slack takes it. It may hold what somebody typed, so it has no `Debug`.
#[derive(Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct View(Value);

impl View {
    /// The view as JSON, for the answer to a sent form.
    pub fn json(&self) -> &Value {
        &self.0
    }
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("View").field(&self.0.get("callback_id")).finish()
    }
}

/// The words on every form's buttons, plain, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewWords {
    /// On the button that closes it.
    pub close: String,
    /// On the button that sends it, where the form has no word of its own.
    pub submit: String,
}

/// The form as Slack takes it, whatever it holds.
pub fn modal(form: &Form, words: &ViewWords) -> View {
    let form::Encoded { callback_id, private_metadata } = form::encode(&form.purpose, form.place.as_ref());
    let mut names = HashSet::new();
    // Slack refuses a form with two fields of one name as a whole.
    let fields =
        form.fields.iter().filter(|field| (1..=NAME).contains(&width(&field.name)) && names.insert(&field.name));
    let mut menus = menu::Budget::default();
    let inputs: Vec<Value> = fields.take(VIEW_BLOCKS).map(|field| input::block(field, &mut menus)).collect();
    let mut blocks = shown(&form.intro, VIEW_BLOCKS - inputs.len());
    blocks.extend(inputs);
    let mut view = json!({
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": private_metadata,
        "title": title(&form.title),
        "close": title(&words.close),
        "blocks": filled(blocks),
    });
    // A view with fields needs the button.
    if form.submit.is_some() || !form.fields.is_empty() {
        view["submit"] = title(form.submit.as_deref().unwrap_or(&words.submit));
    }
    View(view)
}

/// The Home tab: the card, and a menu under its title where there is something to pick.
pub fn home(parts: &Card, pick: Option<&Field>) -> View {
    let mut blocks = shown(&parts.parts, VIEW_BLOCKS - usize::from(pick.is_some()));
    if let Some(pick) = pick {
        let is_titled = matches!(parts.parts.first(), Some(Part::Title(title)) if !title.trim().is_empty());
        let at = usize::from(is_titled).min(blocks.len());
        blocks.insert(at, input::picker(pick));
    }
    View(json!({ "type": "home", "blocks": filled(blocks) }))
}

/// The parts in so many blocks. Slack shows no tables in forms; on the Home tab it is said to, but a tab that is refused
/// as a whole is a high price for one.
fn shown(parts: &[Part], most: usize) -> Vec<Value> {
    let surface = Surface { whole: Room { blocks: most, text: ALL_TEXT }, has_tables: false };
    let json = |block: SlackBlock| serde_json::to_value(block).ok();
    blocks(parts, surface).into_iter().filter_map(json).collect()
}

/// A view shows something, if only that there is nothing.
fn filled(blocks: Vec<Value>) -> Vec<Value> {
    if blocks.is_empty() {
        vec![json!({ "type": "section", "block_id": "nothing", "text": plain("…", 1) })]
    } else {
        blocks
    }
}

fn title(text: &str) -> Value {
    plain(text, VIEW_TITLE)
}

/// A plain text of at most `max`; Slack takes no empty one.
fn plain(text: &str, max: usize) -> Value {
    let text = cut(&one_line(text), max);
    let text = if text.is_empty() { "…" } else { &text };
    json!({ "type": "plain_text", "text": text, "emoji": false })
}
