//! Folding: the letters of a name without what people leave out, so that `Müller & Söhne` is found by `mueller und sohne`.
//!
//! Owns case, accents, apostrophes, `&` and separators. Must not know sites.

use letters::{Letter, letter};

mod letters;

/// How `ä`, `ö`, `ü`, `å` and `ø` are written without their marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// `a`, `o`, `u`: the mark is left out.
    Bare,
    /// `ae`, `oe`, `ue`, `aa`, `oe`: the mark is spelled.
    Spelled,
}

/// A text in folded form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    /// The words, in order; never an empty one.
    pub(super) words: Vec<String>,
    /// The words without spaces between them. A separator between two digits stays, so that `shop 1.1` is not `shop 11`.
    pub(super) squashed: String,
}

impl Folded {
    /// Whether each word begins one of the other's words, in any order.
    pub(super) fn begins_words_of(&self, other: &Self) -> bool {
        self.words.iter().all(|word| other.words.iter().any(|theirs| theirs.starts_with(word.as_str())))
    }
}

/// The folded forms of a text: one, or two where it has letters that people spell in two ways. Never none; a text
/// without any letter or digit folds to itself, in lower case.
pub(super) fn forms(text: &str) -> Vec<Folded> {
    let bare = fold(text, Spelling::Bare);
    if text.is_ascii() {
        return vec![bare];
    }
    let spelled = fold(text, Spelling::Spelled);
    if spelled == bare { vec![bare] } else { vec![bare, spelled] }
}

/// The text in lower case with single spaces: what two names must share to be the same letter for letter.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !literal.is_empty() {
            literal.push(' ');
        }
        literal.push_str(&word.to_lowercase());
    }
    literal
}

/// Whether a text's [`literal`] is `other`, which is one.
pub(super) fn is_literally(text: &str, other: &str) -> bool {
    let is_itself = text.is_ascii() && !text.contains(char::is_whitespace);
    if is_itself { text.eq_ignore_ascii_case(other) } else { literal(text) == other }
}

/// The order in which people expect names.
pub(super) fn sort_key(text: &str) -> String {
    fold(text, Spelling::Bare).words.join(" ")
}

fn fold(text: &str, spelling: Spelling) -> Folded {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut take = |letter: Letter| match letter {
        Letter::Same(c) => word.push(c),
        Letter::Plain(plain) => word.push_str(plain),
        Letter::Either { bare, spelled } => word.push_str(if spelling == Spelling::Bare { bare } else { spelled }),
        Letter::Nothing => {}
        Letter::And => {
            finish(&mut words, &mut word);
            words.push("and".to_owned());
        }
        Letter::Separator => finish(&mut words, &mut word),
    };
    if text.is_ascii() {
        text.chars().for_each(|c| take(letter(c.to_ascii_lowercase())));
    } else {
        let mut chars = text.chars().flat_map(char::to_lowercase).peekable();
        while let Some(c) = chars.next() {
            // A letter may come with its mark as a character of its own.
            let marked = chars.peek().and_then(|mark| letters::compose(c, *mark));
            take(letter(marked.unwrap_or(c)));
        }
    }
    finish(&mut words, &mut word);
    if words.is_empty() {
        words.extend(text.split_whitespace().map(str::to_lowercase));
    }
    let squashed = squash(&words);
    Folded { words, squashed }
}

fn finish(words: &mut Vec<String>, word: &mut String) {
    if word == "und" {
        "and".clone_into(word);
    }
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

fn squash(words: &[String]) -> String {
    let mut squashed = String::new();
    for word in words {
        let between_digits =
            squashed.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit());
        if between_digits {
            squashed.push('.');
        }
        squashed.push_str(word);
    }
    squashed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn squashed(text: &str) -> Vec<String> {
        forms(text).into_iter().map(|form| form.squashed).collect()
    }

    #[test]
    fn names_fold_to_what_people_type() {
        let cases: &[(&str, &[&str])] = &[
            ("Acme Shop", &["acmeshop"]),
            ("ACME-shop", &["acmeshop"]),
            ("Müller", &["muller", "mueller"]),
            ("Mu\u{308}ller", &["muller", "mueller"]),
            ("MUELLER", &["mueller"]),
            ("Straße", &["strasse"]),
            ("STRASSE", &["strasse"]),
            ("GROẞE", &["grosse"]),
            ("Café Crème", &["cafecreme"]),
            ("Cafe\u{301}", &["cafe"]),
            ("Ærø Øl", &["aerool", "aeroeoel"]),
            ("Łódź", &["lodz"]),
            ("İstanbul Şubesi", &["istanbulsubesi"]),
            ("Smith & Sons", &["smithandsons"]),
            ("smith&sons", &["smithandsons"]),
            ("Smith and  Sons", &["smithandsons"]),
            ("Müller und Söhne", &["mullerandsohne", "muellerandsoehne"]),
            ("Bob's", &["bobs"]),
            ("Bob’s", &["bobs"]),
            ("shop 1.1", &["shop1.1"]),
            ("shop 11", &["shop11"]),
            ("Shop\u{a0}2", &["shop2"]),
            ("Пекарня", &["пекарня"]),
            ("東京", &["東京"]),
            ("🚀", &["🚀"]),
            ("  ", &[""]),
        ];
        for (text, expected) in cases {
            assert_eq!(squashed(text), *expected, "{text}");
        }
    }

    #[test]
    fn words_are_kept_apart() {
        assert_eq!(forms("Portal – Acme/EU").remove(0).words, ["portal", "acme", "eu"]);
        assert_eq!(sort_key("Österreich Shop"), "osterreich shop");
        assert_eq!(literal(" Acme \u{a0} SHOP "), "acme shop");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in r"[a-zA-Zà-žß0-9&' .\-]{0,30}|\PC{0,20}") {
            for form in forms(&text) {
                let again = fold(&form.words.join(" "), Spelling::Bare);
                prop_assert_eq!(again.squashed, form.squashed);
            }
        }

        #[test]
        fn case_never_matters(text in "[a-zA-Zäöüéñß0-9 ]{0,20}") {
            prop_assert_eq!(squashed(&text), squashed(&text.to_lowercase()));
        }
    }
}
