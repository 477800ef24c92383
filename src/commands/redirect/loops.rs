//! Rules that lead visitors in a circle. Found where paths are meant letter for letter; what a pattern does is only
//! suspected.

use regex::Regex;

use super::rules;
use crate::kinsta::api::redirects::Rule;

/// Longer chains than this are not followed; browsers give up sooner.
const LONGEST_CHAIN: usize = 20;

/// Whether a rule leads back to itself, alone or through others.
pub fn is_loop(rule: &Rule, others: &[Rule]) -> bool {
    let mut at = rule;
    for _ in 0..LONGEST_CHAIN {
        let Some((host, path)) = end(at) else { return false };
        let is_next = |next: &&Rule| {
            let same_host = match (&next.domain, &host) {
                (Some(domain), Some(host)) => domain.eq_ignore_ascii_case(host),
                (None, _) | (_, None) => true,
            };
            same_host && answers(&next.from, &path)
        };
        if is_next(&rule) {
            return true;
        }
        match others.iter().find(is_next) {
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// Whether the pattern of a rule fits where the rule leads to.
pub fn may_loop(rule: &Rule) -> bool {
    let Some((host, path)) = end(rule).filter(|_| rule.from.starts_with('^')) else { return false };
    let is_here = match (&rule.domain, &host) {
        (Some(domain), Some(host)) => domain.eq_ignore_ascii_case(host),
        _ => true,
    };
    let filled = ["$1", "$2", "$3", "$4"].iter().fold(path, |path, group| path.replace(group, "x"));
    is_here && Regex::new(&rule.from).is_ok_and(|pattern| pattern.is_match(&filled))
}

/// The host and the path that a rule leads to.
fn end(rule: &Rule) -> Option<(Option<String>, String)> {
    if rule.to.starts_with('/') {
        let path = rule.to.split(['?', '#']).next().unwrap_or_default();
        return Some((rule.domain.clone(), path.to_owned()));
    }
    let url = rules::web(&rule.to)?;
    let host = url.host_str()?.to_owned();
    // Another host is another site, unless the rule says that it is this one; a rule for all domains cannot tell.
    let is_ours = rule.domain.as_ref().is_some_and(|domain| domain.eq_ignore_ascii_case(&host));
    is_ours.then(|| (Some(host), url.path().to_owned()))
}

/// Whether a rule's path, meant letter for letter, is this one.
fn answers(from: &str, path: &str) -> bool {
    let bare = from.strip_prefix('^').unwrap_or(from);
    let bare = bare.strip_suffix('$').unwrap_or(bare);
    let (bare, either) = bare.strip_suffix("/?").map_or((bare, false), |bare| (bare, true));
    let is_literal = !bare.contains(['(', ')', '[', ']', '{', '}', '*', '+', '?', '|', '\\', '^', '$']);
    is_literal && (bare == path || either && path.strip_suffix('/') == Some(bare))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinsta::api::redirects::Kind;

    fn rule(domain: Option<&str>, from: &str, to: &str) -> Rule {
        Rule::new(domain.map(str::to_owned), from, to, Kind::Permanent)
    }

    #[test]
    fn a_circle_is_found_however_long() {
        let chain = [rule(None, "/b", "/c"), rule(None, "^/c/?$", "/a"), rule(None, "/x", "/y")];
        assert!(is_loop(&rule(None, "/a", "/a"), &[]));
        assert!(is_loop(&rule(None, "/a", "/b"), &chain));
        assert!(is_loop(&rule(Some("a.example"), "/a", "https://a.example/b"), &chain));
        assert!(!is_loop(&rule(None, "/a", "/x"), &chain));
        assert!(!is_loop(&rule(None, "/a", "https://b.example/b"), &chain));
        assert!(!is_loop(&rule(Some("a.example"), "/a", "https://b.example/a"), &chain));
        assert!(!is_loop(&rule(None, "/a", "/a/"), &[]), "adding a slash is no circle");
        assert!(is_loop(&rule(None, "^/a/?$", "/a/"), &[]));
        // A circle of others does not hold the search up.
        assert!(!is_loop(&rule(None, "/z", "/p"), &[rule(None, "/p", "/q"), rule(None, "/q", "/p")]));
    }

    #[test]
    fn a_pattern_that_fits_its_own_end_is_suspected() {
        assert!(may_loop(&rule(None, "^/blog/(.*)$", "/blog/new/$1")));
        assert!(!may_loop(&rule(None, "^/blog/(.*)$", "/news/$1")));
        assert!(!may_loop(&rule(None, "^/blog/(.*)$", "https://b.example/blog/$1")));
        assert!(!may_loop(&rule(None, "/blog", "/blog/new")));
    }
}
