//! What a menu offers while somebody types. Answered from memory.

use super::form;
use crate::domain::form::Choice;
use crate::domain::site::Site;
use crate::domain::target::Target;
use crate::sites::Index;

/// The most that a menu shows at once.
const MOST: usize = 100;

/// Sites whose name, label or domain goes with what was typed.
pub fn suggest_sites(index: &Index, typed: &str) -> Vec<Choice> {
    index.suggest(typed, MOST).into_iter().map(form::site).collect()
}

/// Their environments, grouped by site. Further words choose among them: `acme sta`.
pub fn suggest_environments(index: &Index, typed: &str) -> Vec<(String, Vec<Choice>)> {
    let whole = groups(index.suggest(typed, MOST), "");
    if !whole.is_empty() {
        return whole;
    }
    let words: Vec<&str> = typed.split_whitespace().collect();
    let splits = (1..words.len()).rev().map(|cut| (words[..cut].join(" "), words[cut..].join(" ")));
    let found = splits.map(|(site, env)| groups(index.suggest(&site, MOST), &env));
    found.into_iter().find(|groups| !groups.is_empty()).unwrap_or_default()
}

fn groups(sites: Vec<&Site>, env: &str) -> Vec<(String, Vec<Choice>)> {
    let env = env.to_lowercase();
    let mut left = MOST;
    let group = |site: &Site| {
        let targets = site.environments.iter().map(|env| Target::of(site, env));
        let choices = targets.filter(|target| target.env.to_lowercase().contains(&env));
        let choices: Vec<Choice> =
            choices.take(left).map(|target| Choice::new(target.environment().as_str(), target.label())).collect();
        left -= choices.len();
        (!choices.is_empty()).then(|| (site.title().to_owned(), choices))
    };
    sites.into_iter().filter_map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::samples;

    fn labels(typed: &str) -> Vec<String> {
        let index = Index::build(samples::sites());
        let groups = suggest_environments(&index, typed);
        groups.into_iter().flat_map(|(_, choices)| choices).map(|choice| choice.label).collect()
    }

    #[test]
    fn a_site_is_offered_with_its_environments_and_further_words_choose_among_them() {
        assert!(labels("acme shop").len() > labels("acme shop sta").len());
        assert!(labels("acme shop sta").iter().all(|label| label.to_lowercase().contains("sta")));
        assert!(!labels("acme shop sta").is_empty());
        assert!(labels("no such site").is_empty());
    }

    #[test]
    fn no_more_are_offered_than_a_menu_shows() {
        assert!(labels("").len() <= MOST);
    }
}
