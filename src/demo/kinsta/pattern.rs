//! The regular expressions the search for redirect rules understands here: letters, `.`, `*`, `+`, `?`, `^`, `$` and
//! `\` before a character that stands for itself. Groups and classes are refused as invalid.

/// A parsed expression.
#[derive(Debug)]
pub(super) struct Pattern {
    from_start: bool,
    to_end: bool,
    atoms: Vec<Atom>,
}

#[derive(Debug, Clone, Copy)]
struct Atom {
    /// `None`: any character.
    letter: Option<char>,
    is_optional: bool,
    repeats: bool,
}

impl Pattern {
    /// `None` if it is not one of these.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('^').unwrap_or(text);
        let to_end = inner.ends_with('$') && !inner.ends_with("\\$");
        let inner = if to_end { inner.strip_suffix('$').unwrap_or(inner) } else { inner };
        let mut atoms: Vec<Atom> = Vec::new();
        let mut letters = inner.chars();
        while let Some(letter) = letters.next() {
            let literal = |letter| Atom { letter: Some(letter), is_optional: false, repeats: false };
            match letter {
                '*' | '+' | '?' => {
                    let last = atoms.last_mut().filter(|atom| !atom.is_optional && !atom.repeats)?;
                    (last.is_optional, last.repeats) = (letter != '+', letter != '?');
                }
                '\\' => atoms.push(literal(letters.next()?)),
                '.' => atoms.push(Atom { letter: None, is_optional: false, repeats: false }),
                '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' => return None,
                _ => atoms.push(literal(letter)),
            }
        }
        Some(Self { from_start: text.starts_with('^'), to_end, atoms })
    }

    /// Whether it matches somewhere in the text. Keeps the set of reachable positions, so no text makes it slow.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        let mut here = vec![!self.from_start; letters.len() + 1];
        here[0] = true;
        for atom in &self.atoms {
            let fits = |at: usize| atom.letter.is_none_or(|wanted| wanted == letters[at]);
            let mut next = if atom.is_optional { here.clone() } else { vec![false; here.len()] };
            for at in 0..letters.len() {
                if fits(at) && (here[at] || (atom.repeats && next[at])) {
                    next[at + 1] = true;
                }
            }
            here = next;
        }
        if self.to_end { here[letters.len()] } else { here.contains(&true) }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn patterns_match_what_they_say() {
        let matches = |pattern: &str, text: &str| Pattern::parse(pattern).unwrap().is_in(text);
        for (pattern, text) in [
            ("", ""),
            ("b", "abc"),
            ("^/a.*z$", "/abcz"),
            ("x+", "xx"),
            ("ab?c", "ac"),
            ("a\\.b", "a.b"),
            ("^a*$", "aaa"),
            ("^$", ""),
            ("a+b", "caab"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("^b", "ab"), ("b$", "bc"), ("x+", "y"), ("a\\.b", "axb"), ("a.c", "ac"), ("^$", "a")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for pattern in ["(a)", "[a]", "a{2}", "*a", "a**", "a|b", "\\"] {
            assert!(Pattern::parse(pattern).is_none(), "{pattern}");
        }
    }
}
