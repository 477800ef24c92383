//! What was typed on behind a site's name, as words again.

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::target::{ENV, SITE, WHOLE_SITE};

/// The options that were typed, so that an offered line keeps them; those in `except` are left out.
pub fn options(matches: &ArgMatches, except: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for id in matches.ids() {
        let name = id.as_str();
        let is_typed = matches.value_source(name) == Some(ValueSource::CommandLine);
        if !is_typed || [SITE, WHOLE_SITE, ENV].contains(&name) || except.contains(&name) {
            continue;
        }
        match matches.try_get_one::<bool>(name) {
            Ok(flag) => words.extend(flag.filter(|is_on| **is_on).map(|_| format!("--{name}"))),
            Err(_) => {
                let values = matches.get_raw(name).unwrap_or_default();
                words.extend(values.map(|value| format!("--{name}={}", value.to_string_lossy())));
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use clap::{Arg, Command};

    use super::*;
    use crate::commands::args;

    #[test]
    fn options_read_back_as_they_were_typed() {
        let grammar = Command::new("verb")
            .no_binary_name(true)
            .arg(Arg::new(SITE).num_args(1..))
            .arg(args::words("to", "env"))
            .arg(args::words("title", "title"))
            .arg(args::words("left-out", "word"))
            .arg(args::one_of("layer", &["all", "site"]).default_value("all"))
            .arg(args::flag("database"))
            .arg(args::flag("quiet"));
        let typed = ["acme", "shop", "--title", "A \"good\" shop", "--database", "--to=live", "--left-out=x"];
        let matches = grammar.clone().try_get_matches_from(typed).unwrap();
        let mut kept = options(&matches, &["left-out"]);
        kept.sort();
        assert_eq!(kept, ["--database", "--title=A \"good\" shop", "--to=live"]);
        let again =
            grammar.try_get_matches_from(crate::domain::words::split(&crate::domain::words::join(&kept)).unwrap());
        assert_eq!(again.unwrap().get_one::<String>("title").unwrap(), "A \"good\" shop");
    }
}
