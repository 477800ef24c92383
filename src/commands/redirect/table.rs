//! Rules as a table, there and back.

use super::rules::{Typed, Wrong};
use crate::domain::csv::{self, Mistake, Row};
use crate::kinsta::api::redirects::Rule;

/// The columns that are written.
const HEADINGS: [&str; 8] = ["domain", "from", "to", "type", "country", "country_name", "city", "location"];
/// What people call the columns, lower case.
const DOMAIN: &[&str] = &["domain", "host"];
const FROM: &[&str] = &["from", "redirect from", "source", "von", "quelle"];
const TO: &[&str] = &["to", "redirect to", "target", "destination", "nach", "ziel"];
const KIND: &[&str] = &["type", "code", "status", "typ", "art"];

/// The rules as a file.
pub fn write(rules: &[Rule]) -> String {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let rows = rules.iter().map(|rule| {
        [
            or_empty(&rule.domain),
            rule.from.clone(),
            rule.to.clone(),
            rule.kind.clone(),
            or_empty(&rule.traffic_from_country),
            or_empty(&rule.traffic_from_country_name),
            or_empty(&rule.traffic_from_city),
            or_empty(&rule.displayed_location),
        ]
    });
    csv::write(&HEADINGS, rows)
}

/// Why a file holds no rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTable {
    /// It is no table.
    Mistake(Mistake),
    /// A column is missing.
    Column(&'static str),
}

/// A line of the file: the rule in it, or what is wrong with it.
pub type Line = (usize, Result<Rule, Wrong>);

/// The rules of a file, for an environment with these domains.
pub fn read(text: &str, domains: &[String]) -> Result<Vec<Line>, NoTable> {
    let table = csv::read(text).map_err(NoTable::Mistake)?;
    let column =
        |names: &[&str]| table.headings.iter().position(|heading| names.contains(&heading.to_lowercase().as_str()));
    let from = column(FROM).ok_or(NoTable::Column("from"))?;
    let to = column(TO).ok_or(NoTable::Column("to"))?;
    let (domain, kind) = (column(DOMAIN), column(KIND));
    let [country, country_name, city, location] =
        ["country", "country_name", "city", "location"].map(|name| column(&[name]));
    let rule = |row: &Row| {
        let cell = |at: Option<usize>| {
            let cell = at.and_then(|at| row.cells.get(at)).map(|cell| cell.trim());
            cell.filter(|cell| !cell.is_empty())
        };
        let typed = Typed {
            from: cell(Some(from)).unwrap_or_default(),
            to: cell(Some(to)).unwrap_or_default(),
            kind: cell(kind),
            domain: cell(domain),
        };
        let place = |at| cell(at).map(str::to_owned);
        Ok(Rule {
            traffic_from_country: place(country),
            traffic_from_country_name: place(country_name),
            traffic_from_city: place(city),
            displayed_location: place(location),
            ..typed.read(domains)?
        })
    };
    Ok(table.rows.iter().map(|row| (row.line, rule(row))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinsta::api::redirects::Kind;

    #[test]
    fn rules_survive_the_way_there_and_back() {
        let mut there = Rule::new(None, "^/b/(.*)$", "/n/$1", Kind::Temporary);
        there.traffic_from_country = Some("CH".to_owned());
        there.displayed_location = Some("Zürich, Switzerland".to_owned());
        let rules = [Rule::new(Some("acme.example".to_owned()), "/a,b", "https://x.example/", Kind::Permanent), there];
        let read = read(&write(&rules), &["acme.example".to_owned()]).unwrap();
        assert_eq!(read, rules.into_iter().zip(2..).map(|(rule, line)| (line, Ok(rule))).collect::<Vec<_>>());
    }

    #[test]
    fn a_table_of_ones_own_is_read_and_each_line_judged() {
        let domains = ["acme.example".to_owned()];
        let lines = read("Von;Nach;Kommentar\n/a;/b;x\nb;/c;\n/d;;\nhttps://acme.example/e;/f;\n", &domains).unwrap();
        let judged: Vec<_> = lines.iter().map(|(line, rule)| (*line, rule.as_ref().err().copied())).collect();
        assert_eq!(judged, [(2, None), (3, Some(Wrong::From)), (4, Some(Wrong::To)), (5, None)]);
        assert_eq!(read("a,b\n1,2\n", &domains), Err(NoTable::Column("from")));
        assert!(matches!(read("", &domains), Err(NoTable::Mistake(_))));
    }
}
