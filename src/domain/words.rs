//! What a person typed, as words.
//!
//! Owns the reading of quotes (straight, typographic, German, French), of dashes that a phone made out of `--`, of odd
//! spaces and of Slack's wrapping of links, people and channels; and the writing of words that read back as they were.
//! Must not know verbs, sites or grammar: case and meaning are left alone.
//!
//! The text is first brought into a form that a shell would read the same way, then split by `shell-words`.

mod wrapped;

use thiserror::Error;

/// Why a line has no words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    /// A quotation mark has no partner.
    #[error("the quotation mark {mark} is opened and never closed")]
    UnclosedQuote {
        /// The mark, as typed.
        mark: char,
        /// The line from the mark on, at most 40 characters.
        from: String,
    },
}

/// How much of the line an error repeats.
const SHOWN_CHARS: usize = 40;

/// Splits a line into words. Quotes group, and an apostrophe inside a word is just a letter.
///
/// # Errors
/// [`Error::UnclosedQuote`] where a quotation mark has no partner.
pub fn split(line: &str) -> Result<Vec<String>, Error> {
    let shell = normalise(line)?;
    shell_words::split(&shell).map_err(|_| unclosed('"', line))
}

/// Writes a word so that [`split`] reads it back as one word, whatever is in it.
pub fn quote(word: &str) -> String {
    let is_simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '/' | ':' | '=' | ',' | '+');
    if !word.is_empty() && word.chars().all(is_simple) {
        return word.to_owned();
    }
    let mut quoted = String::with_capacity(word.len() + 2);
    quoted.push('"');
    for c in word.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Writes words as one line that [`split`] reads back.
pub fn join<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> String {
    words.into_iter().map(|word| quote(word.as_ref())).collect::<Vec<_>>().join(" ")
}

fn unclosed(mark: char, from: &str) -> Error {
    Error::UnclosedQuote { mark, from: from.chars().take(SHOWN_CHARS).collect() }
}

/// The same line in the notation of a shell, with nothing left that is special to Slack or to a keyboard.
fn normalise(line: &str) -> Result<String, Error> {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    let mut previous: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let begins_word = previous.is_none();
        if let Some((text, left)) = wrapped::read(rest) {
            text.chars().for_each(|c| push_literal(&mut out, c));
            previous = text.chars().last().or(previous);
            rest = left;
            continue;
        }
        if opens_quote(c, previous) {
            let (text, left) = quoted(c, rest)?;
            out.push('"');
            text.chars().for_each(|c| push_quoted(&mut out, c));
            out.push('"');
            previous = Some('"');
            rest = left;
            continue;
        }
        let next = after.chars().next();
        match (c, next) {
            (c, _) if c.is_whitespace() => {
                out.push(' ');
                previous = None;
                rest = after;
                continue;
            }
            (c, _) if is_invisible(c) => {
                rest = after;
                continue;
            }
            ('\\', Some(escaped)) if is_escapable(escaped) => {
                push_literal(&mut out, escaped);
                previous = Some(escaped);
                rest = &after[escaped.len_utf8()..];
                continue;
            }
            // Phones turn a typed `--` into one long dash; a dash that a name contains stands inside a word or alone.
            ('—' | '–' | '―', Some(letter)) if begins_word && letter.is_alphabetic() => out.push_str("--"),
            ('\u{2010}' | '\u{2011}', _) => out.push('-'),
            (c, _) => push_literal(&mut out, c),
        }
        previous = Some(c);
        rest = after;
    }
    Ok(out)
}

/// Reads a quoted stretch that begins `text`; gives what is inside and what follows.
fn quoted(mark: char, text: &str) -> Result<(String, &str), Error> {
    let mut inside = String::new();
    let mut rest = &text[mark.len_utf8()..];
    // A straight mark is closed by a straight one; where none is left, a keyboard has made the partner typographic.
    let is_straight = mark == '"' && rest.contains('"');
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let next = after.chars().next();
        if c == '\\'
            && let Some(escaped) = next.filter(|c| is_quote(*c) || *c == '\\')
        {
            inside.push(escaped);
            rest = &after[escaped.len_utf8()..];
        } else if let Some((read, left)) = wrapped::read(rest) {
            inside.push_str(&read);
            rest = left;
        } else if if is_straight { c == '"' } else { closes_quote(mark, c, next) } {
            return Ok((inside, after));
        } else {
            inside.push(c);
            rest = after;
        }
    }
    Err(unclosed(mark, text))
}

/// Double marks open anywhere; single ones are apostrophes unless a word, or a value after `=`, begins there.
fn opens_quote(c: char, previous: Option<char>) -> bool {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' => true,
        '\'' | '‘' | '’' | '‚' | '‹' | '›' => matches!(previous, None | Some('=')),
        _ => false,
    }
}

/// A single mark closes only at a word's end, so that `'Bob's Bakery'` is one word.
fn closes_quote(opened: char, c: char, next: Option<char>) -> bool {
    let ends_word = next.is_none_or(char::is_whitespace);
    match opened {
        '«' => c == '»',
        '»' => matches!(c, '«' | '»'),
        '"' | '“' | '”' | '„' | '‟' => matches!(c, '"' | '“' | '”' | '‟'),
        '‹' => c == '›',
        '›' => matches!(c, '‹' | '›'),
        _ => ends_word && matches!(c, '\'' | '‘' | '’'),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

fn is_escapable(c: char) -> bool {
    c == '\\' || c.is_whitespace() || is_quote(c)
}

/// Marks without a body that come along when text is pasted.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn push_literal(out: &mut String, c: char) {
    match c {
        '\\' | '\'' | '"' | '#' => out.extend(['\\', c]),
        c if c.is_whitespace() => out.extend(['"', c, '"']),
        c => out.push(c),
    }
}

fn push_quoted(out: &mut String, c: char) {
    if matches!(c, '\\' | '"') {
        out.push('\\');
    }
    out.push(c);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_keyboards_do_to_a_line_is_undone() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("  \t ", &[]),
            ("cache clear acme live", &["cache", "clear", "acme", "live"]),
            ("  cache   clear\tacme\r\nlive ", &["cache", "clear", "acme", "live"]),
            ("cache\u{a0}clear\u{2003}acme", &["cache", "clear", "acme"]),
            ("\u{feff}cache\u{200b} clear", &["cache", "clear"]),
            ("Site LIST Ümlaut", &["Site", "LIST", "Ümlaut"]),
            ("clear \"My Site\" live", &["clear", "My Site", "live"]),
            ("clear 'My Site' live", &["clear", "My Site", "live"]),
            ("clear “My Site” live", &["clear", "My Site", "live"]),
            ("clear „Mein Laden“ live", &["clear", "Mein Laden", "live"]),
            ("clear „Mein Laden” live", &["clear", "Mein Laden", "live"]),
            ("clear „Mein Laden\" live", &["clear", "Mein Laden", "live"]),
            ("clear ‚Mein Laden‘ live", &["clear", "Mein Laden", "live"]),
            ("clear «Mon Site» live", &["clear", "Mon Site", "live"]),
            ("clear »Mein Laden« live", &["clear", "Mein Laden", "live"]),
            ("clear ‘My Site’ live", &["clear", "My Site", "live"]),
            ("clear \"My Site” live", &["clear", "My Site", "live"]),
            ("clear \"Acme “Best” Shop\"", &["clear", "Acme “Best” Shop"]),
            ("clear “My Site” —env staging", &["clear", "My Site", "--env", "staging"]),
            ("clear acme –layer=edge", &["clear", "acme", "--layer=edge"]),
            ("clear acme --layer edge", &["clear", "acme", "--layer", "edge"]),
            ("clear “Acme —Best” now", &["clear", "Acme —Best", "now"]),
            ("Acme – Shop a–b —", &["Acme", "–", "Shop", "a–b", "—"]),
            ("acme\u{2011}shop", &["acme-shop"]),
            ("--label=“VIP client” x", &["--label=VIP client", "x"]),
            ("--label='VIP client' x", &["--label=VIP client", "x"]),
            ("a\"b c\"d", &["ab cd"]),
            ("\"\" x", &["", "x"]),
            ("say \"a \\\"b\\\" \\\\ c\"", &["say", "a \"b\" \\ c"]),
            ("My\\ Site c:\\temp \\", &["My Site", "c:\\temp", "\\"]),
            ("# not a comment $HOME `x`", &["#", "not", "a", "comment", "$HOME", "`x`"]),
        ];
        for (typed, words) in cases {
            assert_eq!(
                split(typed).as_deref(),
                Ok(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()[..]),
                "{typed}"
            );
        }
    }

    #[test]
    fn an_apostrophe_inside_a_word_is_a_letter() {
        let cases: &[(&str, &[&str])] = &[
            ("clear Bob's Bakery", &["clear", "Bob's", "Bakery"]),
            ("clear Bob’s", &["clear", "Bob’s"]),
            ("clear “Bob’s Bakery” live", &["clear", "Bob’s Bakery", "live"]),
            ("clear 'Bob's Bakery' live", &["clear", "Bob's Bakery", "live"]),
            ("clear ‘Bob’s Bakery’ live", &["clear", "Bob’s Bakery", "live"]),
            ("clear Ross' Shop", &["clear", "Ross'", "Shop"]),
        ];
        for (typed, words) in cases {
            assert_eq!(
                split(typed).as_deref(),
                Ok(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()[..]),
                "{typed}"
            );
        }
    }

    #[test]
    fn an_unclosed_quote_is_named_with_what_follows_it() {
        for (typed, mark) in
            [("clear \"My Site", '"'), ("clear “My Site", '“'), ("clear 'My Site", '\''), ("a „b", '„')]
        {
            let Err(Error::UnclosedQuote { mark: named, from }) = split(typed) else {
                panic!("{typed} was understood")
            };
            assert_eq!(named, mark);
            assert!(from.starts_with(mark) && typed.ends_with(&from), "{from}");
        }
    }

    #[test]
    fn quoting_leaves_simple_words_alone() {
        assert_eq!(
            join(["cache", "clear", "My Site", "", "a<b>&c", "--layer=all"]),
            r#"cache clear "My Site" "" "a&lt;b&gt;&amp;c" --layer=all"#
        );
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic(line in r#"[\PC\s]{0,60}|[ '"“”„‘’«»\\<>|@#!&;=a—-]{0,40}|(<|>|\||&amp;|&lt;|https://a\.b|mailto:|“|"|\\| |x){0,20}"#) {
            let _ = split(&line);
        }

        #[test]
        fn joined_words_read_back_as_they_were(words in prop::collection::vec(r#"[\PC\s]{0,20}|[ '"“”„‘’\\<>|@#&—-]{0,12}|\PC*"#, 0..6)) {
            prop_assert_eq!(split(&join(&words)), Ok(words));
        }

        #[test]
        fn any_kind_of_quotes_keeps_words_together(text in "[a-zA-Zäöüß0-9 .–—'’-]{0,30}", marks in prop::sample::select(vec![('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('»', '«')])) {
            let line = format!("clear {}{text}{} live", marks.0, marks.1);
            prop_assert_eq!(split(&line), Ok(vec!["clear".to_owned(), text, "live".to_owned()]));
        }

        #[test]
        fn a_line_without_special_characters_splits_at_its_spaces(line in "[a-z0-9äé.-]{1,8}( {1,3}[a-z0-9äé.-]{1,8}){0,5}") {
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            prop_assert_eq!(split(&line), Ok(words));
        }
    }
}
