//! Reads Rust source just well enough to know which paths it mentions, on which line.
//!
//! Knows nothing of the rules. Comments and literals are skipped, `use` trees are spelt out, `super` and `self` are
//! resolved against the file's own place in the crate, inline modules included.

use std::path::{Path, PathBuf};

/// A source file: where it is and what it says.
pub struct Source {
    /// Below the crate's root, `src/kinsta/client.rs`.
    pub file: String,
    pub text: String,
}

/// A path mentioned in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Counted from 1.
    pub line: usize,
    /// From the crate's root on: `["crate", "domain", "ids"]`, or from another crate's name on: `["sqlx", "query"]`.
    pub segments: Vec<String>,
    /// Whether it stands in a module of tests.
    pub in_tests: bool,
    /// Whether an exclamation mark follows: a macro is called.
    pub is_macro: bool,
}

/// Every Rust file below a folder, in order.
pub fn sources(root: &Path, folder: &str) -> Vec<Source> {
    let mut files: Vec<PathBuf> = Vec::new();
    collect(&root.join(folder), &mut files);
    files.sort();
    let relative = |path: &Path| path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
    files
        .iter()
        .map(|path| Source { file: relative(path), text: std::fs::read_to_string(path).expect("a readable source") })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The module a file is: `src/kinsta/api/sites.rs` is `["crate", "kinsta", "api", "sites"]`.
pub fn module_of(file: &str) -> Vec<String> {
    let inner = file.strip_prefix("src/").unwrap_or(file).trim_end_matches(".rs");
    let mut module = vec!["crate".to_owned()];
    module.extend(inner.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).map(str::to_owned));
    module
}

/// Every path a file mentions.
pub fn mentions(source: &Source) -> Vec<Mention> {
    let tokens = tokens(&source.text);
    let mut walk = Walk { tokens: &tokens, module: module_of(&source.file), nested: Vec::new(), found: Vec::new() };
    walk.file();
    walk.found
}

/// Keywords that a path beginning with `::` may follow.
const BEFORE_A_PATH: [&str; 9] = ["use", "in", "as", "dyn", "impl", "for", "where", "return", "mut"];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    /// `::`
    Colons,
    Mark(char),
}

struct Walk<'a> {
    tokens: &'a [(Token, usize)],
    module: Vec<String>,
    /// Open braces; those of an inline module carry its name.
    nested: Vec<Option<String>>,
    found: Vec<Mention>,
}

impl Walk<'_> {
    fn at(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index).map(|(token, _)| token)
    }

    fn file(&mut self) {
        let mut index = 0;
        while let Some(token) = self.at(index).cloned() {
            index = match token {
                Token::Mark('{') => {
                    self.nested.push(self.inline_module_before(index));
                    index + 1
                }
                Token::Mark('}') => {
                    self.nested.pop();
                    index + 1
                }
                // `use ::sqlx` is a keyword and a path, not a path of two words.
                Token::Word(word) if BEFORE_A_PATH.contains(&word.as_str()) => index + 1,
                Token::Word(_) => self.path(index, &[]),
                _ => index + 1,
            };
        }
    }

    fn inline_module_before(&self, brace: usize) -> Option<String> {
        let word = |back: usize| match brace.checked_sub(back).and_then(|index| self.at(index)) {
            Some(Token::Word(word)) => Some(word.clone()),
            _ => None,
        };
        (word(2)? == "mod").then(|| word(1)).flatten()
    }

    /// Follows a path, and every branch where it splits; answers where to go on.
    fn path(&mut self, start: usize, before: &[String]) -> usize {
        let mut segments = before.to_vec();
        let mut index = start;
        loop {
            match self.at(index) {
                Some(Token::Word(word)) => segments.push(word.clone()),
                Some(Token::Mark('*')) if index > start || !before.is_empty() => segments.push("*".to_owned()),
                _ => break,
            }
            index += 1;
            if self.at(index) != Some(&Token::Colons) {
                break;
            }
            index += 1;
            if self.at(index) == Some(&Token::Mark('{')) {
                return self.branches(index + 1, &segments);
            }
        }
        let is_macro = self.at(index) == Some(&Token::Mark('!'));
        // A lone word is a name of any kind; only an import or a macro call says that it is more.
        let is_lone = before.is_empty() && segments.len() < 2 && !is_macro && !self.is_imported(start);
        if segments.len() > before.len() && !is_lone {
            self.mention(start, segments, is_macro);
        }
        index.max(start + 1)
    }

    fn is_imported(&self, start: usize) -> bool {
        start.checked_sub(1).and_then(|before| self.at(before)) == Some(&Token::Word("use".to_owned()))
    }

    fn branches(&mut self, start: usize, before: &[String]) -> usize {
        let mut index = start;
        loop {
            index = match self.at(index) {
                None => return index,
                Some(Token::Mark('}')) => return index + 1,
                Some(Token::Mark(',')) => index + 1,
                Some(_) => self.path(index, before),
            };
        }
    }

    fn mention(&mut self, token: usize, segments: Vec<String>, is_macro: bool) {
        let inline = || self.nested.iter().flatten();
        let in_tests = self.module.iter().chain(inline()).any(|name| name == "tests" || name == "test");
        let mut base: Vec<String> = self.module.iter().chain(inline()).cloned().collect();
        let relative = segments.iter().take_while(|segment| matches!(segment.as_str(), "super" | "self")).count();
        let resolved = if relative == 0 {
            segments
        } else {
            for segment in &segments[..relative] {
                if segment == "super" && base.len() > 1 {
                    base.pop();
                }
            }
            base.extend_from_slice(&segments[relative..]);
            base
        };
        self.found.push(Mention { line: self.tokens[token].1, segments: resolved, in_tests, is_macro });
    }
}

/// The words and marks of a text with their lines; comments and literals left out.
fn tokens(text: &str) -> Vec<(Token, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let (mut index, mut line) = (0, 1);
    while index < chars.len() {
        let end = match chars[index] {
            '/' if chars.get(index + 1) == Some(&'/') => until_line_end(&chars, index),
            '/' if chars.get(index + 1) == Some(&'*') => until_comment_end(&chars, index),
            '"' => until_quote(&chars, index),
            'r' | 'b' | 'c' if literal_start(&chars, index).is_some() => {
                literal_start(&chars, index).map_or(index + 1, |(hashes, quote)| match hashes {
                    Some(hashes) => until_raw_end(&chars, quote, hashes),
                    None => until_quote(&chars, quote),
                })
            }
            '\'' => until_char_end(&chars, index),
            c if c.is_alphabetic() || c == '_' => {
                let rest = chars[index..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
                tokens.push((Token::Word(chars[index..index + rest].iter().collect()), line));
                index + rest
            }
            c if c.is_ascii_digit() => {
                index + chars[index..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count()
            }
            ':' if chars.get(index + 1) == Some(&':') => {
                tokens.push((Token::Colons, line));
                index + 2
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push((Token::Mark(c), line));
                }
                index + 1
            }
        };
        let end = end.min(chars.len());
        line += chars[index..end].iter().filter(|c| **c == '\n').count();
        index = end;
    }
    tokens
}

fn until_line_end(chars: &[char], start: usize) -> usize {
    start + chars[start..].iter().take_while(|c| **c != '\n').count()
}

fn until_comment_end(chars: &[char], start: usize) -> usize {
    let (mut depth, mut index) = (0, start);
    while index < chars.len() {
        match (chars[index], chars.get(index + 1)) {
            ('/', Some('*')) => (depth, index) = (depth + 1, index + 2),
            ('*', Some('/')) => (depth, index) = (depth - 1, index + 2),
            _ => index += 1,
        }
        if depth == 0 {
            break;
        }
    }
    index
}

fn until_quote(chars: &[char], start: usize) -> usize {
    let mut index = start + 1;
    while index < chars.len() && chars[index] != '"' {
        index += if chars[index] == '\\' { 2 } else { 1 };
    }
    index + 1
}

/// Whether a prefixed literal begins here: where its quote is, and its hashes if it is raw.
fn literal_start(chars: &[char], start: usize) -> Option<(Option<usize>, usize)> {
    if start > 0 && (chars[start - 1].is_alphanumeric() || chars[start - 1] == '_') {
        return None;
    }
    let prefix = chars[start..].iter().take_while(|c| matches!(c, 'r' | 'b' | 'c')).count();
    let raw = chars[start..start + prefix].contains(&'r');
    let hashes = chars[start + prefix..].iter().take_while(|c| **c == '#').count();
    let quote = start + prefix + hashes;
    (prefix <= 2 && chars.get(quote) == Some(&'"') && (raw || hashes == 0)).then_some((raw.then_some(hashes), quote))
}

fn until_raw_end(chars: &[char], quote: usize, hashes: usize) -> usize {
    let mut index = quote + 1;
    while index < chars.len() {
        let closing = chars[index] == '"' && chars[index + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        if closing {
            return index + 1 + hashes;
        }
        index += 1;
    }
    index
}

/// A character literal, or nothing but the mark where a lifetime begins.
fn until_char_end(chars: &[char], start: usize) -> usize {
    match (chars.get(start + 1), chars.get(start + 2)) {
        (Some('\\'), _) => {
            let mut index = start + 3;
            while index < chars.len() && chars[index] != '\'' {
                index += 1;
            }
            index + 1
        }
        (Some(_), Some('\'')) => start + 3,
        _ => start + 1,
    }
}
