//! Each part of a card as blocks, in the room it is given.

use slack_morphism::SlackFileId;
use slack_morphism::blocks::{
    SlackActionBlockElement, SlackActionsBlock, SlackBlock, SlackBlockButtonElement, SlackBlockButtonStyle,
    SlackBlockMarkDownText, SlackBlockPlainText, SlackBlockText, SlackContextBlock, SlackDividerBlock,
    SlackHeaderBlock, SlackImageBlock, SlackImageUrlOrFile, SlackSectionBlock,
};

use crate::domain::card::{Button, ButtonStyle, Fact, Image};
use crate::domain::text::plain;
use crate::slack::press;

use super::limits::{ALT, CONTEXT, FIELD, FIELDS, HEADER, LABEL, MAX_ROW, ROW, Room, SECTION};
use super::text::{cut, lines, marked, one_line, split, width};

/// The least room in which the start of a text still says something.
const WORTH_STARTING: usize = 40;

/// From this many rows of buttons on, the rows are filled.
const MANY_ROWS: usize = 5;

/// A block with the text it counts for.
pub(super) struct Piece {
    pub block: SlackBlock,
    pub width: usize,
    /// Stands for the part of the card that it shows.
    pub source: u64,
}

impl Piece {
    pub fn new(block: impl Into<SlackBlock>, width: usize) -> Self {
        Self { block: block.into(), width, source: 0 }
    }
}

/// Marked text that Slack is not to search for links and names: what looks like `@channel` stays text.
fn mrkdwn(text: impl Into<String>) -> SlackBlockMarkDownText {
    SlackBlockMarkDownText::new(text.into()).with_verbatim(true)
}

fn plain_text(text: impl Into<String>) -> SlackBlockPlainText {
    SlackBlockPlainText::new(text.into()).with_emoji(false)
}

fn section(text: String) -> SlackBlock {
    SlackSectionBlock::new().with_text(mrkdwn(text).into()).into()
}

fn context(text: String) -> SlackBlock {
    SlackContextBlock::new(vec![mrkdwn(text).into()]).into()
}

fn piece(text: String, block: fn(String) -> SlackBlock) -> Piece {
    let width = width(&text);
    Piece::new(block(text), width)
}

pub(super) fn title(title: &str, room: Room) -> Vec<Piece> {
    let title = one_line(title);
    match width(&title) {
        0 => Vec::new(),
        width if width <= HEADER && room.fits(width) => {
            vec![Piece::new(SlackHeaderBlock::new(plain_text(title).into()), width)]
        }
        // Nothing of a long name may be missing from a question: it becomes a bold paragraph.
        _ => {
            let bold = format!("*{}*", plain(&title.replace('*', "∗")));
            if width(&bold) <= SECTION { sections(&bold, room) } else { sections(&plain(&title), room) }
        }
    }
}

pub(super) fn paragraph(text: &str, room: Room) -> Vec<Piece> {
    sections(&marked(text), room)
}

pub(super) fn note(text: &str, room: Room) -> Vec<Piece> {
    flow(&marked(text), CONTEXT, context, room)
}

fn sections(text: &str, room: Room) -> Vec<Piece> {
    flow(text, SECTION, section, room)
}

/// Text in as many blocks as it needs; where the room ends, it ends with `…`.
fn flow(text: &str, max: usize, block: fn(String) -> SlackBlock, mut room: Room) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let parts = split(text, max);
    for (i, part) in parts.iter().enumerate() {
        let is_last = i + 1 == parts.len();
        let more_follows = room.blocks > 1 && room.text >= width(part).saturating_add(WORTH_STARTING);
        if room.fits(width(part)) && (is_last || more_follows) {
            room.take(width(part));
            pieces.push(piece((*part).to_owned(), block));
            continue;
        }
        let left = room.text.min(max);
        if room.blocks > 0 && left >= WORTH_STARTING {
            let start = cut(part, left - 1);
            pieces.push(piece(format!("{}…", start.trim_end_matches('…')), block));
        }
        break;
    }
    pieces
}

/// A picture that Slack has already; what it shows is said for those who cannot see it.
pub(super) fn image(image: &Image, room: Room) -> Vec<Piece> {
    let (alt, title) = (cut(&one_line(&image.alt), ALT), cut(&one_line(&image.title), ALT));
    let width = width(&alt) + width(&title);
    if !room.fits(width) {
        return Vec::new();
    }
    let slack_file = SlackFileId::new(image.file.clone()).into();
    let mut block = SlackImageBlock::new(SlackImageUrlOrFile::SlackFile { slack_file }, alt);
    block.title = (!title.is_empty()).then(|| plain_text(title).into());
    vec![Piece::new(block, width)]
}

/// The place where something had to be left out.
pub(super) fn gap() -> Piece {
    piece("…".to_owned(), context)
}

pub(super) fn divider() -> Piece {
    Piece::new(SlackDividerBlock::new(), 0)
}

pub(super) fn facts(facts: &[Fact], room: Room) -> Vec<Piece> {
    let mut room = room.less_gap();
    let mut pieces = Vec::new();
    let mut fields: Vec<String> = Vec::new();
    let mut is_cut = false;
    for fact in facts {
        let (label, value) = (marked(fact.label.trim()), marked(fact.value.trim()));
        let text = match (label.is_empty(), value.is_empty()) {
            (true, true) => continue,
            (true, false) => value.into_owned(),
            (false, true) => ["*", &label, "*"].concat(),
            (false, false) => ["*", &label, "*\n", &value].concat(),
        };
        let width = width(&text);
        if width > FIELD {
            flush(&mut fields, &mut pieces);
            let long = sections(&text, room);
            long.iter().for_each(|piece| room.take(piece.width));
            is_cut |= long.is_empty();
            pieces.extend(long);
            continue;
        }
        let blocks = usize::from(fields.is_empty());
        if room.text < width || room.blocks < blocks {
            is_cut = true;
            break;
        }
        room = Room { blocks: room.blocks - blocks, text: room.text - width };
        fields.push(text);
        if fields.len() == FIELDS {
            flush(&mut fields, &mut pieces);
        }
    }
    flush(&mut fields, &mut pieces);
    if is_cut && !pieces.is_empty() {
        pieces.push(gap());
    }
    pieces
}

fn flush(fields: &mut Vec<String>, pieces: &mut Vec<Piece>) {
    if fields.is_empty() {
        return;
    }
    let width = fields.iter().map(|field| width(field)).sum();
    let fields: Vec<SlackBlockText> = fields.drain(..).map(|field| mrkdwn(field).into()).collect();
    pieces.push(Piece::new(SlackSectionBlock::new().with_fields(fields), width));
}

pub(super) fn code(code: &str, room: Room) -> Vec<Piece> {
    let code = plain(&lines(code)).replace("```", "ˋˋˋ");
    let code = code.trim_matches('\n');
    if code.trim().is_empty() {
        return Vec::new();
    }
    let lines: Vec<String> = code.split('\n').map(str::to_owned).collect();
    listed(&lines, Frame::Code, room)
}

/// How lines are put into sections.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// As they are.
    Plain,
    /// Monospaced.
    Code,
}

/// Lines in as many sections as they need; where the room ends, the last line says how many are missing.
pub(super) fn listed(lines: &[String], frame: Frame, mut room: Room) -> Vec<Piece> {
    /// For the line that says how many are missing.
    const REST: usize = 24;
    let (open_frame, close_frame) = if frame == Frame::Code { ("```\n", "\n```") } else { ("", "") };
    let frame_width = open_frame.len() + close_frame.len();
    let framed = |text: &str| piece(format!("{open_frame}{}{close_frame}", text.trim_end()), section);
    let max = SECTION - frame_width - REST;
    let mut pieces = Vec::new();
    let (mut open, mut used) = (String::new(), 0);
    for (i, line) in lines.iter().enumerate() {
        // An empty line keeps its place between others.
        let parts = if line.is_empty() { vec![""] } else { split(line, max) };
        for part in parts {
            let needed = width(part) + 1;
            let is_full = used > 0 && used + needed > max;
            // What the block at hand takes with this line in it, or what both take when the line begins the next one.
            let frames = if is_full { 2 * frame_width } else { frame_width };
            let blocks = if is_full { 2 } else { 1 };
            if room.blocks < blocks || room.text < used + needed + frames + REST {
                if room.fits(used + frame_width + REST) {
                    open.push_str(&format!("… +{}", lines.len() - i));
                    pieces.push(framed(&open));
                }
                return pieces;
            }
            if is_full {
                room.take(used + frame_width);
                pieces.push(framed(&open));
                (open, used) = (String::new(), 0);
            }
            open.push_str(part);
            open.push('\n');
            used += needed;
        }
    }
    if !open.trim().is_empty() {
        pieces.push(framed(&open));
    }
    pieces
}

/// `first` is the number of the first button, so that no two in a message have the same name.
pub(super) fn buttons(buttons: &[Button], first: usize, room: Room) -> Vec<Piece> {
    let mut room = room.less_gap();
    let elements: Vec<(SlackActionBlockElement, usize)> =
        buttons.iter().enumerate().filter_map(|(i, button)| element(button, first + i)).collect();
    let row = if elements.len() > MANY_ROWS * ROW { MAX_ROW } else { ROW };
    let mut pieces = Vec::new();
    let mut is_cut = false;
    let mut elements = elements.into_iter().peekable();
    while !is_cut && elements.peek().is_some() {
        let (mut fitting, mut used) = (Vec::new(), 0);
        while fitting.len() < row
            && let Some((element, width)) = elements.next_if(|(_, width)| room.fits(used + width))
        {
            fitting.push(element);
            used += width;
        }
        is_cut = fitting.len() < row && elements.peek().is_some();
        if !fitting.is_empty() {
            room.take(used);
            pieces.push(Piece::new(SlackActionsBlock::new(fitting), used));
        }
    }
    if is_cut && !pieces.is_empty() {
        pieces.push(gap());
    }
    pieces
}

/// A button Slack can carry; one whose meaning is too long for it cannot be shown.
fn element(button: &Button, index: usize) -> Option<(SlackActionBlockElement, usize)> {
    let encoded = press::encode(&button.press, index)?;
    let label = cut(&one_line(&button.label), LABEL);
    let label = if label.is_empty() { "…".to_owned() } else { label };
    let width = width(&label) + width(&encoded.action_id) + width(&encoded.value);
    let mut element = SlackBlockButtonElement::new(plain_text(label).into());
    element.action_id = Some(encoded.action_id.into());
    element.value = Some(encoded.value);
    element.style = match button.style {
        ButtonStyle::Plain => None,
        ButtonStyle::Primary => Some(SlackBlockButtonStyle::Primary),
        ButtonStyle::Danger => Some(SlackBlockButtonStyle::Danger),
    };
    Some((element.into(), width))
}
