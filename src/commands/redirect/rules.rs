//! Rules as they are read, shown and named. A rule has no id: what names it is the visitors it is for.

use url::Url;

use crate::domain::ids::EnvId;
use crate::kinsta::api::redirects::{Filter, Key, Kind, List, Rule};
use crate::kinsta::{self, Lane};

/// How many rules are read at once.
const AT_ONCE: u32 = 100;
/// The longest address of a rule, in characters.
const LONGEST: usize = 2_000;
/// Stands for all domains where one is typed.
pub const ALL_DOMAINS: &str = "*";

/// Every rule of an environment, read page by page.
pub async fn all(kinsta: &kinsta::Client, environment: &EnvId, lane: Lane) -> Result<Vec<Rule>, kinsta::Error> {
    let mut rules: Vec<Rule> = Vec::new();
    loop {
        let filter = Filter {
            limit: Some(AT_ONCE),
            offset: Some(u32::try_from(rules.len()).unwrap_or(u32::MAX)),
            key: Some(Key::From),
            ..Filter::default()
        };
        let page = kinsta.read(&List { environment: environment.clone(), filter }, lane).await?;
        let is_last = page.rules.is_empty();
        rules.extend(page.rules);
        if is_last || rules.len() as u64 >= page.total {
            return Ok(rules);
        }
    }
}

/// Whether two rules are for the same visitors at the same address, so that there can be only one of them.
pub fn collide(one: &Rule, other: &Rule) -> bool {
    let domain = |rule: &Rule| rule.domain.as_ref().map(|domain| domain.to_lowercase());
    one.from == other.from
        && domain(one) == domain(other)
        && one.traffic_from_country == other.traffic_from_country
        && one.traffic_from_city == other.traffic_from_city
}

/// Whether two rules do the same.
pub fn agree(one: &Rule, other: &Rule) -> bool {
    collide(one, other) && one.to == other.to && one.kind == other.kind
}

/// A rule in one line: `acme.example/old → /new (301)`. Plain.
pub fn shown(rule: &Rule) -> String {
    let place = rule.displayed_location.as_ref().or(rule.traffic_from_country.as_ref());
    let place = place.map(|place| format!(", {place}")).unwrap_or_default();
    let domain = rule.domain.as_deref().unwrap_or_default();
    format!("{domain}{} → {} ({}{place})", rule.from, rule.to, code(&rule.kind))
}

/// The HTTP code behind Kinsta's word.
pub fn code(kind: &str) -> &str {
    match Kind::from_word(kind) {
        Some(Kind::Permanent) => "301",
        Some(Kind::Temporary) => "302",
        None => kind,
    }
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Where it leads from.
    From,
    /// Where it leads to.
    To,
    /// The domain is not one of the environment's.
    Domain,
    /// Neither permanent nor temporary.
    Kind,
}

/// A rule as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub kind: Option<&'a str>,
    pub domain: Option<&'a str>,
}

impl Typed<'_> {
    /// The rule that is meant, for an environment with these domains.
    pub fn read(self, domains: &[String]) -> Result<Rule, Wrong> {
        let kind = kind(self.kind.unwrap_or("301")).ok_or(Wrong::Kind)?;
        let (host, from) = from(self.from).ok_or(Wrong::From)?;
        let domain = match self.domain.map(str::trim).filter(|domain| !domain.is_empty()) {
            Some(typed) => domain(typed, domains)?,
            None => match host {
                Some(host) => domain(&host, domains)?,
                None => None,
            },
        };
        Ok(Rule::new(domain, from, to(self.to).ok_or(Wrong::To)?, kind))
    }
}

/// `301`, `permanent` and the like.
pub fn kind(typed: &str) -> Option<Kind> {
    match typed.trim().to_lowercase().as_str() {
        "301" | "permanent" => Some(Kind::Permanent),
        "302" | "redirect" | "temporary" => Some(Kind::Temporary),
        _ => None,
    }
}

/// One of the environment's domains, or all of them.
pub fn domain(typed: &str, domains: &[String]) -> Result<Option<String>, Wrong> {
    if typed == ALL_DOMAINS {
        return Ok(None);
    }
    let known = domains.iter().find(|domain| domain.eq_ignore_ascii_case(typed) && !domain.starts_with('*'));
    known.cloned().map(Some).ok_or(Wrong::Domain)
}

/// A path or a pattern; of a whole address, its host too.
fn from(typed: &str) -> Option<(Option<String>, String)> {
    let typed = one_word(typed)?;
    if typed.starts_with(['/', '^']) {
        return Some((None, typed.to_owned()));
    }
    let url = web(typed)?;
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some((url.host_str().map(str::to_owned), format!("{}{query}", url.path())))
}

/// A path or an address.
pub fn to(typed: &str) -> Option<String> {
    let typed = one_word(typed)?;
    let is_path = typed.starts_with('/') && !typed.starts_with("//");
    (is_path || web(typed).is_some()).then(|| typed.to_owned())
}

fn one_word(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let is_one = !typed.is_empty() && !typed.contains(char::is_whitespace) && typed.chars().count() <= LONGEST;
    is_one.then_some(typed)
}

/// An address of the web.
pub fn web(typed: &str) -> Option<Url> {
    Url::parse(typed).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: Typed<'_>) -> Result<String, Wrong> {
        typed.read(&["acme.example".to_owned(), "*.acme.example".to_owned()]).map(|rule| shown(&rule))
    }

    #[test]
    fn a_rule_is_read_as_people_write_it() {
        let typed = |from, to, kind, domain| read(Typed { from, to, kind, domain });
        assert_eq!(typed("/a", "/b", None, None).unwrap(), "/a → /b (301)");
        assert_eq!(
            typed("^/b/(.*)$", "/n/$1", Some("302"), Some("ACME.example")).unwrap(),
            "acme.example^/b/(.*)$ → /n/$1 (302)"
        );
        assert_eq!(
            typed("https://acme.example/a?x=1", "https://b.example/", Some("Temporary"), None).unwrap(),
            "acme.example/a?x=1 → https://b.example/ (302)"
        );
        assert_eq!(typed("/a", "/b", None, Some("*")).unwrap(), "/a → /b (301)");
        for (from, to, kind, domain, wrong) in [
            ("a", "/b", None, None, Wrong::From),
            ("/a b", "/b", None, None, Wrong::From),
            ("/a", "", None, None, Wrong::To),
            ("/a", "javascript:alert(1)", None, None, Wrong::To),
            ("/a", "//elsewhere.example", None, None, Wrong::To),
            ("/a", "/b", Some("307"), None, Wrong::Kind),
            ("/a", "/b", None, Some("elsewhere.example"), Wrong::Domain),
            ("https://elsewhere.example/a", "/b", None, None, Wrong::Domain),
        ] {
            assert_eq!(typed(from, to, kind, domain), Err(wrong), "{from} {to}");
        }
    }
}
