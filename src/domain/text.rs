//! Marks for text a person reads, and the gate that outside text passes through.

use jiff::{Timestamp, tz::TimeZone};

use super::ids::{ChannelId, UserId};

/// Bytes as hexadecimal digits, two small ones each.
pub fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    push_hex(&mut digits, bytes);
    digits
}

/// As [`hex`], behind what is there already.
pub fn push_hex(text: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 0xF)]));
    }
}

/// Makes text from outside harmless inside marked text: no mention, no link, no channel ping.
pub fn plain(text: &str) -> String {
    if !text.contains(['&', '<', '>']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// Marked text for a plain place: the marks are gone, what stood between them stays.
pub fn unmarked(text: &str) -> String {
    let mut is_code = false;
    let mut is_mark = |c: &char| {
        is_code ^= *c == '`';
        // In code a star is a star: `cache *`.
        *c == '`' || (*c == '*' && !is_code)
    };
    let bare: String = text.chars().filter(|c| !is_mark(c)).collect();
    bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The sentence with a capital first letter.
pub fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Outside text as inline code; a backtick inside it cannot end the code early.
pub fn code(text: &str) -> String {
    format!("`{}`", plain(&text.replace('`', "ˋ").replace(['\n', '\r'], " ")))
}

/// A link with its words. Only `https` becomes one; anything else is shown as it is.
pub fn link(url: &str, words: &str) -> String {
    let is_safe = url.starts_with("https://") && !url.contains(['|', '<', '>', ' ']);
    if is_safe { format!("<{}|{}>", plain(url), plain(&words.replace('|', "¦"))) } else { code(url) }
}

/// A person, notified.
pub fn mention(user: &UserId) -> String {
    format!("<@{}>", plain(user.as_str()))
}

/// A person or a user group by Slack's id, notified: `U…` and `W…` are people, `S…` are groups.
pub fn whom(id: &str) -> String {
    if id.starts_with('S') { format!("<!subteam^{}>", plain(id)) } else { format!("<@{}>", plain(id)) }
}

/// A conversation as a link.
pub fn channel(channel: &ChannelId) -> String {
    format!("<#{}>", plain(channel.as_str()))
}

/// A moment, which Slack shows in each reader's own zone; `zone` serves where Slack cannot (e-mail, screen readers).
pub fn moment(at: Timestamp, zone: &str) -> String {
    let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let fallback = at.to_zoned(tz).strftime("%Y-%m-%d %H:%M %Z").to_string();
    format!("<!date^{}^{{date_short_pretty}} {{time}}|{}>", at.as_second(), plain(&fallback))
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 5 s`, `1 h 2 min`. Milliseconds in.
pub fn duration(ms: i64) -> String {
    let ms = ms.max(0);
    let seconds = ms / 1000;
    match seconds {
        0 => format!("0.{} s", ms / 100),
        1..=59 => format!("{seconds} s"),
        60..=3599 if seconds % 60 == 0 => format!("{} min", seconds / 60),
        60..=3599 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}
