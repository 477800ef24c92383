//! Takes out of logs and command output what nobody wants in a channel, and leaves what a diagnosis needs.
//!
//! Hidden are e-mail addresses, the end of visitors' addresses, passwords, keys, tokens, cookies and what looks like one
//! of them. In doubt something is hidden, with these exceptions, because a diagnosis lives from them:
//!
//! - Four numbers are a version, not an address, after a word for it (`version 8.3.1.2`, `PHP 8.3.1.2`, `v8.3.1.2`,
//!   `?ver=1.2.3.4`), as a product in a user agent (`Chrome/120.0.0.0`), and as part of a file's name (`-1.2.3.4.zip`).
//! - `code` names a secret in a query only; `"code": "rest_forbidden"` is what went wrong.
//! - Ids in the form of a UUID, the loopback addresses and `Class::method` stay.

mod addresses;
mod fields;
mod random;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Stands where something was hidden.
const HIDDEN: &str = "***";

/// One round's result can show the next one something new, `a@b.cc@d.ee` say; it settles long before this.
const MOST_ROUNDS: usize = 8;

/// A pattern of ours, which the tests compile.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        #[allow(clippy::expect_used, reason = "a constant, compiled by every test")]
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a valid pattern"));
    };
}
use pattern;

pattern!(USER_IN_URL, r#"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/"'<>]*[^\s/"'<>*][^\s/"'<>]*@"#);
pattern!(JWT, r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?");
pattern!(VENDOR_TOKEN, r"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]{6,}|\b(?:gh[a-z]|sk|pk|rk|ck|cs)_[A-Za-z0-9_]{16,}");
pattern!(E_MAIL, r#"[^\s<>"'`@,;:()\[\]{}|=&?/\\*]+(?:(?:@|%40)[\w-]+(?:\.[\w-]+)*\.\p{L}[\w-]*)+"#);
// `logo@2x.png` has the form of an e-mail address and is a picture for sharp screens.
pattern!(SHARP_PICTURE, r"(?i)^[^@]+@[1-4](?:\.\d+)?x\.(?:png|jpe?g|gif|webp|avif|svg)$");

/// One line of a web server's or PHP's log, for people to see.
pub fn log_line(line: &str) -> Cow<'_, str> {
    settled(line, |text| addresses::hide(secrets_once(text)))
}

/// A whole log.
pub fn log(text: &str) -> String {
    text.split_inclusive('\n').map(log_line).collect()
}

/// The output of a command: like a log, but addresses of computers are what was asked for and stay.
pub fn secrets(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    every_line(text)
}

fn every_line(text: &str) -> String {
    text.split_inclusive('\n').map(|line| settled(line, |text| fields::hide_constants(secrets_once(text)))).collect()
}

/// Whether [`secrets`] leaves a text as it is because it is so short, and of so few kinds of characters, that no pattern
/// can find anything in it. Most arguments of a command are words like this.
pub fn is_plain(text: &str) -> bool {
    // Each of the patterns needs a space or a sign of its own, a beginning that a token has, or a longer run.
    let is_harmless = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/');
    (text.len() < random::SHORTEST || random::is_uuid(text))
        && text.bytes().all(is_harmless)
        && !["eyJ", "xox", "xapp"].iter().any(|beginning| text.contains(beginning))
}

fn settled(line: &str, round: impl Fn(Cow<'_, str>) -> Cow<'_, str>) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(line);
    for _ in 0..MOST_ROUNDS {
        let next = round(Cow::Borrowed(text.as_ref())).into_owned();
        if next == text {
            break;
        }
        text = Cow::Owned(next);
    }
    text
}

fn secrets_once(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = replaced(text, &USER_IN_URL, |found| format!("{}{HIDDEN}@", &found[1]));
    let text = fields::hide(text);
    let text = replaced(text, &JWT, |_| HIDDEN.to_owned());
    let text = replaced(text, &VENDOR_TOKEN, |_| HIDDEN.to_owned());
    let text = replaced(text, &E_MAIL, |found| {
        if SHARP_PICTURE.is_match(&found[0]) { found[0].to_owned() } else { HIDDEN.to_owned() }
    });
    random::hide(text)
}

/// Replaces what a pattern finds; a text without it is not copied.
fn replaced<'a>(text: Cow<'a, str>, pattern: &Regex, with: impl Fn(&Captures<'_>) -> String) -> Cow<'a, str> {
    match pattern.replace_all(&text, |found: &Captures<'_>| with(found)) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => Cow::Owned(changed),
    }
}

#[cfg(test)]
mod tests;
