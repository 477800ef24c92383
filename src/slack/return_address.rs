//! Which `response_url`s, and which addresses of files, are followed.
//!
//! Both are URLs from outside that the bot sends something to, so they are taken only on Slack's own hosts, or on the
//! host the Web API is configured to be on. Must not know what is sent there.

use std::time::Duration;

use jiff::Timestamp;
use url::{Host, Origin, Url};

use crate::domain::actor::ReturnAddress;

/// Slack's hosts for answers, the second one for its government cloud.
const HOSTS: [&str; 2] = ["hooks.slack.com", "hooks.slack-gov.com"];

/// Slack's hosts for files.
const FILE_HOSTS: [&str; 2] = ["files.slack.com", "files.slack-gov.com"];

/// How long Slack takes answers.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// Longer ones are not Slack's.
const MAX_LENGTH: usize = 2048;

/// Tells addresses that may be followed from those that may not.
#[derive(Debug, Clone)]
pub struct ReturnAddresses {
    api: Origin,
}

impl ReturnAddresses {
    /// Slack's own hosts, and the scheme, host and port of the configured Web API.
    pub fn new(api_url: &Url) -> Self {
        Self { api: api_url.origin() }
    }

    /// The address, where it may be followed; it expires thirty minutes after `now`.
    pub fn accept(&self, url: &str, now: Timestamp) -> Option<ReturnAddress> {
        if url.len() > MAX_LENGTH || !(is_plainly_slacks(url) || self.trusts(&Url::parse(url).ok()?)) {
            return None;
        }
        let lifetime_ms = i64::try_from(LIFETIME.as_millis()).unwrap_or(i64::MAX);
        Some(ReturnAddress { url: url.to_owned(), expires_at_ms: now.as_millisecond().saturating_add(lifetime_ms) })
    }

    /// Whether this URL is on a host for answers that may be followed.
    pub fn trusts(&self, url: &Url) -> bool {
        self.is_on(url, HOSTS)
    }

    /// The URL, where files may be fetched from it with the bot's token, or sent to it.
    pub fn accept_file(&self, url: &str) -> Option<Url> {
        let url = Url::parse(url).ok().filter(|_| url.len() <= MAX_LENGTH)?;
        self.is_on(&url, FILE_HOSTS).then_some(url)
    }

    fn is_on(&self, url: &Url, hosts: [&str; 2]) -> bool {
        if !url.username().is_empty() || url.password().is_some() {
            return false;
        }
        let on_slack = url.scheme() == "https"
            && url.port().is_none()
            && matches!(url.host(), Some(Host::Domain(host)) if hosts.contains(&host));
        on_slack || (self.api.is_tuple() && url.origin() == self.api)
    }
}

/// Whether it is written as Slack writes them, so that it needs no parser: whatever a parser would make of `url` has this
/// host, because the path begins behind it and holds nothing that could mean anything else.
fn is_plainly_slacks(url: &str) -> bool {
    let path = url.strip_prefix("https://").and_then(|rest| rest.strip_prefix(HOSTS[0])?.strip_prefix('/'));
    path.is_some_and(|path| path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(url: &str) -> bool {
        let addresses = ReturnAddresses::new(&Url::parse("http://127.0.0.1:4010/api").unwrap());
        addresses.accept(url, Timestamp::UNIX_EPOCH).is_some()
    }

    #[test]
    fn slacks_own_hosts_are_followed() {
        assert!(accepts("https://hooks.slack.com/commands/T1/2/abc"));
        assert!(accepts("https://hooks.slack-gov.com/actions/T1/2/abc"));
        assert!(accepts("https://hooks.slack.com:443/commands/T1/2/abc"));
    }

    #[test]
    fn the_configured_api_s_own_origin_is_followed() {
        assert!(accepts("http://127.0.0.1:4010/response/1"));
        for other in ["http://127.0.0.1:4011/r", "https://127.0.0.1:4010/r", "http://localhost:4010/r"] {
            assert!(!accepts(other), "{other}");
        }
    }

    #[test]
    fn everything_else_is_not_followed() {
        for url in [
            "",
            "hooks.slack.com/commands",
            "http://hooks.slack.com/commands",
            "https://hooks.slack.com:8443/commands",
            "https://hooks.slack.com@evil.example/commands",
            "https://user@hooks.slack.com/commands",
            "https://user:pass@hooks.slack.com/commands",
            "http://user@127.0.0.1:4010/r",
            "https://hooks.slack.com.evil.example/commands",
            "https://evil-hooks.slack.com/commands",
            "https://hooks.slack.com./commands",
            "https://slack.com/commands",
            "https://evil.example/?https://hooks.slack.com/",
            "https://evil.example\\@hooks.slack.com/",
            "https://169.254.169.254/latest",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ] {
            assert!(!accepts(url), "{url}");
        }
        assert!(!accepts(&format!("https://hooks.slack.com/{}", "a".repeat(MAX_LENGTH))));
    }

    #[test]
    fn what_needs_no_parser_is_what_a_parser_would_take() {
        let addresses = ReturnAddresses::new(&Url::parse("https://slack.com/api").unwrap());
        let path = "https://hooks.slack.com/commands/T0AGENCY/397700885554/96rGlfmibIGlgcZRskXaIFfN";
        assert!(is_plainly_slacks(path) && addresses.trusts(&Url::parse(path).unwrap()));
        for url in [
            "https://hooks.slack.com",
            "https://hooks.slack.com@evil.example/commands",
            "https://hooks.slack.com:8443/commands",
            "https://hooks.slack.com.evil.example/commands",
            "https://hooks.slack.com/a@evil.example",
            "https://hooks.slack.com/\\evil.example",
            "https://hooks.slack.com/a?b=c",
            "https://hooks.slack.com/%2e%2e",
            "HTTPS://hooks.slack.com/commands",
        ] {
            assert!(!is_plainly_slacks(url), "{url}");
        }
    }

    #[test]
    fn files_have_hosts_of_their_own() {
        let addresses = ReturnAddresses::new(&Url::parse("http://127.0.0.1:4010/api").unwrap());
        for url in ["https://files.slack.com/files-pri/T1-F1/download/a.csv", "http://127.0.0.1:4010/files/F1/a.csv"] {
            assert!(addresses.accept_file(url).is_some(), "{url}");
            assert_eq!(accepts(url), url.contains("127.0.0.1"), "{url}");
        }
        for url in [
            "",
            "http://files.slack.com/a",
            "https://files.slack.com:8443/a",
            "https://token@files.slack.com/a",
            "https://files.slack.com.evil.example/a",
            "https://hooks.slack.com/a",
            "https://slack-files.com/a",
            "http://127.0.0.1:4011/a",
        ] {
            assert!(addresses.accept_file(url).is_none(), "{url}");
        }
        assert!(addresses.accept_file(&format!("https://files.slack.com/{}", "a".repeat(MAX_LENGTH))).is_none());
    }

    #[test]
    fn an_opaque_api_origin_equals_nothing() {
        let addresses = ReturnAddresses::new(&Url::parse("data:text/plain,x").unwrap());
        assert!(!addresses.trusts(&Url::parse("data:text/plain,x").unwrap()));
    }

    #[test]
    fn an_address_lives_thirty_minutes() {
        let addresses = ReturnAddresses::new(&Url::parse("https://slack.com/api").unwrap());
        let now = Timestamp::from_second(1_000).unwrap();
        let address = addresses.accept("https://hooks.slack.com/commands/T1/2/abc", now).unwrap();
        assert_eq!(address.expires_at_ms, 1_000_000 + 30 * 60 * 1000);
    }
}
