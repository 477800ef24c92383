//! What may stand in a record of each type, and in which spelling: what is typed is brought into the form DNS has, and
//! what cannot be is refused before Kinsta would take it and break mail or a site with it.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::commands::domain::name;

/// The types that can be made, as they are typed.
pub const TYPES: &[&str] = &["a", "aaaa", "caa", "cname", "mx", "ns", "srv", "txt"];
/// The longest quoted piece of text in a record, in bytes.
const LONGEST_TEXT: usize = 255;

/// A value in the form DNS has, or the key of the sentence that says what is wrong with it.
pub fn read(kind: &str, typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim();
    match kind {
        "A" => typed.parse::<Ipv4Addr>().map(|ip| ip.to_string()).map_err(|_| "dns-value-a"),
        "AAAA" => typed.parse::<Ipv6Addr>().map(|ip| ip.to_string()).map_err(|_| "dns-value-aaaa"),
        "CNAME" => host(typed).ok_or("dns-value-cname"),
        "NS" => host(typed).ok_or("dns-value-ns"),
        "MX" => mx(typed).ok_or("dns-value-mx"),
        "SRV" => srv(typed).ok_or("dns-value-srv"),
        "CAA" => caa(typed).ok_or("dns-value-caa"),
        "TXT" => txt(typed).ok_or("dns-value-txt"),
        _ if typed.is_empty() => Err("dns-value-empty"),
        _ => Ok(typed.to_owned()),
    }
}

/// Whether two values are the same in DNS: dots at the end, upper case and the spelling of addresses do not count.
pub fn is_same(kind: &str, one: &str, other: &str) -> bool {
    let plain = |value: &str| value.trim().trim_end_matches('.').to_lowercase();
    // Of a type that cannot be made here, the spelling is not known.
    let is_known = TYPES.contains(&kind.to_lowercase().as_str());
    let canonical =
        |value: &str| if is_known { read(kind, value).unwrap_or_else(|_| plain(value)) } else { plain(value) };
    canonical(one) == canonical(other)
}

/// A record leads to a name; a wildcard leads nowhere.
fn host(typed: &str) -> Option<String> {
    name::host(typed).filter(|host| !host.starts_with('*'))
}

fn mx(typed: &str) -> Option<String> {
    let [priority, server] = typed.split_whitespace().collect::<Vec<_>>()[..] else { return None };
    let priority: u16 = priority.parse().ok()?;
    // A lone dot says that no mail is taken.
    let server = if server == "." { server.to_owned() } else { host(server)? };
    Some(format!("{priority} {server}"))
}

fn srv(typed: &str) -> Option<String> {
    let [priority, weight, port, server] = typed.split_whitespace().collect::<Vec<_>>()[..] else { return None };
    let [priority, weight, port] = [priority, weight, port].map(|number| number.parse::<u16>().ok());
    let server = if server == "." { server.to_owned() } else { host(server)? };
    Some(format!("{} {} {} {server}", priority?, weight?, port?))
}

fn caa(typed: &str) -> Option<String> {
    let mut parts = typed.splitn(3, char::is_whitespace);
    let flags: u8 = parts.next()?.parse().ok()?;
    let tag = parts.next()?.to_lowercase();
    let value = parts.next()?.trim();
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let is_tag = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric());
    let is_value = !value.is_empty() && value.chars().all(|c| c.is_ascii() && !c.is_ascii_control() && c != '"');
    (is_tag && is_value).then(|| format!("{flags} {tag} \"{value}\""))
}

/// Text in quotes, in pieces of at most 255 bytes. Text without quotes gets them; text with them is left as it is.
fn txt(typed: &str) -> Option<String> {
    if typed.is_empty() || typed.chars().any(char::is_control) {
        return None;
    }
    if typed.starts_with('"') {
        return is_quoted(typed).then(|| typed.to_owned());
    }
    let mut pieces = vec![String::new()];
    let mut bytes = 0;
    for c in typed.chars() {
        if bytes + c.len_utf8() > LONGEST_TEXT {
            pieces.push(String::new());
            bytes = 0;
        }
        bytes += c.len_utf8();
        if let Some(piece) = pieces.last_mut() {
            if matches!(c, '"' | '\\') {
                piece.push('\\');
            }
            piece.push(c);
        }
    }
    Some(pieces.iter().map(|piece| format!("\"{piece}\"")).collect::<Vec<_>>().join(" "))
}

/// One or several pieces in quotes, none too long, with nothing but spaces between them.
fn is_quoted(text: &str) -> bool {
    let mut inside = false;
    let mut escaped = false;
    let mut bytes = 0;
    for c in text.chars() {
        match (inside, c) {
            _ if escaped => {
                escaped = false;
                bytes += c.len_utf8();
            }
            (true, '\\') => escaped = true,
            (_, '"') => {
                inside = !inside;
                bytes = 0;
            }
            (true, _) => bytes += c.len_utf8(),
            (false, ' ') => {}
            (false, _) => return false,
        }
        if bytes > LONGEST_TEXT {
            return false;
        }
    }
    !inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_brought_into_the_form_dns_has() {
        for (kind, typed, value) in [
            ("A", " 192.0.2.1 ", "192.0.2.1"),
            ("AAAA", "2001:DB8:0:0::1", "2001:db8::1"),
            ("CNAME", "Shop.Example.COM.", "shop.example.com"),
            ("CNAME", "bücher.example", "xn--bcher-kva.example"),
            ("NS", "ns-1.dns.example.", "ns-1.dns.example"),
            ("MX", "10   MX1.mail.example.", "10 mx1.mail.example"),
            ("MX", "0 .", "0 ."),
            ("SRV", "10 5 5060 sip.example.com.", "10 5 5060 sip.example.com"),
            ("CAA", "0 ISSUE letsencrypt.org", "0 issue \"letsencrypt.org\""),
            ("CAA", "0 iodef \"mailto:a@example.com\"", "0 iodef \"mailto:a@example.com\""),
            ("TXT", "v=spf1 -all", "\"v=spf1 -all\""),
            ("TXT", "\"v=spf1 -all\"", "\"v=spf1 -all\""),
            ("TXT", "say \"hi\" \\o", "\"say \\\"hi\\\" \\\\o\""),
            ("TXT", "\"one\" \"two\"", "\"one\" \"two\""),
            ("PTR", "host.example", "host.example"),
        ] {
            assert_eq!(read(kind, typed).as_deref(), Ok(value), "{kind} {typed}");
        }
    }

    #[test]
    fn long_text_is_cut_into_pieces_that_dns_can_hold() {
        let value = read("TXT", &"k".repeat(600)).unwrap();
        assert_eq!(value, format!("\"{0}\" \"{0}\" \"{1}\"", "k".repeat(255), "k".repeat(90)));
        assert_eq!(read("TXT", &value), Ok(value.clone()));
        assert_eq!(read("TXT", &format!("\"{}\"", "k".repeat(256))), Err("dns-value-txt"));
    }

    #[test]
    fn what_cannot_be_a_value_is_told_by_its_type() {
        for (kind, typed) in [
            ("A", "2001:db8::1"),
            ("A", "example.com"),
            ("A", "192.0.2.256"),
            ("AAAA", "192.0.2.1"),
            ("CNAME", "192.0.2.1"),
            ("CNAME", "https://example.com"),
            ("CNAME", "*.example.com"),
            ("NS", "ns1"),
            ("MX", "mx1.mail.example"),
            ("MX", "10"),
            ("MX", "70000 mx1.mail.example"),
            ("MX", "10 192.0.2.1"),
            ("SRV", "10 5060 sip.example.com"),
            ("CAA", "issue letsencrypt.org"),
            ("CAA", "0 issue"),
            ("TXT", ""),
            ("TXT", "\"open"),
            ("TXT", "\"one\" two"),
        ] {
            assert_eq!(
                read(kind, typed),
                Err(format!("dns-value-{}", kind.to_lowercase()).leak() as &str),
                "{kind} {typed}"
            );
        }
        assert_eq!(read("PTR", " "), Err("dns-value-empty"));
    }

    #[test]
    fn dots_upper_case_and_quotes_make_no_difference() {
        for (kind, one, other) in [
            ("CNAME", "Example.com.", "example.com"),
            ("MX", "10 mx1.mail.example.", "10 MX1.mail.example"),
            ("AAAA", "2001:db8::1", "2001:0db8:0::1"),
            ("TXT", "v=spf1 -all", "\"v=spf1 -all\""),
            ("PTR", "Host.example.", "host.example"),
        ] {
            assert!(is_same(kind, one, other), "{kind} {one}");
        }
        assert!(!is_same("TXT", "A", "a"), "text is not a name");
        assert!(!is_same("MX", "10 mx1.mail.example", "20 mx1.mail.example"));
    }
}
