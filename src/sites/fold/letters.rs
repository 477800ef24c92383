//! The table of letters: what each becomes when its marks are left out.

/// What a lower-case character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letter {
    /// Itself.
    Same(char),
    /// Other letters.
    Plain(&'static str),
    /// One or the other, by habit.
    Either {
        /// Without the mark.
        bare: &'static str,
        /// With the mark spelled.
        spelled: &'static str,
    },
    /// The word "and".
    And,
    /// Nothing: apostrophes, marks, invisible characters.
    Nothing,
    /// The end of a word.
    Separator,
}

/// The entry for a lower-case character.
pub(super) fn letter(c: char) -> Letter {
    use Letter::{And, Either, Nothing, Plain, Same, Separator};
    match c {
        'a'..='z' | '0'..='9' => Same(c),
        'ä' => Either { bare: "a", spelled: "ae" },
        'ö' | 'ø' => Either { bare: "o", spelled: "oe" },
        'ü' => Either { bare: "u", spelled: "ue" },
        'å' => Either { bare: "a", spelled: "aa" },
        'à' | 'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' | 'ǎ' => Plain("a"),
        'æ' => Plain("ae"),
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => Plain("c"),
        'ď' | 'đ' | 'ð' => Plain("d"),
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => Plain("e"),
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => Plain("g"),
        'ĥ' | 'ħ' => Plain("h"),
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => Plain("i"),
        'ĵ' => Plain("j"),
        'ķ' => Plain("k"),
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => Plain("l"),
        'ñ' | 'ń' | 'ņ' | 'ň' => Plain("n"),
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ŏ' | 'ő' => Plain("o"),
        'œ' => Plain("oe"),
        'ŕ' | 'ŗ' | 'ř' => Plain("r"),
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => Plain("s"),
        'ß' => Plain("ss"),
        'ţ' | 'ť' | 'ŧ' | 'ț' => Plain("t"),
        'þ' => Plain("th"),
        'ù' | 'ú' | 'û' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => Plain("u"),
        'ŵ' => Plain("w"),
        'ý' | 'ÿ' | 'ŷ' => Plain("y"),
        'ź' | 'ż' | 'ž' => Plain("z"),
        '&' => And,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' => Nothing,
        '\u{0300}'..='\u{036F}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Nothing,
        c if c.is_alphanumeric() => Same(c),
        _ => Separator,
    }
}

/// The letter made of a letter and the mark that follows it, where leaving out the mark is not the only habit.
pub(super) fn compose(letter: char, mark: char) -> Option<char> {
    match (letter, mark) {
        ('a', '\u{0308}') => Some('ä'),
        ('o', '\u{0308}') => Some('ö'),
        ('u', '\u{0308}') => Some('ü'),
        ('a', '\u{030A}') => Some('å'),
        _ => None,
    }
}
