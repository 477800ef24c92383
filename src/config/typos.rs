//! Variables that nobody reads but somebody probably meant.

use std::fmt;

use super::variables::VARIABLES;

/// A variable that is set and not read, close to one that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typo {
    /// The name that is set.
    pub variable: String,
    /// The name that was probably meant.
    pub meant: String,
}

impl fmt::Display for Typo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is set but not read. Did you mean {}?", self.variable, self.meant)
    }
}

/// Names so far apart are different things, not slips.
const CLOSE: f64 = 0.6;

/// Looks through the names that are set for slips in ours. Only names beginning with `SLACK_` or `KINSTA_` are judged:
/// the rest of an environment belongs to others.
pub fn typos<I>(names: I) -> Vec<Typo>
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let known: Vec<String> =
        VARIABLES.iter().flat_map(|variable| [variable.name.to_owned(), format!("{}_FILE", variable.name)]).collect();
    let mut found: Vec<Typo> = names.into_iter().filter_map(|name| typo(name.as_ref(), &known)).collect();
    found.sort_by(|a, b| a.variable.cmp(&b.variable));
    found
}

fn typo(name: &str, known: &[String]) -> Option<Typo> {
    let upper = name.to_ascii_uppercase();
    let ours = ["SLACK_", "KINSTA_"].iter().any(|prefix| upper.starts_with(prefix));
    if !ours || known.iter().any(|known| known == name) {
        return None;
    }
    let (likeness, meant) = known
        .iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&upper, known), known))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (likeness >= CLOSE).then(|| Typo { variable: name.to_owned(), meant: meant.clone() })
}
