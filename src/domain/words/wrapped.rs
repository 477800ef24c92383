//! Slack's wrapping of what it recognises: links, addresses, people, channels, and the three escaped characters.

/// Reads one wrapped item or escaped character at the beginning of `text`; gives the plain text and what follows.
/// `None` where `text` begins with something else.
pub(super) fn read(text: &str) -> Option<(String, &str)> {
    match text.as_bytes().first()? {
        b'&' => entity(text).map(|(c, rest)| (c.to_string(), rest)),
        b'<' => {
            let end = text[1..].find(['<', '>'])? + 1;
            let (inside, rest) = (&text[1..end], text[end..].strip_prefix('>')?);
            let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
            if target.contains(char::is_whitespace) {
                return None;
            }
            unwrap(&unescape(target), &unescape(label)).map(|plain| (plain, rest))
        }
        _ => None,
    }
}

/// People, channels and groups keep their ids, because names are not unique; links keep what leads to the place.
fn unwrap(target: &str, label: &str) -> Option<String> {
    if let Some(id) = target.strip_prefix(['@', '#']) {
        let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
        return is_id.then(|| target.to_owned());
    }
    if target.len() > 1 && target.starts_with('!') {
        return Some(target.to_owned());
    }
    if let Some(address) = target.strip_prefix("mailto:") {
        return Some(address.split('?').next().unwrap_or_default().to_owned());
    }
    if let Some(number) = target.strip_prefix("tel:") {
        return Some(if label.is_empty() { number } else { label }.to_owned());
    }
    let (_, address) = target.split_once("://")?;
    // A bare `acme.com` comes back as a link that nobody typed; its label is what was typed.
    let is_bare_domain = label.contains('.') && !label.contains('/');
    let was_linked = is_bare_domain && address.trim_end_matches('/').eq_ignore_ascii_case(label);
    Some(if was_linked { label } else { target }.to_owned())
}

fn entity(text: &str) -> Option<(char, &str)> {
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>')]
        .into_iter()
        .find_map(|(escaped, c)| Some((c, text.strip_prefix(escaped)?)))
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (c, left) = entity(rest).unwrap_or((c, &rest[c.len_utf8()..]));
        out.push(c);
        rest = left;
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::domain::words::split;

    #[test]
    fn slack_s_wrapping_is_taken_off() {
        let url = "https://my.kinsta.com/sites/details/a/b?idCompany=c&tab=x";
        let cases = [
            ("<https://x|x>", "https://x"),
            ("<https://acme.com/shop>", "https://acme.com/shop"),
            ("<https://acme.com/shop|acme.com/shop>", "https://acme.com/shop"),
            ("<https://acme.com|our shop>", "https://acme.com"),
            ("<http://acme.com|acme.com>", "acme.com"),
            ("<http://acme.com/|Acme.com>", "Acme.com"),
            ("<http://evil.example|acme.com>", "http://evil.example"),
            ("<https://my.kinsta.com/sites/details/a/b?idCompany=c&amp;tab=x>", url),
            ("<mailto:a@b.de|a@b.de>", "a@b.de"),
            ("<mailto:a@b.de>", "a@b.de"),
            ("<tel:+4930|030>", "030"),
            ("<@U012|ada>", "@U012"),
            ("<@U012>", "@U012"),
            ("<#C012|ops>", "#C012"),
            ("<#C012|>", "#C012"),
            ("<!subteam^S012|@ops>", "!subteam^S012"),
            ("Smith&amp;Sons", "Smith&Sons"),
            ("&amp;lt;", "&lt;"),
            ("a&lt;b&gt;", "a<b>"),
            ("&quot;", "&quot;"),
        ];
        for (typed, word) in cases {
            assert_eq!(split(&format!("x {typed} y")), Ok(vec!["x".into(), word.into(), "y".into()]), "{typed}");
        }
    }

    #[test]
    fn wrapping_inside_quotes_is_taken_off_too() {
        let words = split("“<http://acme.com|acme.com> &amp; Sons” --to=<@U012|ada>");
        assert_eq!(words, Ok(vec!["acme.com & Sons".into(), "--to=@U012".into()]));
    }

    #[test]
    fn an_angle_bracket_that_wraps_nothing_is_text() {
        for word in ["<", "<>", "<@>", "<3", "<nothing>", "<https://a<b>"] {
            assert_eq!(split(&format!("x {word}")), Ok(vec!["x".into(), word.into()]), "{word}");
        }
    }

    #[test]
    fn a_quote_that_came_escaped_in_a_link_does_not_open_one() {
        assert_eq!(split("<https://a.b/\"x|l>"), Ok(vec!["https://a.b/\"x".into()]));
    }
}
