//! Slack's own judgement of Block Kit: what it would answer `invalid_blocks` to.
//!
//! Works on raw JSON and is written from Slack's published limits. It must not know how this program builds its
//! blocks: a mistake made on both sides would cancel out.

mod check;
mod elements;
mod kinds;
mod newer;
mod options;
mod rich;
mod tables;
mod text;
mod views;

use serde_json::Value;

pub(super) use check::Surface;
pub(super) use options::{all_options, check_options_answer};
pub(super) use views::check_view;

use check::Check;

/// Judges the blocks of one message. Each returned line is shaped like Slack's `response_metadata.messages`.
pub(super) fn check_message_blocks(blocks: &Value) -> Vec<String> {
    let mut check = Check::new(Surface::Message);
    check.block_list(blocks, "/blocks");
    check.finish()
}

/// How many characters all text in `blocks` has, the measure behind `msg_blocks_too_long`.
pub(super) fn text_length(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(text_length).sum(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match value {
                Value::String(text) if name == "text" => text.chars().count(),
                other => text_length(other),
            })
            .sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
