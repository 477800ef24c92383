//! `table` and `data_table`.

use serde_json::{Map, Value};

use super::check::{Check, Surface};

impl Check {
    /// A `table` block: at most 100 rows of 20 cells, and 10,000 characters.
    pub(super) fn table(&mut self, block: &Map<String, Value>, path: &str) {
        self.surfaces("table", path, &[Surface::Message, Surface::Home]);
        self.only(block, path, &["rows", "column_settings"]);
        self.tables += 1;
        let before = self.table_chars;
        for (row, value) in self.list(block, "rows", path, (1, 100)).iter().enumerate() {
            let path = format!("{path}/rows/{row}");
            let Some(cells) = value.as_array() else {
                self.wrong(&path, "must be a list");
                continue;
            };
            if cells.is_empty() || cells.len() > 20 {
                self.wrong(&path, "a row must have 1 to 20 cells");
            }
            for (column, cell) in cells.iter().enumerate() {
                self.table_chars += self.cell(cell, &format!("{path}/{column}"), true);
            }
        }
        if self.table_chars - before > 10_000 {
            self.wrong(path, "must be less than 10001 characters");
        }
        for (index, value) in self.list(block, "column_settings", path, (0, 20)).iter().enumerate() {
            let path = format!("{path}/column_settings/{index}");
            // A column may be skipped with null.
            if value.is_null() {
                continue;
            }
            if let Some(setting) = self.object(value, &path) {
                self.only(setting, &path, &["align", "is_wrapped"]);
                self.word(setting, "align", &path, &["left", "center", "right"]);
                self.flag(setting, "is_wrapped", &path);
            }
        }
    }

    /// A `data_table` block: 2 to 201 rows of equal length, and 20,000 characters.
    pub(super) fn data_table(&mut self, block: &Map<String, Value>, path: &str) {
        self.surfaces("data_table", path, &[Surface::Message, Surface::Home]);
        self.only(block, path, &["rows", "caption", "page_size", "row_header_column_index"]);
        self.string(block, "caption", path, 3000, true);
        self.whole(block, "page_size", path, (1, 100));
        self.whole(block, "row_header_column_index", path, (0, 19));
        let rows = self.list(block, "rows", path, (2, 201));
        let columns = rows.first().and_then(Value::as_array).map_or(0, Vec::len);
        for (row, value) in rows.iter().enumerate() {
            let path = format!("{path}/rows/{row}");
            let cells = value.as_array().map_or(&[] as &[Value], Vec::as_slice);
            if cells.is_empty() || cells.len() > 20 || cells.len() != columns {
                self.wrong(&path, "every row must have the same 1 to 20 cells");
            }
            for (column, cell) in cells.iter().enumerate() {
                self.data_table_chars += self.cell(cell, &format!("{path}/{column}"), row > 0);
            }
        }
    }

    /// One cell; returns how many characters it has.
    fn cell(&mut self, value: &Value, path: &str, rich: bool) -> usize {
        let Some(cell) = self.object(value, path) else { return 0 };
        match cell.get("type").and_then(Value::as_str) {
            Some("raw_text") => {
                self.only(cell, path, &["text"]);
                self.string(cell, "text", path, usize::MAX - 1, true);
            }
            Some("raw_number") => {
                if !cell.get("value").is_some_and(Value::is_number) {
                    self.wrong(&format!("{path}/value"), "must be a number");
                }
            }
            Some("rich_text") if rich => self.rich_text(cell, path),
            Some("rich_text") => self.wrong(path, "a header cell cannot be rich_text"),
            _ => self.wrong(path, "a cell must be raw_text, raw_number or rich_text"),
        }
        match cell.get("value") {
            Some(Value::Number(number)) => number.to_string().len(),
            _ => super::text_length(value),
        }
    }
}
