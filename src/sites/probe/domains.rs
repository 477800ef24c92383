//! Which domain of an environment is visited, and which hosts a visit may go on to.

use url::{Host, Url};

use crate::domain::site::Environment;

/// The domain to visit: the primary one, else the first that is not a wildcard. A wildcard is no host and is never visited.
pub fn probe_domain(environment: &Environment) -> Option<&str> {
    let is_host = |domain: &&str| !domain.is_empty() && !domain.contains('*');
    let all = environment.primary_domain.iter().chain(&environment.domains);
    all.map(|domain| domain.trim()).find(is_host)
}

/// A domain as the host of a URL. `None` for a wildcard and for whatever is not a host alone.
pub(super) fn host(domain: &str) -> Option<Host<String>> {
    if domain.is_empty() || domain.contains('*') {
        return None;
    }
    Host::parse(domain).ok()
}

/// The hosts a visit may go to.
#[derive(Debug)]
pub(super) struct Allowed {
    hosts: Vec<String>,
    wildcards: Vec<String>,
}

impl Allowed {
    /// The domain itself and the listed ones.
    pub(super) fn new(domain: &str, listed: &[String]) -> Self {
        let all = || std::iter::once(domain).chain(listed.iter().map(String::as_str)).map(str::trim);
        let ascii = |domain: &str| host(domain.trim_end_matches('.')).map(|host| host.to_string());
        Self {
            hosts: all().filter_map(ascii).collect(),
            wildcards: all().filter_map(|domain| ascii(domain.strip_prefix("*.")?)).collect(),
        }
    }

    /// Whether the URL leads to an allowed host, on the usual port of its scheme.
    pub(super) fn admits(&self, url: &Url) -> bool {
        if url.port().is_some() {
            return false;
        }
        let Some(host) = url.host_str().map(|host| host.trim_end_matches('.')) else { return false };
        let is_below = |base: &String| {
            host.strip_suffix(base.as_str())
                .and_then(|rest| rest.strip_suffix('.'))
                .is_some_and(|labels| !labels.is_empty())
        };
        self.hosts.iter().any(|allowed| allowed == host) || self.wildcards.iter().any(is_below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sites::samples;

    #[test]
    fn a_visit_goes_on_to_listed_hosts_only() {
        let listed =
            ["WWW.Acme.com", "*.shop.acme.com", "müller.de", "acme.kinsta.cloud.", "10.0.0.1"].map(str::to_owned);
        let allowed = Allowed::new("acme.com", &listed);
        let cases = [
            ("https://acme.com/", true),
            ("http://ACME.com/path?x", true),
            ("https://acme.com./", true),
            ("https://www.acme.com/", true),
            ("https://kids.shop.acme.com/", true),
            ("https://a.b.shop.acme.com/", true),
            ("https://shop.acme.com/", false),
            ("https://xshop.acme.com/", false),
            ("https://.shop.acme.com/", false),
            ("https://xn--mller-kva.de/", true),
            ("https://acme.kinsta.cloud/", true),
            ("https://blog.acme.com/", false),
            ("https://acme.com.evil.example/", false),
            ("https://acme.com@evil.example/", false),
            ("https://evil-acme.com/", false),
            ("https://acme.com:8443/", false),
            ("https://acme.com:443/", true),
            ("http://10.0.0.1/", true),
            ("http://127.0.0.1/", false),
            ("http://[::1]/", false),
        ];
        for (url, expected) in cases {
            let is_admitted = Url::parse(url).is_ok_and(|url| allowed.admits(&url));
            assert_eq!(is_admitted, expected, "{url}");
        }
    }

    #[test]
    fn a_wildcard_is_never_the_domain_to_visit() {
        let mut environment = samples::sites().remove(0).environments.remove(0);
        environment.primary_domain = Some("*.acme.com".to_owned());
        environment.domains = ["*.acme.com", "", " acme.com ", "www.acme.com"].map(str::to_owned).into();
        assert_eq!(probe_domain(&environment), Some("acme.com"));
        environment.primary_domain = Some("www.acme.com".to_owned());
        assert_eq!(probe_domain(&environment), Some("www.acme.com"));
        environment.primary_domain = None;
        environment.domains = vec!["*.acme.com".to_owned()];
        assert_eq!(probe_domain(&environment), None);
    }

    #[test]
    fn only_a_host_alone_is_a_domain() {
        for domain in
            ["", "*.acme.com", "acme.com/path", "user@acme.com", "acme.com:80", "a b.com", "acme.com?x", "#", "[::1"]
        {
            assert_eq!(host(domain), None, "{domain}");
        }
        assert_eq!(host("127.1"), Some(Host::Ipv4(std::net::Ipv4Addr::LOCALHOST)));
        assert_eq!(host("0x7f.0.0.1"), Some(Host::Ipv4(std::net::Ipv4Addr::LOCALHOST)));
    }
}
