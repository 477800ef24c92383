//! From a card to a message: which part gets how much of Slack's room.
//!
//! Most cards fit whole. Where one does not, titles and buttons come first, then everything short, and what is left
//! goes to the long parts in reading order.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use crate::domain::card::{Card, Part};

use super::limits::{ALL_TEXT, BLOCKS, Room};
use super::parts::{self, Piece};
use super::table::Cells;
use super::{Message, fallback};

/// What titles and buttons may take when there is not enough for everything.
const FIRST: Room = Room { blocks: 25, text: 6_000 };

/// A part up to this size is short.
const SHORT: Room = Room { blocks: 2, text: 600 };

/// The card as Slack takes it, whatever it holds.
pub fn render(card: &Card) -> Message {
    let shown = Shown::of(card);
    let mut pieces = shown.all(Room::ENDLESS);
    if !fits(&pieces) {
        pieces = shown.squeezed();
    }
    Message { text: fallback::text(card), blocks: named(pieces) }
}

/// The parts with what has to be known of the card as a whole.
struct Shown<'c> {
    parts: Vec<Numbered<'c>>,
}

struct Numbered<'c> {
    part: &'c Part,
    /// The number of its first button in the message.
    first_button: usize,
    /// Whether it is the one table that Slack shows as a table.
    is_the_table: bool,
}

impl<'c> Shown<'c> {
    fn of(card: &'c Card) -> Self {
        let mut first_button = 0;
        let mut has_table = false;
        let parts = card.parts.iter().map(|part| {
            let number = first_button;
            if let Part::Buttons(buttons) = part {
                first_button += buttons.len();
            }
            let is_the_table = !has_table && matches!(part, Part::Table(table) if Cells::of(table).is_native());
            has_table |= is_the_table;
            Numbered { part, first_button: number, is_the_table }
        });
        Self { parts: parts.collect() }
    }

    /// Every part as long as it likes.
    fn all(&self, room: Room) -> Vec<Piece> {
        self.parts.iter().flat_map(|part| part.pieces(room)).collect()
    }

    /// Every part in the room it is due.
    fn squeezed(&self) -> Vec<Piece> {
        let gap = parts::gap();
        let mut room = Room { blocks: BLOCKS, text: ALL_TEXT };
        room.take(gap.width);
        let mut shown: Vec<Option<Vec<Piece>>> = self.parts.iter().map(|_| None).collect();
        let mut first = room.min(FIRST);
        for (slot, part) in shown.iter_mut().zip(&self.parts) {
            if matches!(part.part, Part::Title(_) | Part::Buttons(_)) {
                let pieces = part.pieces(first);
                pieces.iter().for_each(|piece| {
                    first.take(piece.width);
                    room.take(piece.width);
                });
                *slot = Some(pieces);
            }
        }
        for short in [true, false] {
            for (slot, part) in shown.iter_mut().zip(&self.parts).filter(|(slot, _)| slot.is_none()) {
                if short && !part.is_short() {
                    continue;
                }
                let pieces = part.pieces(room);
                pieces.iter().for_each(|piece| room.take(piece.width));
                *slot = Some(pieces);
            }
        }
        self.joined(shown, gap)
    }

    /// The shown parts, with a mark where the first one is missing.
    fn joined(&self, shown: Vec<Option<Vec<Piece>>>, gap: Piece) -> Vec<Piece> {
        let mut gap = Some(gap);
        let mut pieces: Vec<Piece> = Vec::new();
        for (part, slot) in self.parts.iter().zip(shown) {
            let slot = slot.unwrap_or_default();
            if slot.is_empty() && !matches!(part.part, Part::Divider) && !part.pieces(Room::ENDLESS).is_empty() {
                pieces.extend(gap.take());
            }
            pieces.extend(slot);
        }
        pieces
    }
}

impl Numbered<'_> {
    fn pieces(&self, room: Room) -> Vec<Piece> {
        match self.part {
            Part::Title(title) => parts::title(title, room),
            Part::Text(text) => parts::paragraph(text, room),
            Part::Facts(facts) => parts::facts(facts, room),
            Part::Table(table) => {
                let cells = Cells::of(table);
                let native = if self.is_the_table { cells.native(room) } else { None };
                native.map_or_else(|| cells.listed(room), |table| vec![table])
            }
            Part::Code(code) => parts::code(code, room),
            Part::Buttons(buttons) => parts::buttons(buttons, self.first_button, room),
            Part::Note(note) => parts::note(note, room),
            Part::Divider if room.blocks > 0 => vec![parts::divider()],
            Part::Divider => Vec::new(),
        }
    }

    fn is_short(&self) -> bool {
        let pieces = self.pieces(Room::ENDLESS);
        pieces.len() <= SHORT.blocks && pieces.iter().map(|piece| piece.width).sum::<usize>() <= SHORT.text
    }
}

fn fits(pieces: &[Piece]) -> bool {
    pieces.len() <= BLOCKS && pieces.iter().map(|piece| piece.width).sum::<usize>() <= ALL_TEXT
}

/// The blocks as JSON, each with a name that is its own in the message and changes with its content: Slack asks for a
/// new name when an update changes a block.
fn named(pieces: Vec<Piece>) -> Vec<Value> {
    let blocks = pieces.into_iter().filter_map(|piece| serde_json::to_value(piece.block).ok());
    blocks
        .enumerate()
        .map(|(i, mut block)| {
            let mut hasher = DefaultHasher::new();
            block.to_string().hash(&mut hasher);
            block["block_id"] = Value::from(format!("{i}-{:016x}", hasher.finish()));
            block
        })
        .collect()
}
