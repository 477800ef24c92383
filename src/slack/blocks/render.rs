//! From a card to a message: which part gets how much of Slack's room.
//!
//! Most cards fit whole. Where one does not, titles and buttons come first, then everything short, and what is left
//! goes to the long parts in reading order.

use std::hash::{DefaultHasher, Hash, Hasher};

use slack_morphism::blocks::{SlackBlock, SlackBlockId};

use crate::domain::card::{Card, Part};
use crate::domain::text::push_hex;

use super::limits::{ALL_TEXT, BLOCKS, Room};
use super::parts::{self, Piece};
use super::table::Cells;
use super::{Message, fallback};

/// Where the parts are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surface {
    /// What Slack takes there in all.
    pub whole: Room,
    /// Whether Slack shows tables there.
    pub has_tables: bool,
}

/// A message.
const MESSAGE: Surface = Surface { whole: Room { blocks: BLOCKS, text: ALL_TEXT }, has_tables: true };

/// What titles and buttons may take when there is not enough for everything.
const FIRST: Room = Room { blocks: 25, text: 6_000 };

/// A part up to this size is short.
const SHORT: Room = Room { blocks: 2, text: 600 };

/// The card as Slack takes it, whatever it holds.
pub fn render(card: &Card) -> Message {
    Message { text: fallback::text(card), blocks: blocks(&card.parts, MESSAGE) }
}

/// The parts as blocks, as many as the surface takes.
pub(super) fn blocks(parts: &[Part], surface: Surface) -> Vec<SlackBlock> {
    let parts = measured(parts, surface);
    let all = parts.iter().fold(Room { blocks: 0, text: 0 }, |all, part| all.plus(part.size));
    let fits = surface.whole.holds(all);
    let pieces =
        if fits { parts.into_iter().flat_map(|part| part.pieces).collect() } else { squeezed(parts, surface.whole) };
    named(pieces)
}

/// A part of the card with what it takes when it may take all it likes.
struct Measured<'c> {
    part: &'c Part,
    /// Stands for the part.
    source: u64,
    /// The number of its first button in the message.
    first_button: usize,
    /// Whether it is the one table that Slack shows as a table.
    is_the_table: bool,
    pieces: Vec<Piece>,
    size: Room,
}

fn measured(parts: &[Part], surface: Surface) -> Vec<Measured<'_>> {
    let mut first_button = 0;
    let mut has_table = !surface.has_tables;
    let parts = parts.iter().map(|part| {
        let is_the_table = !has_table && matches!(part, Part::Table(table) if Cells::of(table).is_native());
        has_table |= is_the_table;
        let nothing = Room { blocks: 0, text: 0 };
        let source = hash(part);
        let mut measured = Measured { part, source, first_button, is_the_table, pieces: Vec::new(), size: nothing };
        measured.pieces = measured.pieces(Room::ENDLESS);
        measured.size = size(&measured.pieces);
        if let Part::Buttons(buttons) = part {
            first_button += buttons.len();
        }
        measured
    });
    parts.collect()
}

/// Every part in the room it is due.
fn squeezed(mut parts: Vec<Measured<'_>>, whole: Room) -> Vec<Piece> {
    let mut gap = Some(parts::gap());
    let mut room = whole.less_gap();
    let mut shown: Vec<Option<Vec<Piece>>> = parts.iter().map(|_| None).collect();
    for turn in [Turn::First, Turn::Short, Turn::Long] {
        let mut due = if turn == Turn::First { room.min(FIRST) } else { room };
        for (slot, part) in shown.iter_mut().zip(&mut parts).filter(|(_, part)| part.turn() == turn) {
            let pieces = if due.holds(part.size) { std::mem::take(&mut part.pieces) } else { part.pieces(due) };
            for piece in &pieces {
                due.take(piece.width);
                room.take(piece.width);
            }
            *slot = Some(pieces);
        }
    }
    let mut pieces = Vec::new();
    for (part, slot) in parts.iter().zip(shown) {
        let slot = slot.unwrap_or_default();
        // One mark where the first part is missing is enough.
        if slot.is_empty() && part.size.text > 0 {
            pieces.extend(gap.take());
        }
        pieces.extend(slot);
    }
    pieces
}

/// When a part gets its room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    Short,
    Long,
}

impl Measured<'_> {
    fn turn(&self) -> Turn {
        match self.part {
            Part::Title(_) | Part::Buttons(_) => Turn::First,
            _ if SHORT.holds(self.size) => Turn::Short,
            _ => Turn::Long,
        }
    }

    fn pieces(&self, room: Room) -> Vec<Piece> {
        if room.blocks == 0 {
            return Vec::new();
        }
        let mut pieces = match self.part {
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
            Part::Image(image) => parts::image(image, room),
            Part::Divider => vec![parts::divider()],
        };
        pieces.iter_mut().for_each(|piece| piece.source = self.source);
        pieces
    }
}

fn size(pieces: &[Piece]) -> Room {
    Room { blocks: pieces.len(), text: pieces.iter().map(|piece| piece.width).sum() }
}

/// The blocks, each with a name that is its own in the message and changes with what it shows: Slack asks for a new name
/// when an update changes a block.
fn named(pieces: Vec<Piece>) -> Vec<SlackBlock> {
    let named = pieces.into_iter().enumerate().filter_map(|(i, piece)| {
        // Of the same part, more or less is shown, depending on the room: the width tells them apart.
        let shown = hash(&(piece.source, piece.width));
        let mut block = piece.block;
        *name(&mut block)? = Some(name_of(i, shown).into());
        Some(block)
    });
    named.collect()
}

fn name_of(i: usize, shown: u64) -> String {
    let mut name = String::with_capacity(24);
    name.push_str(&i.to_string());
    name.push('-');
    push_hex(&mut name, &shown.to_be_bytes());
    name
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Where a block of the kinds that cards are made of has its name.
fn name(block: &mut SlackBlock) -> Option<&mut Option<SlackBlockId>> {
    Some(match block {
        SlackBlock::Header(block) => &mut block.block_id,
        SlackBlock::Section(block) => &mut block.block_id,
        SlackBlock::Context(block) => &mut block.block_id,
        SlackBlock::Actions(block) => &mut block.block_id,
        SlackBlock::Divider(block) => &mut block.block_id,
        SlackBlock::Image(block) => &mut block.block_id,
        SlackBlock::Table(block) => &mut block.block_id,
        _ => return None,
    })
}
