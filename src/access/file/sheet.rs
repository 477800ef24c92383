//! Reading tables whose values know their place, and noting what is wrong with them.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Known;
use super::mistake::{Mistake, Mistakes};
use crate::access::words::nearest;

/// The file while it is read: where its lines begin, and the mistakes so far.
pub struct Sheet<'a> {
    line_starts: Vec<usize>,
    mistakes: Vec<Mistake>,
    /// What the file is compared with.
    pub known: Known<'a>,
}

/// A table and where it stands.
pub struct Table<'t, 'i> {
    table: &'t DeTable<'i>,
    at: usize,
}

/// A text and where it stands.
#[derive(Debug, Clone)]
pub struct Text {
    /// What is written.
    pub text: String,
    /// The line it is on.
    pub line: usize,
}

impl<'a> Sheet<'a> {
    pub fn new(text: &str, known: Known<'a>) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { line_starts: std::iter::once(0).chain(after_breaks).collect(), mistakes: Vec::new(), known }
    }

    /// The line of a byte, counted from one.
    pub fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at)
    }

    /// Notes a mistake: a sentence without its stop, and a sentence that says what to do.
    pub fn mistake(&mut self, line: usize, problem: impl Into<String>, way_out: impl Into<String>) {
        self.mistakes.push(Mistake { line, problem: problem.into(), way_out: way_out.into() });
    }

    pub fn into_mistakes(self) -> Mistakes {
        Mistakes::new(self.mistakes)
    }
}

impl<'t, 'i> Table<'t, 'i> {
    /// The whole document.
    pub fn whole(table: &'t DeTable<'i>) -> Self {
        Self { table, at: 0 }
    }

    /// The line it begins on.
    pub fn line(&self, sheet: &Sheet<'_>) -> usize {
        sheet.line(self.at)
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The line of a key, or of the table where the key is missing.
    pub fn line_of(&self, sheet: &Sheet<'_>, key: &str) -> usize {
        self.table.get(key).map_or_else(|| self.line(sheet), |value| sheet.line(value.span().start))
    }

    /// Notes every key that is none of these.
    pub fn only(&self, sheet: &mut Sheet<'_>, what: &str, keys: &[&str]) {
        for key in self.table.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            let line = sheet.line(key.span().start);
            let way_out = did_you_mean(key.get_ref(), keys);
            sheet.mistake(line, format!("{what} has no key {:?}", key.get_ref()), way_out);
        }
    }

    /// The entries as tables, with where their keys stand.
    pub fn entries(&self) -> impl Iterator<Item = (Text, usize, &'t Spanned<DeValue<'i>>)> {
        self.table
            .iter()
            .map(|(key, value)| (Text { text: key.get_ref().to_string(), line: 0 }, key.span().start, value))
    }

    /// A value as a table; a mistake where it is something else.
    pub fn of(sheet: &mut Sheet<'_>, value: &'t Spanned<DeValue<'i>>, what: &str) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Self { table, at: value.span().start }),
            other => {
                let problem = format!("{what} is {}, not a table", other_kind(other));
                sheet.mistake(sheet.line(value.span().start), problem, "docs/access.md shows how it is written.");
                None
            }
        }
    }

    /// The table under a key.
    pub fn table(&self, sheet: &mut Sheet<'_>, key: &str) -> Option<Self> {
        Self::of(sheet, self.table.get(key)?, &format!("{key:?}"))
    }

    /// The tables under a key, `[[key]]`.
    pub fn tables(&self, sheet: &mut Sheet<'_>, key: &str) -> Vec<Self> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            let line = sheet.line(value.span().start);
            sheet.mistake(line, format!("{key:?} is not a list"), format!("Begin each entry with [[{key}]]."));
            return Vec::new();
        };
        array.iter().filter_map(|value| Self::of(sheet, value, &format!("An entry of {key:?}"))).collect()
    }

    /// A text that must be there. Moments may be written with and without quotes.
    pub fn required(&self, sheet: &mut Sheet<'_>, what: &str, key: &str, example: &str) -> Option<Text> {
        if !self.has(key) {
            let line = self.line(sheet);
            sheet.mistake(line, format!("{what} has no {key:?}"), format!("Add it: {key} = {example:?}."));
            return None;
        }
        let value = self.table.get(key)?;
        let line = sheet.line(value.span().start);
        match value.get_ref() {
            DeValue::String(text) => Some(Text { text: text.to_string(), line }),
            DeValue::Datetime(moment) => Some(Text { text: moment.to_string(), line }),
            other => {
                let problem = format!("{key:?} is {}, not a text", other_kind(other));
                sheet.mistake(line, problem, format!("Write it in quotes: {key} = {example:?}."));
                None
            }
        }
    }

    /// A list of texts, where the key is there. One that is empty is a mistake: it would be read as nothing by one
    /// person and as everything by another.
    pub fn texts(&self, sheet: &mut Sheet<'_>, key: &str, example: &str) -> Option<Vec<Text>> {
        let value = self.table.get(key)?;
        let line = sheet.line(value.span().start);
        let DeValue::Array(array) = value.get_ref() else {
            let problem = format!("{key:?} is {}, not a list", other_kind(value.get_ref()));
            sheet.mistake(line, problem, format!("Write it in brackets: {key} = [{example:?}]."));
            return None;
        };
        if array.is_empty() {
            sheet.mistake(line, format!("{key:?} is empty"), format!("Name at least one, or leave {key:?} out."));
            return None;
        }
        let mut texts = Vec::with_capacity(array.len());
        for value in array {
            let line = sheet.line(value.span().start);
            match value.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => {
                    texts.push(Text { text: text.to_string(), line });
                }
                DeValue::String(_) => {
                    sheet.mistake(
                        line,
                        format!("An entry of {key:?} is empty"),
                        "Write something in it, or take it out.",
                    );
                }
                other => {
                    let problem = format!("An entry of {key:?} is {}, not a text", other_kind(other));
                    sheet.mistake(line, problem, format!("Write each in quotes: {key} = [{example:?}]."));
                }
            }
        }
        Some(texts)
    }

    /// A whole number from one to 255, where the key is there.
    pub fn count(&self, sheet: &mut Sheet<'_>, key: &str) -> Option<u8> {
        let value = self.table.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u8::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let count = number.filter(|number| *number > 0);
        if count.is_none() {
            let line = sheet.line(value.span().start);
            sheet.mistake(
                line,
                format!("{key:?} is not a number from 1 to 255"),
                format!("Write {key} = 1, or leave it out."),
            );
        }
        count
    }
}

/// What was probably meant, or everything there is.
pub fn did_you_mean(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(meant) => format!("Did you mean {meant:?}?"),
        None => format!("There is {}.", known.join(", ")),
    }
}

fn other_kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a moment",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
