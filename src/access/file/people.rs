//! Members, channels and what they are about.

use std::collections::BTreeMap;

use super::sheet::{Sheet, Table, Text, did_you_mean};
use crate::access::policy::{
    Approvals, BUILT_IN, CONFIGURED, EnvKind, Member, Policy, Role, Scope, Subject, is_channel,
};
use crate::domain::ids::ChannelId;

/// One `[[members]]`.
pub fn member(sheet: &mut Sheet<'_>, table: &Table<'_, '_>, roles: &BTreeMap<String, Role>) -> Option<Member> {
    table.only(sheet, "A member", &["who", "role", "on"]);
    let who = table.required(sheet, "A member", "who", "U024BE7LH").and_then(|text| subject(sheet, text));
    let role = table.required(sheet, "A member", "role", "operator").and_then(|text| role(sheet, text, roles));
    let on = scope(sheet, table);
    Some(Member { who: who?, role: role?, on: on?.unwrap_or_default() })
}

/// `[channels]`.
pub fn channels(sheet: &mut Sheet<'_>, table: &Table<'_, '_>) -> BTreeMap<ChannelId, Scope> {
    let mut channels = BTreeMap::new();
    for (id, at, value) in table.entries() {
        let line = sheet.line(at);
        let id = ChannelId::new(id.text);
        if !is_channel(&id) {
            let problem = format!("{:?} is not the ID of a channel", id.as_str());
            sheet.mistake(line, problem, "Copy it in Slack: channel › About › Channel ID. It begins with C or G.");
            continue;
        }
        let Some(table) = Table::of(sheet, value, &format!("What {id} is bound to")) else { continue };
        if let Some(scope) = scope_of(sheet, &table, "A channel") {
            if scope.is_everything() {
                let problem = format!("{id} is bound to nothing");
                sheet.mistake(line, problem, "Name sites, labels or environments, or take the channel out.");
            }
            channels.insert(id, scope);
        }
    }
    channels
}

/// `[approvals]`.
pub fn approvals(sheet: &mut Sheet<'_>, table: &Table<'_, '_>) -> Approvals {
    table.only(sheet, "\"approvals\"", &["channel", "hours"]);
    let mut approvals = Approvals::default();
    if table.has("channel")
        && let Some(text) = table.required(sheet, "\"approvals\"", "channel", "C061F7AUR")
    {
        let id = ChannelId::new(text.text);
        if is_channel(&id) {
            approvals.channel = Some(id);
        } else {
            let problem = format!("{:?} is not the ID of a channel", id.as_str());
            sheet.mistake(text.line, problem, "Copy it in Slack: channel › About › Channel ID. It begins with C or G.");
        }
    }
    if table.has("hours") {
        approvals.hours = table.count(sheet, "hours").unwrap_or(approvals.hours);
    }
    approvals
}

/// The key `on`: `None` where it cannot be read, `Some(None)` where it is not there.
pub fn scope(sheet: &mut Sheet<'_>, table: &Table<'_, '_>) -> Option<Option<Scope>> {
    if !table.has("on") {
        return Some(None);
    }
    let on = table.table(sheet, "on")?;
    let scope = scope_of(sheet, &on, "\"on\"")?;
    if scope.is_everything() {
        let line = on.line(sheet);
        sheet.mistake(line, "\"on\" narrows nothing", "Name sites, labels or environments, or leave \"on\" out.");
    }
    Some(Some(scope))
}

fn scope_of(sheet: &mut Sheet<'_>, table: &Table<'_, '_>, what: &str) -> Option<Scope> {
    table.only(sheet, what, &["sites", "labels", "environments"]);
    let plain = |texts: Vec<Text>| texts.into_iter().map(|text| text.text).collect::<Vec<_>>();
    let sites = table.texts(sheet, "sites", "acmeshop").map(plain);
    let labels = table.texts(sheet, "labels", "care-plan").map(plain);
    let environments = table.texts(sheet, "environments", "live").map(|words| {
        let mut kinds = Vec::new();
        for word in words {
            match EnvKind::from_word(&word.text) {
                Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
                Some(_) => {}
                None => not_an_environment(sheet, word.line, &word.text),
            }
        }
        kinds
    });
    // A list that was there and could not be read has said so; it must not count as one that was left out.
    let is_read = |key: &str, read: bool| read || !table.has(key);
    (is_read("sites", sites.is_some())
        && is_read("labels", labels.is_some())
        && is_read("environments", environments.is_some()))
    .then_some(Scope { sites, labels, environments })
}

/// Notes that a word is no kind of environment.
pub fn not_an_environment(sheet: &mut Sheet<'_>, line: usize, word: &str) {
    let words = EnvKind::ALL.map(EnvKind::word);
    sheet.mistake(line, format!("{word:?} is no kind of environment"), did_you_mean(word, &words));
}

/// A person or a group.
pub fn subject(sheet: &mut Sheet<'_>, text: Text) -> Option<Subject> {
    match Subject::try_from(text.text) {
        Ok(subject) => Some(subject),
        Err(error) => {
            let way_out = "Copy it in Slack: profile › ⋮ › Copy member ID (U… or W…), or the ID of a user group (S…).";
            sheet.mistake(text.line, format!("{:?} is the ID of neither a person nor a user group", error.0), way_out);
            None
        }
    }
}

fn role(sheet: &mut Sheet<'_>, text: Text, roles: &BTreeMap<String, Role>) -> Option<String> {
    if text.text == CONFIGURED {
        sheet.mistake(
            text.line,
            format!("The role {CONFIGURED:?} cannot be given"),
            "It belongs to those in OPERATORS. Give \"operator\", \"releaser\" or \"admin\".",
        );
        return None;
    }
    if BUILT_IN.contains(&text.text.as_str()) || roles.contains_key(&text.text) {
        return Some(text.text);
    }
    let known: Vec<&str> = BUILT_IN.into_iter().chain(roles.keys().map(String::as_str)).collect();
    sheet.mistake(text.line, format!("There is no role {:?}", text.text), did_you_mean(&text.text, &known));
    None
}

/// Notes that nobody could edit the policy, unless somebody is named elsewhere.
pub fn needs_an_admin(sheet: &mut Sheet<'_>, top: &Table<'_, '_>, policy: &Policy) {
    let is_in_use = top.has("members");
    if is_in_use && sheet.known.admins.is_empty() && !policy.has_admin() {
        let line = top.line_of(sheet, "members");
        sheet.mistake(
            line,
            "No member is an admin for everything",
            "Give one the role \"admin\" without \"on\", or name one in the variable ADMINS.",
        );
    }
}
