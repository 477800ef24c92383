//! Cutting text where it does not hurt: between lines, between words, never inside a mark.

use std::borrow::Cow;

/// A mark longer than this is not one of ours.
const MAX_MARK: usize = 1_000;

/// A text's length as Slack may count it.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // One unit for each byte that begins a character, and one more where the character has four of them.
    text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

/// Whether the text has at most `max`. No text has more units than bytes, so that most need not be counted.
pub(super) fn is_within(text: &str, max: usize) -> bool {
    text.len() <= max || width(text) <= max
}

/// Text without control characters, and in which every `<` begins a mark that ends on the same line.
pub(super) fn marked(text: &str) -> Cow<'_, str> {
    if !needs_care(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c| c == '<' || is_unprintable(c)) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match mark(rest) {
            Some(mark) => {
                out.push_str(mark);
                mark.len()
            }
            None if rest.starts_with('<') => {
                out.push_str("&lt;");
                1
            }
            None => rest.chars().next().map_or(0, char::len_utf8),
        };
        rest = &rest[taken..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Text in one line and without control characters.
pub(super) fn one_line(text: &str) -> String {
    if !needs_care(text) && !text.contains(['\n', '\t']) {
        return text.trim().to_owned();
    }
    let is_space = |c| matches!(c, '\n' | '\r' | '\t');
    let flat: String =
        text.chars().map(|c| if is_space(c) { ' ' } else { c }).filter(|c| !is_unprintable(*c)).collect();
    flat.trim().to_owned()
}

/// Text without control characters.
pub(super) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace(is_unprintable, "")
}

/// Whether there is anything in it to take care of. Every byte is looked at, which goes many at a time.
fn needs_care(text: &str) -> bool {
    text.bytes().fold(false, |needs, byte| needs | may_need_care(byte))
}

/// Whether a byte is or begins a `<` or what [`is_unprintable`] means; 0xC2 begins the control characters beyond ASCII.
fn may_need_care(byte: u8) -> bool {
    let is_control = byte < 0x20 && byte != b'\t' && byte != b'\n';
    is_control | (byte == b'<') | (byte == 0x7F) | (byte == 0xC2)
}

fn is_unprintable(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

/// The mark that begins the text.
fn mark(text: &str) -> Option<&str> {
    let end = 1 + text.strip_prefix('<')?.find(['<', '>', '\n'])?;
    let is_mark = end > 1 && end <= MAX_MARK && text[end..].starts_with('>');
    let mark = &text[..=end];
    if is_mark && !mark.contains(char::is_control) { Some(mark) } else { None }
}

/// The shortest start that must stay together: a mark, an entity, or a character.
fn atom(text: &str) -> &str {
    if let Some(mark) = mark(text) {
        return mark;
    }
    for entity in ["&amp;", "&lt;", "&gt;"] {
        if text.starts_with(entity) {
            return entity;
        }
    }
    let length = text.chars().next().map_or(0, char::len_utf8);
    &text[..length]
}

/// Where to cut so that the start has at most `max`: the text's end where it fits whole, 0 where nothing fits.
fn boundary(text: &str, max: usize) -> usize {
    if is_within(text, max) {
        return text.len();
    }
    let (mut at, mut used) = (0, 0);
    let (mut line, mut word) = (0, 0);
    while at < text.len() {
        let atom = atom(&text[at..]);
        used += width(atom);
        if used > max {
            // A break far at the front would leave most of the room empty.
            let early = |cut: &usize| *cut > at / 2;
            return Some(line).filter(early).or(Some(word).filter(early)).unwrap_or(at);
        }
        at += atom.len();
        match atom {
            "\n" => line = at,
            " " => word = at,
            _ => {}
        }
    }
    text.len()
}

fn hard(text: &str, max: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > max && at > 0 {
            return at;
        }
    }
    text.len()
}

/// The text in pieces of at most `max`; blank pieces are left out.
pub(super) fn split(text: &str, max: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let boundary = match boundary(rest, max) {
            // A mark that is longer than `max`: some of it must go first, or there is no end to it.
            0 => hard(rest, max),
            boundary => boundary,
        };
        let (piece, after) = rest.split_at(boundary);
        let piece = piece.trim_end_matches(['\n', ' ']);
        if !piece.trim().is_empty() {
            pieces.push(piece);
        }
        rest = after;
    }
    pieces
}

/// The text, or its start with `…` where it has more than `max`, which is 1 or more.
pub(super) fn cut(text: &str, max: usize) -> String {
    if is_within(text, max) {
        return text.to_owned();
    }
    let start = &text[..boundary(text, max.saturating_sub(1))];
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_kept_whole_before_words_and_words_before_letters() {
        assert_eq!(split("one two\nthree four", 12), ["one two", "three four"]);
        assert_eq!(split("one two three", 9), ["one two", "three"]);
        assert_eq!(split("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn marks_and_entities_are_never_cut() {
        assert_eq!(split("abcdef <@U12345> x", 12), ["abcdef", "<@U12345> x"]);
        assert_eq!(split("aaaaaaaaaa<@U12345>", 12), ["aaaaaaaaaa", "<@U12345>"]);
        assert_eq!(split("aaaaaaaa&amp;b", 10), ["aaaaaaaa", "&amp;b"]);
        assert_eq!(cut("hello <https://acme.example|there>", 20), "hello…");
        assert_eq!(cut("<https://acme.example|there>", 20), "…");
    }

    #[test]
    fn a_mark_longer_than_the_room_is_no_endless_loop() {
        let mark = format!("<{}>", "a".repeat(40));
        let pieces = split(&mark, 10);
        assert!(pieces.iter().all(|piece| width(piece) <= 10));
        assert_eq!(pieces.concat(), mark);
    }

    #[test]
    fn letters_of_two_units_count_twice_and_stay_whole() {
        assert_eq!(width("a😀"), 3);
        assert_eq!(split("😀😀😀", 4), ["😀😀", "😀"]);
        assert_eq!(cut("😀😀😀", 4), "😀…");
    }

    #[test]
    fn a_stray_bracket_is_no_mark() {
        assert_eq!(marked("a < b > c <@U1> <x\n>"), "a < b > c <@U1> &lt;x\n>");
        assert_eq!(marked("<<@U1>"), "&lt;<@U1>");
        assert_eq!(marked("<>"), "&lt;>");
        assert_eq!(marked("a\0b\u{7}c\td"), "abc\td");
        assert!(marked(&format!("<{}>", "x".repeat(MAX_MARK))).starts_with("&lt;"));
    }

    #[test]
    fn no_control_character_is_overlooked() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            assert_eq!(width(&text), 2 + c.len_utf16(), "{c:?}");
            assert_eq!(marked(&text).contains(c), !is_unprintable(c) && c != '<', "{c:?}");
        }
    }

    #[test]
    fn one_line_has_no_breaks() {
        assert_eq!(one_line(" a\nb\r\u{1}c "), "a b c");
    }

    proptest! {
        #[test]
        fn pieces_fit_and_lose_nothing_but_space(text in "([a-z \n😀]|<@U[0-9]{1,5}>|&amp;){0,120}", max in 12..60_usize) {
            let pieces = split(&text, max);
            for piece in &pieces {
                prop_assert!(width(piece) <= max);
                prop_assert_eq!(piece.matches('<').count(), piece.matches('>').count());
                prop_assert_eq!(piece.matches('&').count(), piece.matches("&amp;").count());
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&pieces.concat()), letters(&text));
        }

        #[test]
        fn a_cut_fits(text in any::<String>(), max in 1..60_usize) {
            let text = marked(&text);
            prop_assert!(width(&cut(&text, max)) <= max);
        }
    }
}
