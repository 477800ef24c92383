//! The words of the policy: permissions and verbs as people write them, compared with which verbs there are.
//!
//! Pure. The file and the commands both read them here, and word what is wrong in their own way.

use super::policy::{ACCESS_NOUN, EnvKind, Permission, Unreadable, Verbs, What};
use crate::domain::risk::Risk;

/// Words so far apart are different things, not slips.
const CLOSE: f64 = 0.6;

/// Every verb as noun and name.
pub type VerbWords<'a> = &'a [(&'a str, &'a str)];

/// The words of the risks.
pub const RISKS: [&str; 5] = ["read", "secret", "safe", "disruptive", "destructive"];

/// The permissions that name no verbs.
const OTHERS: [&str; 2] = ["override freeze", "approve"];

/// What is wrong with one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The entry, or the part of it that is wrong.
    pub word: String,
    /// What it is.
    pub what: WrongKind,
    /// What was probably meant.
    pub near: Option<String>,
}

/// What is wrong with an entry. The catalogues word it under its [`WrongKind::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongKind {
    /// Neither a risk nor a verb nor one of the two others.
    Permission,
    /// Neither a risk nor a verb.
    Verbs,
    /// No verb is called so.
    Verb,
    /// It is no kind of environment.
    Environment,
    /// `* *` would be everything.
    Everything,
    /// Reading never takes a second person.
    Reading,
    /// Environments stand elsewhere in a rule.
    On,
}

impl WrongKind {
    /// Every kind, so that a test can hold the catalogues to it.
    pub const ALL: [Self; 7] =
        [Self::Permission, Self::Verbs, Self::Verb, Self::Environment, Self::Everything, Self::Reading, Self::On];

    /// Its sentence; with `-way-out` behind it, what to do where nothing is near.
    pub fn key(self) -> &'static str {
        match self {
            Self::Permission => "words-permission",
            Self::Verbs => "words-verbs",
            Self::Verb => "words-verb",
            Self::Environment => "words-environment",
            Self::Everything => "words-everything",
            Self::Reading => "words-reading",
            Self::On => "words-on",
        }
    }
}

/// Reads permissions from one line: `cache *, destructive on staging, premium, approve`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn permissions(line: &str, verbs: VerbWords<'_>) -> Result<Vec<Permission>, Vec<Wrong>> {
    all(joined(line), |entry| permission(entry, verbs))
}

/// Reads the verbs of a rule from one line: `destructive, * push`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn rule_verbs(line: &str, verbs: VerbWords<'_>) -> Result<Vec<Verbs>, Vec<Wrong>> {
    all(entries(line).map(str::to_lowercase).collect(), |entry| verbs_of_a_rule(entry, verbs))
}

fn all<T: PartialEq>(entries: Vec<String>, read: impl Fn(&str) -> Result<T, Wrong>) -> Result<Vec<T>, Vec<Wrong>> {
    let (mut good, mut wrong) = (Vec::new(), Vec::new());
    for entry in entries {
        match read(&entry) {
            Ok(one) if good.contains(&one) => {}
            Ok(one) => good.push(one),
            Err(one) => wrong.push(one),
        }
    }
    if wrong.is_empty() { Ok(good) } else { Err(wrong) }
}

fn entries(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';', '\n']).map(str::trim).filter(|entry| !entry.is_empty())
}

/// The entries of a line, where a kind of environment belongs to the entry before it: `destructive on staging, premium`.
fn joined(line: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for entry in entries(line) {
        let entry = entry.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        match joined.last_mut() {
            Some(before) if before.contains(" on ") && EnvKind::from_word(&entry).is_some() => {
                before.push_str(", ");
                before.push_str(&entry);
            }
            _ => joined.push(entry),
        }
    }
    joined
}

fn permission(entry: &str, verbs: VerbWords<'_>) -> Result<Permission, Wrong> {
    let permission = entry.parse::<Permission>().map_err(|error| match error {
        Unreadable::Permission(word) => {
            let known: Vec<&str> = RISKS.into_iter().chain(OTHERS).collect();
            let near = nearest(&word, &known).or_else(|| nearest_verb(&word, verbs));
            Wrong { word, what: WrongKind::Permission, near }
        }
        error => unreadable(entry, error),
    })?;
    match &permission.what {
        What::Use(used) => known(used, verbs)?,
        What::OverrideFreeze | What::Approve => {}
    }
    Ok(permission)
}

fn verbs_of_a_rule(entry: &str, verbs: VerbWords<'_>) -> Result<Verbs, Wrong> {
    let wrong = |what| Wrong { word: entry.to_owned(), what, near: None };
    match entry.parse::<Verbs>() {
        Ok(Verbs::Risk(Risk::Read)) => Err(wrong(WrongKind::Reading)),
        Ok(used) => known(&used, verbs).map(|()| used),
        Err(Unreadable::Permission(_)) if entry.contains(" on ") => Err(wrong(WrongKind::On)),
        Err(Unreadable::Permission(word)) => {
            let near = nearest(&word, &RISKS[1..]).or_else(|| nearest_verb(&word, verbs));
            Err(Wrong { word, what: WrongKind::Verbs, near })
        }
        Err(error) => Err(unreadable(entry, error)),
    }
}

fn unreadable(entry: &str, error: Unreadable) -> Wrong {
    match error {
        Unreadable::Environment(word) => {
            let near = nearest(&word, &EnvKind::ALL.map(EnvKind::word));
            Wrong { word, what: WrongKind::Environment, near }
        }
        Unreadable::Everything => Wrong { word: entry.to_owned(), what: WrongKind::Everything, near: None },
        Unreadable::Permission(word) => Wrong { word, what: WrongKind::Permission, near: None },
    }
}

fn known(used: &Verbs, verbs: VerbWords<'_>) -> Result<(), Wrong> {
    if has(used, verbs) {
        return Ok(());
    }
    Err(Wrong { word: used.to_string(), what: WrongKind::Verb, near: nearest_like(used, verbs) })
}

/// Whether there are such verbs. Where no verbs are known, everything is taken as it is.
pub fn has(used: &Verbs, verbs: VerbWords<'_>) -> bool {
    let Verbs::Named { noun, name } = used else { return true };
    let fits = |pattern: &Option<String>, word: &str| pattern.as_deref().is_none_or(|pattern| pattern == word);
    verbs.is_empty()
        || (noun.as_deref() == Some(ACCESS_NOUN) && name.is_none())
        || verbs.iter().any(|(known_noun, known_name)| fits(noun, known_noun) && fits(name, known_name))
}

/// What was probably meant, among what could have been written in its place: `cahce *` is compared with nouns,
/// `cahce clear` with both words.
pub fn nearest_like(used: &Verbs, verbs: VerbWords<'_>) -> Option<String> {
    let Verbs::Named { noun, name } = used else { return None };
    let written = |(known_noun, known_name): &(&str, &str)| {
        let noun = if noun.is_some() { known_noun } else { "*" };
        let name = if name.is_some() { known_name } else { "*" };
        format!("{noun} {name}")
    };
    let candidates: Vec<String> = verbs.iter().map(written).collect();
    nearest(&used.to_string(), &candidates.iter().map(String::as_str).collect::<Vec<_>>())
}

/// One word is perhaps a noun without its star.
fn nearest_verb(word: &str, verbs: VerbWords<'_>) -> Option<String> {
    let pattern = if word.contains(' ') { word.to_owned() } else { format!("{word} *") };
    let used = pattern.parse::<Verbs>().ok()?;
    if has(&used, verbs) { Some(used.to_string()) } else { nearest_like(&used, verbs) }
}

/// The known word that a word is a slip of.
pub fn nearest(word: &str, known: &[&str]) -> Option<String> {
    let lower = word.to_lowercase();
    known
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&lower, known), known))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .filter(|(likeness, _)| *likeness >= CLOSE)
        .map(|(_, meant)| (*meant).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERBS: [(&str, &str); 6] = [
        ("access", "grant"),
        ("backup", "restore"),
        ("cache", "clear"),
        ("env", "push"),
        ("php", "restart"),
        ("ssh", "password show"),
    ];

    fn read(line: &str) -> Result<Vec<String>, Vec<Wrong>> {
        permissions(line, &VERBS).map(|may| may.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_line_of_permissions_is_read_as_the_file_would_be() {
        for (line, may) in [
            ("cache *, safe on staging", &["cache *", "safe on staging"][..]),
            ("destructive on staging, premium, approve", &["destructive on staging, premium", "approve"]),
            (" Cache  Clear ;override freeze\n* push", &["cache clear", "override freeze", "* push"]),
            ("safe, safe, access *", &["safe", "access *"]),
            ("", &[]),
        ] {
            assert_eq!(read(line).unwrap(), may, "{line}");
        }
    }

    #[test]
    fn every_mistake_of_a_line_is_named_with_what_was_probably_meant() {
        use WrongKind::{Environment, Everything, Permission, Verb};
        for (line, wrongs) in [
            ("cahce *, saef", &[("cahce *", Verb, Some("cache *")), ("saef", Permission, Some("safe"))][..]),
            ("cache", &[("cache", Permission, Some("cache *"))]),
            ("* *, safe on life", &[("* *", Everything, None), ("life", Environment, Some("live"))]),
            ("premium", &[("premium", Permission, None)]),
            ("make me a sandwich", &[("make me a sandwich", Permission, None)]),
        ] {
            let wrong = |(word, what, near): &(&str, WrongKind, Option<&str>)| Wrong {
                word: (*word).to_owned(),
                what: *what,
                near: near.map(str::to_owned),
            };
            let wrongs: Vec<Wrong> = wrongs.iter().map(wrong).collect();
            assert_eq!(read(line).unwrap_err(), wrongs, "{line}");
        }
    }

    #[test]
    fn a_rule_is_about_verbs_that_change_something_and_names_environments_elsewhere() {
        let verbs = |line| rule_verbs(line, &VERBS);
        let said: Vec<String> = verbs("destructive, * PUSH").unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(said, ["destructive", "* push"]);
        for (line, what) in [
            ("read", WrongKind::Reading),
            ("destructive on live", WrongKind::On),
            ("approve", WrongKind::Verbs),
            ("backup restroe", WrongKind::Verb),
            ("* *", WrongKind::Everything),
        ] {
            assert_eq!(verbs(line).unwrap_err()[0].what, what, "{line}");
        }
        assert_eq!(verbs("backup restroe").unwrap_err()[0].near.as_deref(), Some("backup restore"));
    }
}
