//! Secrets without a name: strings so long and so mixed that no person wrote them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::{HIDDEN, pattern, replaced};

/// The shortest of them.
pub(super) const SHORTEST: usize = 32;

pattern!(HEX, r"[0-9a-fA-F]{32,}");
pattern!(LONG, r"[A-Za-z0-9+/_-]{32,}={0,2}");
pattern!(UUID, r"(?i)^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36 && UUID.is_match(text)
}

pub(super) fn hide(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = replaced(text, &HEX, |found| {
        if found[0].contains(|c: char| c.is_ascii_digit()) { HIDDEN.to_owned() } else { found[0].to_owned() }
    });
    replaced(text, &LONG, |found| {
        let run = &found[0];
        // Base64 may have slashes; a path has words between them.
        if !run.starts_with('/') && mixture(run) > 0.45 && has_every_kind(run) && !is_uuid(run) {
            return HIDDEN.to_owned();
        }
        let hidden = |part: &str| if is_random(part) { HIDDEN.to_owned() } else { part.to_owned() };
        run.split('/').map(hidden).collect::<Vec<_>>().join("/")
    })
}

fn is_random(part: &str) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    part.len() >= SHORTEST && digits >= 3 && mixture(part) > 0.3 && !is_uuid(part)
}

fn has_every_kind(run: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| run.bytes().any(|byte| kind(&byte));
    has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase)
}

/// How often neighbours are of different kinds (small, capital, digit): near 0 in words, above a half in random text.
#[allow(clippy::cast_precision_loss, reason = "lines are short")]
fn mixture(text: &str) -> f64 {
    let kind = |byte: u8| match byte {
        b'a'..=b'z' => Some(0),
        b'A'..=b'Z' => Some(1),
        b'0'..=b'9' => Some(2),
        _ => None,
    };
    let changes = text
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!((kind(pair[0]), kind(pair[1])), (Some(one), Some(other)) if one != other));
    changes.count() as f64 / text.len() as f64
}
