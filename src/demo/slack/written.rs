//! What a message is made of, as an app sends it, and the rules all ways of sending share.

use serde_json::Value;

use super::api::{Args, Refusal};
use super::blocks;

/// The longest `text` of a new message.
const LONGEST_TEXT: usize = 40_000;
/// The longest `text` of an update.
const LONGEST_UPDATE: usize = 4_000;
/// The most text that blocks may carry altogether.
const LONGEST_BLOCKS: usize = 13_000;
/// The most metadata, in bytes of JSON.
const LARGEST_METADATA: usize = 16_384;

/// The content of a message: what was given, judged.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: Option<String>,
    pub(super) blocks: Option<Vec<Value>>,
    pub(super) metadata: Option<Value>,
    /// What Slack lets pass although it should not be sent.
    pub(super) frowns: Vec<String>,
}

impl Written {
    /// Reads and judges `text`, `markdown_text`, `blocks`, `attachments` and `metadata`.
    pub(super) fn read(args: &Args, is_update: bool) -> Result<Self, Refusal> {
        let mut written = Self { text: args.text("text").map(str::to_owned), ..Self::default() };
        if args.has("text") && written.text.is_none() {
            return Err(Refusal::because("invalid_arguments", vec!["[ERROR] text must be a string".to_owned()]));
        }
        if let Some(markdown) = args.text("markdown_text") {
            if args.has("text") || args.has("blocks") {
                return Err(Refusal::broken("markdown_text_conflict"));
            }
            if markdown.chars().count() > 12_000 {
                return Err(Refusal::broken("msg_too_long"));
            }
            written.text = Some(markdown.to_owned());
        }
        let length = written.text.as_ref().map_or(0, |text| text.chars().count());
        if length > if is_update { LONGEST_UPDATE } else { LONGEST_TEXT } {
            return Err(Refusal::broken("msg_too_long"));
        }
        if let Some(given) = args.json("blocks")? {
            let errors = blocks::check_message_blocks(&given);
            if !errors.is_empty() {
                let table = errors.iter().any(|error| error.contains("only_one_table_allowed"));
                return Err(Refusal::because(if table { "invalid_attachments" } else { "invalid_blocks" }, errors));
            }
            if blocks::text_length(&given) > LONGEST_BLOCKS {
                return Err(Refusal::broken("msg_blocks_too_long"));
            }
            written.blocks = given.as_array().cloned();
        }
        let attachments = args.json("attachments")?;
        if attachments.as_ref().and_then(Value::as_array).is_some_and(|list| list.len() > 100) {
            return Err(Refusal::broken("too_many_attachments"));
        }
        if let Some(metadata) = args.json("metadata")? {
            let complete = metadata["event_type"].as_str().is_some_and(|kind| !kind.is_empty())
                && metadata["event_payload"].is_object();
            if !complete {
                return Err(Refusal::broken("invalid_metadata_format"));
            }
            if metadata.to_string().len() > LARGEST_METADATA {
                return Err(Refusal::broken("metadata_too_large"));
            }
            written.metadata = Some(metadata);
        }
        let has_text = written.text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let has_blocks = written.blocks.as_ref().is_some_and(|blocks| !blocks.is_empty());
        if !has_text && !has_blocks && attachments.is_none() {
            return Err(Refusal::broken("no_text"));
        }
        // An update that leaves the text out keeps the old one.
        if !has_text && has_blocks && (!is_update || args.has("text")) {
            written.frowns.push("a message with blocks should have a top-level text".to_owned());
        }
        Ok(written)
    }
}
