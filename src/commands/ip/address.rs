//! Addresses and ranges, in the one form they are compared and sent in.

use std::net::IpAddr;

use clap::{Arg, ArgMatches, Command};
use ipnet::IpNet;

use crate::commands::services::Asked;
use crate::commands::target::{self, ENV, SITE};
use crate::domain::refusal::Refusal;

/// The argument that holds them.
pub const NAME: &str = "address";
/// A range with fewer leading bits holds so much of the internet that it is a slip.
const WIDEST_BITS_V4: u8 = 8;
const WIDEST_BITS_V6: u8 = 16;

/// Adds `<address>` and `<site> [env]`. Several addresses stand with commas between them, or simply one after another.
pub fn arguments(command: Command) -> Command {
    target::arguments(command.arg(Arg::new(NAME).value_name("address").required(true)))
}

/// What was typed as addresses, and the rest, in which the site is found.
pub fn typed(asked: &Asked, matches: &ArgMatches) -> Result<(Vec<String>, ArgMatches), Refusal> {
    let pieces = |text: &str| -> Vec<String> {
        let pieces = text.split(|c: char| matches!(c, ',' | ';') || c.is_whitespace());
        pieces.filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
    };
    let mut addresses = matches.get_one::<String>(NAME).map(|text| pieces(text)).unwrap_or_default();
    let words: Vec<&String> = matches.get_many::<String>(SITE).unwrap_or_default().collect();
    let is_address = |word: &&&String| {
        let pieces = pieces(word);
        !pieces.is_empty() && pieces.iter().all(|piece| read(piece).is_some())
    };
    let more = words.iter().take_while(is_address).count();
    addresses.extend(words.iter().take(more).flat_map(|word| pieces(word)));
    let incomplete = || {
        let refusal = Refusal::new(asked.t("ip-no-site")).way_out(asked.t("ip-no-site-way-out"));
        refusal.about(SITE).incomplete()
    };
    let env = matches.get_one::<String>(ENV).into_iter().flat_map(|env| ["--env", env.as_str()]);
    let line = env.chain(["--"]).chain(words.iter().skip(more).map(|word| word.as_str()));
    let grammar = target::arguments(Command::new("target").no_binary_name(true));
    let rest = grammar.try_get_matches_from(line).map_err(|_| incomplete())?;
    Ok((addresses, rest))
}

/// One address or range, in its shortest form: `203.0.113.7/24` is `203.0.113.0/24`, `203.0.113.7/32` is `203.0.113.7`.
pub fn read(text: &str) -> Option<IpNet> {
    match text.parse::<IpAddr>() {
        Ok(address) => Some(IpNet::from(address.to_canonical())),
        Err(_) => text.parse::<IpNet>().ok().map(|range| range.trunc()),
    }
}

/// As it is sent and shown.
pub fn shown(range: &IpNet) -> String {
    if range.prefix_len() == range.max_prefix_len() { range.addr().to_string() } else { range.to_string() }
}

/// An entry of Kinsta's list in the form it is compared in; what is no address stays as it is.
pub fn comparable(entry: &str) -> String {
    read(entry.trim()).map_or_else(|| entry.trim().to_owned(), |range| shown(&range))
}

/// Everything that was typed, read; the first that is no address is refused.
pub fn read_all(asked: &Asked, typed: &[String]) -> Result<Vec<IpNet>, Refusal> {
    let mut ranges: Vec<IpNet> = Vec::new();
    for text in typed {
        let range = read(text).ok_or_else(|| {
            let refusal = Refusal::new(asked.t("ip-none").plain("address", text));
            refusal.way_out(asked.t("ip-none-way-out")).about(NAME)
        })?;
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    Ok(ranges)
}

/// Whether denying it would lock out so many that it cannot be meant.
pub fn is_too_wide(range: &IpNet) -> bool {
    range.prefix_len() < if range.addr().is_ipv4() { WIDEST_BITS_V4 } else { WIDEST_BITS_V6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        for (typed, read) in [
            ("203.0.113.7", "203.0.113.7"),
            ("203.0.113.7/32", "203.0.113.7"),
            ("203.0.113.7/24", "203.0.113.0/24"),
            ("2001:DB8:0:0::1", "2001:db8::1"),
            ("2001:db8::1/64", "2001:db8::/64"),
            ("2001:db8::1/128", "2001:db8::1"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
        ] {
            assert_eq!(comparable(typed), read);
        }
        for nothing in
            ["", "203.0.113", "203.0.113.256", "203.0.113.0/33", "2001:db8::/129", "acme.example", "1.2.3.4/"]
        {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn ranges_that_hold_nearly_everybody_are_too_wide() {
        for (range, is_wide) in [
            ("0.0.0.0/0", true),
            ("::/0", true),
            ("128.0.0.0/1", true),
            ("10.0.0.0/7", true),
            ("10.0.0.0/8", false),
            ("2000::/3", true),
            ("2001:db8::/32", false),
            ("203.0.113.7", false),
        ] {
            assert_eq!(is_too_wide(&read(range).unwrap()), is_wide, "{range}");
        }
    }
}
