//! Host names as people type them, brought into the one form that DNS knows: lower case, punycode, no dot at the end.

use url::Host;

/// The longest host name.
const LONGEST: usize = 253;
/// The longest part between two dots.
const LONGEST_PART: usize = 63;
/// Kinsta's own domain, below which every environment has a name.
const KINSTAS: &str = ".kinsta.cloud";

/// Why something typed is no domain to add. Each stands for a sentence of the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// There is more than a host: a path, a port, a user.
    More,
    /// A wildcard, which comes with the domain by itself.
    Wildcard,
    /// Kinsta's own, which nobody adds.
    Kinstas,
    /// Not a domain at all.
    NoDomain,
}

impl Mistake {
    /// The key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::More => "domain-name-more",
            Self::Wildcard => "domain-name-wildcard",
            Self::Kinstas => "domain-name-kinstas",
            Self::NoDomain => "domain-name-none",
        }
    }
}

/// A domain that can be added. What a browser's address bar puts in front is left away.
pub fn to_add(typed: &str) -> Result<String, Mistake> {
    let typed = typed.trim();
    let bare = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    let bare = bare.strip_suffix('/').unwrap_or(bare);
    if bare.contains(['/', ':', '?', '#', '@']) {
        return Err(Mistake::More);
    }
    if bare.starts_with('*') {
        return Err(Mistake::Wildcard);
    }
    let name = host(bare).filter(|name| !name.contains(['_', '*'])).ok_or(Mistake::NoDomain)?;
    if is_kinstas(&name) { Err(Mistake::Kinstas) } else { Ok(name) }
}

/// A host name with at least two parts. Underscores and a wildcard as its first part are let through: DNS has both.
pub fn host(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let bare = typed.strip_suffix('.').unwrap_or(typed);
    let (wildcard, below) = bare.strip_prefix("*.").map_or(("", bare), |below| ("*.", below));
    if below.contains(['%', '*', '[', ' ']) {
        return None;
    }
    let Ok(Host::Domain(name)) = Host::parse(below) else { return None };
    let is_part = |part: &str| {
        let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (1..=LONGEST_PART).contains(&part.len())
            && part.chars().all(is_letter)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let name = format!("{wildcard}{name}");
    let is_name = name.len() <= LONGEST && below.contains('.') && name.trim_start_matches("*.").split('.').all(is_part);
    is_name.then_some(name)
}

/// A name for comparing: lower case, punycode, no dot at the end. What is no name is compared as it is.
pub fn bare(name: &str) -> String {
    host(name).unwrap_or_else(|| name.trim().trim_end_matches('.').to_lowercase())
}

/// Whether Kinsta gave it, and nobody else.
pub fn is_kinstas(name: &str) -> bool {
    name.ends_with(KINSTAS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_becomes_the_name_kinsta_knows() {
        for (typed, name) in [
            ("example.com", "example.com"),
            (" Example.COM. ", "example.com"),
            ("https://www.example.com/", "www.example.com"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(to_add(typed), Ok(name.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_domain_to_add_says_why() {
        for (typed, mistake) in [
            ("https://example.com/shop", Mistake::More),
            ("example.com:8080", Mistake::More),
            ("user@example.com", Mistake::More),
            ("*.example.com", Mistake::Wildcard),
            ("acme.kinsta.cloud", Mistake::Kinstas),
            ("example", Mistake::NoDomain),
            ("192.0.2.1", Mistake::NoDomain),
            ("ex ample.com", Mistake::NoDomain),
            ("-example.com", Mistake::NoDomain),
            ("_acme.example.com", Mistake::NoDomain),
            ("example..com", Mistake::NoDomain),
            ("", Mistake::NoDomain),
        ] {
            assert_eq!(to_add(typed), Err(mistake), "{typed}");
        }
        assert_eq!(to_add(&format!("{}.example", "a".repeat(64))), Err(Mistake::NoDomain));
        assert_eq!(to_add(&format!("{}example", "abc.".repeat(70))), Err(Mistake::NoDomain));
    }

    #[test]
    fn names_of_dns_may_have_underscores_and_a_wildcard_in_front() {
        assert_eq!(host("_Dmarc.Example.com.").as_deref(), Some("_dmarc.example.com"));
        assert_eq!(host("*.example.com").as_deref(), Some("*.example.com"));
        assert_eq!(host("1.example.com").as_deref(), Some("1.example.com"));
        for none in ["a.*.example.com", "*", "localhost", "192.0.2.1", "a b.example"] {
            assert_eq!(host(none), None, "{none}");
        }
    }

    #[test]
    fn spellings_of_one_name_compare_as_equal() {
        assert_eq!(bare("WWW.Example.com."), bare("www.example.com"));
        assert_eq!(bare("Localhost."), "localhost");
    }
}
