//! The card as text alone: for screen readers, notifications and clients that show no blocks.

use std::borrow::Cow;

use crate::domain::card::{Card, Part, Table};
use crate::domain::text::plain;

use super::limits::TOP_TEXT;
use super::text::{cut, is_within, lines, marked, one_line};

/// What stands where there is nothing to say; Slack takes no empty text.
const NOTHING: &str = "…";

/// Most cards take no more bytes.
const ROOM: usize = 1024;

/// The card in reading order, cut where Slack takes no more.
pub(super) fn text(card: &Card) -> String {
    let mut out = String::with_capacity(ROOM);
    for part in &card.parts {
        let text = part_text(part);
        if text.trim().is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(text.trim());
        if !is_within(&out, TOP_TEXT) {
            break;
        }
    }
    match out.is_empty() {
        true => NOTHING.to_owned(),
        false if is_within(&out, TOP_TEXT) => out,
        false => cut(&out, TOP_TEXT),
    }
}

fn part_text(part: &Part) -> Cow<'_, str> {
    Cow::Owned(match part {
        Part::Title(title) => plain(&one_line(title)),
        Part::Text(text) | Part::Note(text) => return marked(text),
        Part::Facts(facts) => {
            let mut lines = String::new();
            for (i, fact) in facts.iter().enumerate() {
                let between = if i == 0 { "" } else { "\n" };
                lines.extend([between, &marked(&fact.label), ": ", &marked(&fact.value)]);
            }
            lines
        }
        Part::Table(table) => table_text(table),
        Part::Code(code) => plain(&lines(code)),
        Part::Buttons(buttons) => {
            join(buttons.iter().map(|button| format!("[{}]", plain(&one_line(&button.label)))), " ")
        }
        Part::Image(image) => plain(&one_line(&image.alt)),
        Part::Divider => String::new(),
    })
}

fn table_text(table: &Table) -> String {
    let row = |cells: &Vec<String>| join(cells.iter().map(|cell| plain(&one_line(cell))), " | ");
    // More lines than the text can have characters are not worth forming.
    join(std::iter::once(&table.headings).chain(&table.rows).take(TOP_TEXT).map(row), "\n")
}

fn join(items: impl Iterator<Item = String>, between: &str) -> String {
    items.collect::<Vec<_>>().join(between)
}
