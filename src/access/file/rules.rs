//! Roles and what needs a second person.

use std::collections::BTreeMap;

use super::people;
use super::sheet::{Sheet, Table, Text, did_you_mean};
use crate::access::policy::{BUILT_IN, CONFIGURED, Permission, Role, SecondPerson, Subject, Unreadable, Verbs, What};
use crate::access::words::{self, RISKS};
use crate::domain::risk::Risk;

/// `[roles]`.
pub fn roles(sheet: &mut Sheet<'_>, table: &Table<'_, '_>) -> BTreeMap<String, Role> {
    let mut roles = BTreeMap::new();
    for (name, at, value) in table.entries() {
        let line = sheet.line(at);
        if BUILT_IN.contains(&name.text.as_str()) || name.text == CONFIGURED {
            let problem = format!("The role {:?} is built in", name.text);
            sheet.mistake(line, problem, "Give your own role another name.");
            continue;
        }
        let Some(table) = Table::of(sheet, value, &format!("The role {:?}", name.text)) else { continue };
        table.only(sheet, "A role", &["may"]);
        if !table.has("may") {
            let problem = format!("The role {:?} has no \"may\"", name.text);
            sheet.mistake(line, problem, "Say what it may: may = [\"cache *\", \"safe\"].");
        }
        let texts = table.texts(sheet, "may", "cache *").unwrap_or_default();
        let may = texts.into_iter().filter_map(|text| permission(sheet, &text)).collect();
        // Kept even where something in it is wrong, so that who has it is not a second mistake.
        roles.insert(name.text, Role { may });
    }
    roles
}

/// One `[[second_person]]`.
pub fn second_person(sheet: &mut Sheet<'_>, table: &Table<'_, '_>) -> Option<SecondPerson> {
    const WHAT: &str = "A rule about a second person";
    table.only(sheet, WHAT, &["verbs", "on", "people", "by"]);
    if !table.has("verbs") {
        let line = table.line(sheet);
        sheet.mistake(line, format!("{WHAT} has no \"verbs\""), "Say for what: verbs = [\"destructive\"].");
    }
    let texts = table.texts(sheet, "verbs", "destructive").unwrap_or_default();
    let verbs = texts.into_iter().filter_map(|text| rule_verbs(sheet, &text)).collect();
    let on = people::scope(sheet, table);
    let people = if table.has("people") { table.count(sheet, "people") } else { Some(1) };
    let by = table.texts(sheet, "by", "U024BE7LH").map(|texts| {
        let mut by: Vec<Subject> = Vec::new();
        for subject in texts.into_iter().filter_map(|text| people::subject(sheet, text)) {
            if !by.contains(&subject) {
                by.push(subject);
            }
        }
        by
    });
    if let (Some(people), Some(by)) = (people, &by) {
        let has_group = by.iter().any(|subject| matches!(subject, Subject::Group(_)));
        if !has_group && by.len() < usize::from(people) {
            let line = table.line_of(sheet, "by");
            let problem = format!("It takes {people} people and \"by\" names {}", by.len());
            sheet.mistake(line, problem, "Name more, or ask for fewer.");
        }
    }
    Some(SecondPerson { verbs, on: on?.unwrap_or_default(), people: people?, by })
}

fn rule_verbs(sheet: &mut Sheet<'_>, text: &Text) -> Option<Verbs> {
    match text.text.parse::<Verbs>() {
        Ok(Verbs::Risk(Risk::Read)) => {
            sheet.mistake(text.line, "Reading never takes a second person", "Take \"read\" out.");
            None
        }
        Ok(verbs) => known(sheet, text, &verbs).then_some(verbs),
        Err(Unreadable::Permission(word)) if text.text.contains(" on ") => {
            sheet.mistake(
                text.line,
                format!("{word:?} names no verbs"),
                "Environments stand in the rule's own \"on\".",
            );
            None
        }
        Err(error) => unreadable(sheet, text, &error),
    }
}

fn permission(sheet: &mut Sheet<'_>, text: &Text) -> Option<Permission> {
    match text.text.parse::<Permission>() {
        Ok(permission) => match &permission.what {
            What::Use(verbs) => known(sheet, text, verbs),
            _ => true,
        }
        .then_some(permission),
        Err(error) => unreadable(sheet, text, &error),
    }
}

fn unreadable<T>(sheet: &mut Sheet<'_>, text: &Text, error: &Unreadable) -> Option<T> {
    match error {
        Unreadable::Environment(word) => people::not_an_environment(sheet, text.line, word),
        Unreadable::Everything => {
            sheet.mistake(text.line, "\"* *\" would be everything", format!("Name risks: {}.", RISKS.join(", ")));
        }
        Unreadable::Permission(word) => {
            let known: Vec<&str> = RISKS.into_iter().chain(["override freeze", "approve"]).collect();
            let near = did_you_mean(word, &known);
            let way_out = if near.starts_with("Did") {
                near
            } else {
                "Write a risk (safe), a verb (\"cache clear\", \"cache *\"), \"override freeze\" or \"approve\"."
                    .to_owned()
            };
            sheet.mistake(text.line, format!("{word:?} is no permission"), way_out);
        }
    }
    None
}

/// Whether there are such verbs; a mistake where there are none.
fn known(sheet: &mut Sheet<'_>, text: &Text, verbs: &Verbs) -> bool {
    let all = sheet.known.verbs;
    if words::has(verbs, all) {
        return true;
    }
    let near = words::nearest_like(verbs, all);
    let way_out =
        near.map_or_else(|| "docs/commands.md has all of them.".to_owned(), |near| format!("Did you mean {near:?}?"));
    sheet.mistake(text.line, format!("No verb is called {:?}", verbs.to_string()), way_out);
    false
}
