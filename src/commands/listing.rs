//! Lists that are longer than a message: a page at a time, with buttons to turn it.

use std::ops::Range;

use clap::{Arg, ArgMatches, value_parser};

use super::services::Asked;
use crate::domain::card::{Button, Card, Part, Press, Table};
use crate::domain::words;

/// Rows a page: with the longest cells still inside a table block's 10,000 characters, so that no row is ever left out.
pub const PAGE: usize = 25;
/// The longest cell, in characters.
const CELL: usize = 80;
/// The argument that holds the page.
const NAME: &str = "page";

/// A list on its way to a card.
#[derive(Debug)]
pub struct Listing {
    /// Its heading, plain.
    pub title: String,
    /// Its columns' headings, plain.
    pub headings: Vec<String>,
    /// All its rows, plain; as many cells as there are headings, no more than six, so that a page fits a table.
    pub rows: Vec<Vec<String>>,
    /// The words after `/kinsta` that ask for it, without the page.
    pub line: Vec<String>,
    /// What is said below, marked.
    pub note: Option<String>,
}

/// The page, from one on. Unseen: it is turned by buttons.
pub fn page_argument() -> Arg {
    Arg::new(NAME).long(NAME).value_parser(value_parser!(usize)).hide(true)
}

/// The page that is asked for.
pub fn page(matches: &ArgMatches) -> usize {
    matches.get_one::<usize>(NAME).copied().unwrap_or(1)
}

/// What a page shows of a list.
#[derive(Debug)]
pub struct Shown {
    /// The page, from one on.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// Which rows are on it.
    pub rows: Range<usize>,
}

impl Shown {
    /// What a page shows of so many rows; a page that does not exist is the nearest one that does.
    pub fn of(page: usize, count: usize) -> Self {
        let pages = count.div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        Self { page, pages, rows: (page - 1) * PAGE..(page * PAGE).min(count) }
    }
}

/// One page of the list; a page that does not exist is the nearest one that does.
pub fn card(asked: &Asked, listing: Listing, page: usize) -> Card {
    let shown = Shown::of(page, listing.rows.len());
    let rows = listing.rows.into_iter().skip(shown.rows.start).take(shown.rows.len()).collect();
    page_card(asked, Listing { rows, ..listing }, shown.page, shown.pages)
}

/// A page of a list whose rows are those of this page alone.
pub fn page_card(asked: &Asked, listing: Listing, page: usize, pages: usize) -> Card {
    let rows = listing.rows.into_iter().map(|row| row.into_iter().map(shortened).collect()).collect();
    let mut card = Card::new().with(Part::Title(listing.title));
    card = card.with(Part::Table(Table { headings: listing.headings, rows }));
    let place = (pages > 1).then(|| asked.t("list-page").number("page", page).number("pages", pages).say());
    let note: Vec<String> = place.into_iter().chain(listing.note).collect();
    if !note.is_empty() {
        card = card.note(note.join(" · "));
    }
    card.buttons(turning(asked, &listing.line, page, pages))
}

/// The buttons that turn the page of what is asked for with this line.
pub fn turning(asked: &Asked, line: &[String], page: usize, pages: usize) -> Vec<Button> {
    let turn = |to: usize| {
        let to = to.to_string();
        let line = line.iter().map(String::as_str).chain(["--page", &to]);
        Press::Words { line: words::join(line), replace: true }
    };
    let mut buttons = Vec::new();
    if page > 1 {
        buttons.push(Button::new(asked.t("button-previous").say(), turn(page - 1)));
    }
    if page < pages {
        buttons.push(Button::new(asked.t("button-next").say(), turn(page + 1)));
    }
    buttons
}

fn shortened(cell: String) -> String {
    match cell.char_indices().nth(CELL - 1) {
        Some((at, last)) if at + last.len_utf8() < cell.len() => format!("{}…", cell[..at].trim_end()),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_there_is_the_nearest_one() {
        for (page, count, expected) in [
            (1, 0, (1, 1, 0..0)),
            (0, 3, (1, 1, 0..3)),
            (1, PAGE, (1, 1, 0..PAGE)),
            (2, PAGE + 1, (2, 2, PAGE..PAGE + 1)),
            (9, PAGE + 1, (2, 2, PAGE..PAGE + 1)),
        ] {
            let shown = Shown::of(page, count);
            assert_eq!((shown.page, shown.pages, shown.rows), expected, "{page} of {count}");
        }
    }
}
