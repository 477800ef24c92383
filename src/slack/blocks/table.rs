//! Tables: Slack's own where it takes one, else monospaced, else a list.

use slack_morphism::blocks::{SlackTableBlock, SlackTableCell};

use crate::domain::card::Table;
use crate::domain::text::plain;

use super::limits::{Room, TABLE_COLUMNS, TABLE_ROWS, TABLE_TEXT};
use super::parts::{Frame, Piece, listed};
use super::text::{cut, one_line, width};

/// Slack takes no empty cell.
const EMPTY: &str = "–";

/// The widest line that is shown monospaced without wrapping on a desktop.
const MONOSPACED: usize = 72;

/// The longest cell in a list; a row stays readable.
const LISTED_CELL: usize = 600;

/// The table in cells of one line, every row as long as the headings.
pub(super) struct Cells {
    rows: Vec<Vec<String>>,
    columns: usize,
}

impl Cells {
    pub fn of(table: &Table) -> Self {
        let columns = table.headings.len();
        let row = |cells: &Vec<String>| {
            let mut cells: Vec<String> = cells.iter().take(columns).map(|cell| one_line(cell)).collect();
            cells.resize(columns, String::new());
            cells.iter_mut().filter(|cell| cell.is_empty()).for_each(|cell| EMPTY.clone_into(cell));
            cells
        };
        let rows = std::iter::once(&table.headings).chain(&table.rows).map(row).collect();
        Self { rows, columns }
    }

    /// Whether Slack takes it as a table.
    pub fn is_native(&self) -> bool {
        (1..=TABLE_COLUMNS).contains(&self.columns) && self.rows.len() <= TABLE_ROWS && self.width() <= TABLE_TEXT
    }

    fn width(&self) -> usize {
        self.rows.iter().flatten().map(|cell| width(cell)).sum()
    }

    /// As Slack's own table, where `room` has place for it.
    pub fn native(&self, room: Room) -> Option<Piece> {
        let width = self.width();
        if !self.is_native() || !room.fits(width) {
            return None;
        }
        let rows = self.rows.iter().map(|row| row.iter().cloned().map(SlackTableCell::from).collect()).collect();
        Some(Piece::new(SlackTableBlock::new(rows), width))
    }

    /// As text, with the number of rows that found no place.
    pub fn listed(&self, room: Room) -> Vec<Piece> {
        if self.columns == 0 {
            return Vec::new();
        }
        let widths: Vec<usize> = (0..self.columns)
            .map(|column| self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
            .collect();
        let line = widths.iter().sum::<usize>() + 2 * (self.columns - 1);
        if line <= MONOSPACED {
            let lines: Vec<String> = self.rows.iter().map(|row| monospaced(row, &widths)).collect();
            listed(&lines, Frame::Code, room)
        } else {
            let lines: Vec<String> = self.rows.iter().enumerate().map(|(i, row)| list_item(row, i == 0)).collect();
            listed(&lines, Frame::Plain, room)
        }
    }
}

fn monospaced(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
    let line = cells.collect::<Vec<_>>().join("  ");
    plain(&line.trim_end().replace("```", "ˋˋˋ"))
}

fn list_item(row: &[String], is_heading: bool) -> String {
    let mut cells = row.iter().map(|cell| cut(&plain(cell), LISTED_CELL));
    let first = cells.next().unwrap_or_default().replace('*', "∗");
    let rest: Vec<String> = cells.collect();
    let line = if rest.is_empty() { format!("*{first}*") } else { format!("*{first}* · {}", rest.join(" · ")) };
    if is_heading { line } else { format!("• {line}") }
}
