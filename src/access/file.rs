//! The policy as a file: read, with every mistake named by its line and a way out.
//!
//! Written back it is [`super::policy::Policy`]'s own serialised form. Must not know where the file is, nor which verbs
//! there are unless it is told.

mod freezes;
mod mistake;
mod people;
mod rules;
mod sheet;
#[cfg(test)]
mod tests;

use toml::de::DeTable;

use super::policy::Policy;
use crate::domain::ids::UserId;
pub use mistake::{Mistake, Mistakes};
use sheet::{Sheet, Table};

/// What the file is compared with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// Every verb as noun and name. Where it is empty, words of verbs are taken as they are.
    pub verbs: &'a [(&'a str, &'a str)],
    /// Those named in `ADMINS`. With at least one, the file needs none.
    pub admins: &'a [UserId],
}

const KEYS: [&str; 6] = ["roles", "members", "channels", "second_person", "approvals", "freezes"];

/// Reads a policy. An empty text is the policy in which reading is open and nobody changes anything.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines.
pub fn read(text: &str, known: &Known<'_>) -> Result<Policy, Mistakes> {
    let mut sheet = Sheet::new(text, *known);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let line = error.span().map_or(1, |span| sheet.line(span.start));
        sheet.mistake(
            line,
            format!("is not TOML: {}", one_line(error.message())),
            "Correct it; the rest is read then.",
        );
    }
    if !errors.is_empty() {
        // What is left of a file that cannot be read would only be misunderstood.
        return Err(sheet.into_mistakes());
    }
    let top = Table::whole(document.get_ref());
    let policy = policy(&mut sheet, &top);
    let mistakes = sheet.into_mistakes();
    if mistakes.is_empty() { Ok(policy) } else { Err(mistakes) }
}

fn policy(sheet: &mut Sheet<'_>, top: &Table<'_, '_>) -> Policy {
    top.only(sheet, "The file", &KEYS);
    let mut policy = Policy::default();
    if let Some(roles) = top.table(sheet, "roles") {
        policy.roles = rules::roles(sheet, &roles);
    }
    for member in top.tables(sheet, "members") {
        policy.members.extend(people::member(sheet, &member, &policy.roles));
    }
    if let Some(channels) = top.table(sheet, "channels") {
        policy.channels = people::channels(sheet, &channels);
    }
    // Said once, the rule that holds by itself is replaced: `second_person = []` is how to do without.
    if top.has("second_person") {
        let rules = top.tables(sheet, "second_person");
        policy.second_person = rules.iter().filter_map(|rule| rules::second_person(sheet, rule)).collect();
    }
    if let Some(approvals) = top.table(sheet, "approvals") {
        policy.approvals = people::approvals(sheet, &approvals);
    }
    for freeze in top.tables(sheet, "freezes") {
        policy.freezes.extend(freezes::freeze(sheet, &freeze));
    }
    people::needs_an_admin(sheet, top, &policy);
    policy
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
