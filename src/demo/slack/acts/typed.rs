//! What becomes of typed text on its way: names to ids, addresses to links, special characters escaped.

use super::super::world::World;

/// Last parts of a host name that Slack's client takes for a link.
const ENDINGS: &[&str] = &["com", "org", "net", "de", "io", "dev", "cloud", "agency", "shop", "example", "app", "eu"];

/// Text as a message carries it: mentions, addresses, and bare host names become links.
pub(super) fn in_message(text: &str, world: &World) -> String {
    words(text, |word| mention(word, world, false).or_else(|| link(word, true)))
}

/// Text as a slash command with "escape channels, users and links" carries it.
pub(super) fn in_command(text: &str, world: &World) -> String {
    words(text, |word| mention(word, world, true).or_else(|| link(word, false)))
}

/// Replaces words, keeping the white space between them and what is written in Slack's angle brackets already.
fn words(text: &str, replace: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let gap = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        out.push_str(&rest[..gap]);
        rest = &rest[gap..];
        let end = token_length(rest).unwrap_or_else(|| rest.find(char::is_whitespace).unwrap_or(rest.len()));
        let word = &rest[..end];
        match token_length(word) {
            Some(_) => out.push_str(word),
            None => out.push_str(&replace(word).unwrap_or_else(|| escape(word))),
        }
        rest = &rest[end..];
    }
    out
}

/// How long the token in angle brackets is that `text` starts with.
fn token_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let inside = &inside[..inside.find('>')?];
    let known = ["@", "#", "!", "http://", "https://", "mailto:"];
    let is_token = known.iter().any(|start| inside.starts_with(start)) && !inside.contains('<');
    is_token.then_some(inside.len() + 2)
}

fn escape(word: &str) -> String {
    word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn mention(word: &str, world: &World, with_name: bool) -> Option<String> {
    let (sign, name) = word.split_at_checked(1)?;
    let (name, tail) = match name.find([',', ':', '!', '?']) {
        Some(end) => name.split_at(end),
        None => (name, ""),
    };
    let found = match sign {
        "@" if name == world.bot.name => Some((&world.bot.user_id, &world.bot.name)),
        "@" => world.people.values().find(|person| person.name == name).map(|person| (&person.id, &person.name)),
        "#" => {
            let named = |channel: &&super::super::world::Channel| !channel.is_im() && channel.name == name;
            world.channels.values().find(named).map(|channel| (&channel.id, &channel.name))
        }
        _ => None,
    };
    found.map(|(id, name)| if with_name { format!("<{sign}{id}|{name}>{tail}") } else { format!("<{sign}{id}>{tail}") })
}

fn link(word: &str, bare_hosts: bool) -> Option<String> {
    if word.starts_with("https://") || word.starts_with("http://") {
        return Some(format!("<{}>", word.replace('&', "&amp;")));
    }
    let (host, path) = word.split_once('/').unwrap_or((word, ""));
    if let Some((before, after)) = host.split_once('@') {
        let is_mail = !before.is_empty() && after.contains('.') && path.is_empty();
        return is_mail.then(|| format!("<mailto:{word}|{word}>"));
    }
    let ending = host.rsplit_once('.').map(|(_, ending)| ending)?;
    let plain = host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.') && !host.starts_with('.');
    (bare_hosts && plain && ENDINGS.contains(&ending)).then(|| format!("<http://{word}|{word}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> World {
        let mut world = World::new("A1", "kinsta");
        world.add_channel("C1", "#ops", super::super::super::world::Kind::Public, true);
        world
    }

    #[test]
    fn names_become_ids_and_addresses_become_links() {
        let typed = "@kinsta site status acme.com  in #ops <b> a&b";
        assert_eq!(
            in_message(typed, &world()),
            "<@U0KINSTABOT> site status <http://acme.com|acme.com>  in <#C1> &lt;b&gt; a&amp;b"
        );
    }

    #[test]
    fn a_command_names_who_is_mentioned_and_leaves_bare_hosts_alone() {
        let typed = "site status acme.com https://my.kinsta.com/sites?a=1&b=2 @kinsta <mailto:a@b.de|a@b.de> <https://x.example|My label>";
        assert_eq!(
            in_command(typed, &world()),
            "site status acme.com <https://my.kinsta.com/sites?a=1&amp;b=2> <@U0KINSTABOT|kinsta> <mailto:a@b.de|a@b.de> <https://x.example|My label>"
        );
    }
}
