//! Freezes.

use super::people;
use super::sheet::{Sheet, Table};
use crate::access::freeze::{Freeze, Unreadable, Written, Wrong};

const MOMENTS: &str = "Write \"2026-11-26 18:00\", \"friday 16:00\" or \"22:00\", without an offset.";

/// One `[[freezes]]`.
pub fn freeze(sheet: &mut Sheet<'_>, table: &Table<'_, '_>) -> Option<Freeze> {
    const WHAT: &str = "A freeze";
    table.only(sheet, WHAT, &["name", "from", "to", "zone", "on"]);
    let name = table.required(sheet, WHAT, "name", "Black Friday");
    let from = table.required(sheet, WHAT, "from", "friday 16:00");
    let to = table.required(sheet, WHAT, "to", "monday 08:00");
    let zone = table.required(sheet, WHAT, "zone", "Europe/Berlin");
    let on = people::scope(sheet, table);
    if let Some(name) = name.as_ref().filter(|name| name.text.trim().is_empty()) {
        sheet.mistake(name.line, "A freeze's name is empty", "Write what people call it: name = \"Black Friday\".");
    }
    let (from_line, to_line) = (table.line_of(sheet, "from"), table.line_of(sheet, "to"));
    let zone_line = table.line_of(sheet, "zone");
    let written = Written {
        name: name.map(|name| name.text).unwrap_or_default(),
        from: from?.text,
        to: to?.text,
        zone: zone?.text,
        on: on?.unwrap_or_default(),
    };
    let wrongs = match Freeze::new(&written) {
        Ok(freeze) => return Some(freeze),
        Err(wrongs) => wrongs,
    };
    for wrong in wrongs {
        match wrong {
            Wrong::From(text) => sheet.mistake(from_line, not_a_moment("from", &text), MOMENTS),
            Wrong::To(text) => sheet.mistake(to_line, not_a_moment("to", &text), MOMENTS),
            Wrong::Kinds => sheet.mistake(
                to_line,
                "\"from\" and \"to\" are different kinds of moments",
                "Both are a date with a time, both a weekday with a time, or both a time.",
            ),
            Wrong::EndsFirst => sheet.mistake(to_line, "It ends before it begins", "Put the later moment in \"to\"."),
            Wrong::NoLength => sheet.mistake(to_line, "It ends when it begins", "Put a later moment in \"to\"."),
            Wrong::Zone(name) => sheet.mistake(zone_line, format!("{name:?} is no time zone"), nearest_zone(&name)),
        }
    }
    None
}

fn not_a_moment(key: &str, text: &Unreadable) -> String {
    format!("{key:?} is {:?}, which is no moment", text.0)
}

fn nearest_zone(name: &str) -> String {
    let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let nearest = names
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(name, known), known))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .filter(|(likeness, _)| *likeness >= 0.6);
    match nearest {
        Some((_, meant)) => format!("Did you mean {meant:?}?"),
        None => "Write an IANA name: zone = \"Europe/Berlin\".".to_owned(),
    }
}
