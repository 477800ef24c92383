//! Which plugin or theme somebody means.

use crate::kinsta::api::packages::Package;

/// How many are offered where several fit.
const OFFERED: usize = 8;
/// How alike a mistyped name must be.
const ALIKE: f64 = 0.8;

/// What words came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'p> {
    /// This one.
    One(&'p Package),
    /// One of these.
    Several(Vec<&'p Package>),
    /// None; these are similar.
    Nothing(Vec<&'p Package>),
}

/// What people call it.
pub fn called(package: &Package) -> &str {
    if package.title.trim().is_empty() { &package.name } else { &package.title }
}

/// Finds by technical name or title. The whole name wins over a part of it.
pub fn find<'p>(packages: &'p [Package], words: &str) -> Found<'p> {
    let words = words.trim().to_lowercase();
    let names = |package: &Package| [package.name.to_lowercase(), package.title.to_lowercase()];
    let those = |fits: &dyn Fn(&str) -> bool| -> Vec<&'p Package> {
        packages.iter().filter(|package| names(package).iter().any(|name| fits(name))).collect()
    };
    let mut whole = those(&|name| !name.is_empty() && name == words);
    // A technical name is unique; a title need not be.
    whole.sort_by_key(|package| package.name.to_lowercase() != words);
    if let Some(first) = whole.first().filter(|first| whole.len() == 1 || first.name.to_lowercase() == words) {
        return Found::One(first);
    }
    let mut found = if whole.is_empty() && !words.is_empty() { those(&|name| name.contains(&words)) } else { whole };
    match found.as_slice() {
        [only] => Found::One(only),
        [] => {
            let mut near = those(&|name| !name.is_empty() && strsim::jaro_winkler(name, &words) >= ALIKE);
            near.truncate(OFFERED);
            Found::Nothing(near)
        }
        _ => {
            found.truncate(OFFERED);
            Found::Several(found)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packages() -> Vec<Package> {
        let of = |(name, title): (&str, &str)| {
            serde_json::from_value(serde_json::json!({"name": name, "title": title})).unwrap()
        };
        let all = [
            ("akismet", "Akismet Anti-spam: Spam Protection"),
            ("wpforms-lite", "WPForms Lite"),
            ("wpforms", "WPForms"),
            ("wordpress-seo", "Yoast SEO"),
            ("seo-extra", "Yoast SEO"),
            ("bare", ""),
        ];
        all.map(of).into()
    }

    #[test]
    fn a_whole_name_wins_a_part_is_enough_and_two_are_one_too_many() {
        let packages = packages();
        for (words, expected) in [
            ("akismet", Ok(vec!["akismet"])),
            (" AKISMET ", Ok(vec!["akismet"])),
            ("spam", Ok(vec!["akismet"])),
            ("wpforms", Ok(vec!["wpforms"])),
            ("lite", Ok(vec!["wpforms-lite"])),
            ("yoast seo", Ok(vec!["wordpress-seo", "seo-extra"])),
            ("seo", Ok(vec!["wordpress-seo", "seo-extra"])),
            ("wordpress-seo", Ok(vec!["wordpress-seo"])),
            ("bare", Ok(vec!["bare"])),
            ("akismte", Err(vec!["akismet"])),
            ("nothing like it", Err(vec![])),
            ("", Err(vec![])),
        ] {
            let names = |found: Vec<&Package>| found.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
            let found = match find(&packages, words) {
                Found::One(one) => Ok(vec![one.name.clone()]),
                Found::Several(several) => Ok(names(several)),
                Found::Nothing(near) => Err(names(near)),
            };
            let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(found, expected.map(owned).map_err(owned), "{words}");
        }
    }
}
