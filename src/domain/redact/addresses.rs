//! Visitors' addresses lose their end: enough stays to see that many requests come from one network.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::pattern;

pattern!(FOUR_NUMBERS, r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}");
pattern!(GROUPS, r"[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*");
// What stands before a version: a word for it, or a product of a user agent.
pattern!(
    VERSION_BEFORE,
    r#"(?i:(?:^|[^\p{L}])(?:versions?|ver|php|wordpress|woocommerce|mysql|mariadb|nginx|release)(?:\s*[:=]\s*|\s+)?["'(]?)$|(?:^|[^\p{L}])[vV]$|(?:^|[\s"(])[A-Z][A-Za-z0-9_.-]*/$"#
);
pattern!(FILE_BEHIND, r"^(?:\.min)?\.(?:zip|tar|tgz|gz|js|css|php)\b");

pub(super) fn hide(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = edited(text, &FOUR_NUMBERS, four_numbers);
    edited(text, &GROUPS, groups)
}

/// Edits what a pattern finds, with a look at what stands around it.
fn edited<'a>(text: Cow<'a, str>, pattern: &Regex, edit: impl Fn(&str, &Match<'_>) -> Option<String>) -> Cow<'a, str> {
    let (mut out, mut done) = (String::new(), 0);
    for found in pattern.find_iter(&text) {
        if let Some(instead) = edit(&text, &found) {
            out.push_str(&text[done..found.start()]);
            out.push_str(&instead);
            done = found.end();
        }
    }
    if done == 0 {
        return text;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

fn four_numbers(text: &str, found: &Match<'_>) -> Option<String> {
    let (before, behind) = (&text[..found.start()], &text[found.end()..]);
    let address: Ipv4Addr = found.as_str().parse().ok()?;
    let is_digit = |c: char| c.is_ascii_digit();
    // Five numbers are no address, and neither is the middle of a longer number.
    let is_longer = before.ends_with(is_digit)
        || before.strip_suffix('.').is_some_and(|rest| rest.ends_with(is_digit))
        || behind.starts_with(is_digit)
        || behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(is_digit));
    // Long enough for any product's name.
    let near = before.char_indices().rev().nth(40).map_or(before, |(at, _)| &before[at..]);
    let is_version = VERSION_BEFORE.is_match(near) || FILE_BEHIND.is_match(behind);
    if is_longer || is_version || address.is_loopback() || address.is_unspecified() {
        return None;
    }
    let [a, b, c, _] = address.octets();
    Some(format!("{a}.{b}.{c}.x"))
}

fn groups(text: &str, found: &Match<'_>) -> Option<String> {
    let run = found.as_str();
    let behind = &text[found.end()..];
    let is_cut = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    // `::ffff:203.0.113.x` has lost its end already.
    let is_mapped = run.to_ascii_lowercase().starts_with("::ffff:")
        && behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if is_mapped || is_cut(behind) || !run.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // `client:2001:db8::1:` holds an address too: the longest part that reads as one.
    let starts = std::iter::once(0).chain(run.match_indices(':').map(|(at, _)| at + 1));
    for start in starts {
        let ends = std::iter::once(run.len()).chain(run.rmatch_indices(':').map(|(at, _)| at));
        for end in ends.take_while(|end| *end > start) {
            let part = &run[start..end];
            let Some(address) = part.parse::<Ipv6Addr>().ok().filter(|_| part.matches(':').count() >= 2) else {
                continue;
            };
            if address.is_loopback() || address.is_unspecified() {
                return None;
            }
            let mut out = run[..start].to_owned();
            let kept = part.split("::").next().unwrap_or_default();
            for (index, group) in kept.split(':').take(3).enumerate() {
                let _ = write!(out, "{}{group}", if index == 0 { "" } else { ":" });
            }
            out.push_str("::x");
            out.push_str(&run[end..]);
            return Some(out);
        }
    }
    None
}
