//! Secrets that are known by their names: headers, cookies, query parameters, fields of JSON, constants of PHP.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{HIDDEN, pattern, replaced};

pattern!(
    AUTHORIZATION,
    r#"(?i)((?:\b|_)authorization\\*["'\]]?\s*(?:=>|[:=])\s*\\*["']?)(?:\*{3}|(?:Bearer|Basic|Token|Negotiate)\s+[^\s"',;\\]+|[^\s"'][^"'\r\n]*)"#
);
// A cookie's value begins with a name; `Cannot set cookie: headers already sent in …` does not.
pattern!(COOKIES, r#"(?i)((?:\b|_)(?:set-)?cookie\\*["'\]]?\s*(?:=>|[:=])\s*\\*["']?)[\w!#$%&.^~+-]+=[^"\r\n]*"#);
pattern!(
    COOKIE,
    r#"(?i)\b((?:wordpress_(?:logged_in_|sec_)?|wp-postpass_|wp_woocommerce_session_|comment_author_(?:email_)?)\w+=|PHPSESSID=)[^\s;"',]+"#
);
pattern!(BEARER, r"(?i)\b(Bearer|Basic)\s+([A-Za-z0-9._~+/-]{6,}=*)");
/// What follows a name: the separator (2) and the value (3).
const VALUE: &str = r#"(\\*["'\]]?\s*(?:=>|[:=]|%3D)\s*)(\\+"[^"]*|"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|[^\s&"',;\\<>:=)\]}|][^\s&"',;<>]*)"#;
// Names that say it wherever they stand.
pattern!(
    NAMED,
    &format!(
        r"(?i)([\w-]*(?:token|api_?-?key|passw|passphrase|secret|nonce|signature|credential|sess(?:ion)?_?-?id|(?:auth|logged_in|license|licence|private|access|consumer|encryption)[_-]?key|_salt)[\w-]*|\b(?:pass|pwd|_?session|user_pass|sig)){VALUE}"
    )
);
// Names that mean other things elsewhere: in a query, or quoted as a field of JSON.
pattern!(PARAMETER, &format!(r"(?i)((?:[?&;]|%3F|%26|&amp;)(?:key|auth|code|sid|hash|otp|state)){VALUE}"));
pattern!(FIELD, &format!(r#"(?i)(["'](?:key|auth|sid|otp)\b){VALUE}"#));
pattern!(ASSIGNED, &format!(r"(?i)((?:^|[\s(])(?:key|auth)(?:=))(){}", r#"("[^"]*|'[^']*|[^\s&"',;<>]+)"#));
// `wp config list` and `define( 'DB_PASSWORD', '…' )`.
pattern!(
    CONSTANT,
    r"(\b[A-Z0-9_]*(?:PASSWORD|SECRET|TOKEN|APIKEY|_KEY|_SALT|_PASS)\b[ ]*[\t|][ \t]*)[^|\t\r\n]*[^|\t\r\n ]"
);
pattern!(
    DEFINED,
    r#"(["'][A-Z0-9_]*(?:PASSWORD|SECRET|TOKEN|APIKEY|_KEY|_SALT|_PASS)["']\s*,\s*)("(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*)"#
);

pub(super) fn hide(text: Cow<'_, str>) -> Cow<'_, str> {
    let first = |found: &Captures<'_>| format!("{}{HIDDEN}", &found[1]);
    let text = replaced(text, &AUTHORIZATION, first);
    let text = replaced(text, &COOKIES, first);
    let text = replaced(text, &COOKIE, first);
    let text = replaced(text, &BEARER, |found| {
        // `Bearer token missing` and `basic authentication` are words.
        let is_word = found[2].chars().all(|c| c.is_ascii_lowercase()) && found[2].len() < 20;
        if is_word { found[0].to_owned() } else { format!("{} {HIDDEN}", &found[1]) }
    });
    let text = replaced(text, &NAMED, value);
    let text = replaced(text, &PARAMETER, value);
    let text = replaced(text, &FIELD, value);
    replaced(text, &ASSIGNED, value)
}

/// Constants of a site's configuration, as commands print them.
pub(super) fn hide_constants(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = replaced(text, &CONSTANT, |found| format!("{}{HIDDEN}", &found[1]));
    replaced(text, &DEFINED, |found| format!("{}{}{HIDDEN}", &found[1], &found[2][..1]))
}

/// The name and the opening quote stay, and so does what is no secret: nothing at all, true, false.
fn value(found: &Captures<'_>) -> String {
    let (name, separator, value) = (&found[1], &found[2], &found[3]);
    let bare = value.trim_start_matches(['\\', '"', '\'']);
    let quote = &value[..value.len() - bare.len()];
    // Without quotes, what closes the object around it is not the value's.
    let inner = if quote.is_empty() { bare.trim_end_matches([')', ']', '}']) } else { bare };
    let tail = &bare[inner.len()..];
    let is_said = ["", "true", "false", "null", "none"].iter().any(|word| inner.eq_ignore_ascii_case(word));
    let hidden = if is_said || inner.trim_end_matches('\\').is_empty() { inner } else { HIDDEN };
    format!("{name}{separator}{quote}{hidden}{tail}")
}
