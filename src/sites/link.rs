//! Pasted addresses: a MyKinsta link's ids, any other link's host, and hosts in one spelling.
//!
//! Owns the reading of links and hosts. Must not know the directory.

use url::{Host, Url};

/// What a pasted MyKinsta link names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MyKinsta {
    /// The site's id, in lower case.
    pub(super) site: String,
    /// The environment's id, in lower case, where the link has one.
    pub(super) environment: Option<String>,
}

/// Reads `https://my.kinsta.com/sites/details/{site}/{environment}?…`; whatever else is `None`.
pub(super) fn my_kinsta(text: &str) -> Option<MyKinsta> {
    const PLACE: &str = "my.kinsta.com/";
    let text = text.trim();
    // Nearly everything typed is a plain name: a look is cheaper than a parse.
    if text.len() < PLACE.len() || !text.to_ascii_lowercase().contains(PLACE) {
        return None;
    }
    let url = if text.contains("://") { Url::parse(text) } else { Url::parse(&format!("https://{text}")) }.ok()?;
    if !url.host_str()?.eq_ignore_ascii_case("my.kinsta.com") {
        return None;
    }
    let mut segments =
        url.path_segments()?.skip_while(|segment| *segment != "details").skip(1).filter(|s| !s.is_empty());
    let site = segments.next()?.to_lowercase();
    Some(MyKinsta { site, environment: segments.next().map(str::to_lowercase) })
}

/// The host that a person means by `acme.com`, `ACME.com.`, `https://user@www.acme.com:8080/path?x` or `*.acme.com`, in
/// lower case and in its ASCII form. `None` for what cannot be a host with a dot in it.
pub(super) fn host(text: &str) -> Option<String> {
    if !text.contains('.') {
        return None;
    }
    let text = text.trim();
    let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let name = authority.split(':').next().unwrap_or_default().trim_end_matches('.');
    if !name.contains('.') || name.starts_with('.') || name.contains(char::is_whitespace) {
        return None;
    }
    Some(Host::parse(name).map_or_else(|_| name.to_lowercase(), |host| host.to_string()))
}

/// The host without its `www.`, which people add and leave out.
pub(super) fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_my_kinsta_link_names_a_site_and_perhaps_an_environment() {
        let link =
            |site: &str, env: Option<&str>| Some(MyKinsta { site: site.into(), environment: env.map(Into::into) });
        let cases = [
            ("https://my.kinsta.com/sites/details/S-1/e-1?idCompany=c", link("s-1", Some("e-1"))),
            ("https://my.kinsta.com/sites/details/s-1/e-1/tools?idCompany=c#x", link("s-1", Some("e-1"))),
            ("https://my.kinsta.com/sites/details/s-1", link("s-1", None)),
            ("my.kinsta.com/sites/details/s-1/e-1", link("s-1", Some("e-1"))),
            ("https://my.kinsta.com/sites", None),
            ("https://my.kinsta.com.evil.example/sites/details/s-1/e-1", None),
            ("https://acme.com/sites/details/s-1/e-1", None),
            ("acme", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(my_kinsta(text), expected, "{text}");
        }
    }

    #[test]
    fn a_host_is_read_out_of_whatever_was_pasted() {
        let cases = [
            ("acme.com", Some("acme.com")),
            ("ACME.com.", Some("acme.com")),
            ("https://user:x@www.acme.com:8080/path?q=1#f", Some("www.acme.com")),
            ("//acme.com/x", None),
            ("acme.com/shop", Some("acme.com")),
            ("*.acme.com", Some("*.acme.com")),
            ("müller.de", Some("xn--mller-kva.de")),
            ("under_score.example", Some("under_score.example")),
            ("acme", None),
            ("acme shop.com", None),
            (".com", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(host(text).as_deref(), expected, "{text}");
        }
        assert_eq!(without_www("www.acme.com"), "acme.com");
        assert_eq!(without_www("www.com"), "www.com");
    }
}
