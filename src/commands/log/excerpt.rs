//! What of a log is shown: which lines, without what belongs in no channel.

use std::borrow::Cow;

use crate::domain::redact;

/// The most characters that stand in the card itself.
const IN_CARD: usize = 2_600;
/// The most lines that stand in the card itself.
const LINES_IN_CARD: usize = 30;
/// The longest line in the card, in characters.
const LINE_IN_CARD: usize = 600;

/// The last `count` lines, oldest first; with a needle only those that have it, whatever their case. Where lines are not
/// `raw`, what belongs in no channel is hidden before it is searched, so that nothing hidden can be guessed by searching.
pub fn cut(text: &str, count: usize, needle: Option<&str>, raw: bool) -> Vec<String> {
    let needle = needle.map(str::to_lowercase);
    let shown = |line: &str| if raw { line.to_owned() } else { redact::log_line(line).into_owned() };
    let has = |line: &str, needle: &str| line.to_lowercase().contains(needle);
    let mut lines: Vec<String> = text
        .lines()
        .rev()
        .filter(|line| !line.trim().is_empty())
        // Hiding is slow and only ever puts marks in: what does not have the words before has them after only as a mark.
        .filter(|line| needle.as_deref().is_none_or(|needle| may_be_a_mark(needle) || has(line, needle)))
        .map(shown)
        .filter(|line| needle.as_deref().is_none_or(|needle| has(line, needle)))
        .take(count)
        .collect();
    lines.reverse();
    lines
}

/// Whether words could span one of the marks that hidden text leaves, `***` and the `x` that ends an address.
fn may_be_a_mark(needle: &str) -> bool {
    needle.contains('*') || needle.contains(".x") || needle.contains(":x") || needle.starts_with('x')
}

/// The last of the lines that a card has room for, and whether those are all of them, whole.
pub fn in_card(lines: &[String]) -> (String, bool) {
    let mut shown: Vec<Cow<'_, str>> = Vec::new();
    let (mut room, mut is_all) = (IN_CARD, true);
    for line in lines.iter().rev() {
        let short = shortened(line);
        let length = short.chars().count();
        if length > room || shown.len() == LINES_IN_CARD {
            is_all = false;
            break;
        }
        room -= length;
        is_all &= short == line.as_str();
        shown.push(short);
    }
    shown.reverse();
    (shown.join("\n"), is_all)
}

fn shortened(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(LINE_IN_CARD) {
        Some((at, _)) => Cow::Owned(format!("{}…", &line[..at])),
        None => Cow::Borrowed(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "one from 203.0.113.7\nTWO jo@mail.example\n\nthree ?token=00ab12cd34ef\ntwo again\n";

    #[test]
    fn the_last_lines_are_kept_in_their_order_and_searched_whatever_their_case() {
        assert_eq!(cut(LOG, 2, None, true), ["three ?token=00ab12cd34ef", "two again"]);
        assert_eq!(cut(LOG, 9, Some("two"), true), ["TWO jo@mail.example", "two again"]);
        assert_eq!(cut(LOG, 1, Some("TWO"), true), ["two again"]);
        assert_eq!(cut(LOG, 9, Some("four"), true), [""; 0]);
        assert_eq!(cut("", 9, None, false), [""; 0]);
    }

    #[test]
    fn what_is_hidden_cannot_be_guessed_by_searching() {
        assert_eq!(cut(LOG, 9, None, false)[..3], ["one from 203.0.113.x", "TWO ***", "three ?token=***"]);
        for (needle, found) in [("jo@", 0), ("00ab", 0), ("113.7", 0), ("113.x", 1), ("token=*", 1), ("203.0", 1)] {
            assert_eq!(cut(LOG, 9, Some(needle), false).len(), found, "{needle}");
        }
        assert_eq!(cut(LOG, 9, Some("jo@"), true).len(), 1);
    }

    #[test]
    fn a_card_holds_the_last_lines_that_fit() {
        let few = ["a".to_owned(), "b".to_owned()];
        assert_eq!(in_card(&few), ("a\nb".to_owned(), true));
        let many: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let (shown, is_all) = in_card(&many);
        assert_eq!((shown.lines().count(), shown.lines().last(), is_all), (30, Some("39"), false));
        let long = ["ä".repeat(5_000)];
        let (shown, is_all) = in_card(&long);
        assert_eq!((shown.chars().count(), is_all), (LINE_IN_CARD + 1, false));
        let wide: Vec<String> = (0..10).map(|_| "x".repeat(400)).collect();
        assert_eq!(in_card(&wide).0.lines().count(), 6);
    }
}
