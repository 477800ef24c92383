//! What Slack takes at most. Lengths are in UTF-16 units, the largest of the measures it might use.

/// Blocks in a message.
pub(super) const BLOCKS: usize = 50;
/// Everything in the blocks together; undocumented, seen to be about 13,000.
pub(super) const ALL_TEXT: usize = 12_000;
/// The top-level text; an update with more than 4,000 is refused.
pub(super) const TOP_TEXT: usize = 3_900;
/// A section's text.
pub(super) const SECTION: usize = 3_000;
/// A header.
pub(super) const HEADER: usize = 150;
/// Fields in a section.
pub(super) const FIELDS: usize = 10;
/// A field's text.
pub(super) const FIELD: usize = 2_000;
/// A context element's text.
pub(super) const CONTEXT: usize = 2_000;
/// A button's label.
pub(super) const LABEL: usize = 75;
/// Buttons in a row, for the eye.
pub(super) const ROW: usize = 5;
/// Buttons in a row, for Slack.
pub(super) const MAX_ROW: usize = 25;
/// Rows of a table, the headings among them.
pub(super) const TABLE_ROWS: usize = 100;
/// Columns of a table.
pub(super) const TABLE_COLUMNS: usize = 20;
/// All cells of a table together.
pub(super) const TABLE_TEXT: usize = 10_000;
/// What an image shows, and its heading.
pub(super) const ALT: usize = 2_000;

/// Blocks in a form or on the Home tab.
pub(super) const VIEW_BLOCKS: usize = 100;
/// A form's heading and the words on its buttons.
pub(super) const VIEW_TITLE: usize = 24;
/// What is asked, and how to answer.
pub(super) const INPUT_LABEL: usize = 2_000;
/// A name of a block or of what is in it.
pub(super) const NAME: usize = 255;
/// What is typed into a field.
pub(super) const TYPED: usize = 3_000;
/// What is read of a choice.
pub(super) const CHOICE_LABEL: usize = 75;
/// What a choice means.
pub(super) const CHOICE_VALUE: usize = 150;
/// Choices in a menu, in a group of them, and groups in a menu.
pub(super) const CHOICES: usize = 100;
/// All choices of a form in bytes; a form may have 250,000 in all.
pub(super) const CHOICES_BYTES: usize = 180_000;

/// What is left of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Blocks.
    pub blocks: usize,
    /// Text.
    pub text: usize,
}

impl Room {
    /// More than any card has.
    pub const ENDLESS: Self = Self { blocks: usize::MAX, text: usize::MAX };

    /// Whether a block with that much text fits.
    pub fn fits(self, text: usize) -> bool {
        self.blocks >= 1 && self.text >= text
    }

    /// Whether that much fits.
    pub fn holds(self, size: Self) -> bool {
        self.blocks >= size.blocks && self.text >= size.text
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self { blocks: self.blocks + other.blocks, text: self.text + other.text }
    }

    /// Takes one block with that much text.
    pub fn take(&mut self, text: usize) {
        self.blocks = self.blocks.saturating_sub(1);
        self.text = self.text.saturating_sub(text);
    }

    /// The room without what the mark of a gap takes.
    pub fn less_gap(self) -> Self {
        Self { blocks: self.blocks.saturating_sub(1), text: self.text.saturating_sub(1) }
    }

    /// The smaller of both.
    pub fn min(self, other: Self) -> Self {
        Self { blocks: self.blocks.min(other.blocks), text: self.text.min(other.text) }
    }
}
