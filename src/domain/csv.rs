//! Tables as people bring and take them: CSV as spreadsheets write it and read it.
//!
//! A cell that a spreadsheet would take for a formula is written with an apostrophe in front, and read without it, so
//! that a table survives the way there and back. This holds for a file opened with the comma it was written with.

use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};

/// What a spreadsheet may take for the beginning of a formula; the last four are the wide forms.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Stands behind the text while it is read: what swallows it is a quote that nobody closed.
const END: &str = "\u{1}end\u{1}";

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the columns are called, without the space around.
    pub headings: Vec<String>,
    /// The rows that are not blank, each as wide as the headings.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Why a text is no table, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Mistake {
    /// The line, counted from 1; where a row has several, its first.
    pub line: usize,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// There are no headings.
    #[error("there is nothing to read")]
    Empty,
    /// A column has no name.
    #[error("column {column} has no heading")]
    NoHeading {
        /// Which, counted from 1.
        column: usize,
    },
    /// Two columns have one name.
    #[error("two columns are called {0}")]
    SameHeading(String),
    /// A row is wider or narrower than the headings.
    #[error("{cells} cells under {headings} headings")]
    Width {
        /// How many cells it has.
        cells: usize,
        /// How many headings there are.
        headings: usize,
    },
    /// A quote is opened and never closed.
    #[error("a quote is not closed")]
    OpenQuote,
    /// Not readable for another reason.
    #[error("it cannot be read")]
    Unreadable,
}

/// Writes a table: UTF-8, commas, CRLF, quotes where needed, no cell that a spreadsheet would run.
pub fn write<Rows, Cells, Cell>(headings: &[&str], rows: Rows) -> String
where
    Rows: IntoIterator<Item = Cells>,
    Cells: IntoIterator<Item = Cell>,
    Cell: AsRef<str>,
{
    rows_below(Some(headings), rows)
}

/// Writes rows as [`write()`] does, without headings, for what is written piece by piece.
pub fn rows<Rows, Cells, Cell>(rows: Rows) -> String
where
    Rows: IntoIterator<Item = Cells>,
    Cells: IntoIterator<Item = Cell>,
    Cell: AsRef<str>,
{
    rows_below(None, rows)
}

fn rows_below<Rows, Cells, Cell>(headings: Option<&[&str]>, rows: Rows) -> String
where
    Rows: IntoIterator<Item = Cells>,
    Cells: IntoIterator<Item = Cell>,
    Cell: AsRef<str>,
{
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer(Vec::new());
    let guarded = |cell: &str| if is_guarded(cell) { format!("'{cell}") } else { cell.to_owned() };
    // Writing to memory does not fail.
    if let Some(headings) = headings {
        let _ = writer.write_record(headings.iter().map(|heading| guarded(heading)));
    }
    for row in rows {
        let _ = writer.write_record(row.into_iter().map(|cell| guarded(cell.as_ref())));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Reads a table with commas or semicolons, with or without a byte order mark, with any line ends. Blank rows are left
/// out; the first mistake ends it.
pub fn read(text: &str) -> Result<Table, Mistake> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let ended = format!("{text}\n{END}\n");
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(ended.as_bytes());
    let nothing_follows =
        |at: usize| text.get(at..).is_none_or(|rest| rest.bytes().all(|byte| matches!(byte, b'\r' | b'\n')));
    let mut lines = Lines { text: &ended, seen: 0, line: 1 };
    let mut headings: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Mistake { line: lines.line, what: What::Unreadable })?;
        let at = record.position().and_then(|position| usize::try_from(position.byte()).ok());
        let line = lines.at(at.unwrap_or_default());
        let mistake = |what| Mistake { line, what };
        if record.len() == 1 && record.get(0) == Some(END) && at.is_none_or(nothing_follows) {
            break;
        }
        if record.iter().any(|cell| cell.contains(END)) {
            return Err(mistake(What::OpenQuote));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cells: Vec<String> = record.iter().map(unguarded).map(str::to_owned).collect();
        match &headings {
            None => headings = Some(named(cells).map_err(mistake)?),
            Some(headings) if headings.len() != cells.len() => {
                return Err(mistake(What::Width { cells: cells.len(), headings: headings.len() }));
            }
            Some(_) => rows.push(Row { line, cells }),
        }
    }
    let headings = headings.ok_or(Mistake { line: 1, what: What::Empty })?;
    Ok(Table { headings, rows })
}

fn named(cells: Vec<String>) -> Result<Vec<String>, What> {
    let headings: Vec<String> = cells.into_iter().map(|cell| cell.trim().to_owned()).collect();
    for (index, heading) in headings.iter().enumerate() {
        if heading.is_empty() {
            return Err(What::NoHeading { column: index + 1 });
        }
        if headings[..index].contains(heading) {
            return Err(What::SameHeading(heading.clone()));
        }
    }
    Ok(headings)
}

/// What is more frequent outside quotes in the first line that says something.
fn delimiter(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut is_quoted) = (0_usize, 0_usize, false);
    for c in text.trim_start().chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => break,
            ',' if !is_quoted => commas += 1,
            ';' if !is_quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

/// Whether a cell is written with an apostrophe more: a formula, or what would be read as a guarded one.
fn is_guarded(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest,
        _ => cell,
    }
}

/// Counts lines up to where a row begins. The reader's own count is one short after CRLF and blank lines.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let ends = bytes.get(byte..).unwrap_or_default().iter().take_while(|byte| is_end(byte)).count();
        let start = byte + ends;
        for at in self.seen..start.min(bytes.len()) {
            let is_pair = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if is_end(&bytes[at]) && !is_pair {
                self.line += 1;
            }
        }
        self.seen = start;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn rows(table: &Table) -> Vec<(usize, Vec<&str>)> {
        table.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn it_is_written_as_spreadsheets_like_it() {
        let text = write(&["site", "note"], [["Söhne", "a, b"], ["x\"y", "two\nlines"], ["", ""]]);
        assert_eq!(text, "site,note\r\nSöhne,\"a, b\"\r\n\"x\"\"y\",\"two\nlines\"\r\n,\r\n");
    }

    #[test]
    fn a_formula_is_only_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''-1"] {
            let text = write(&["a"], [[cell]]);
            let written = text.trim_start_matches("a\r\n").trim_start_matches('"');
            assert!(written.starts_with('\''), "{text:?}");
            assert_eq!(read(&text).unwrap().rows[0].cells, [cell]);
        }
        assert_eq!(write(&["a"], [["it's"], ["'tis"], ["a=b"]]), "a\r\nit's\r\n'tis\r\na=b\r\n");
        assert_eq!(read("a\n'tis\n''\n").unwrap().rows[0].cells, ["'tis"]);
    }

    #[test]
    fn what_a_german_spreadsheet_saves_is_read() {
        let table = read("\u{feff}Name;Ziel\r\n\"Müller; Söhne\";/a,b\r\n\r\n;\r\nX;\"1\r\n2\"\r\nY;z").unwrap();
        assert_eq!(table.headings, ["Name", "Ziel"]);
        assert_eq!(rows(&table), [(2, vec!["Müller; Söhne", "/a,b"]), (5, vec!["X", "1\r\n2"]), (7, vec!["Y", "z"])]);
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        let width = |cells, headings| What::Width { cells, headings };
        let cases = [
            ("", 1, What::Empty),
            ("\n \n", 1, What::Empty),
            ("a,,c\n", 1, What::NoHeading { column: 2 }),
            ("\n\na, b ,b\n", 3, What::SameHeading("b".to_owned())),
            ("a,b\n1,2\n3\n", 3, width(1, 2)),
            ("a,b\r\n1,2\r\n\r\n\r\n3,4,5\r\n", 5, width(3, 2)),
            ("a,b\r1,2\r3\r", 3, width(1, 2)),
            ("a,b\n\"x\ny\",2\n3\n", 4, width(1, 2)),
            ("a,b\n1,2\n3,\"4\n5,6\n", 3, What::OpenQuote),
            ("\"a,b\n1,2", 1, What::OpenQuote),
        ];
        for (text, line, what) in cases {
            assert_eq!(read(text), Err(Mistake { line, what }), "{text:?}");
        }
        assert_eq!(
            read("a,b\n1\n").map_err(|mistake| mistake.to_string()),
            Err("line 2: 1 cells under 2 headings".to_owned())
        );
    }

    #[test]
    fn a_row_like_our_own_mark_does_not_end_the_table() {
        assert_eq!(read(&format!("a,b\n{END}\n1,2\n")).map_err(|mistake| mistake.line), Err(2));
    }

    proptest! {
        #[test]
        fn a_table_survives_the_way_there_and_back(
            cells in vec(vec("[ -~\t\r\nä＝=+'@;,\"-]{0,12}", 3), 0..6),
        ) {
            // A blank row says nothing and is not read.
            let cells: Vec<_> = cells
                .into_iter()
                .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
                .collect();
            let table = read(&write(&["one", "two", "three"], &cells)).unwrap();
            let found: Vec<_> = table.rows.into_iter().map(|row| row.cells).collect();
            prop_assert_eq!(found, cells);
        }

        #[test]
        fn any_text_is_a_table_or_a_mistake_in_one_of_its_lines(text in "(?s).{0,80}") {
            if let Err(mistake) = read(&text) {
                let lines = text.chars().filter(|c| matches!(c, '\n' | '\r')).count() + 1;
                prop_assert!((1..=lines).contains(&mistake.line), "{mistake:?}");
            }
        }
    }
}
